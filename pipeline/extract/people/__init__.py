"""People: names found by the titles beside them, linked over the document."""

from __future__ import annotations

from pipeline.extract.context import Context
from pipeline.extract.people.affiliation import Bodies
from pipeline.extract.people.cells import from_rows
from pipeline.extract.people.contacts import from_contacts
from pipeline.extract.people.finder import Finder
from pipeline.extract.people.found import Found
from pipeline.extract.people.linking import link
from pipeline.extract.people.names import NameJudge
from pipeline.extract.people.words import find_title
from pipeline.language.analysis import readable
from pipeline.lexicon.people import load_names, load_titles
from pipeline.records import Mention, Person

__all__ = ["extract"]


def _is_office(mention: Mention) -> bool:
    """Whether the recognizer took a title (`안전지원과장`) for a body."""
    at = find_title(mention.text, load_titles()) if mention.rule == "model" else None
    return at is not None and len(at.title) > 1


def _like_name(mention: Mention) -> bool:
    """Whether what the recognizer took for a body has the three syllables of a name."""
    surnames = load_names().surnames
    guessed = mention.rule == "model" and mention.label == "ORG"
    return guessed and len(mention.text) == 3 and mention.text[0] in surnames


def _foreign(context: Context) -> frozenset[int]:
    """Where the names of foreign countries begin."""
    entries = context.lexicon.entries
    return frozenset(
        m.start
        for m in context.mentions
        if m.label == "REGION"
        and (entries[m.entity_id].kind == "foreign_country" if m.entity_id else m.rule == "model")
    )


def extract(context: Context) -> tuple[Person, ...]:
    """Person mentions in order of the text; the span is the name alone.

    A byline's reporter is no person of the text. A surname with a title (``박 이사장``) is
    linked to the full name given before it; ``entity_id`` is the full name, or None.
    """
    analysis = context.analysis
    mentions = [m for m in context.mentions if not _is_office(m)]
    names = [m for m in mentions if not _like_name(m)]
    judge = NameJudge(analysis, names, load_names(), context.lexicon.bearers)
    bodies = Bodies(mentions, analysis.text, _foreign(context))
    finder = Finder(analysis.text, judge, bodies, load_titles())
    contacts = {f.start: f for f in from_contacts(analysis, judge, load_titles())}
    found: list[Found] = []
    for index in readable(analysis.blocks):
        block = analysis.blocks[index]
        for item in finder.find(block.start, block.end):
            # Prose says whose the person is; where it does not, the line's department does.
            if item.start not in contacts or item.affiliation.name is not None:
                contacts.pop(item.start, None)
                found.append(item)
    found.extend(contacts.values())
    found.extend(from_rows(analysis, judge, load_titles(), {f.start for f in found}))
    return link(found, finder.writers, context, bodies, judge)
