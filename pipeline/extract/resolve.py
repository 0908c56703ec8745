"""The one place where overlaps between extractors are settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from pipeline.extract.name_patterns import GENERIC
from pipeline.extract.people.suggested import suggested_people
from pipeline.lexicon.lexicon import choose
from pipeline.ner.recognizer import Suggestion
from pipeline.records import Annotations, Mention, Person

if TYPE_CHECKING:
    from pipeline.extract.context import Context

MODEL = "model"
"""The rule named on what the statistical recognizer alone found."""

SURE = {"ORG": 0.5, "REGION": 0.5, "COMPLEX": 0.7, "PERSON": 0.5}
"""Confidence from which a suggestion counts, by label; set by hand on sample and real gold."""

_WIDER = 0.8
"""Confidence from which a suggested body takes in the place that its name begins with."""

_COMMON = """
정부 당국 회사 기업 업체 협회 학회 대학 대학교 연구소 연구원 위원회 조합 공단 공사 재단 센터 은행
지자체 지방자치단체 관계부처 중앙정부 시청 도청 군청 구청 의회 사업단 추진단 지역 수도권 지방
도심 단지 산업단지 산단 현지 국내 해외 시내 마을 중소기업 대기업 벤처기업 스타트업
컨퍼런스 입법예고 행정구역 생산성 Hub MOU GDP II III IV VI VII VIII
"""
_NO_BODY = ("형", "사업", "프로젝트", "투어", "협약", "예고", "계획", "과", "팀")
# A kind, a programme, a paper is no body; divisions and teams are left to the rules.
_GOES_ON = ("NNG", "NNP", "SL", "XR", "MAG", "MM", "IC")
_AFTER_NAME = tuple("장측산행발군시도구내외씨")
_NO_NAMES = GENERIC | frozenset(_COMMON.split())
"""Common nouns: what they name only the context tells."""


def overlaps(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether ``[start, end)`` shares a character with any of ``spans``."""
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def person_mention(person: Person) -> Mention:
    """A person as an entity mention."""
    return Mention(
        start=person.start,
        end=person.end,
        text=person.text,
        label="PERSON",
        entity_id=person.entity_id,
        name=person.name,
        rule=person.rule,
    )


def _without_names(entities: Iterable[Mention], people: Iterable[Person]) -> list[Mention]:
    """The mentions, those that begin with a person's name cut to what follows it.

    Where no more than the title follows, nothing is left of the mention.
    """
    by_start = {person.start: person for person in people}
    kept: list[Mention] = []
    for mention in entities:
        person = by_start.get(mention.start)
        guessed = mention.entity_id is None and not mention.rule.startswith("lexicon")
        if person is None or not guessed or not mention.text.startswith(f"{person.text} "):
            kept.append(mention)
            continue
        rest = mention.text[len(person.text) :].lstrip()
        if rest and rest not in (person.title or ""):
            start = mention.end - len(rest)
            kept.append(msgspec.structs.replace(mention, start=start, text=rest, name=rest))
    return kept


def resolve(found: Annotations) -> Annotations:
    """Entities with the people among them: no two overlap, a person wins over a name inside it.

    A lexicon entry that holds a person's whole span (``윤봉길의사기념관``) wins over the person.
    A guessed body that begins with a person's name (``홍길동 미래기술연구소``) loses the name.
    """
    entities = _without_names(found.entities, found.people)
    people = tuple(
        person
        for person in found.people
        if not any(
            m.start <= person.start
            and person.end <= m.end
            and m.end - m.start > person.end - person.start
            for m in entities
            if m.label != "PERSON"
        )
    )
    spans = [(person.start, person.end) for person in people]
    kept = [m for m in entities if m.label != "PERSON" and not overlaps(m.start, m.end, spans)]
    merged = sorted([*kept, *map(person_mention, people)], key=lambda m: (m.start, m.end))
    return Annotations(
        figures=found.figures,
        dates=found.dates,
        entities=tuple(merged),
        people=people,
        visions=found.visions,
        events=found.events,
    )


def layer_mentions(
    found: Sequence[Mention], context: Context
) -> tuple[Mention, ...]:
    """The rules' mentions, and of the recognizer's suggestions those that stand beside them.

    What the lexicon or a rule has named stays, but for places at the head of a longer body's
    name (``광주 그린카진흥원``): a body inside a longer one's name is not marked again, nor is a
    place. A suggested name that the lexicon knows is linked to its entry.
    """
    text = context.analysis.text
    kept = list(found)
    for one in context.suggested:
        if one.label == "PERSON" or one.confidence < SURE[one.label]:
            continue
        surface = text[one.start : one.end]
        if one.label == "ORG" and not _may_be_body(one, surface, context):
            continue
        if not _may_name(surface) or not _ends(one, context):
            continue
        inside = [m for m in kept if m.start < one.end and one.start < m.end]
        if inside:
            heads = all(
                m.label in ("REGION", "INDUSTRY") and m.start >= one.start and m.end < one.end
                for m in inside
            )
            if one.label != "ORG" or one.confidence < _WIDER or not heads:
                continue
            kept = [m for m in kept if m not in inside]
        entry = choose(
            [e for e in context.lexicon.bearers(surface) if e.label == one.label],
            surface,
            context.analysis.published,
        )
        kept.append(
            Mention(
                start=one.start,
                end=one.end,
                text=surface,
                label=one.label,
                entity_id=entry.entity_id if entry else None,
                name=entry.name if entry else surface,
                rule=MODEL,
            )
        )
    return tuple(sorted(kept, key=lambda m: m.start))


def layer_people(found: Sequence[Person], context: Context) -> tuple[Person, ...]:
    """The rules' people, and those that the recognizer alone sees, with title and body.

    A suggestion that touches a person of the rules, or a name of the lexicon, is dropped.
    """
    text = context.analysis.text
    taken = [(p.start, p.end) for p in found]
    taken += [(m.start, m.end) for m in context.mentions]
    new = [
        one
        for one in context.suggested
        if one.label == "PERSON"
        and one.confidence >= SURE["PERSON"]
        and _ends(one, context)
        and not overlaps(one.start, one.end, taken)
        and text[one.start : one.end] not in _NO_NAMES
    ]
    if not new:
        return tuple(found)
    named = suggested_people(new, found, context)
    return tuple(sorted([*found, *named], key=lambda p: p.start))


def _may_name(surface: str) -> bool:
    """Whether a surface can be a name: two letters or more, and no common noun."""
    return (
        len(surface) > 1
        and surface not in _NO_NAMES
        and any(letter.isalpha() for letter in surface)
        and "\n" not in surface
    )


def _may_be_body(one: Suggestion, surface: str, context: Context) -> bool:
    """Whether a suggested body is more than a description: common nouns alone name none."""
    sentence = context.analysis.sentence_at(one.start)
    if sentence is None or surface.endswith(_NO_BODY):
        return False
    inside = [m.tag for m in sentence.morphemes if one.start <= m.start < one.end]
    return any(tag not in ("NNG", "NNB", "XSN", "XPN", "SO", "SP") for tag in inside)


def _ends(one: Suggestion, context: Context) -> bool:
    """Whether a name may end there: not before a single syllable that goes on with the word."""
    sentence = context.analysis.sentence_at(one.start)
    if sentence is None or one.end > sentence.end:
        return False
    after = next((m for m in sentence.morphemes if m.start >= one.end), None)
    if after is None or after.start > one.end or not after.tag.startswith(_GOES_ON):
        return True
    return after.end - after.start > 1 or after.form in _AFTER_NAME
