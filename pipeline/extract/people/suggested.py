"""People that only the statistical recognizer sees: their title and body, read beside the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from pipeline.extract.context import Context
from pipeline.extract.people.affiliation import Affiliation, Bodies
from pipeline.extract.people.names import FAINT, NameJudge
from pipeline.extract.people.reading import REACH, Reading, outside_brackets
from pipeline.extract.people.words import Word, find_title, split_words
from pipeline.lexicon.people import Titles, load_names, load_titles
from pipeline.ner.recognizer import Suggestion
from pipeline.records import Person

_ADDRESS = re.compile(r"\s?(?:씨|모|군|양)(?![가-힣])|씨")
_CALLED = re.compile(r"\s?\((?:[^()\n]{1,20}\s)?0\d{1,2}[-)]\d{3,4}-\d{4}\)")
_FOREIGN = re.compile(
    r"(?=[가-힣 ]*[가-힣]{2})[가-힣]+(?: [가-힣]+)+|[가-힣]{4,}|[A-Z][a-z]+(?: [A-Z][a-z.]*)+"
)
_NUMERAL = re.compile(r"[십백천만억조](?:원|불|달러|명|개|엔)")
_PART = re.compile(r"\S+")
_PROPER = frozenset(("NNP", "SL", "SH"))
_RULE = "model"
_TITLED = 0.7  # confidence asked of a Korean name
_ABROAD = 0.9  # and of a foreign one, or of a single syllable without a form of address


def suggested_people(
    new: Sequence[Suggestion], known: Sequence[Person], context: Context, general: bool
) -> list[Person]:
    """Person records for those of ``new`` that the text confirms.

    What confirms a name is a title beside it, a telephone number in brackets after it, or the
    same name confirmed elsewhere in the document, from where it keeps title and body. One
    syllable, or one Latin letter, is a name only before a form of address (박 씨, A씨). In a
    ``general`` text, which is none of policy, a name needs no confirmation.
    """
    analysis = context.analysis
    text = analysis.text
    titles = load_titles()
    bodies = Bodies(context.mentions, text)
    judge = NameJudge(analysis, context.mentions, load_names())
    reading = Reading(text, judge, bodies, titles)
    held = [person.start for person in known]
    people: list[Person] = []
    waiting: list[Person] = []
    for one in new:
        at = analysis.block_at(one.start)
        name = text[one.start : one.end]
        if at is None or not (general or _is_name(judge, name, one, text)):
            continue
        block = analysis.blocks[at]
        words = split_words(text, block.start, block.end)
        title, body = _beside(reading, words, one, titles, held)
        if title in titles.byline:
            continue  # a byline's reporter is no person of the text
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
        called = _CALLED.match(text, one.end) is not None
        addressed = len(name) == 1 and _ADDRESS.match(text, one.end)
        alone = general and (len(name) > 1 or one.confidence >= _ABROAD)
        sure = title or called or addressed or alone
        (people if sure else waiting).append(person)
    confirmed = {person.name: person for person in reversed([*known, *people])}
    repeated = [_as(p, confirmed[p.name]) for p in waiting if p.name in confirmed]
    return [*people, *repeated]


def _as(person: Person, before: Person) -> Person:
    """``person`` with the title and body that another mention of the name has."""
    return msgspec.structs.replace(
        person,
        title=before.title,
        affiliation=before.affiliation,
        affiliation_id=before.affiliation_id,
    )


def _is_name(judge: NameJudge, name: str, one: Suggestion, text: str) -> bool:
    """Whether shape, surroundings and confidence allow a name.

    A Korean name is a surname with one or two syllables, and no numeral, verb or compound of
    common nouns to the analyser; a name of another shape (a foreign one) asks for confidence.
    It fills its eojeol but for what may follow a name: a particle, a title, a form of address.
    """
    if len(name) == 1:
        return _ADDRESS.match(text, one.end) is not None
    if one.start and text[one.start - 1].isalnum():
        return False
    parts = _PART.finditer(text, one.start, one.end)
    if _NUMERAL.search(name) or not any(
        _PROPER.intersection(judge.tags(*part.span())) for part in parts
    ):
        return False
    if judge.score(one.start, name) >= FAINT:
        return len(name) > 2 and one.confidence >= _TITLED
    return _FOREIGN.fullmatch(name) is not None and one.confidence >= _ABROAD


def _beside(
    reading: Reading, words: list[Word], one: Suggestion, titles: Titles, held: Sequence[int]
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
        if word.start in held:
            break  # a title beyond another name is that one's
        if word.text in (",", ".", "(", "”", "“", "\n", "·"):
            break
        at = reading.title(word.text)
        if at is not None and not reading.is_body(word, at):
            between = outside_brackets(words[last + 1 : index])
            body, title = reading.bodies.of(between, at.prefix, word.start, at.title, titles)
            if index > last + 1 and body.name is None:
                break  # what stands between name and title is no body
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
