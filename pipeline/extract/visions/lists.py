"""Visions in lists, tables and brackets: a place, then what it shall become."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.listed import listed, place_runs
from pipeline.extract.visions.phrases import BULLETS, GOAL, GROWTH_END
from pipeline.extract.visions.places import Places
from pipeline.extract.visions.short_names import place_called
from pipeline.language.analysis import readable
from pipeline.records import Block, Mention, Vision

_SPLIT = re.compile(rf"[\n{BULLETS}]")
_OPEN = re.compile(r"[\s\-–—―·ㆍ‧▹‣⦁ㅇo\d.)(\[<【〈《‘“'\"]*$")
_SEPARATOR = re.compile(
    r"^(?:\s?(?:지역|권역|광역경제권|광역권))?\s*(?P<mark>[)\]>】〉》’”'\"]\s*[:：\-–—―]?|[:：∼~|→⇒➔]|[\-–—―]+)\s*"
)
_ANNOUNCED = re.compile(
    r"비전|발전\s?방향|육성\s?방향|발전\s?목표|특화\s?산업|전략\s?산업|선도\s?산업|육성\s?전략|특화\s?방향|발전\s?구상"
    r"|육성\s?산업|미래상|특화\s?발전|발전\s?전략|중점\s?육성|추진\s?목표"
)
_DONE = re.compile(r"(?:했다|됐다|하였다|되었다|었음|했음|개최|실시|방문|선정됨|체결)[.\s]*$")
_QUOTED_TOPIC = re.compile(r"[’'”\"][은는을를]\s")
_SECOND_SENTENCE = re.compile(r"[다요]\.\s+\S+\s")
# Under a head that says so a count of things is still no vision.
_COUNTED = re.compile(r"\d\s?(?:개|명|곳|건|억|만|조|천|%|원|회|일|월)")
# A headline: `울산, 수소산업 허브 도약 선언`.
_HEADLINE = re.compile(
    r"(?:시|도|군)?\s?(?:,|…|‥|\.\.\.?|·)\s?(?P<what>[^.\n]{2,50}?"
    r"(?P<goal>허브|거점|중심지|메카|클러스터|수도|기지|요람|중심도시)[’'”\"]?(?:으로|로)?\s"
    r"(?:도약|육성|조성|구축|부상|발돋움|변신|탈바꿈|우뚝|만든다|키운다|된다|꿈꾼다|거듭난다))"
    r"(?:\s(?:선언|시동|박차|나선다|나서|추진|본격화|목표|계획|비전|선포|속도|한다))*[!’”'\"]?\s*"
)
_PLACE_HEAD = re.compile(r"(?:해당|대상|선정|육성|특화)?\s?(?:지역|시[·ㆍ]?도|지자체|권역)(?:명)?")
_NOUNS = re.compile(r"[가-힣A-Za-z]{2,8}(?:\s?[,·ㆍ/]\s?[가-힣A-Za-z]{2,8}){1,4}")
_BRACKETED = re.compile(r"(?P<name>[가-힣·]{2,12})\s?\((?P<inner>[^()\n]{4,60})\)")


def from_lines(places: Places) -> Iterator[Vision]:
    """`수도권 - …의 허브`, one a line or divided by bullets; laxer under a head that says so."""
    analysis = places.context.analysis
    announced = -1
    for index in readable(analysis.blocks):
        block = analysis.blocks[index]
        if block.kind == "cell":
            continue
        surface = analysis.text[block.start : block.end]
        if _ANNOUNCED.search(surface) and len(surface) < 200:
            announced = index
        position = block.start
        for piece in _SPLIT.split(surface):
            here = position
            position += len(piece) + 1
            lax = 0 <= index - announced <= 14
            if len(piece) < (5 if lax else 8):
                continue
            opened = places.within(here, here + 24)
            if not opened or not _OPEN.match(places.text[here : opened[0].start]):
                continue
            vision = _headline(places, opened[0], here + len(piece)) or _line(
                places, opened[0], here + len(piece), lax
            )
            if vision:
                yield vision


def _headline(places: Places, place: Mention, end: int) -> Vision | None:
    match = _HEADLINE.fullmatch(places.text, place.end, end)
    if match is None:
        return None
    return places.vision(
        places.meant(place), *match.span("what"), "headline", goal=match.span("goal")
    )


def _line(places: Places, place: Mention, end: int, lax: bool) -> Vision | None:
    rest = places.text[place.end : end]
    separator = _SEPARATOR.match(rest)
    if separator is None:
        return None
    start = place.end + separator.end()
    if particle := _QUOTED_TOPIC.match(rest):  # `‘강원권’은 …`
        start = place.end + particle.end()
    joins = any(mark in separator.group() for mark in "-–~∼") and " " not in separator.group()
    if joins and places.within(start, start + 1):
        return None  # `진주-사천`: a pair of places
    phrase = places.text[start:end].strip()
    if _SECOND_SENTENCE.search(phrase):
        return None
    if not _is_vision_phrase(places, start, end, phrase, lax):
        return None
    return places.vision(places.meant(place), start, end, "list")


def _is_vision_phrase(places: Places, start: int, end: int, phrase: str, lax: bool) -> bool:
    has_industry = bool(places.industries_in(start, end))
    fewest = 2 if lax and has_industry else 5
    if not fewest <= len(phrase) <= 160 or _DONE.search(phrase):
        return False
    if lax and len(phrase) < 20 and _COUNTED.search(phrase):
        return False
    grows = bool(GROWTH_END.search(phrase))
    goal = any(phrase[m.end() :].strip(" 로으의") == "" or grows for m in GOAL.finditer(phrase))
    if lax:  # under a head that says so a plain list of nouns will do
        return goal or grows or has_industry or bool(_NOUNS.fullmatch(phrase))
    return goal and (has_industry or grows)


def from_tables(places: Places) -> Iterator[Vision]:
    """A row whose first cell is a place and whose next says what it becomes."""
    analysis = places.context.analysis
    heads: dict[int | None, str] = {}
    region: Mention | None = None
    row: int | None = None
    field: Block | None = None
    of_places: int | None = None  # the column that lists places for the field before it
    for block in analysis.blocks:
        if block.kind != "cell":
            if block.kind != "table":
                heads, region, of_places = {}, None, None
            continue
        surface = places.text[block.start : block.end].strip()
        if block.row in (0, 1) and _ANNOUNCED.search(surface) and len(surface) < 20:
            heads[block.column] = surface
            continue
        if block.row in (0, 1) and _PLACE_HEAD.fullmatch(surface) and block.column:
            of_places = block.column
            continue
        if block.column == 0:
            field = block
        elif block.column == of_places and field is not None and field.row == block.row:
            yield from _placed(places, field, block)
            continue
        inside = places.within(block.start, block.end)
        bare = inside and len(surface) - (inside[0].end - inside[0].start) <= 5
        if bare and surface.startswith(inside[0].text):
            region, row = inside[0], block.row
        elif (
            region is not None
            and block.row is not None
            and row is not None
            and block.row >= row
            and block.row - row <= (0 if block.column not in heads else 3)
        ):
            lax = block.column in heads
            if _is_vision_phrase(places, block.start, block.end, surface, lax):
                yield places.vision(places.meant(region), block.start, block.end, "table")


def _placed(places: Places, field: Block, cell: Block) -> Iterator[Vision]:
    """`에너지산업 | 충남, 광주`: the field's cell for each place that its row lists."""
    if places.industries_in(field.start, field.end):
        for region in listed(places, cell.start, cell.end):
            yield places.vision(region, field.start, field.end, "table")


def from_brackets(places: Places) -> Iterator[Vision]:
    """`수도권(금융 허브), 강원권(의료산업 중심지)`: at least two in a sentence.

    A complex's short name (남동, 오창) counts too: the goal in its bracket makes it safe.
    """
    for sentence in places.context.analysis.sentences:
        text = places.text
        if "(" not in text[sentence.start : sentence.end]:
            continue
        named = {r.end: r.regions for r in place_runs(places, sentence.start, sentence.end)}
        found: list[Vision] = []
        for match in _BRACKETED.finditer(text, sentence.start, sentence.end):
            regions = named.get(match.end("name"))
            if not regions:
                called = place_called(places.context, match["name"])
                regions = [called] if called else []
            start, end = places.after_body(match.start("inner")), match.end("inner")
            if _is_vision_phrase(places, start, end, match["inner"], lax=False) or (
                any(not match["inner"][m.end() :].strip() for m in GOAL.finditer(match["inner"]))
            ):
                found += [places.vision(region, start, end, "bracket") for region in regions]
        if len({vision.start for vision in found}) >= 2:
            yield from found
