"""Visions that a place itself states: `대전은 바이오의 메카를 지향한다`, `…거점이 되겠다`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.phrases import GOAL, role_of
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import Sentence
from pipeline.records import Mention, Vision

_SUBJECT = re.compile(
    r"^(?:\s?(?:지역|권역|광역경제권|권|일대|산업단지|산단|단지))?(?:은|는|이|가|도|의 경우(?:에는|는)?),?\s"  # noqa: E501
)
_AIMING = (
    r"지향|꿈꾸|꿈꾼|꿈꿔|내걸|내세우|내세웠|내세운|내세워|그리고 있|그렸|그린다|그려|내다보|내다본|내다봤|표방|겨냥"  # noqa: E501
    r"|노리|노린|추구|바라보|바라본|꾀하|꾀한|겨누|향해|(?:비전|목표|청사진|미래상|좌표|기치|꿈|구호|깃발)(?:으로|로|에)"
)
_ADVERB = r"(?:함께|나란히|각각|저마다|새|새로|새로운|장기|중장기|미래|핵심|최종)\s"
_STATED = re.compile(
    rf"(?P<goal>{GOAL.pattern})[’'\"”]?(?:"
    rf"(?:(?:으로의|로의)?\s?도약)?(?:을|를)\s(?:{_ADVERB})?(?:{_AIMING})"
    rf"|(?:이|가)\s(?:{_ADVERB})?(?:되겠|된다|될\s(?:것|전망|예정|계획|거)|돼야|되어야|되도록|되기로|되고자|되려(?!면)|되는\s것)"
    r"|(?:을|를)?\s?(?:비전|목표|청사진|미래상)(?:으로|로)\s"
    r"|(?:을|를)?\s?(?:구축|조성|마련)을\s(?:위해|위한|목표로))"
)
# All but the last of a series lack the verb: `A는 …의 거점을, B는 …의 중심지를 지향한다`.
_GAP = re.compile(rf"(?P<goal>{GOAL.pattern})[’'\"”]?(?:을|를|이|가)?,\s?$")
# The last of a series that says no more: `A는 …의 기지, B는 …의 거점 등이다`.
_SERIES_END = re.compile(
    rf"(?P<goal>{GOAL.pattern})[’'\"”]?(?:\s등)?(?:이다|이며|다\b|으로\s(?:요약|정리|나뉜|집약)|\s등)"
)
_SERIES_ITEM = re.compile(r"[가-힣A-Za-z·\s()]{2,30}[을를]?,\s?$")
_OTHER_TOPIC = re.compile(r",\s(?P<topic>[가-힣·]{2,10})[은는]\s")
# The place's goal as the subject: `부산의 목표는 …의 허브다`, `시화가 나아갈 길은 …의 기지다`.
_CLEFT = re.compile(
    r"^(?:\s?(?:지역|권역|단지|산단|산업단지))?(?:의\s(?:새\s|새로운\s|장기\s)?(?:비전|목표|꿈|청사진|미래상|미래|지향점|앞날)"
    r"|[이가]\s(?:[가-힣]+히\s)?(?:꿈꾸는|그리는|지향하는|바라는|내건|내세운|내놓은|제시한|나아갈|추구하는|만들려는)"
    r"\s(?:것|미래|모습|도시|비전|길|방향|목표|청사진|좌표|미래상|단지))(?:은|는)\s"
)
_IS = re.compile(
    rf"(?P<goal>{GOAL.pattern})[’'\"”]?(?:이다|다\b|이며|이라고|라고|이라는|라는|입니다|이었다|였다|으로\s|로\s|의\s건설|이\s되는)"
)
_VAGUE = re.compile(r"산업|공간|지역|단지|지구|지대|산업단지|일터|엔진|플랫폼")
_NOT_GOALS = re.compile(
    r"미니\s?클러스터|클러스터\s?(?:사업|의\s?날|학회|추진단|협의체|회원|지원|데이|정책)"
)
_LOFTY = re.compile(
    r"세계|글로벌|동북아|아시아|첨단|국제|미래|최고|제일|으뜸|서해안|남해안|동해안|환황해|환태평양"
)
_LONGEST = 110  # characters of a statement


def stated(places: Places, sentence: Sentence, named: list[Mention]) -> Iterator[Vision]:
    """One vision for each place of ``named`` that a clause of ``sentence`` says it of."""
    text = places.text
    subjects = _subjects(places, sentence, named)
    following, goes_on = sentence.end, False
    found: list[Vision] = []
    for number in range(len(subjects) - 1, -1, -1):
        begin, start, place = subjects[number]
        span = _statement(places, start, following, goes_on)
        if span is None and following == sentence.end and number:
            span = _series_end(text, start, following, text[subjects[number - 1][1] : begin])
        following, goes_on = begin, span is not None
        if span is not None and place is not None:
            found.append(_vision(places, sentence, place, start, span))
    yield from reversed(found)
    for place in named:
        cleft = _CLEFT.match(text[place.end : place.end + 40])
        if cleft is None:
            continue
        start = place.end + cleft.end()
        match = _IS.search(text, start, sentence.end)
        if match and _is_vision(places, start, match.span("goal")):
            yield _vision(places, sentence, place, start, match.span("goal"))


def _subjects(
    places: Places, sentence: Sentence, named: list[Mention]
) -> list[tuple[int, int, Mention | None]]:
    """(Begin, end, place) of each subject in order; no place for other topics after a comma."""
    text = places.text
    found: dict[int, tuple[int, int, Mention | None]] = {}
    for match in _OTHER_TOPIC.finditer(text, sentence.start, sentence.end):
        found[match.start("topic")] = (match.start("topic"), match.end(), None)
    for place in named:
        if subject := _SUBJECT.match(text[place.end : place.end + 14]):
            found[place.start] = (place.start, place.end + subject.end(), place)
    return sorted(found.values(), key=lambda each: each[0])


def _statement(places: Places, start: int, end: int, goes_on: bool) -> tuple[int, int] | None:
    """Span of the goal in the clause ``start:end``; ``goes_on``: the next clause has the verb."""
    text = places.text
    match = _STATED.search(text, start, end)
    if match is None and goes_on:
        match = _GAP.search(text[:end], start)
        item = _SERIES_ITEM.fullmatch(text, start, end)
        if match is None and item and places.industries_in(start, end):
            stop = start + len(text[start:end].rstrip(" ,"))
            return stop, stop
    if match is None or not _is_vision(places, start, match.span("goal")):
        return None
    return match.span("goal")


def _series_end(text: str, start: int, end: int, before: str) -> tuple[int, int] | None:
    """Span of the goal that ends a series, where the clause before it ends in a noun."""
    match = _SERIES_END.search(text, start, end)
    noun = _SERIES_ITEM.search(before)
    return match.span("goal") if match and noun else None


def _vision(
    places: Places, sentence: Sentence, place: Mention, start: int, goal: tuple[int, int]
) -> Vision:
    head = goal if goal[1] > goal[0] else None
    return places.vision(
        places.meant(place), start, goal[1], "stated", goal=head, since=sentence.start
    )


def _is_vision(places: Places, start: int, goal: tuple[int, int]) -> bool:
    phrase = places.text[start : goal[1]]
    if not 2 <= len(phrase) <= _LONGEST or _NOT_GOALS.search(phrase[-24:]):
        return False
    if places.industries_in(start, goal[1]):
        return True
    word = places.text[goal[0] : goal[1]]
    if role_of(word) == "cluster":
        return bool(_LOFTY.search(phrase))
    return not _VAGUE.fullmatch(word)
