"""`로봇은 대구·경북, 물류는 부산이다`, `△반도체 용인·평택`, `로봇 거점으로는 대구가`: fields first."""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.choices import BODY, Choice, chosen, is_industry
from pipeline.extract.visions.listed import Runs
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import Sentence
from pipeline.records import Vision

_BY_FIELD = re.compile(
    r"[\s,·]*(?:[가-힣]{1,4}별로(?:는|\s?보면)?,?\s)?(?P<what>[^,()\n]{2,30}?)(?:\s(?:분야|부문|업종|산업))?(?:은|는|에|에는)\s"
)
_FIELD_END = re.compile(
    r"\s?(?:등)?\s?(?:이다|이며|이고|으로\s(?:나|구성|정|확정|선정|배)|[이가]\s(?:맡|육성|선정|특화|키)"
    r"|에서\s(?:육성|맡|추진|키)|[을를]\s(?:선정|지정|육성)|[.…]|$)"
)
_BULLET = re.compile(r"[△▲▷▶◇◆◦○●■□▪•]\s?(?P<what>[^△▲▷▶,()\n]{2,20}?)(?:\s(?:분야|부문|업종))?\s$")
_ITEM_END = re.compile(r"\s?(?:[△▲▷▶◇◆◦○●■□▪•]|등|[이가을를]\s|이다|이\s|로\s|으로\s|[.…]|$)")
_FOR_WHICH = re.compile(
    r"(?P<what>(?:[가-힣A-Za-z0-9·‧ㆍ]*[^은는을를던\s]\s){0,4}[가-힣A-Za-z·‧ㆍ]*(?:거점|특화\s?단지|허브|메카|중심지|클러스터))(?:으로는|로는|에는)\s(?P<gap>[^,.]{0,30})$"
)
_SETTLED = re.compile(
    r"(?:\s?(?:지역|등))?[이가]\s(?:각각\s|최종\s|나란히\s)?(?:결정|선정|지정|확정|뽑)"
)
_WINDOW = 80  # characters before a run in which its field is looked for


def by_field(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """Every run of places behind its field: two or more fields, nothing else in the sentence."""
    found: list[Choice] = []
    known = 0
    previous = sentence.start
    for run in runs:
        match = _BY_FIELD.fullmatch(places.text, previous, run.start)
        if match is None or BODY.search(match["what"]):
            return
        known += is_industry(places, *match.span("what"))
        found.append((run.regions, match.span("what")))
        previous = run.end
    ended = _FIELD_END.match(places.text, previous, sentence.end)
    if ended and known > 1 and known * 2 >= len(found):
        yield from chosen(places, found, sentence)


def by_bullet(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`△반도체 용인·평택, 구미 △이차전지 청주, 포항`: two or more."""
    found: list[Choice] = []
    for run in runs:
        since = max(sentence.start, run.start - _WINDOW)
        match = _BULLET.search(places.text[since : run.start])
        if match and _ITEM_END.match(places.text, run.end, sentence.end):
            span = since + match.start("what"), since + match.end("what")
            if is_industry(places, *span):
                found.append((run.regions, span))
    if len(found) > 1:
        yield from chosen(places, found, sentence)


def for_which(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`차세대 로봇 혁신 거점으로는 대구·경북이 선정됐다`."""
    for run in runs:
        if not _SETTLED.match(places.text, run.end, sentence.end):
            continue
        since = max(sentence.start, run.start - _WINDOW)
        match = _FOR_WHICH.search(places.text[since : run.start])
        if match:
            span = since + match.start("what"), since + match.end("what")
            if is_industry(places, *span):
                yield from chosen(places, [(run.regions, span)], sentence)
