"""Dates that cannot be: past before they came, another weekday, bodies that were not yet there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pipeline.grammar.edtf import bounds
from pipeline.lexicon import Lexicon, load_lexicon
from pipeline.records import content_id
from pipeline.timeline.audit import AuditRow
from pipeline.timeline.merge import Telling, TimelineEvent
from pipeline.timeline.notes import note

GRACE_DAYS = 45
"""Days around a body's first and last day: names are used before the law and after it."""

_WEEKDAYS = "월화수목금토일"
_DAY_BEHIND = re.compile(rf"\s*(?:[(（]\s*([{_WEEKDAYS}])(?:요일)?\s*[)）]|([{_WEEKDAYS}])요일)")
# A finite past, not quoted and not the past of a plan (…할 예정이었다).
_PAST = re.compile(r"\s?(?:하였|했|되었|됐|렸|었|았|였|쳤|졌)(?:다|습니다|음)(?:[.\s]|$)")
# 내년 1월 도입이 확정되었다: decided, promised or foreseen then, for later.
_FORESEEN = re.compile(
    r"(?:확정|결정|합의|발표|예고|예정|계획|공고|통보|연기|요청|제안|약속|전망|예상|예측|추정|전제|목표)$"
)
_ACTS = frozenset({"host", "organiser", "decider", "partner"})


def audit_dates(events: Iterable[TimelineEvent], lexicon: Lexicon | None = None) -> list[AuditRow]:
    """One row for every telling whose date contradicts its own sentence or the public record.

    Only what disagrees is told: that a date is possible proves nothing.
    """
    lexicon = lexicon or load_lexicon()
    found: dict[str, AuditRow] = {}
    for event in events:
        for evidence in event.evidence:
            for row in _check(evidence.telling, lexicon):
                found.setdefault(row.audit_id, row)
    return sorted(found.values(), key=lambda row: row.audit_id)


def _check(telling: Telling, lexicon: Lexicon) -> Iterator[AuditRow]:
    yield from _past_before_it_came(telling)
    yield from _weekday(telling)
    yield from _bodies(telling, lexicon)


def _row(
    telling: Telling, rule: str, subject: str, expected: str, found: str, **fields: object
) -> AuditRow:
    event = telling.event
    sentence = " ".join(event.text.split())
    return AuditRow(
        audit_id=content_id("audit", "date", rule, telling.doc_id, event.start, subject),
        kind="date", verdict="disagrees", expected=expected, found=found,
        note=note(rule, sentence=sentence, **fields), figure_ids=(), doc_ids=(telling.doc_id,),
    )  # fmt: skip


def _past_before_it_came(telling: Telling) -> Iterator[AuditRow]:
    event = telling.event
    if telling.published is None or event.earliest is None or event.date_text is None:
        return
    # A bare day is dated by the text around it, and of a year to come models tell in the past.
    if event.date_basis != "explicit" or event.precision not in ("day", "month"):
        return
    last = bounds(telling.published)[1]
    if last is None or event.earliest <= last or event.clause_end is None:
        return
    end = event.clause_end - event.start
    if _PAST.match(event.text, end) and not _FORESEEN.search(event.text, max(0, end - 8), end):
        yield _row(
            telling, "past", event.date_text, f"by {last}", event.edtf or "",
            date=event.date_text, published=telling.published,
        )  # fmt: skip


def _weekday(telling: Telling) -> Iterator[AuditRow]:
    event = telling.event
    if event.date_text is None or event.precision != "day" or event.earliest is None:
        return
    at = event.text.find(event.date_text)
    if at < 0:
        return
    behind = _DAY_BEHIND.match(event.text, at + len(event.date_text))
    match = _DAY_BEHIND.search(event.date_text) or behind
    if match is None:
        return
    said, day = match[1] or match[2], date.fromisoformat(event.earliest)
    true = _WEEKDAYS[day.weekday()]
    if said != true:
        yield _row(
            telling, "weekday", event.date_text, f"{true}요일", f"{said}요일",
            date=event.date_text, edtf=event.edtf, true=f"{true}요일", said=f"{said}요일",
        )  # fmt: skip


def _bodies(telling: Telling, lexicon: Lexicon) -> Iterator[AuditRow]:
    """A body that acts in a document published before it was, or long after it was gone."""
    event = telling.event
    for actor in event.actors:
        entry = lexicon.entries.get(actor.entity_id)
        if entry is None or entry.label != "ORG":
            continue
        names = [n for n in entry.names if n in event.text and len(lexicon.bearers(n)) == 1]
        if not names:
            continue
        name = max(names, key=len)
        published = bounds(telling.published)[1] if telling.published else None
        if entry.valid_from and published and published < _moved(entry.valid_from, -GRACE_DAYS):
            yield _row(
                telling, "before", actor.entity_id, f"from {entry.valid_from}", published,
                name=name, day=entry.valid_from, published=telling.published,
            )  # fmt: skip
        acts = actor.role in _ACTS and event.date_basis != "publication"
        day = event.earliest
        if acts and day and entry.valid_to and day > _moved(entry.valid_to, GRACE_DAYS):
            yield _row(
                telling, "after", actor.entity_id, f"until {entry.valid_to}", event.edtf or day,
                name=name, edtf=event.edtf, day=entry.valid_to,
            )  # fmt: skip


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
