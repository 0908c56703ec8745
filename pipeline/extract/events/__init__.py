"""Events: what happened or was to happen, with its date, status and those who take part.

``category``, ``stage``, ``instrument`` and ``themes`` are left to the classifiers; the category
given here is what the deed's word suggests.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.context import Context
from pipeline.extract.events.draft import Draft, finish
from pipeline.extract.events.outline import (
    bare,
    from_bare_date,
    from_head,
    from_line,
    from_rows,
    from_title,
    held_beside,
    under_heading,
)
from pipeline.extract.events.predicates import find_predicates
from pipeline.extract.events.prose import event_dates, from_sentence, is_prose
from pipeline.extract.events.theme import Theme
from pipeline.extract.events.triggers import Triggers, load_triggers
from pipeline.language.analysis import Sentence
from pipeline.records import DateExpression, Event


def extract(context: Context) -> tuple[Event, ...]:
    """The events of one document, in order of the text."""
    triggers = load_triggers()
    drafts = list(from_title(context, triggers)) or [
        *from_head(context),
        *_walk(context, triggers),
        *from_rows(context, triggers),
    ]
    theme = Theme.of(context)
    events = [theme.named(finish(draft, context, triggers)) for draft in drafts]
    return tuple(sorted(_distinct(events), key=lambda e: (e.start, e.end, e.edtf or "", e.title)))


def _walk(context: Context, triggers: Triggers) -> Iterator[Draft]:
    """Blocks in order, with what carries over: the heading's date, the day spoken of."""
    analysis = context.analysis
    by_block: dict[int, list[Sentence]] = {}
    for sentence in analysis.sentences:
        by_block.setdefault(sentence.block, []).append(sentence)
    heading: DateExpression | None = None
    heading_level = 0
    discourse: DateExpression | None = None
    lead_seen = False
    for index, block in enumerate(analysis.blocks):
        if block.kind in ("furniture", "table", "cell", "caption"):
            continue
        sentences = by_block.get(index, [])
        if any(map(is_prose, sentences)):
            heading = None
            for sentence in sentences:
                found = find_predicates(analysis.text, sentence.morphemes, triggers)
                if not found:
                    continue
                lead = not lead_seen and is_prose(sentence) and block.kind != "heading"
                yield from from_sentence(context, sentence, found, triggers, discourse, lead)
                lead_seen = lead_seen or lead
                days = event_dates(context, sentence.start, sentence.end)
                discourse = next(
                    (d for d in reversed(days) if d.edtf and len(d.edtf) == 10), discourse
                )
            continue
        dates = event_dates(context, block.start, block.end)
        if not dates:
            if heading is not None and (block.kind == "item" or block.level > heading_level):
                yield from under_heading(context, index, heading, triggers)
            elif block.kind == "heading":
                heading = None
            continue
        before = analysis.blocks[index - 1] if index else None
        if (held := held_beside(context, before, block, dates[0])) is not None:
            yield held
            continue
        if bare(analysis.text, block, dates):
            drafts = list(from_bare_date(context, index, dates))
            yield from drafts
            if not drafts:
                heading, heading_level = dates[0], block.level
            continue
        yield from from_line(context, index, dates, triggers)


def _distinct(events: list[Event]) -> Iterator[Event]:
    """The same deed of the same day told twice in one sentence counts once."""
    seen: set[tuple[int, int, str | None, str]] = set()
    for event in events:
        key = (event.start, event.end, event.edtf, event.title)
        if key not in seen:
            seen.add(key)
            yield event
