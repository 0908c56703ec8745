"""What the network sees of a token: hashed columns, and the row of its vector.

A token is a run of morphemes that share characters, as in the spaCy Doc. Most columns depend on
the token alone and are computed once a form; the rest say where it stands.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.language.kiwi import Chunk, Morpheme
from pipeline.lexicon.people import Names, Titles
from pipeline.ner.gazetteer import Gazetteer
from pipeline.ner.vectors import MorphemeVectors

COLUMNS: tuple[tuple[str, int], ...] = (
    ("form", 4000),
    ("tag", 300),
    ("shape", 500),
    ("prefix", 2000),
    ("suffix", 2000),
    ("last", 1000),
    ("flags", 300),
    ("name", 100),
    ("place", 500),
)
"""Column and rows of its hash table."""

_OF_FORM = 7  # columns that depend on the token alone
_CACHE = 60_000  # forms kept; a corpus has a few hundred thousand
_RUN = re.compile(r"(.)\1{3,}")


class Token(NamedTuple):
    """Half-open span and the morphemes in it."""

    start: int
    end: int
    morphemes: tuple[tuple[str, str], ...]


class TokenRows(NamedTuple):
    """One sequence: its tokens, their keys ``(n, columns)`` and rows of vectors ``(n,)``."""

    tokens: tuple[Token, ...]
    keys: NDArray[np.uint64]
    rows: NDArray[np.intp]


def tokens_of(morphemes: Sequence[Morpheme]) -> list[Token]:
    """The tokens of a sentence: morphemes that share characters make one."""
    tokens: list[Token] = []
    position = 0
    index = 0
    while index < len(morphemes):
        start, end, form, tag = morphemes[index]
        parts = [(form, tag)]
        index += 1
        while index < len(morphemes) and (
            morphemes[index].start < end or morphemes[index].end == morphemes[index].start
        ):
            end = max(end, morphemes[index].end)
            parts.append((morphemes[index].form, morphemes[index].tag))
            index += 1
        if end > max(start, position):  # an elided copula has no letter of its own
            tokens.append(Token(max(start, position), end, tuple(parts)))
            position = end
    return tokens


def sequences_of(chunks: Iterable[Chunk]) -> list[list[Token]]:
    """The tokens block by block: sentences of one block are read together."""
    found: list[list[Token]] = []
    before: int | None = None
    for chunk in chunks:
        tokens = tokens_of(chunk.morphemes)
        if chunk.span == before:
            found[-1].extend(tokens)
        else:
            found.append(tokens)
        before = chunk.span
    return [tokens for tokens in found if tokens]


def _key(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) + 1


def shape(word: str) -> str:
    """Letters by class: K Hangul, A and a Latin, 0 digits, H Han; long runs cut to three."""
    classes = "".join(map(_class, word))
    return _RUN.sub(r"\1\1\1+", classes)


def _class(letter: str) -> str:
    if "가" <= letter <= "힣":
        return "K"
    if letter.isdigit():
        return "0"
    if letter.isascii():
        return "A" if letter.isupper() else "a" if letter.isalpha() else letter
    return "H" if "一" <= letter <= "鿿" else letter


class FeatureMaker:
    """Turns tokens into keys and rows; the same for the same tokens, whatever came before."""

    def __init__(
        self, gazetteer: Gazetteer, vectors: MorphemeVectors, names: Names, titles: Titles
    ) -> None:
        self.gazetteer = gazetteer
        self.vectors = vectors
        self._names = names
        self._titles = titles
        self._forms: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[int, ...]] = {}
        self._kinds: dict[str, str | None] = {}

    def make(self, text: str, tokens: Sequence[Token]) -> TokenRows:
        """Keys and rows of a sequence of tokens of ``text``."""
        if len(self._forms) > _CACHE:
            self._forms.clear()
            self._kinds.clear()
        kinds = self.gazetteer.tag(text, [(t.start, t.end) for t in tokens], self._kind)
        tags = ["+".join(tag for _, tag in t.morphemes) for t in tokens]
        ends = _word_ends(tokens)
        keys: list[tuple[int, ...]] = []
        rows: list[int] = []
        for index, token in enumerate(tokens):
            of_form = self._form(text[token.start : token.end], token.morphemes)
            after_space = index == 0 or tokens[index - 1].end < token.start
            place = f"{after_space}|{ends[index] - index if ends[index] - index < 3 else 3}"
            place += f"|{tags[ends[index]]}"
            keys.append((*of_form[1:], _key("n" + kinds[index]), _key(place)))
            rows.append(of_form[0])
        return TokenRows(
            tuple(tokens),
            np.array(keys, dtype=np.uint64).reshape(len(tokens), len(COLUMNS)),
            np.array(rows, dtype=np.intp),
        )

    def _kind(self, word: str) -> str | None:
        if word not in self._kinds:
            self._kinds[word] = self.gazetteer.single(word)
        return self._kinds[word]

    def _form(self, word: str, morphemes: tuple[tuple[str, str], ...]) -> tuple[int, ...]:
        """Row of the vector, then the keys that the token alone decides."""
        known = self._forms.get((word, morphemes))
        if known is None:
            tag = "+".join(tag for _, tag in morphemes)
            row = self.vectors.row(*morphemes[0])
            known = (
                row,
                _key("w" + word),
                _key("t" + tag),
                _key("s" + shape(word)),
                _key("p" + word[:2]),
                _key("e" + word[-2:]),
                _key("l" + word[-1]),
                _key("f" + self._flags(word, tag, row == self.vectors.unknown)),
            )
            self._forms[word, morphemes] = known
        return known

    def _flags(self, word: str, tag: str, unknown: bool) -> str:
        names = self._names
        flags = [str(min(len(word), 6)), "u" if unknown else "", tag[:3]]
        if word in self._titles.all:
            flags.append("title")
        if len(word) <= 4 and word[0] in names.surnames and all("가" <= c <= "힣" for c in word):
            often = names.surnames[word[0]] > 10
            given = len(word) == 3 and word[1] in names.first and word[2] in names.second
            flags.append(f"surname{often:d}{given:d}")
        return "|".join(flags)


def _word_ends(tokens: Sequence[Token]) -> list[int]:
    """For each token the index of the last one in its eojeol."""
    ends = list(range(len(tokens)))
    for index in range(len(tokens) - 2, -1, -1):
        if tokens[index].end == tokens[index + 1].start:
            ends[index] = ends[index + 1]
    return ends
