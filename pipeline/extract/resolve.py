"""The one place where overlaps between extractors are settled."""

from __future__ import annotations

from collections.abc import Iterable

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


def resolve(found: Annotations) -> Annotations:
    """Entities with the people among them: no two overlap, a person wins over a name inside it.

    A lexicon entry that holds a person's whole span (``윤봉길의사기념관``) wins over the person.
    """
    people = tuple(
        person
        for person in found.people
        if not any(
            m.start <= person.start
            and person.end <= m.end
            and m.end - m.start > person.end - person.start
            for m in found.entities
            if m.label != "PERSON"
        )
    )
    spans = [(person.start, person.end) for person in people]
    kept = [
        m for m in found.entities if m.label != "PERSON" and not overlaps(m.start, m.end, spans)
    ]
    entities = sorted([*kept, *map(person_mention, people)], key=lambda m: (m.start, m.end))
    return Annotations(
        figures=found.figures,
        dates=found.dates,
        entities=tuple(entities),
        people=people,
        visions=found.visions,
        events=found.events,
    )
