"""The trained recognizer: features, network and decoder as one thing on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import msgspec

from pipeline.errors import ModelError
from pipeline.language.kiwi import Chunk
from pipeline.lexicon.people import load_names, load_titles
from pipeline.ner.decode import TAGS, read_names
from pipeline.ner.features import COLUMNS, FeatureMaker, sequences_of
from pipeline.ner.gazetteer import Gazetteer
from pipeline.ner.reader import Reader, Weights
from pipeline.ner.vectors import MorphemeVectors


class Suggestion(NamedTuple):
    """``text[start:end]`` taken for a ``label`` with ``confidence`` from 0 to 1."""

    start: int
    end: int
    label: str
    confidence: float


class Layout(msgspec.Struct, frozen=True):
    """What a model file is for: code with other tags or columns must refuse it."""

    tags: tuple[str, ...]
    columns: tuple[tuple[str, int], ...]


class Recognizer:
    """Reads names in analysed text; what it says depends on the text alone."""

    def __init__(self, weights: Weights, gazetteer: Gazetteer, vectors: MorphemeVectors) -> None:
        self.reader = Reader(weights, vectors)
        self.features = FeatureMaker(gazetteer, vectors, load_names(), load_titles())

    def suggest(self, text: str, chunks: Sequence[Chunk]) -> list[Suggestion]:
        """Names in the order of the text, none overlapping.

        A cell or line of common nouns and numbers, without a predicate, is not read.
        """
        may_name = self.features.may_name
        sequences = [tokens for tokens in sequences_of(chunks) if may_name(text, tokens)]
        if not sequences:
            return []
        if self.features.full:
            self.features.forget()
            self.reader.forget()
        scores = self.reader.score(text, sequences, self.features)
        tokens = [token for tokens in sequences for token in (*tokens, None)]
        found = []
        for first, last, label, confidence in read_names(scores, list(map(len, sequences))):
            begin, end = tokens[first], tokens[last]
            if begin is not None and end is not None:
                found.append(Suggestion(begin.start, end.end, label, confidence))
        return found

    def to_disk(self, path: Path) -> None:
        """Write the folder ``path``: layout, weights, gazetteer, vectors."""
        path.mkdir(parents=True, exist_ok=True)
        (path / "layout.json").write_bytes(msgspec.json.encode(Layout(TAGS, COLUMNS)) + b"\n")
        self.reader.weights.to_disk(path)
        self.features.gazetteer.to_disk(path)
        self.features.vectors.to_disk(path)

    @classmethod
    def from_disk(cls, path: Path) -> Recognizer:
        """Read what ``to_disk`` wrote; raises ``ModelError`` if it is absent or another's."""
        try:
            layout = msgspec.json.decode((path / "layout.json").read_bytes(), type=Layout)
            if layout != Layout(TAGS, COLUMNS):
                raise ModelError("the entity model is of another version; run `yeonpyo train ner`")
            gazetteer = Gazetteer.from_disk(path)
            vectors = MorphemeVectors.from_disk(path)
            weights = Weights.from_disk(path)
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise ModelError(
                f"no entity model in {path.name}: {error}; run `yeonpyo train ner`"
            ) from error
        return cls(weights, gazetteer, vectors)
