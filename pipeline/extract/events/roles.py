"""Who, where and under which programme: the entities of an event from those of its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.records import Actor, Mention, Person

_GAP = r"[\s'’”\"」)]*"
# What follows a body's name tells its part; first match wins.
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("host", re.compile(rf"{_GAP}[^.]{{0,40}}?(?:이|가)?\s*(?:공동\s*)?주최")),
    ("organiser", re.compile(rf"{_GAP}[^.]{{0,30}}?(?:이|가)?\s*(?:공동\s*)?주관")),
    (
        "partner",
        re.compile(r"\s*(?:와|과|및|[·,-])[^.]{0,60}?(?:협약|MOU|양해각서|체결|제휴|협정)"),
    ),
    (
        "decider",
        re.compile(
            r"\s*(?:은|는|이|가|에서는|에서)\s[^.]{0,120}?"
            r"(?:확정|결정|의결|고시|승인|선정|지정|발표|통보|공포)"
        ),
    ),
    (
        "beneficiary",
        re.compile(
            r"\s*(?:에|에게|을 대상으로|를 대상으로)\s[^.]{0,30}?"
            r"(?:지원|지급|교부|배정|투입|제공)"
        ),
    ),
)


def role_of(text: str, start: int, end: int, sentence_end: int) -> str:
    """The part that the body named at ``[start, end)`` plays in its sentence."""
    after = text[end : min(sentence_end, end + 160)]
    for role, pattern in _ROLES:
        if pattern.match(after):
            return role
    return "actor"


def inside(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """The mentions within ``[start, end)`` that have a lexicon entry."""
    return [m for m in mentions if start <= m.start and m.end <= end and m.entity_id]


def ids(mentions: Sequence[Mention], keep: Callable[[Mention], bool]) -> tuple[str, ...]:
    """Their entity ids, each once, in order of the text."""
    return tuple(dict.fromkeys(m.entity_id for m in mentions if keep(m) and m.entity_id))


def actors_of(
    text: str, mentions: Sequence[Mention], people: Sequence[Person], start: int, end: int
) -> tuple[Actor, ...]:
    """Bodies and people named in ``[start, end)``; the first role found for each stands."""
    roles: dict[str, str] = {}
    for mention in inside(mentions, start, end):
        if mention.label != "ORG" or mention.entity_id is None:
            continue
        role = role_of(text, mention.start, mention.end, end)
        if roles.get(mention.entity_id, "actor") == "actor":
            roles[mention.entity_id] = role
    for person in people:
        if start <= person.start < end and person.entity_id:
            roles.setdefault(person.entity_id, "actor")
    return tuple(Actor(entity_id=entity, role=role) for entity, role in roles.items())  # type: ignore[arg-type]
