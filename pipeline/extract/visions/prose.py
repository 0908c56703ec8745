"""Visions in sentences: what is made of a place, and the place that a clause describes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.becoming import becoming, gapped
from pipeline.extract.visions.growing import growing
from pipeline.extract.visions.phrases import NOT_GOALS, role_of
from pipeline.extract.visions.places import Places
from pipeline.extract.visions.statements import stated
from pipeline.language.analysis import Sentence
from pipeline.records import Mention, Vision

_VERBS = (
    r"특화|추진|구축|마련|조성|육성|형성|도약|발돋움|거듭나|자리매김|부상|성장|건설|들어서|탈바꿈|변모|떠오르|지향|표방"
    r"|꿈꾸|발전|전환|집적|추구"
)
# A clause that ends in a verb form before a noun: `…이 특화되는`, `…로 구축될`.
_RELATIVE = re.compile(
    rf"(?:{_VERBS})(?:화)?(?:하는|되는|될|할|는|을|ㄹ|하게 될|되고 있는|하고 있는|시킬|하려는)?\s+$"
)
_LEAD = re.compile(r"(?:\S+\s){0,3}?\S*(?:에서는|에는|로는)\s")
_CLAUSE_END = re.compile(r"(?:[되하이서치]고|하며|되며|이며|면서|지만|는데|으나),?\s+|[.”\"]\s")


def from_sentences(places: Places) -> Iterator[Vision]:
    """Clauses that say what a place becomes or which industries it grows."""
    for sentence in places.context.analysis.sentences:
        named = places.within(sentence.start, sentence.end)
        if not named:
            continue
        found = list(_relative(places, sentence, named))
        taken = list(found)
        for vision in (
            *becoming(places, sentence, named),
            *gapped(places, sentence, named),
            *stated(places, sentence, named),
            *growing(places, sentence, named),
        ):
            clash = any(v.start < vision.end and vision.start < v.end for v in taken)
            if not clash and all(_apart(v, vision) for v in found):
                found.append(vision)
        yield from found


def _apart(one: Vision, other: Vision) -> bool:
    """Whether both may stand: of two places, or one after the other by the same kind of clause."""
    if one.region != other.region:
        return True
    return one.rule == other.rule and (other.start >= one.end or one.start >= other.end)


def _relative(places: Places, sentence: Sentence, named: list[Mention]) -> Iterator[Vision]:
    """`IT산업이 특화되는 충청권은`: the clause before a place."""
    text = places.text
    for place in named:
        before = text[sentence.start : place.start].rstrip("‘'\"“「")
        match = _RELATIVE.search(before)
        if match is None:
            continue
        since = _clause_start(before[: match.start()], sentence.start)
        inside = [m for m in named if since <= m.start < place.start and m.end < place.start]
        for other in inside:  # `강원권과 … 제주권`: what stands before a joined place is its own
            if re.match(r"[과와도은는]\s", text[other.end : other.end + 2]):
                since = max(since, other.end + 2)
        end = sentence.start + match.end()
        phrase = text[since:end]
        known = places.industries_in(since, end)
        if NOT_GOALS.search(phrase) and not (known or role_of(NOT_GOALS.sub("", phrase))):
            continue
        if not (known or role_of(phrase)):
            continue
        if role_of(phrase) is None and "특화" not in phrase and "육성" not in phrase:
            continue
        yield places.vision(places.meant(place), since, end, "relative", since=sentence.start)


def _clause_start(before: str, offset: int) -> int:
    """Where the clause that ends with ``before`` begins."""
    lead = _LEAD.match(before)
    start = lead.end() if lead else 0
    for match in _CLAUSE_END.finditer(before):
        start = match.end()
    return offset + start
