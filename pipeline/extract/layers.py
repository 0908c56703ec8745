"""Lays what the statistical recognizer suggests under what lexicon and rules have named."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from pipeline.extract.context import Context
from pipeline.extract.no_bodies import NO_BODY, NO_INITIALS, NO_NAMES, OF_FIRM, SINGULAR
from pipeline.extract.people.suggested import suggested_people
from pipeline.extract.register import is_general
from pipeline.extract.resolve import overlaps
from pipeline.lexicon.lexicon import choose
from pipeline.ner.names import known_places
from pipeline.ner.recognizer import Suggestion
from pipeline.records import Mention, Person

MODEL = "model"
"""The rule named on what the statistical recognizer alone found."""

SURE = {"ORG": 0.5, "REGION": 0.5, "COMPLEX": 0.7, "PERSON": 0.5}
"""Confidence from which a suggestion counts, by label; set by hand on sample and real gold."""

GENERAL = 0.35
"""Confidence from which any suggestion counts in a general text, where the model leads."""

_WIDER = {"ORG": 0.8}
"""Confidence from which a suggested name takes in the place that it begins with."""

_GENERAL_WIDER = {"ORG": 0.5, "REGION": 0.1, "COMPLEX": 0.5}
"""The same in a general text, where the places of an address are one: the longer, the less sure,
for the confidence of a name is the product over its words."""

_INITIALLY = 0.8
"""Confidence from which Latin initials that nothing in the text explains are taken for a body."""

_FIRMS = ("company", "public_body", "association")
_SHORTEST = 2  # letters that make another firm's name; 측, 장, 제 make none
_ABBREVIATED = "위"  # 위원회 for short: 기후노동위, 예결위
_RANKS = ("수석연구원", "책임연구원", "선임연구원", "주임연구원", "전임연구원")
_GOES_ON = ("NNG", "NNP", "SL", "XR", "MAG", "MM", "IC")
_AFTER_NAME = tuple("장측산행발군시도구내외씨")
_INITIALS = re.compile(r"[A-Z][A-Za-z&]{0,7}")
_EXPLAINED = re.compile(r"(?P<before>[가-힣])\s?\((?P<short>[A-Z][A-Za-z&]{1,7})(?=[\s,:;)])")
_AGAIN = re.compile(r"\s?\([^()\n]{1,30}\)")
_PHRASE_BEFORE = re.compile(r"-$|[A-Za-z&] $")
_PHRASE_AFTER = re.compile(r"-| [A-Za-z&]")
_NOT_IN_NAME = re.compile(r"[/:?=<>|@]|\d{4}|^[｢「『‘“<(]")


def layer_mentions(found: Sequence[Mention], context: Context) -> tuple[Mention, ...]:
    """The rules' mentions, and of the recognizer's suggestions those that stand beside them.

    What the lexicon or a rule has named stays, but for places at the head of a longer body's
    name (``광주 그린카진흥원``): a body inside a longer one's name is not marked again, nor is a
    place. A suggested name that the lexicon knows is linked to its entry.
    """
    text = context.analysis.text
    general = is_general(found, context)
    kept = [_whole_firm(_without_rank(mention), context) for mention in found]
    initials: list[Suggestion] = []
    for one in context.suggested:
        least = GENERAL if general else SURE[one.label]
        if one.label == "PERSON" or one.confidence < min(least, _GENERAL_WIDER[one.label]):
            continue
        surface = text[one.start : one.end]
        if not _may_name(surface) or not _ends(one, context):
            continue
        label = one.label
        if label == "ORG":
            if not general and surface in known_places():
                label = "REGION"  # a country is a place, whatever it does
            elif _INITIALS.fullmatch(surface):
                initials.append(one)
                continue
            elif not _may_be_body(one, surface, context, general):
                continue
        inside = [m for m in kept if m.start < one.end and one.start < m.end]
        if not inside and one.confidence < least:
            continue
        if inside:
            if one.confidence < (_GENERAL_WIDER if general else _WIDER).get(label, 1.0):
                continue
            if not all(_is_part(m, one, context, general) for m in inside):
                continue
            kept = [m for m in kept if m not in inside]
        kept.append(_named(one, label, context))
    taken = [(m.start, m.end) for m in kept]
    free = [one for one in initials if not overlaps(one.start, one.end, taken)]
    least = GENERAL if general else _INITIALLY
    kept += [_named(one, "ORG", context) for one in _bodies_by_initials(free, kept, text, least)]
    return tuple(sorted(kept, key=lambda m: m.start))


def _is_part(mention: Mention, one: Suggestion, context: Context, general: bool) -> bool:
    """Whether a mention is no more than part of a suggested name.

    That is a place or an industry in it, a firm whose name another firm's begins with
    (``네이버클라우드``, ``한전KDN``), and in a ``general`` text a shorter body (``제주대
    수의학과``).
    """
    if mention.start < one.start or mention.end > one.end:
        return False
    shorter = mention.end - mention.start < one.end - one.start
    if mention.label in ("REGION", "INDUSTRY") or (general and shorter and mention.label == "ORG"):
        return True
    entry = context.lexicon.entries.get(mention.entity_id or "")
    glued = mention.end < one.end and context.analysis.text[mention.end].isalnum()
    return entry is not None and entry.kind in _FIRMS and mention.start == one.start and glued


def _without_rank(mention: Mention) -> Mention:
    """A body by a pattern without the rank that it seems to end in (``한빛나노랩 수석연구원``)."""
    body, _, last = mention.text.rpartition(" ")
    if not body or last not in _RANKS or mention.entity_id is not None:
        return mention
    end = mention.start + len(body)
    return msgspec.structs.replace(mention, end=end, text=body, name=body)


def _whole_firm(mention: Mention, context: Context) -> Mention:
    """A known firm's name that another firm's begins with, lengthened (``카카오뱅크``)."""
    entry = context.lexicon.entries.get(mention.entity_id or "")
    text = context.analysis.text
    glued = text[mention.end : mention.end + 1].isalpha()
    if entry is None or entry.kind != "company" or not glued:
        return mention
    sentence = context.analysis.sentence_at(mention.start)
    end = mention.end
    for morpheme in sentence.morphemes if sentence is not None else ():
        if morpheme.start == end and morpheme.tag in ("NNG", "NNP", "SL"):
            end = morpheme.end
    rest = text[mention.end : end]
    if len(rest) < _SHORTEST or rest.startswith(OF_FIRM):
        return mention
    name = text[mention.start : end]
    return msgspec.structs.replace(
        mention, end=end, text=name, name=name, entity_id=None, rule="org_firm"
    )


def _named(one: Suggestion, label: str, context: Context) -> Mention:
    """The suggestion as a mention, linked where the lexicon knows its name."""
    surface = context.analysis.text[one.start : one.end]
    entry = choose(
        [e for e in context.lexicon.bearers(surface) if e.label == label],
        surface,
        context.analysis.published,
    )
    return Mention(
        start=one.start,
        end=one.end,
        text=surface,
        label=label,
        entity_id=entry.entity_id if entry else None,
        name=entry.name if entry else surface,
        rule=MODEL,
    )


def _bodies_by_initials(
    suggested: Sequence[Suggestion], found: Sequence[Mention], text: str, least: float
) -> list[Suggestion]:
    """Of suggested Latin initials those that name a body, with confidence ``least`` or more.

    In brackets after a name (``포괄적경제동반자협정(CEPA)``) they are what that name is, here and
    everywhere else in the text. Part of a longer word (``PS-LTE``, ``LTE-R``) or of a phrase in
    Latin letters they name nothing.
    """
    if not suggested:
        return []
    ends = {m.end for m in found if m.label == "ORG"}
    of_body: set[str] = set()
    of_other: set[str] = set()
    for match in _EXPLAINED.finditer(text):
        (of_body if match.end("before") in ends else of_other).add(match["short"])
    of_other |= NO_INITIALS
    kept = []
    for one in suggested:
        surface = text[one.start : one.end]
        open_ = surface not in of_other and one.confidence >= least
        # Part of a longer word, or of a phrase in another language.
        if _PHRASE_AFTER.match(text, one.end) or _PHRASE_BEFORE.search(text[: one.start][-2:]):
            open_ = False
        if open_ or surface in of_body:
            kept.append(one)
    return kept


def layer_people(found: Sequence[Person], context: Context) -> tuple[Person, ...]:
    """The rules' people, and those that the recognizer alone sees, with title and body.

    A suggestion that touches a person of the rules, or a name of the lexicon, is dropped.
    """
    text = context.analysis.text
    # In brackets after a name stands the same name in another script.
    taken = [(p.start, again.end() if again else p.end) for p in found
             for again in (_AGAIN.match(text, p.end),)]
    taken += [(m.start, m.end) for m in context.mentions]
    general = is_general(context.mentions, context)
    new = [
        one
        for one in context.suggested
        if one.label == "PERSON"
        and one.confidence >= (GENERAL if general else SURE["PERSON"])
        and _ends(one, context)
        and not overlaps(one.start, one.end, taken)
        and text[one.start : one.end] not in NO_NAMES
    ]
    if not new:
        return tuple(found)
    named = suggested_people(new, found, context, general)
    return tuple(sorted([*found, *named], key=lambda p: p.start))


def _may_name(surface: str) -> bool:
    """Whether a surface can be a name: two letters or more, and no common noun."""
    return (
        len(surface) > 1
        and surface not in NO_NAMES
        and any(letter.isalpha() for letter in surface)
        and "\n" not in surface
    )


def _may_be_body(one: Suggestion, surface: str, context: Context, general: bool) -> bool:
    """Whether a suggested body is more than a description: common nouns alone name none.

    In a ``general`` text one word may (경찰, 재판부).
    """
    sentence = context.analysis.sentence_at(one.start)
    if sentence is None or surface.endswith(NO_BODY) or _NOT_IN_NAME.search(surface):
        return False
    if surface in SINGULAR or (general and " " not in surface):
        return True
    if surface.endswith(_ABBREVIATED) and one.confidence >= _WIDER["ORG"]:
        return True
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
