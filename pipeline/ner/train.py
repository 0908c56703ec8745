"""Fits the recognizer: from labelled sentences to a folder under ``models/ko_policy``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from kiwipiepy import Kiwi
from numpy.typing import NDArray
from thinc.api import Adam, Model, Optimizer, fix_random_seed
from threadpoolctl import threadpool_limits

from pipeline.language.kiwi import analyse, build_kiwi, line_spans
from pipeline.lexicon import load_lexicon
from pipeline.lexicon.people import load_names, load_titles
from pipeline.ner.data import Example, read_own, read_public, split
from pipeline.ner.decode import tags_of
from pipeline.ner.features import FeatureMaker, Token, TokenRows, sequences_of
from pipeline.ner.gazetteer import Gazetteer
from pipeline.ner.names import known_names
from pipeline.ner.network import Network, Noise, Shape
from pipeline.ner.recognizer import Recognizer
from pipeline.ner.vectors import recover


class Schedule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long and how hard. ``own`` is how often a sentence of our own is seen an epoch."""

    seed: int = 0
    epochs: int = 8
    batch: int = 16
    rate: float = 0.001
    decay: float = 0.01
    units: float = 0.4
    columns: float = 0.15
    own: int = 3


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``models/ner.toml``."""

    network: Shape = Shape()
    training: Schedule = Schedule()

    @classmethod
    def read(cls, path: Path) -> Config:
        """The settings in ``path``; ``msgspec.ValidationError`` for what it does not know."""
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), cls)


class Taught(NamedTuple):
    """A sequence with its tags; ``weight`` is 0 where nothing is to be learned, else 1."""

    rows: TokenRows
    tags: NDArray[np.intp]
    weight: NDArray[np.float32]


def read_text(kiwi: Kiwi, text: str) -> list[list[Token]]:
    """The tokens of a bare text, line by line, as the pipeline would see them."""
    return sequences_of(analyse(kiwi, text, line_spans(text)))


def teach(maker: FeatureMaker, kiwi: Kiwi, example: Example) -> list[Taught]:
    """The sequences of an example. Names that cut a token are left open, not denied."""
    taught = []
    for tokens in read_text(kiwi, example.text):
        first = {token.start: n for n, token in enumerate(tokens)}
        last = {token.end: n for n, token in enumerate(tokens)}
        names = [
            (first[start], last[end], label)
            for start, end, label in example.names
            if start in first and end in last
        ]
        loose = [
            (start, end)
            for start, end, _ in example.names
            if start not in first or end not in last
        ]
        weight = np.ones(len(tokens), dtype=np.float32)
        for start, end in [*loose, *example.open]:
            for n, token in enumerate(tokens):
                if token.start < end and start < token.end:
                    weight[n] = 0.0
        rows = maker.make(example.text, tokens)
        taught.append(Taught(rows, np.array(tags_of(len(tokens), names)), weight))
    return taught


def fit(
    network: Network,
    taught: Sequence[Taught],
    schedule: Schedule,
    after_epoch: Callable[[int, float], None] | None = None,
) -> None:
    """Train the network in place; averaged weights are what is kept.

    The same data, schedule and machine give the same bits: one thread, one seed, a fixed order.
    """
    order = np.random.RandomState(schedule.seed)
    noise = Noise(schedule.seed + 1, schedule.units, schedule.columns)
    optimizer = Adam(
        schedule.rate, L2=schedule.decay, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True
    )
    steps = 0
    total = schedule.epochs * -(-len(taught) // schedule.batch)
    for epoch in range(schedule.epochs):
        shuffled = order.permutation(len(taught))
        loss = 0.0
        for begin in range(0, len(shuffled), schedule.batch):
            batch = [taught[n] for n in shuffled[begin : begin + schedule.batch].tolist()]
            left = 1.0 - steps / total
            optimizer.learn_rate = schedule.rate * min(1.0, 2.0 * left)
            scores, backward = network.begin_update([one.rows for one in batch], noise)
            tags = np.concatenate([one.tags for one in batch])
            weight = np.concatenate([one.weight for one in batch])
            gradient = scores.copy()
            gradient[np.arange(len(tags)), tags] -= 1.0
            loss -= float((np.log(scores[np.arange(len(tags)), tags] + 1e-9) * weight).sum())
            scale = (weight / schedule.batch).astype(np.float32)
            backward(gradient * scale[:, None])
            network.finish_update(optimizer)
            optimizer.step_schedules()
            steps += 1
        if after_epoch is not None:
            after_epoch(epoch, loss)
    for layer in network.layers:
        _keep_averages(layer, optimizer)


def _keep_averages(layer: Model[Any, Any], optimizer: Optimizer) -> None:
    averages = optimizer.averages or {}
    for node in layer.walk():
        for name in node.param_names:
            if (node.id, name) in averages:
                node.set_param(name, averages[node.id, name])


def train(
    folder: Path,
    config: Config,
    after_epoch: Callable[[int, float], None] | None = None,
    share: float = 1.0,
) -> Recognizer:
    """A recognizer fitted to the public sentences in ``folder`` and to our own.

    What is held out (``Example.held``) is not seen, and of the rest no more than every so many
    as ``share`` says (for the learning curve). Raises ``ModelError`` where data are absent.
    """
    step = round(1 / share)
    public = split(read_public(folder))[0][::step]
    own = split(read_own())[0][::step]
    # The order in which several threads add changes the last bit.
    with threadpool_limits(1):
        lexicon = load_lexicon()
        kiwi = build_kiwi(lexicon.words())
        vectors = recover(Kiwi(load_multi_dict=False))
        gazetteer = Gazetteer.of(known_names(lexicon))
        maker = FeatureMaker(gazetteer, vectors, load_names(), load_titles())
        taught = [one for example in public for one in teach(maker, kiwi, example)]
        ours = [one for example in own for one in teach(maker, kiwi, example)]
        fix_random_seed(config.training.seed)
        network = Network(config.network, vectors)
        fit(network, taught + ours * config.training.own, config.training, after_epoch)
    return Recognizer(network.weights(), gazetteer, vectors)
