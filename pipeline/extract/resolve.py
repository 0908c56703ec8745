"""The one place where overlaps between extractors are settled."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pipeline.records import Annotations, Mention, Person


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
