"""The network: hashed columns and a vector, mixed, read in a window, tagged.

The layers are thinc's: one ``HashEmbed`` a column, ``Maxout`` over their concatenation with the
vector, residual convolutions of three tokens (spaCy's HashEmbedCNN), a ``Softmax`` over tags.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    Optimizer,
    Softmax,
    chain,
    concatenate,
    expand_window,
    residual,
    with_array,
)

from pipeline.ner.decode import TAGS
from pipeline.ner.features import COLUMNS, TokenRows
from pipeline.ner.vectors import DIMENSIONS, MorphemeVectors

Floats = NDArray[np.float32]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``width`` of the encoder, ``depth`` in convolutions, ``embed`` width of a column."""

    width: int = 96
    depth: int = 3
    embed: int = 48
    pieces: int = 3


class Network:
    """The layers with their forward and backward pass over whole batches of sequences."""

    def __init__(self, shape: Shape, vectors: MorphemeVectors) -> None:
        self.shape = shape
        self.vectors = vectors
        width, pieces = shape.width, shape.pieces
        embeds: list[Model[Any, Any]] = [
            HashEmbed(shape.embed, rows, column=column, seed=column + 1)
            for column, (_, rows) in enumerate(COLUMNS)
        ]
        self.columns: Model[Any, Any] = concatenate(*embeds)
        self.mix: Model[Any, Any] = Maxout(
            width, shape.embed * len(COLUMNS) + DIMENSIONS, nP=pieces, normalize=True
        )
        layers = [
            residual(
                chain(expand_window(1), Maxout(width, width * 3, nP=pieces, normalize=True))
            )
            for _ in range(shape.depth)
        ]
        self.encoder: Model[Any, Any] = with_array(chain(*layers), pad=shape.depth)
        self.output: Model[Any, Any] = Softmax(len(TAGS), width)
        self.columns.initialize(X=np.zeros((1, len(COLUMNS)), dtype=np.uint64))
        self.mix.initialize()
        self.encoder.initialize(X=[np.zeros((3, width), dtype=np.float32)])
        self.output.initialize()

    @property
    def layers(self) -> tuple[Model[Any, Any], ...]:
        """All layers, in order."""
        return self.columns, self.mix, self.encoder, self.output

    def predict(self, batch: Sequence[TokenRows]) -> list[Floats]:
        """Probabilities of the tags, ``(n_tokens, n_tags)`` for each sequence."""
        keys = np.concatenate([one.keys for one in batch])
        vectors = self.vectors.rows(np.concatenate([one.rows for one in batch]))
        mixed = self.mix.predict(np.hstack([self.columns.predict(keys), vectors]))
        cuts = np.cumsum([len(one.tokens) for one in batch])[:-1]
        encoded = self.encoder.predict(np.split(mixed, cuts))
        return list(np.split(self.output.predict(np.concatenate(encoded)), cuts))

    def begin_update(
        self, batch: Sequence[TokenRows], noise: Noise
    ) -> tuple[Floats, Callable[[Floats], None]]:
        """Probabilities of all tokens of the batch, and the function that takes their gradient."""
        keys, rows = noise.blank(batch, self.vectors.unknown)
        cuts = np.cumsum([len(one.tokens) for one in batch])[:-1]
        embedded, back_columns = self.columns(keys, is_train=True)
        joined = np.hstack([embedded, self.vectors.rows(rows)])
        kept = noise.mask(joined.shape)
        mixed, back_mix = self.mix(joined * kept, is_train=True)
        kept_mixed = noise.mask(mixed.shape)
        encoded, back_encoder = self.encoder(np.split(mixed * kept_mixed, cuts), is_train=True)
        kept_out = noise.mask((len(keys), self.shape.width))
        scores, back_output = self.output(np.concatenate(encoded) * kept_out, is_train=True)

        def backward(gradient: Floats) -> None:
            outer = back_encoder(np.split(back_output(gradient) * kept_out, cuts))
            inner = back_mix(np.concatenate(outer) * kept_mixed) * kept
            back_columns(np.ascontiguousarray(inner[:, : embedded.shape[1]]))

        return scores, backward

    def finish_update(self, optimizer: Optimizer) -> None:
        """Let the optimizer change the weights by the gradients gathered."""
        for layer in self.layers:
            layer.finish_update(optimizer)

    def to_bytes(self) -> bytes:
        """The weights as one message."""
        return msgspec.msgpack.encode([layer.to_bytes() for layer in self.layers])

    def from_bytes(self, data: bytes) -> None:
        """Take the weights of ``to_bytes``; raises ``ValueError`` where the shapes differ."""
        for layer, weights in zip(
            self.layers, msgspec.msgpack.decode(data, type=list[bytes]), strict=True
        ):
            layer.from_bytes(weights)


class Noise:
    """Dropout of units, and of whole columns, so that no token is known by its form alone."""

    def __init__(self, seed: int, units: float, columns: float) -> None:
        self._random = np.random.RandomState(seed)
        self._units = units
        self._columns = columns

    def mask(self, shape: tuple[int, ...]) -> Floats:
        """Zeros with the chance ``units``, the rest scaled so that the sum stays."""
        kept = self._random.rand(*shape) >= self._units
        return kept.astype(np.float32) / np.float32(1 - self._units)

    def blank(
        self, batch: Sequence[TokenRows], unknown: int
    ) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
        """Keys and rows of a batch with some of what tells the form taken away."""
        keys = np.concatenate([one.keys for one in batch])
        rows = np.concatenate([one.rows for one in batch])
        for column, (name, _) in enumerate(COLUMNS):
            if name in ("form", "prefix", "suffix", "last", "name"):
                keys[self._random.rand(len(keys)) < self._columns, column] = 0
        rows[self._random.rand(len(rows)) < self._columns] = unknown
        return keys, rows
