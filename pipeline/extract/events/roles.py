"""Who, where and under which programme: the entities of an event from those of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Literal

from pipeline.records import Actor, Mention, Person

_start = attrgetter("start")
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
    first = bisect_left(mentions, start, key=_start)
    last = bisect_left(mentions, end, first, key=_start)
    return [m for m in mentions[first:last] if m.end <= end and m.entity_id]


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


_HOLDERS = re.compile(
    r"(?P<host>주\s?최)|(?P<organiser>주\s?관)|(?P<end>후\s?원|협\s?찬|참\s?여|문\s?의|행사|주요|사업|비고|□|■)"
)
MAX_HOLDER_CHARS = 300
"""Characters behind 주최 or 주관 that may name who they are."""
Holders = tuple[tuple[int, int, Literal["host", "organiser"]], ...]


def holders(text: str, start: int, end: int) -> Holders:
    """Stretches of ``text[start:end]`` behind the labels 주최 and 주관, up to the next label."""
    found: list[tuple[int, int, Literal["host", "organiser"]]] = []
    labels = list(_HOLDERS.finditer(text, start, end))
    for number, label in enumerate(labels):
        if label.lastgroup == "end":
            continue
        last = labels[number + 1].start() if number + 1 < len(labels) else end
        role: Literal["host", "organiser"] = "host" if label["host"] else "organiser"
        found.append((label.end(), min(last, label.end() + MAX_HOLDER_CHARS), role))
    return tuple(found)


def with_hosts(
    actors: tuple[Actor, ...], mentions: Sequence[Mention], hosts: Holders
) -> tuple[Actor, ...]:
    """``actors`` and the bodies and places named in ``hosts``; a host's part stands."""
    if not hosts:
        return actors
    roles: dict[str, Actor] = {}
    for start, end, role in hosts:
        for mention in inside(mentions, start, end):
            if mention.label in ("ORG", "REGION") and mention.entity_id:
                roles.setdefault(mention.entity_id, Actor(entity_id=mention.entity_id, role=role))
    for actor in actors:
        roles.setdefault(actor.entity_id, actor)
    return tuple(roles.values())
