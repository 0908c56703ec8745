"""Constants, each with its unit and the reason for its value."""

from __future__ import annotations

from pathlib import Path

VERSION = "0.1.0"

PROJECT_ROOT = Path(__file__).resolve().parent.parent
"""The checkout: the package is installed in place, beside corpus/ and models/."""

RAW_DIR = PROJECT_ROOT / "corpus" / "raw"
SAMPLE_DIR = PROJECT_ROOT / "corpus" / "sample" / "documents"
SAMPLE_GOLD_DIR = PROJECT_ROOT / "corpus" / "sample" / "gold"
LABELLED_DIR = PROJECT_ROOT / "corpus" / "labelled"
MODELS_DIR = PROJECT_ROOT / "models"
NER_DATA_DIR = PROJECT_ROOT.parent / "shared" / "data" / "ner"
"""Where KLUE-NER and KonNE are looked for; their text is no part of the project."""
OUTPUT_DIR = PROJECT_ROOT / "outputs"

MAX_DOCUMENT_BYTES = 32 * 1024 * 1024
"""Bytes. The largest real release with attachments seen is 11 MB; above this a file is refused."""

MAX_DOCUMENT_MEMORY = 1024 * 1024 * 1024
"""Bytes that a worker may use for one document beside its models. The largest real document seen
takes 150 MB; above this it is refused and its worker replaced."""

LOAD_SECONDS = 60.0
"""Seconds in which a document must be parsed. The slowest real one takes four."""

ANNOTATE_SECONDS = 60.0
ANNOTATE_CHARS_PER_SECOND = 2_000
"""Seconds in which a document must be annotated: the first, and one for so many characters.
Twenty thousand characters a second are usual; a loaded machine may be ten times slower."""

MAX_TEXT_CHARS = 2_000_000
"""Characters of text in one document: about a thousand pages; above this it is refused."""

MAX_LINE_CHARS = 200_000
"""Characters in one line. Prose lines stay under 5,000; a longer one is data, not text."""

MAX_REPEAT = 50
"""Times one character may repeat before the morphological analyser sees it shortened:
Kiwi takes quadratic time on such runs (rulers made of ``-`` or ``ㅡ``)."""

MAX_BLOCK_CHARS = 4_000
"""Characters handed to the analyser at once; a longer block is cut at the nearest space."""

MIN_TEXT_CHARS = 2
"""Characters of cleaned text below which a document counts as empty."""
