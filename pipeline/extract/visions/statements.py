"""Visions that a place itself states: `대전은 바이오의 메카를 지향한다`, `…거점이 되겠다`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.phrases import GOAL, role_of
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import Sentence
from pipeline.records import Mention, Vision

_SUBJECT = re.compile(
    r"^(?:\s?(?:지역|권역|광역경제권|권|일대|산업단지|산단|단지))?(?:은|는|이|가|도|의 경우(?:에는|는)?)\s"
)
_AIMING = (
    r"지향|꿈꾸|꿈꾼|꿈꿔|내걸|내세우|내세웠|내세운|내세워|그리고 있|그렸|그린다|그려|내다보|내다본|내다봤|표방|겨냥"
    r"|노리|노린|추구|바라보|바라본|꾀하|꾀한|겨누|향해|(?:비전|목표|청사진|미래상|좌표|기치|꿈|구호|깃발)(?:으로|로|에)"
)
_ADVERB = r"(?:함께|나란히|각각|저마다|새|새로|새로운|장기|중장기|미래|핵심|최종)\s"
_STATED = re.compile(
    rf"(?P<goal>{GOAL.pattern})[’'\"”]?(?:"
    rf"(?:을|를)\s(?:{_ADVERB})?(?:{_AIMING})"
    rf"|(?:이|가)\s(?:{_ADVERB})?(?:되겠|된다|될\s|되기로|되고자|되려|되는\s것)"
    r"|(?:을|를)?\s?(?:비전|목표|청사진|미래상)(?:으로|로)\s)"
)
# All but the last of a series lack the verb: `A는 …의 거점을, B는 …의 중심지를 지향한다`.
_GAP = re.compile(rf"(?P<goal>{GOAL.pattern})[’'\"”]?(?:을|를|이|가)?,\s?$")
_VAGUE = re.compile(r"산업|공간|지역|단지|지구|지대|산업단지|일터|엔진|플랫폼")
_NOT_GOALS = re.compile(
    r"미니\s?클러스터|클러스터\s?(?:사업|의\s?날|학회|추진단|협의체|회원|지원|데이|정책)"
)
_LOFTY = re.compile(r"세계|글로벌|동북아|아시아|첨단|국제|미래|최고|제일|으뜸|서해안|남해안|동해안|환황해|환태평양")
_LONGEST = 110  # characters of a statement


def stated(places: Places, sentence: Sentence, named: list[Mention]) -> Iterator[Vision]:
    """One vision for each place of ``named`` that a clause of ``sentence`` says it of."""
    text = places.text
    subjects = [(m, s) for m in named if (s := _SUBJECT.match(text[m.end : m.end + 14]))]
    following, verb_follows = sentence.end, False
    found: list[Vision] = []
    for place, subject in reversed(subjects):
        start = place.end + subject.end()
        match = _STATED.search(text, start, following)
        if match is None and verb_follows:
            match = _GAP.search(text[:following], start)
        verb_follows = match is not None
        following = place.start
        if match is None or not _is_vision(places, start, match):
            continue
        end = match.end("goal")
        found.append(
            places.vision(
                places.meant(place),
                start,
                end,
                "stated",
                goal=match.span("goal"),
                since=sentence.start,
            )
        )
    yield from reversed(found)


def _is_vision(places: Places, start: int, match: re.Match[str]) -> bool:
    phrase = places.text[start : match.end("goal")]
    if not 4 <= len(phrase) <= _LONGEST or _NOT_GOALS.search(phrase[-24:]):
        return False
    goal = match["goal"]
    if places.industries_in(start, match.end("goal")):
        return True
    if role_of(goal) == "cluster":
        return bool(_LOFTY.search(phrase))
    return not _VAGUE.fullmatch(goal)
