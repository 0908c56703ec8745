"""`로봇(대구·경북)`, `대구(로봇)`, `△디지털 수도(천안·아산)`: places or industries in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.choices import BODY, SHORT, Choice, chosen, is_industry
from pipeline.extract.visions.listed import Runs, between, listed
from pipeline.extract.visions.phrases import GOAL, GROWTH_END, role_of
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import Sentence
from pipeline.records import Vision

_CUT = re.compile(r".*(?:[,:：△▲▷▶◇◆◦○●■□▪•]|(?:은|는|등|으로는|로는|에는)\s|별로\s)\s?", re.DOTALL)
_BULLETED = re.compile(r".*[,△▲▷▶◇◆◦○●■□▪•]\s?", re.DOTALL)
_MADE = re.compile(
    r"(?:\s등)?(?:을|를|이|가|도)\s(?:각각\s|함께\s|집중\s)?(?:조성|육성|구축|개발|키우|키운)(?!했|됐|되었|하였|해\s왔)"
)
# `대구(섬유), 부산(신발) 등 4개 지역에서 추진 중인`: what is done already.
_ONGOING = re.compile(
    r"\s등\s?\d*\s?(?:개|곳)?\s?(?:지역|단지|시도)?(?:에서)?\s?(?:추진|시행|운영|지정된|지정돼)"
)
_BRACKET = re.compile(r"\((?P<inner>[^()\n]{2,60})\)")
_ITEM = re.compile(r"[△▲▷▶◇◆◦○●■□▪•]\s?$")
_ROUTE = ("∼", "~", "～")
# Behind a list that stands for itself: `… 등 10곳이다`, `… 등 10개 지역을 선정했다`.
_ALONE = re.compile(
    r"\s?(?:등\s?)?(?:\d+\s?(?:개|곳)[^.]{0,10}?)?(?:이다|입니다|[이가을를]\s(?:\S+\s)?(?:선정|지정|뽑|확정|특화|육성)|[.]|$)"
)
_FEWEST_ITEMS = 4  # bulleted items from which a list needs no word that licenses it


def in_brackets(
    places: Places, sentence: Sentence, runs: Runs, *, licensed: bool
) -> Iterator[Vision]:
    """Two or more in a sentence that says so, or four with bullets before them."""
    found: list[Choice] = []
    known = bullets = 0
    previous = sentence.start
    by_end = {run.end: run for run in runs}
    for match in _BRACKET.finditer(places.text, sentence.start, sentence.end):
        start, end = match.span("inner")
        run = by_end.get(match.start())
        inside = listed(places, start, end)
        if run is not None and not inside:
            if places.text[match.end() : match.end() + 1] in _ROUTE:
                return  # `울산(자동차)∼경주(부품)은 …로 묶인다`
            bullets += _ITEM.search(places.text[max(0, run.start - 2) : run.start]) is not None
            choice: Choice = (run.regions, (start, end))
        elif inside and run is None:
            start = between(_CUT, places.text, previous, match.start())
            choice = (inside, (start, match.start()))
        else:
            continue
        previous = match.end()
        phrase = places.text[slice(*choice[1])].strip()
        if is_industry(places, *choice[1]):
            known += 1
            found.append(choice)
        elif SHORT.fullmatch(phrase) and not BODY.search(phrase):
            found.append(choice)
    listed_alone = bullets >= _FEWEST_ITEMS and _ALONE.match(places.text, previous, sentence.end)
    enough = len(found) >= 2 if licensed else listed_alone
    ongoing = _ONGOING.match(places.text, previous, sentence.end) is not None
    if enough and known * 2 >= len(found) and not ongoing:
        yield from chosen(places, found, sentence)


def goals_in_lists(places: Places, sentence: Sentence) -> Iterator[Vision]:
    """Goals with their places in brackets: two or more."""
    found: list[Choice] = []
    sure = 0
    previous = sentence.start
    for match in _BRACKET.finditer(places.text, sentence.start, sentence.end):
        inside = listed(places, *match.span("inner"))
        if not inside:
            continue
        span = between(_BULLETED, places.text, previous, match.start()), match.start()
        previous = match.end()
        phrase = places.text[slice(*span)].strip()
        stem = GROWTH_END.sub("", phrase).strip()
        if any(goal.end() == len(stem) for goal in GOAL.finditer(stem)):
            sure += role_of(stem) is not None or is_industry(places, *span)
            found.append((inside, span))
        elif found and SHORT.fullmatch(phrase) and not BODY.search(phrase):
            found.append((inside, span))
    made = _MADE.match(places.text, previous, sentence.end) is not None
    if len(found) > 1 and (made or sure * 2 >= len(found)):
        yield from chosen(places, found, sentence)
