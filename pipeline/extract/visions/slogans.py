"""Visions that the text calls one: `‘…’을 비전으로`, a head `비전` and the line below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.extract.visions import short_names
from pipeline.extract.visions.phrases import GOAL, GROWTH_END, QUOTED, role_of
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import readable
from pipeline.records import Vision

_AFTER = re.compile(
    r"^(?:\s?(?:건설|실현|조성|구현|구축|도약|육성|창조))?"
    r"\s?(?:(?:이?라는|이란)\s|[을를이가의은는]?\s?)?(?:새로운\s|새\s|중장기\s|미래\s|장기\s|핵심\s|[가-힣]{2,3}시대\s)?"
    r"(?P<word>비전|미래\s?비전|미래상|청사진|목표)"
)
_BEFORE = re.compile(
    r"(?P<word>비전|미래상|[도시군]정\s?(?:방향|목표|방침|구호))(?:인|은|는|이|으로|으로는|을|를|\s?[:：\-–])?\s?(?:‘|'|“|\"|「|『|<|〈|《)?$"
)
_NOT_A_VISION = re.compile(r"선포식|컨퍼런스|포럼|세미나|주제|슬로건|토론회|행사|비전공|텔레비전")
_HEAD = re.compile(
    r"^[^가-힣A-Za-z0-9]*(?:비\s?전|미래\s?비전|정책\s?비전|비전\s?및\s?목표)[^가-힣A-Za-z0-9]*$"
)
_HEAD_WITH_TEXT = re.compile(
    r"^[^가-힣A-Za-z0-9]*(?P<place>[가-힣·]{2,10}\s)?[<\[(【‘]?비\s?전[>\])】’]?\s*[:：\-–—|]\s*(?P<inner>[^\n]{6,90})$"
)
_PLAIN = re.compile(
    r"(?P<goal>구현|육성|구축|실현|도약|조성|창출|달성|허브|거점|중심지|클러스터|도시)(?:을|를)\s(?:새로운\s)?비전으로"
)
_DESCRIBED = re.compile(
    r"[을를]\s(?:새로운\s)?(?:비전|목표)[으]?로\s(?:하는|한|삼은|삼는|내건|내세운)\s"
)
_IN_A_LIST = re.compile(r"(?:\s?[가-힣]{1,4})?(?:,\s|\s?[·ㆍ]|\s등\s|[와과]\s)")
_MOSTLY = 0.6  # share of the mentions of places from which a text is about one place


def from_quotes(places: Places) -> Iterator[Vision]:
    """Quoted phrases that the words beside them call a vision."""
    text = places.text
    for sentence in places.context.analysis.sentences:
        if "비전" not in (surface := text[sentence.start : sentence.end + 12]) and not (
            "목표" in surface or "미래상" in surface
        ):
            continue
        for match in QUOTED.finditer(text, sentence.start, min(len(text), sentence.end + 12)):
            after = _AFTER.match(text[match.end() : match.end() + 20])
            before = _BEFORE.search(text[max(sentence.start, match.start() - 16) : match.start()])
            if not (after or before):
                continue
            inner = match["inner"]
            by_name = before is not None or (after is not None and after["word"] != "목표")
            goal = role_of(inner) is not None or GROWTH_END.search(inner)
            if not (by_name or goal) or _NOT_A_VISION.search(inner) or len(inner) < 7:
                continue
            start, end = match.span("inner")
            region = _region_after(places, match.end()) or _region_before(
                places, sentence.start, match.start()
            )
            yield places.vision(region, start, end, "named_vision", since=sentence.start)


def from_heads(places: Places) -> Iterator[Vision]:
    """A head `비전` with the line below it, or `비전: …` on one line."""
    analysis = places.context.analysis
    expected = False
    for index in readable(analysis.blocks):
        block = analysis.blocks[index]
        position = block.start
        for line in analysis.text[block.start : block.end].split("\n"):
            here = position
            position += len(line) + 1
            if not line.strip():
                continue
            if _HEAD.fullmatch(line):
                expected = True
                continue
            match = _HEAD_WITH_TEXT.match(line)
            if match and _worth(match["inner"]):
                span = here + match.start("inner"), here + match.end("inner")
                yield _headed(places, *span, (match["place"] or "").strip())
            elif expected and _worth(line):
                lead = len(line) - len(line.lstrip(" -–·‘“'\"「<△▲□○ㅇ◦•*"))
                yield _headed(places, here + lead, here + len(line.rstrip(" ’”'\"」>")))
            expected = False


def _worth(line: str) -> bool:
    bare = line.strip()
    return (
        10 <= len(bare) <= 90
        and " " in bare
        and bool(GROWTH_END.search(bare.rstrip("’”'\"」>")) or GOAL.search(bare))
    )


def _headed(places: Places, start: int, end: int, head: str = "") -> Vision:
    """The place: the head's, the one the line ends or opens with, else that of the document."""
    words = places.text[start:end].split()
    called = (short_names.place_called(places.context, w) for w in (head, words[-1], words[0]))
    region = next(filter(None, called), None) or _about(places)
    return places.vision(region, start, end, "vision_head")


def from_plain(places: Places) -> Iterator[Vision]:
    """`창원은 … 거점 구현을 비전으로`: named a vision without quotation marks."""
    text = places.text
    for sentence in places.context.analysis.sentences:
        match = _PLAIN.search(text, sentence.start, sentence.end)
        if match is None:
            continue
        topics = [
            m
            for m in places.within(sentence.start, match.start())
            if text[m.end : m.end + 2] in ("은 ", "는 ", "이 ", "가 ")
        ]
        if topics:
            start, end = topics[-1].end + 1, match.end("goal")
            region = topics[-1].entity_id or "KR"
            yield places.vision(region, start, end, "named_vision", since=sentence.start)


def _region_after(places: Places, end: int) -> str | None:
    """The place that a clause with the vision describes: `‘…’을 비전으로 하는 구미`."""
    match = _DESCRIBED.match(places.text, end)
    if match is None:
        return None
    named = places.within(match.end(), match.end() + 1)
    return named[0].entity_id if named else None


def _region_before(places: Places, start: int, end: int) -> str:
    """The place named last before the quotation, else the one that the text is about."""
    text = places.text
    named = [
        m
        for m in places.within(start, end)
        if m.entity_id != "KR" and not _IN_A_LIST.match(text, m.end, m.end + 12)
    ]
    return (named[-1].entity_id or "KR") if named else _about(places)


def _about(places: Places) -> str:
    """The place that the title opens with or that nearly all mentions mean, else the country."""
    title = (places.context.analysis.title or "").split()
    if title and (entitled := short_names.place_called(places.context, title[0])):
        return entitled
    counts = Counter(m.entity_id for m in places.found)
    if not counts:
        return "KR"
    best, number = counts.most_common(1)[0]
    return best or "KR" if number >= 3 and number >= _MOSTLY * counts.total() else "KR"
