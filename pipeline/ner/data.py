"""Sentences with names: KLUE and KonNE as they come, and those written for this project.

One in ten is held out by the hash of its text, before anything is fitted; of the sentences
written in 2026, forty (``held`` in the file).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import ModelError
from pipeline.settings import LABELLED_DIR

OWN = LABELLED_DIR / "entities.jsonl"
KLUE = Path("klue_ner_dev") / "train.jsonl"
KONNE = Path("konne_dev") / "train.jsonl"
_HELD = 10  # per cent
_SALT = b"yeonpyo"  # the public files are themselves a part chosen by the plain hash

_OF_KLUE = {"PS": "PERSON", "OG": "ORG", "LC": "REGION"}
_NOT_TAUGHT = ("PROGRAM", "LAW", "FORUM", "UNIT")
"""Labels of our own sentences that are too few to learn; the rules find most of them."""


class Example(msgspec.Struct, frozen=True):
    """``names`` are ``(start, end, label)``; nothing is learned from the characters in ``open``.

    ``kept`` says whether the example is held out; where it does not, the hash of the text does.
    """

    text: str
    names: tuple[tuple[int, int, str], ...]
    open: tuple[tuple[int, int], ...]
    domain: str
    kept: bool | None = None

    @property
    def held(self) -> bool:
        """Whether the example is kept for scoring."""
        if self.kept is not None:
            return self.kept
        digest = hashlib.sha256(_SALT + self.text.encode()).hexdigest()
        return int(digest[:8], 16) % 100 < _HELD


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            yield msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            raise ModelError(f"{path.name}, line {number}: {error}") from error


def read_public(folder: Path) -> list[Example]:
    """KLUE's sentences with its flat names; the titles that KonNE marks in them stay outside.

    ``folder`` holds ``klue_ner_dev/train.jsonl`` and ``konne_dev/train.jsonl``. Where KonNE sees
    one name and KLUE none, it is left open: the two disagree on what counts.
    """
    missing = [str(name) for name in (KLUE, KONNE) if not (folder / name).exists()]
    if missing:
        raise ModelError(
            f"{folder} has no {' and no '.join(missing)}: name the folder with KLUE-NER and KonNE "
            "by --data (both are public, CC BY-SA 4.0; see models/ko_policy/CARD.md)"
        )
    nested = {row["id"]: row for row in _lines(folder / KONNE)}
    examples = []
    for row in _lines(folder / KLUE):
        names = tuple(
            (s["start"], s["end"], _OF_KLUE[s["label"]])
            for s in row["spans"]
            if s["label"] in _OF_KLUE
        )
        other = nested.get(row["id"])
        seen = other["spans"] if other and other["text"] == row["text"] else []
        doubtful = tuple(
            (s["start"], s["end"])
            for s in seen
            if s["label"].startswith(("PS_NAME", "OGG_", "LCP_"))
            and not any(s["start"] < end and start < s["end"] for start, end, _ in names)
        )
        examples.append(Example(row["text"], names, doubtful, row["domain"]))
    return examples


def read_own(path: Path = OWN) -> list[Example]:
    """The project's own sentences in policy prose."""
    examples = []
    for row in _lines(path):
        names = tuple(
            (s["start"], s["end"], s["label"])
            for s in row["spans"]
            if s["label"] not in _NOT_TAUGHT
        )
        untaught = tuple(
            (s["start"], s["end"]) for s in row["spans"] if s["label"] == "UNIT"
        )
        kept = row.get("held")
        domain = "policy" if kept is None else "policy_2026"
        examples.append(Example(row["text"], names, untaught, domain, kept))
    return examples


def split(examples: Iterable[Example]) -> tuple[list[Example], list[Example]]:
    """Those to learn from, those held out."""
    learned: list[Example] = []
    held: list[Example] = []
    for example in examples:
        (held if example.held else learned).append(example)
    return learned, held
