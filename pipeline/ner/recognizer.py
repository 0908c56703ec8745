"""The trained recognizer: features, network and decoder as one thing on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from pipeline.errors import ModelError
from pipeline.language.kiwi import Chunk
from pipeline.lexicon.people import load_names, load_titles
from pipeline.ner.decode import TAGS, read_names
from pipeline.ner.features import COLUMNS, FeatureMaker, TokenRows, sequences_of
from pipeline.ner.gazetteer import Gazetteer
from pipeline.ner.network import Network, Shape
from pipeline.ner.vectors import MorphemeVectors


class Suggestion(NamedTuple):
    """``text[start:end]`` taken for a ``label`` with ``confidence`` from 0 to 1."""

    start: int
    end: int
    label: str
    confidence: float


class Layout(msgspec.Struct, frozen=True):
    """What a model file is for: code with other tags or columns must refuse it."""

    shape: Shape
    tags: tuple[str, ...]
    columns: tuple[str, ...]


class Recognizer:
    """Reads names in analysed text; what it says depends on the text alone."""

    def __init__(self, network: Network, gazetteer: Gazetteer, vectors: MorphemeVectors) -> None:
        self.network = network
        self.features = FeatureMaker(gazetteer, vectors, load_names(), load_titles())

    def suggest(self, text: str, chunks: Sequence[Chunk]) -> list[Suggestion]:
        """Names in the order of the text, none overlapping."""
        batch = [self.features.make(text, tokens) for tokens in sequences_of(chunks)]
        return self.read(batch)

    def read(self, batch: Sequence[TokenRows]) -> list[Suggestion]:
        """The names in sequences whose features are made."""
        if not batch:
            return []
        found: list[Suggestion] = []
        for rows, probabilities in zip(batch, self.network.predict(batch), strict=True):
            found.extend(
                Suggestion(
                    rows.tokens[name.first].start,
                    rows.tokens[name.last].end,
                    name.label,
                    name.confidence,
                )
                for name in read_names(probabilities)
            )
        return found

    def to_disk(self, path: Path) -> None:
        """Write the folder ``path``: layout, weights, gazetteer, vectors."""
        path.mkdir(parents=True, exist_ok=True)
        layout = Layout(self.network.shape, TAGS, tuple(name for name, _ in COLUMNS))
        (path / "layout.json").write_bytes(msgspec.json.encode(layout) + b"\n")
        (path / "weights.bin").write_bytes(self.network.to_bytes())
        self.features.gazetteer.to_disk(path)
        self.features.vectors.to_disk(path)

    @classmethod
    def from_disk(cls, path: Path) -> Recognizer:
        """Read what ``to_disk`` wrote; raises ``ModelError`` if it is absent or another's."""
        try:
            layout = msgspec.json.decode((path / "layout.json").read_bytes(), type=Layout)
            gazetteer = Gazetteer.from_disk(path)
            vectors = MorphemeVectors.from_disk(path)
            weights = (path / "weights.bin").read_bytes()
        except (OSError, ValueError) as error:
            raise ModelError(
                f"no entity model in {path.name}: {error}; run `yeonpyo train ner`"
            ) from error
        if layout.tags != TAGS or layout.columns != tuple(name for name, _ in COLUMNS):
            raise ModelError("the entity model is of another version; run `yeonpyo train ner`")
        network = Network(layout.shape, vectors)
        network.from_bytes(weights)
        return cls(network, gazetteer, vectors)
