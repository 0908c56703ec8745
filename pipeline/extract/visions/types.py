"""Types of complexes (`업종융합형 반월, 시화`): a vision of each complex that is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.phrases import BULLETS
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import readable
from pipeline.records import Vision

_NAME = r"[가-힣]{2,12}?"
_JOINT = r"(?:\s?[,，·ㆍ/]\s?|[와과]\s|\s?및\s)"
_PLACES = rf"(?P<places>{_NAME}(?:{_JOINT}{_NAME}){{0,9}})(?:\s?(?:등|지역))?"
_TYPE = r"[‘“'\"(\[<]?(?P<type>[가-힣A-Za-z·]{3,10}형)[’”'\"\])>]?"
_LEAD = r"^[\s\-–·▹‣]*"
# A line that says nothing else.
_LINES = (
    re.compile(rf"{_LEAD}{_TYPE}\s*[:：\-–—(]?\s*{_PLACES}\s?\)?\s*$"),
    re.compile(rf"{_LEAD}{_PLACES}\s*[:：(\-–—]\s*{_TYPE}\s?\)?\s*$"),
)
_SORTING = r"분류|육성|특화|지정|구분|나누|나눠|나눈|나뉘|묶|가르|갈라|정하|정해|정했|발전|전환|추진|유형화|개편|배정"  # noqa: E501
_AFTER = (
    r"(?:\s?(?:클러스터|단지|지역))?"
    rf"(?:(?:으로|로)[,\s]|에\s|이다|이며|이고|[,.]|(?:으로|로)(?:{_SORTING}))"
)
# `반월과 시화는 업종융합형, 창원은 …형으로 나눈다`; `…형에는 반월, 시화가 속한다`.
_CLAUSES = (
    re.compile(rf"(?<![가-힣]){_PLACES}(?:\s?(?:단지|산단))?[은는을를이가]\s{_TYPE}(?={_AFTER})"),
    re.compile(
        rf"(?<![가-힣]){_TYPE}(?:\s?(?:클러스터|단지))?(?:으로는|으로|에는|에|은|는)\s{_PLACES}"
        r"(?:\s?(?:단지|산단))?(?:[이가을를],?\s|이다|이고|이며|[,.](?:\s|$))"
    ),
)
_SPLIT = re.compile(_JOINT)


def complex_types(places: Places) -> Iterator[Vision]:
    """The type of each complex, from lines of lists and from sentences."""
    text, analysis = places.text, places.context.analysis
    for index in readable(analysis.blocks):
        block = analysis.blocks[index]
        if "형" not in text[block.start : block.end]:
            continue
        position = block.start
        for line in text[block.start : block.end].split("\n"):
            here = position
            position += len(line) + 1
            bare = line.lstrip(BULLETS + " \t")
            shift = here + len(line) - len(bare)
            whole = next((m for p in _LINES if (m := p.match(bare))), None)
            if whole is not None:
                yield from _typed(places, whole, shift)
                continue
            for pattern in _CLAUSES:
                for match in pattern.finditer(bare):
                    yield from _typed(places, match, shift)


def _typed(places: Places, match: re.Match[str], shift: int) -> Iterator[Vision]:
    """A vision for each complex, where at least half of the names are known."""
    names = _SPLIT.split(match["places"])
    at, named = match.start("places"), []
    for name in names:
        at = match.string.index(name, at)
        entity_id = _resolve(places, shift + at, name)
        if entity_id:
            named.append(entity_id)
        at += len(name)
    if not named or len(named) * 2 < len(names):
        return
    start = shift + min(match.start("type"), match.start("places"))
    end = shift + max(match.end("type"), match.end("places"))
    for entity_id in dict.fromkeys(named):
        yield places.vision(entity_id, start, end, "complex_type")


def _resolve(places: Places, start: int, name: str) -> str | None:
    for mention in places.within(start, start + 1):
        if mention.end <= start + len(name):
            return mention.entity_id
    lexicon, date = places.context.lexicon, places.context.analysis.published
    entry = lexicon.resolve(name, date, "COMPLEX") or lexicon.resolve(name, date, "REGION")
    return entry.entity_id if entry else None
