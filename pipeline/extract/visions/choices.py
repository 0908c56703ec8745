"""The words by which industries are chosen for places, and what counts as one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.visions.listed import Runs
from pipeline.extract.visions.phrases import role_of
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import Sentence
from pipeline.records import Vision

CHOSEN = r"신?(?:선도|전략|특화|주력|대표|중점|유망|핵심|연고)\s?(?:산업|사업|분야|업종|품목|R&D|프로젝트)"  # noqa: E501
DECIDED = r"(?:확정|선정|결정|채택|지정|선택|육성|추진|발전|제시|정했|정해|정하|뽑|골랐|고르|택|삼|내세|키우|키운|키울)"  # noqa: E501
# Says that the industries named are those to be grown.
LICENCE = re.compile(
    rf"{CHOSEN}|성장\s?(?:엔진|동력)|육성|특화|키우|키운|키울|집적화|클러스터는\s|구축할"
)
CHOSEN_WORD = re.compile(CHOSEN)
ANNOUNCING = re.compile(rf"{CHOSEN}|특구\s?계획|육성\s?(?:계획|방안|전략)|발전\s?(?:계획|전략)")
# Firms, plants, people and what they do are no industries to be grown.
BODY = re.compile(
    r"(?:업체|기업|공장|조선소|대학|대학교|센터|연구원|연구소|교수|위원|단체|협회|학과|병원|수출|매출|생산|고용|박람회|전시회|행사|회의)(?:들|간)?$"
)
# An industry that the lexicon does not know, among those that it does.
SHORT = re.compile(r"[가-힣A-Za-z·ㆍ -]{2,14}")

# Ids of places, and the span of what is said of them.
Choice = tuple[Sequence[str], tuple[int, int]]


def is_industry(places: Places, start: int, end: int) -> bool:
    """Whether ``start:end`` names an industry and ends in no body."""
    phrase = places.text[start:end].strip()
    return bool(places.industries_in(start, end)) and not BODY.search(phrase)


def is_plain_industry(places: Places, start: int, end: int) -> bool:
    """Whether ``start:end`` names an industry and no goal such as a hub."""
    return role_of(places.text[start:end]) is None and is_industry(places, start, end)


def chosen(places: Places, choices: Sequence[Choice], sentence: Sentence) -> Iterator[Vision]:
    """A vision for each place of ``choices``."""
    for regions, (start, end) in choices:
        for region in dict.fromkeys(regions):
            yield places.vision(region, start, end, "assigned", since=sentence.start)


def series(
    places: Places, runs: Runs, pattern: re.Pattern[str], end: int
) -> tuple[list[Choice], int]:
    """What ``pattern`` (group ``what``) finds behind each run; how many are known industries."""
    found: list[Choice] = []
    known = 0
    for run in runs:
        match = pattern.match(places.text, run.end, end)
        if match and not BODY.search(match["what"].strip()):
            known += is_industry(places, *match.span("what"))
            found.append((run.regions, match.span("what")))
    return found, known
