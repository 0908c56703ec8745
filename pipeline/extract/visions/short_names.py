"""Names that only a vision's sentence makes safe: `구미를 …로`, `전주권은`, `금융과 물류의 중심지`."""  # noqa: E501

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.extract.context import Context
from pipeline.lexicon import Lexicon
from pipeline.lexicon.entry import Label
from pipeline.records import Mention

_PLACE = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣]{2,3}?)(?P<area>권)?(?=(?:[을를은는이가]|의\s경우)\s)"
)
_KINDS = {"province", "city", "county"}
_PLACE_LABELS: tuple[Label, ...] = ("COMPLEX", "REGION")
_AREAS = _KINDS | {"economic_region"}
_WORD = re.compile(r"[가-힣]{2,10}")
_ENDING = re.compile(
    r"(?:(?:산업|업종|분야|부문|벨트|클러스터|밸리|허브|메카)?(?:과|와|의|을|를|은|는|이|가|도|로|으로|에서|에|까지)?)?"
)
_LONGEST = 6  # letters of an industry's bare name
# With 산업 an industry, without it none.
_VAGUE = frozenset(
    [
        "기간",
        "융합",
        "첨단",
        "녹색",
        "환경",
        "건설",
        "융복합",
        "뿌리",
        "실버",
        "문화",
        "지역",
        "생명",
        "제조",
        "주력",
        "기반",
    ]
)
_OFTEN = 2  # mentions from which a complex is what the document is about


def places(context: Context) -> Iterator[Mention]:
    """Provinces, cities and counties as topic or object that the entities leave out.

    A two-letter name is often a common word as well; one that is (``weak``) counts only with 권
    or as an object. What is no vision drops out by its goal and industries.
    """
    taken = {m.start for m in context.mentions if m.entity_id}
    text, lexicon = context.analysis.text, context.lexicon
    for match in _PLACE.finditer(text):
        if match.start() in taken:
            continue
        if not lexicon.bearers(match["name"]):
            continue
        start, end = match.span("name")
        published = context.analysis.published
        entry = None if match["area"] else lexicon.resolve(match["name"], published, "COMPLEX")
        if entry is None:
            entry = lexicon.resolve(match["name"], published, "REGION")
            if entry is None or entry.kind not in _KINDS:
                continue
            if match["name"] in entry.weak and not (match["area"] or text[end] in "을를"):
                continue
        yield Mention(
            start=start,
            end=end,
            text=match["name"],
            label=entry.label,
            entity_id=entry.entity_id,
            name=entry.name,
            rule="short_name",
        )


def place_called(context: Context, word: str) -> str | None:
    """Id of the complex, else of the province, city or county, that ``word`` names."""
    name = word.strip("‘’'\"“”<>()[]「」,.:")
    published = context.analysis.published
    for label in _PLACE_LABELS:
        entry = context.lexicon.resolve(name, published, label)
        if entry and (label == "COMPLEX" or (entry.kind in _AREAS and name not in entry.weak)):
            return entry.entity_id
    return None


def bare_words(
    text: str, start: int, end: int, taken: Sequence[Mention]
) -> Iterator[re.Match[str]]:
    """Words of ``start:end`` outside the mentions ``taken``."""
    for match in _WORD.finditer(text, start, end):
        if not any(m.start < match.end() and match.start() < m.end for m in taken):
            yield match


@lru_cache(maxsize=16384)
def industry_called(word: str, lexicon: Lexicon) -> str | None:
    """Id of the industry that ``word`` opens with, by a bare name that is weak elsewhere."""
    for length in range(min(len(word), _LONGEST), 1, -1):
        if not _ENDING.fullmatch(word, length):
            continue
        name = word[:length]
        entry = lexicon.resolve(name, None, "INDUSTRY")
        if entry is None and name not in _VAGUE:
            entry = lexicon.resolve(f"{name}산업", None, "INDUSTRY")
        if entry is not None:
            return entry.entity_id
    return None


def cities_for_complexes(context: Context) -> dict[str, str]:
    """City id to complex id, where the document is about the city's complex.

    A text on 창원단지 says 창원 for it: where the complex is named more often than the city.
    """
    counts = Counter(m.entity_id for m in context.mentions if m.entity_id)
    found: dict[str, str] = {}
    for entity_id, number in counts.items():
        entry = context.lexicon.entries.get(entity_id)
        if entry is None or entry.label != "COMPLEX" or number < _OFTEN:
            continue
        stem = re.sub(r"(?:국가|일반|지방|과학|도시첨단)?산업단지$", "", entry.name)
        city = context.lexicon.resolve(stem, context.analysis.published, "REGION")
        if city is not None and city.kind in _KINDS and number > counts[city.entity_id]:
            found[city.entity_id] = entity_id
    return found
