"""Names of known class, as hashes: what a span of tokens is called in the dictionaries.

Sources: the lexicon of this project; Kiwi's dictionary of names of several words, whose lines
carry the Wikidata class of what they name (Q5 is a human); the territories of the CLDR and the
cities of GeoNames in Hangul. Only hashes are kept: a few megabytes, and no text.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

LONGEST = 10
"""Tokens in a name that is looked for."""

_DTYPE = np.dtype([("key", "<u4"), ("kind", "S1")])


def key_of(text: str) -> int:
    """The 32-bit hash of a name; its case counts, its spaces count."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


class Gazetteer:
    """``kinds`` maps the hash of a name to one letter, its class.

    ``P`` person, ``O`` body, ``L`` place, ``W`` work, ``X`` other; ``o``, ``r``, ``c``, ``x``:
    body, region, complex and other of the project's lexicon. ``heads`` are the hashes of the
    first words of the names of several words.
    """

    def __init__(self, kinds: dict[int, str], heads: frozenset[int]) -> None:
        self._kinds = kinds
        self._heads = heads

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> Gazetteer:
        """From ``(name, class)``; the later of two classes of one name holds."""
        kinds: dict[int, str] = {}
        heads: set[int] = set()
        for name, kind in names:
            kinds[key_of(name)] = kind
            if " " in name:
                heads.add(key_of(name.partition(" ")[0]))
        return cls(kinds, frozenset(heads))

    def tag(
        self,
        text: str,
        tokens: Sequence[tuple[int, int, str, str]],
        ends: Sequence[int],
        single: Sequence[str | None],
    ) -> list[str]:
        """For each token the class of the longest name it is in, or ``""``.

        Tokens begin with their span; ``ends`` gives for each the last one of its word, ``single``
        its own class. Names of several tokens begin where a word begins; ``B`` or ``I`` before
        the class says where in the name the token stands.
        """
        found = [""] * len(tokens)
        index = 0
        while index < len(tokens):
            start = tokens[index][0]
            after = index + 1
            kind: str | None = None
            if start == 0 or not text[start - 1].isalnum():
                kind, after = self._longest(text, tokens, index, ends[index] + 1)
            if kind is None:
                kind = single[index]
                after = index + 1
            if kind:
                found[index] = "B" + kind
                for inside in range(index + 1, after):
                    found[inside] = "I" + kind
            index = after
        return found

    def single(self, word: str) -> str | None:
        """The class of a name of one token of two letters or more."""
        return self._kinds.get(key_of(word)) if len(word) > 1 else None

    def _longest(
        self, text: str, tokens: Sequence[tuple[int, int, str, str]], index: int, last: int
    ) -> tuple[str | None, int]:
        """The class of the longest name of several tokens from ``index``, and where it ends.

        ``last`` is where its word ends; names go beyond only where a name of several words
        begins with that word.
        """
        start = tokens[index][0]
        stop = min(index + LONGEST, len(tokens))
        if last < stop and key_of(text[start : tokens[last - 1][1]]) not in self._heads:
            stop = last
        for end in range(stop, index + 1, -1):
            kind = self._kinds.get(key_of(text[start : tokens[end - 1][1]]))
            if kind is not None:
                return kind, end
        return None, index + 1

    def to_disk(self, path: Path) -> None:
        """Write ``names.npy`` and ``heads.npy`` in ``path``, sorted."""
        table = np.array(sorted((k, v.encode()) for k, v in self._kinds.items()), dtype=_DTYPE)
        np.save(path / "names.npy", table, allow_pickle=False)
        heads = np.array(sorted(self._heads), dtype="<u4")
        np.save(path / "heads.npy", heads, allow_pickle=False)

    @classmethod
    def from_disk(cls, path: Path) -> Gazetteer:
        """Read what ``to_disk`` wrote."""
        table = np.load(path / "names.npy", allow_pickle=False)
        kinds = dict(
            zip(table["key"].tolist(), [k.decode() for k in table["kind"].tolist()], strict=True)
        )
        heads = frozenset(np.load(path / "heads.npy", allow_pickle=False).tolist())
        return cls(kinds, heads)
