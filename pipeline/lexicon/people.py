"""Titles and the material that Korean names are made of, from titles.toml and surnames.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Names:
    """``surnames``: bearers per thousand; ``first``/``second``: syllables of given names.

    ``native``: given names of native words; ``common``: words that look like names; ``tails``: the last syllables of common nouns.
    """  # noqa: E501

    surnames: Mapping[str, float]
    first: frozenset[str]
    second: frozenset[str]
    native: frozenset[str]
    common: frozenset[str]
    tails: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Titles:
    """What titles.toml says; ``fused`` maps a title to the end of the name of its body."""

    all: frozenset[str]
    address: frozenset[str]
    byline: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    unit: frozenset[str]
    fused: Mapping[str, str]
    weak: frozenset[str]
    fusing: frozenset[str]
    surname: frozenset[str]
    needs_known: frozenset[str]
    longest: int
    last: frozenset[str]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("pipeline.lexicon").joinpath(name).read_text(encoding="utf-8"))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@cache
def load_names() -> Names:
    """Surnames, given-name syllables and the common words that look like names."""
    table = _read("surnames.toml")
    return Names(
        surnames=table["share"],
        first=frozenset(table["given"]["first"]),
        second=frozenset(table["given"]["second"]),
        native=_words(table["given"]["native"]),
        common=_words(table["common"]["words"]),
        tails=frozenset(table["common"]["tails"]),
    )


@cache
def load_titles() -> Titles:
    """All titles. Those of a byline and forms of address are found like the others."""
    table = _read("titles.toml")
    address = _words(table["titles"]["address"])
    byline = _words(table["byline"]["titles"])
    found = byline.union(*(_words(text) for text in table["titles"].values()))
    return Titles(
        all=found,
        address=address,
        byline=byline,
        after=_words(table["after"]["words"]),
        before=_words(table["before"]["words"]),
        unit=_words(table["unit"]["titles"]),
        fused=table["fused"],
        weak=_words(table["weak"]["titles"]),
        fusing=_words(table["weak"]["fusing"]),
        surname=_words(table["surname"]["titles"]),
        needs_known=_words(table["surname"]["needs_known"]),
        longest=max(map(len, found)),
        last=frozenset(title[-1] for title in found),
    )
