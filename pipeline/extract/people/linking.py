"""One person over a document: surnames with titles, bare names, affiliations given earlier."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.extract.context import Context
from pipeline.extract.people.affiliation import Affiliation, Bodies
from pipeline.extract.people.found import GOVERNMENTS, Found
from pipeline.extract.people.names import NameJudge
from pipeline.extract.people.words import PARTICLES
from pipeline.lexicon.people import load_titles
from pipeline.records import Person

# Titles whose bearer, if no body is named, belongs to the body the text is about.
_OF_THE_BODY = re.compile(
    r".+(?:본부장|지사장|지부장|지점장|센터장|정책관|기획관|실장|국장|과장|팀장|단장)$"
    r"|(?:제?[12])?차관|부시장|부군수|부지사|부구청장"
)
_RESEARCHERS = ("연구위원", "연구원", "연구관", "연구책임")
_AFTER_NAME = (
    r"(?=$|[^가-힣]|(?:"
    + "|".join(p for p in PARTICLES if p != "나")
    + r"|등|및|님|군|양|씨|옹)(?![가-힣]{3}))"
)
_MOST_BARE = 12
"""A name told once with a title and more often than this without one is a word: 한국어(교수)."""
_HEAD_CHARS = 600  # where a paper names its authors


def link(
    found: Sequence[Found], writers: set[str], context: Context, bodies: Bodies, judge: NameJudge
) -> tuple[Person, ...]:
    """Persons in order of the text, without overlaps."""
    text = context.analysis.text
    titles = load_titles()
    full = {f.name for f in found if f.is_full} - writers
    issuer = bodies.issuer()
    everything = [*found, *_bare(context, full, found)]
    people: list[Person] = []
    known: dict[str, Found] = {}
    end = 0
    for item in sorted(everything, key=lambda f: (f.start, -f.end)):
        if item.start < end or item.name in writers:
            continue
        if text[item.end :].lstrip(" ")[:3].startswith(GOVERNMENTS):
            continue
        before = known.get(item.name)
        name = item.name
        if not item.is_full:
            before = _bearer(item, known)
            if before is None and name in titles.needs_known:
                continue
            name = before.name if before else name
        title = item.title or (before.title if before else None)
        affiliation = item.affiliation
        if affiliation.name is None and before is not None:
            affiliation = before.affiliation
        told = item.rule != "contact" and title and _OF_THE_BODY.fullmatch(title)
        if affiliation.name is None and told:
            affiliation = bodies.heading(item.start)
            if affiliation.name is None:
                affiliation = issuer if issuer.name else bodies.under_discussion(item.start)
            ministry = (affiliation.name or "").endswith(("부", "처", "원"))
            if title and title.endswith("차관") and not ministry:
                affiliation = Affiliation()  # of a ministry, whoever issues the release
        writes = title and title.endswith(_RESEARCHERS) and item.start < _HEAD_CHARS
        if affiliation.name is None and writes:
            affiliation = bodies.author_body(item.start)
        if affiliation.name is None and title:
            affiliation = bodies.place_of(title, item.start)
        if item.is_full and (before is None or before.affiliation.name is None):
            known[name] = Found(item.start, item.end, name, title, affiliation, item.rule)
        end = item.end
        people.append(
            Person(
                start=item.start,
                end=item.end,
                text=text[item.start : item.end],
                name=name,
                title=title,
                affiliation=affiliation.name,
                affiliation_id=affiliation.entity_id,
                entity_id=name if item.is_full or before else None,
                rule=item.rule,
            )
        )
    return tuple(people)


def _bearer(item: Found, known: dict[str, Found]) -> Found | None:
    """The last person named whose surname and title fit."""
    wanted = (item.title or "").split(" ")[-1]
    fits = [
        f
        for name, f in known.items()
        if name.startswith(item.name)
        and f.title
        and any(
            office.endswith(wanted)
            or office.startswith(wanted)
            or wanted.endswith(office.split(" ")[-1])
            for office in f.title.split(" 겸 ")
        )
    ]
    return max(fits, key=lambda f: f.start) if fits else None


def _bare(context: Context, names: set[str], found: Sequence[Found]) -> list[Found]:
    """Names that recur without a title."""
    wanted = sorted((n for n in names if len(n) >= 3), key=len, reverse=True)
    if not wanted:
        return []
    pattern = re.compile(rf"(?<![가-힣])(?:{'|'.join(map(re.escape, wanted))}){_AFTER_NAME}")
    taken = {f.start for f in found}
    analysis = context.analysis
    told = Counter(f.name for f in found)
    repeats: list[Found] = []
    for match in pattern.finditer(analysis.text):
        if match.start() in taken:
            continue
        block = analysis.block_at(match.start())
        if block is None or analysis.blocks[block].kind == "furniture":
            continue
        repeats.append(
            Found(match.start(), match.end(), match.group(), None, Affiliation(), "repeat")
        )
    bare = Counter(f.name for f in repeats)
    return [f for f in repeats if told[f.name] > 1 or bare[f.name] <= _MOST_BARE]
