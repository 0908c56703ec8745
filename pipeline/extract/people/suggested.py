"""People that only the statistical recognizer sees: their title and body, read beside the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.context import Context
from pipeline.extract.people.affiliation import Affiliation, Bodies
from pipeline.extract.people.names import FAINT, PLAIN, NameJudge
from pipeline.extract.people.reading import REACH, Reading, outside_brackets
from pipeline.extract.people.words import Word, find_title, split_words
from pipeline.lexicon.people import Titles, load_names, load_titles
from pipeline.ner.recognizer import Suggestion
from pipeline.records import Person

_ADDRESS = re.compile(r"\s?(?:씨|모|군|양)(?![가-힣])|씨")
_NUMERAL = re.compile(r"[0-9%]|[십백천만억조](?:원|불|달러|명|개|엔)")
_RULE = "model"
_TITLED = 0.7  # confidence asked of a Korean name with a title
_ALONE = 0.9  # confidence asked of a Korean name without a title, of a foreign one with one
_ALONE_ABROAD = 0.95  # and of a foreign name, or one of two syllables, without a title


def suggested_people(
    new: Sequence[Suggestion], known: Sequence[Person], context: Context
) -> list[Person]:
    """Person records for ``new``: title and affiliation as they stand beside the name.

    A name given before with its title keeps title and body. One syllable, or one Latin letter,
    is a name only before a form of address (박 씨, A씨).
    """
    analysis = context.analysis
    titles = load_titles()
    bodies = Bodies(context.mentions, analysis.text)
    judge = NameJudge(analysis, context.mentions, load_names())
    reading = Reading(analysis.text, judge, bodies, titles)
    earlier = {person.name: person for person in reversed(known)}
    people: list[Person] = []
    for one in new:
        name = analysis.text[one.start : one.end]
        if len(name) == 1 and not _ADDRESS.match(analysis.text, one.end):
            continue
        at = analysis.block_at(one.start)
        if at is None:
            continue
        block = analysis.blocks[at]
        words = split_words(analysis.text, block.start, block.end)
        title, body = _beside(reading, words, one, titles)
        if len(name) > 1 and not _is_name(judge.score(one.start, name), name, one, title):
            continue
        before = earlier.get(name)
        if before is not None:
            title = title or before.title
            if body.name is None:
                body = Affiliation(before.affiliation, before.affiliation_id)
        person = Person(
            start=one.start,
            end=one.end,
            text=name,
            name=name,
            title=title,
            affiliation=body.name,
            affiliation_id=body.entity_id,
            entity_id=name if len(name) > 1 else None,
            rule=_RULE,
        )
        earlier.setdefault(name, person)
        people.append(person)
    return people


def _is_name(score: float, name: str, one: Suggestion, title: str | None) -> bool:
    """Whether shape, confidence and title together make a name.

    ``score`` is the judge's for a Korean name; a foreign one has none and asks for confidence.
    """
    if _NUMERAL.search(name):
        return False
    if score >= FAINT and len(name) > 2:
        least = _TITLED if title else _ALONE
        return one.confidence >= least and (title is not None or score >= PLAIN)
    foreign = score == 0.0 and (" " in name or len(name) > 3)
    if foreign or len(name) == 2:
        return one.confidence >= (_ALONE if title else _ALONE_ABROAD)
    return False


def _beside(
    reading: Reading, words: list[Word], one: Suggestion, titles: Titles
) -> tuple[str | None, Affiliation]:
    """The title after the name (with its body between or before), else the one before it."""
    first = next((n for n, w in enumerate(words) if w.end > one.start), None)
    last = next((n for n, w in enumerate(words) if w.end >= one.end), None)
    if first is None or last is None:
        return None, Affiliation()
    rest = reading.text[one.end : words[last].end]
    fused = find_title(rest, titles) if rest else None
    if fused is not None and not fused.prefix:
        return fused.title, reading.bodies.before(reading.leading(words, first))[0]
    if rest and rest[0].isalnum():
        return None, Affiliation()
    for index in range(last + 1, min(last + 1 + REACH, len(words))):
        word = words[index]
        if word.text in (",", ".", "(", "”", "“", "\n", "·"):
            break
        at = reading.title(word.text)
        if at is not None and not reading.is_body(word, at):
            between = outside_brackets(words[last + 1 : index])
            body, title = reading.bodies.of(between, at.prefix, word.start, at.title, titles)
            if body.name is None:
                body = reading.bodies.before(reading.leading(words, first))[0]
            return title, body
        if reading.ends_phrase(word):
            break
    if first:
        at = reading.title(words[first - 1].text)
        if at is not None and not at.closed and not words[first - 1].is_mark:
            leading = reading.leading(words, first - 1)[-3:]
            body, title = reading.bodies.of(
                leading, at.prefix, words[first - 1].start, at.title, titles
            )
            return title, body
    return None, Affiliation()
