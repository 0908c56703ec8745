"""Names that follow their title: `○○부 장관 홍길동`, `(이사장 홍길동)`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.people.found import Found
from pipeline.extract.people.names import FAINT, PLAIN, STRONG
from pipeline.extract.people.reading import Reading, in_bracket
from pipeline.extract.people.words import TitleAt, Word

_AFTER_NAMES = frozenset(("씨", "군", "양", "옹", "여사"))
"""These follow a name and never lead it: 강진군 전남도 …"""


def after_title(
    reading: Reading,
    words: list[Word],
    index: int,
    last: int,
    at: TitleAt,
    used: dict[int, Found | None],
) -> list[Found]:
    """`○○부 장관 홍길동`, `(이사장 홍길동)`, `위원장: 홍길동`."""
    position = last + 1
    if at.closed or position >= len(words) or at.title in _AFTER_NAMES:
        return []
    marked = words[position].text in (":", "：", "=") or (
        words[position].text in ("/", "|", "·", "-") and index == last
    )
    position += 1 if marked else 0
    opened = reading.opens_bracket(words, index)
    found = _name_from(reading, words, position, FAINT if opened else reading.need(at, PLAIN))
    if found is None or found[0] in used:
        return []
    start, end, name, after = found
    leading = reading.leading(words, index)
    if (
        leading
        and not opened
        and end == words[after - 1].end
        and reading.titled(words, after)
        and not _addressed(reading, words, after)
    ):
        return []  # `…팀장 김철수 ○○연구원 박사`: the name belongs to what follows
    affiliation, title = reading.bodies.of(
        leading[-3:], at.prefix, words[index].start, at.title, reading.titles
    )
    if not at.prefix:
        affiliation = reading.bodies.before(leading)[0]
    rule = "title_name"
    if opened and affiliation.name is None:
        bracket = next(n for n in range(index, -1, -1) if words[n].text in "([")
        affiliation = reading.bodies.before(reading.leading(words, bracket))[0]
        outside = words[bracket - 1] if bracket else None
        common = outside and reading.judge.tags(outside.start, outside.end) == ["NNG"]
        if affiliation.name is None and outside and not outside.is_mark and not common:
            affiliation = reading.bodies.surface(words[bracket - 1])
        rule = "bracket"
    first = Found(start, end, name, title, affiliation, rule)
    return list(_listed(reading, words, after, first, used))


def _addressed(reading: Reading, words: list[Word], position: int) -> bool:
    """`○○원 원장 홍길동 박사`: what follows the name is a form of address, no office."""
    at = reading.title(words[position].text)
    return at is not None and not at.prefix and at.title in reading.titles.address


def _listed(
    reading: Reading, words: list[Word], position: int, first: Found, used: dict[int, Found | None]
) -> Iterator[Found]:
    """`위원 홍길동, 김철수`, `위원: 홍길동(한국대), 김철수(KDI)`: the first and those that go on.

    ``position`` is that of the word after the first name.
    """
    position, body = in_bracket(reading, words, position)
    bracketed = body.name is not None
    yield replace(first, affiliation=body) if bracketed else first
    while position + 1 < len(words) and words[position].text in (",", "·", "ㆍ", "‧", "、"):
        word = words[position + 1]
        name, score = reading.judge.name_in(word, particle=True)
        position, body = in_bracket(reading, words, position + 2)
        follows = words[position].text if position < len(words) else ")"
        ends = follows[0] in ",·ㆍ)‧、\n." or follows.startswith("등") or body.name is not None
        least = PLAIN if bracketed and body.name is not None else STRONG
        if score < least or word.start in used or (name == word.text and not ends):
            break
        affiliation = body if bracketed else first.affiliation
        yield Found(word.start, word.start + len(name), name, first.title, affiliation, "list")


def _name_from(
    reading: Reading, words: list[Word], position: int, least: float
) -> tuple[int, int, str, int] | None:
    """A name that starts at ``position``: start, end, the name, the next position."""
    if position >= len(words) or words[position].is_mark:
        return None
    word = words[position]
    # 홍 길 동: single syllables set apart.
    pieces = [w for w in words[position : position + 3] if len(w.text) == 1 and not w.is_mark]
    if len(pieces) == 3 and pieces[2].start == words[position + 2].start:
        name = "".join(w.text for w in pieces)
        if reading.judge.score(-1, name) >= PLAIN:
            return word.start, pieces[2].end, name, position + 3
    name, score = reading.judge.name_in(word, particle=True)
    if score < least + (0.1 if len(name) == 2 else 0.0):
        return None
    return word.start, word.start + len(name), name, position + 1
