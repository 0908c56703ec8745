"""Words of a line with the particles and titles at their ends."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.lexicon.people import Titles

# Company marks belong to the word that follows; `R&D` is one word.
_WORD = re.compile(
    r"(?:㈜|\((?:주|사|재|유)\)\s?)?[가-힣A-Za-z0-9○一-鿿]+(?:[&․][가-힣A-Za-z0-9]+)*|\n|[^\s]"
)
# Longest first: what may follow a title or a name within its word.
PARTICLES = (
    "으로부터",
    "에게서는",
    "이라며",
    "이라고",
    "에게서",
    "으로서",
    "으로써",
    "로부터",
    "께서는",
    "에게는",
    "과의",
    "와의",
    "과는",
    "와는",
    "과도",
    "와도",
    "이라는",
    "이지만",
    "입니다",
    "라며",
    "라고",
    "으로",
    "에게",
    "께서",
    "이며",
    "이고",
    "이자",
    "이나",
    "이란",
    "로서",
    "부터",
    "까지",
    "한테",
    "처럼",
    "보다",
    "에는",
    "에서",
    "이다",
    "님은",
    "님이",
    "님의",
    "님과",
    "님께",
    "님",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "과",
    "와",
    "도",
    "께",
    "로",
    "에",
    "만",
    "인",
    "나",
)


class Word(NamedTuple):
    """A word or a mark. ``glued``: no white space before it."""

    start: int
    end: int
    text: str
    glued: bool

    @property
    def is_mark(self) -> bool:
        """Punctuation, or a line break."""
        return not self.text[-1].isalnum() and self.text[-1] != "○"


class TitleAt(NamedTuple):
    """A title at the end of a word: ``prefix`` is what is fused before it."""

    prefix: str
    title: str
    closed: bool  # a particle follows: nothing can be named after this title


def split_words(text: str, start: int, end: int) -> list[Word]:
    """The words of ``text[start:end]`` with offsets into ``text``."""
    return [
        Word(m.start(), m.end(), m.group(), m.start() > 0 and not text[m.start() - 1].isspace())
        for m in _WORD.finditer(text, start, end)
    ]


def word_texts(text: str, start: int, end: int) -> list[str]:
    """The words and marks of ``text[start:end]`` alone."""
    return _WORD.findall(text, start, end)


def has_final(syllable: str) -> bool:
    """Whether a Hangul syllable ends in a consonant."""
    return (ord(syllable) - 0xAC00) % 28 != 0


_AFTER_FINAL = frozenset(("은", "이", "을", "과", "이며", "이고", "이라고", "이라며", "으로"))
_AFTER_VOWEL = frozenset(("는", "가", "를", "와", "라고", "라며", "나"))
_BY_LAST: dict[str, tuple[str, ...]] = {
    last: tuple(p for p in PARTICLES if p[-1] == last) for last in {p[-1] for p in PARTICLES}
}


def strip_particle(word: str) -> tuple[str, str] | None:
    """``(stem, particle)`` of a word whose end looks like a particle, agreement kept."""
    for particle in _BY_LAST.get(word[-1], ()):
        if not word.endswith(particle):
            continue
        stem = word[: -len(particle)]
        if not stem or not stem[-1].isalnum():
            continue
        if "가" <= stem[-1] <= "힣" and particle in (
            _AFTER_VOWEL if has_final(stem[-1]) else _AFTER_FINAL
        ):
            continue
        return stem, particle
    return None


def _suffix(word: str, titles: Titles) -> tuple[str, str] | None:
    if word[-1] not in titles.last:
        return None
    for length in range(min(len(word), titles.longest), 0, -1):
        title = word[-length:]
        if title in titles.all:
            return word[:-length], title
    return None


@lru_cache(maxsize=32768)
def find_title(word: str, titles: Titles) -> TitleAt | None:
    """The longest title at the end of a word, particles aside."""
    found = _suffix(word, titles)
    # One-syllable forms of address (씨, 군) are titles only when what they follow is a name.
    if found:
        return TitleAt(*found, closed=False)
    parted = strip_particle(word)
    if parted and (found := _suffix(parted[0], titles)):
        return TitleAt(*found, closed=True)
    return None
