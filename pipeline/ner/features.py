"""What the network sees of a token: its form and where it stands.

A token is a run of morphemes that share characters, as in the spaCy Doc. What depends on the
token alone (its *form*: a row of the vectors and hashed columns) is worked out once a form; the
few hundred ways to stand somewhere (its *context*) once each. A sequence is two rows of numbers.
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

FORM_COLUMNS: tuple[tuple[str, int], ...] = (
    ("form", 4000),
    ("tag", 300),
    ("shape", 500),
    ("prefix", 2000),
    ("suffix", 2000),
    ("last", 1000),
    ("flags", 300),
)
"""Columns of the token alone, and the rows of their hash tables."""

CONTEXT_COLUMNS: tuple[tuple[str, int], ...] = (("name", 100), ("place", 500))
"""Columns of where it stands."""

COLUMNS = FORM_COLUMNS + CONTEXT_COLUMNS

_CACHE = 20_000  # forms kept; a corpus has a few hundred thousand
_NAMING = ("NNP", "SL", "SH", "XR")
_RUN = re.compile(r"(.)\1{3,}")


class Token(NamedTuple):
    """Half-open span, form of the first morpheme, tags of all joined by ``+``."""

    start: int
    end: int
    form: str
    tag: str


class TokenRows(NamedTuple):
    """One sequence for training: keys ``(n, columns)`` and rows of vectors ``(n,)``."""

    keys: NDArray[np.uint64]
    rows: NDArray[np.intp]


def tokens_of(morphemes: Iterable[Morpheme]) -> list[Token]:
    """The tokens of a sentence: morphemes that share characters make one."""
    tokens: list[Token] = []
    start = end = 0
    form = tag = ""
    for m_start, m_end, m_form, m_tag in morphemes:
        if tag and (m_start < end or m_start == m_end):
            tag += "+" + m_tag
            end = max(end, m_end)
            continue
        if end > start:  # an elided copula has no letter of its own
            tokens.append(Token(start, end, form, tag))
        start, end, form, tag = m_start, m_end, m_form, m_tag
    if end > start:
        tokens.append(Token(start, end, form, tag))
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
    """Numbers forms and contexts, and keeps what each is made of.

    ``forms`` has a row of vectors and the keys of ``FORM_COLUMNS`` for each form, ``contexts``
    the keys of ``CONTEXT_COLUMNS`` for each context. The numbers hold until ``forget``; what
    they stand for is the same for the same tokens, whatever came before.
    """

    def __init__(
        self, gazetteer: Gazetteer, vectors: MorphemeVectors, names: Names, titles: Titles
    ) -> None:
        self.gazetteer = gazetteer
        self.vectors = vectors
        self._names = names
        self._titles = titles
        self.forget()

    def forget(self) -> None:
        """Start numbering anew."""
        self.forms: list[tuple[int, ...]] = []
        self.contexts: list[tuple[int, ...]] = []
        self._form_of: dict[tuple[str, str, str], int] = {}
        self._context_of: dict[tuple[str, bool, int, str], int] = {}
        self._kinds: list[str | None] = []

    @property
    def full(self) -> bool:
        """Whether it is time to forget."""
        return len(self.forms) > _CACHE

    def may_name(self, text: str, tokens: Sequence[Token]) -> bool:
        """Whether a sequence is worth reading.

        It is where something in it is a name to analyser or gazetteer, and where it is a
        sentence: there common nouns may name too.
        """
        if any(token.tag.startswith(_NAMING) or "EF" in token.tag for token in tokens):
            return True
        single = self.gazetteer.single
        return any(
            single(text[token.start : token.end]) for token in tokens if token.tag[:2] == "NN"
        )

    def number(self, text: str, tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
        """The forms and the contexts of a sequence of tokens of ``text``."""
        form_of = self._form_of
        forms: list[int] = []
        for start, end, form, tag in tokens:
            identity = (text[start:end], form, tag)
            known = form_of.get(identity)
            forms.append(self._add_form(*identity) if known is None else known)
        ends = word_ends(tokens)
        kinds = self.gazetteer.tag(text, tokens, ends, [self._kinds[n] for n in forms])
        contexts: list[int] = []
        after = -1
        for index, (token, last) in enumerate(zip(tokens, ends, strict=True)):
            stands = (kinds[index], token.start != after, min(last - index, 3), tokens[last].tag)
            known = self._context_of.get(stands)
            contexts.append(self._add_context(*stands) if known is None else known)
            after = token.end
        return forms, contexts

    def make(self, text: str, tokens: Sequence[Token]) -> TokenRows:
        """Keys and rows of a sequence, as training wants them."""
        forms, contexts = self.number(text, tokens)
        keys = [
            (*self.forms[f][1:], *self.contexts[c]) for f, c in zip(forms, contexts, strict=True)
        ]
        return TokenRows(
            np.array(keys, dtype=np.uint64).reshape(len(tokens), len(COLUMNS)),
            np.array([self.forms[f][0] for f in forms], dtype=np.intp),
        )

    def _add_context(self, kind: str, first: bool, left: int, tag: str) -> int:
        """``first`` in its eojeol, ``left`` tokens to its end, whose last token has ``tag``."""
        self._context_of[kind, first, left, tag] = len(self.contexts)
        self.contexts.append((_key("n" + kind), _key(f"{first}|{left}|{tag}")))
        return len(self.contexts) - 1

    def _add_form(self, word: str, form: str, tag: str) -> int:
        row = self.vectors.row(form, tag.partition("+")[0])
        self._form_of[word, form, tag] = len(self.forms)
        self._kinds.append(self.gazetteer.single(word))
        self.forms.append(
            (
                row,
                _key("w" + word),
                _key("t" + tag),
                _key("s" + shape(word)),
                _key("p" + word[:2]),
                _key("e" + word[-2:]),
                _key("l" + word[-1]),
                _key("f" + self._flags(word, tag, row == self.vectors.unknown)),
            )
        )
        return len(self.forms) - 1

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


def word_ends(tokens: Sequence[Token]) -> list[int]:
    """For each token the index of the last one in its eojeol."""
    ends = list(range(len(tokens)))
    following = -1
    for index in range(len(tokens) - 1, -1, -1):
        start, end, _, _ = tokens[index]
        if end == following:
            ends[index] = ends[index + 1]
        following = start
    return ends
