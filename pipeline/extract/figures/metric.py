"""What a figure counts or measures, as the sentence says it."""

from __future__ import annotations

import re
from bisect import bisect_left

from pipeline.extract.context import Context
from pipeline.extract.figures.draft import Draft
from pipeline.extract.figures.phrases import (
    FRAME,
    Phrase,
    is_noun,
    is_reference,
    phrase_after,
    phrase_before,
    strip_frame,
    topic,
)
from pipeline.language.kiwi import Morpheme

_LABEL_HEAD = re.compile(
    r"[\s□ㅇ○●◦※*\-–•·▪◇◆➊-➓①-⑳]*[(（【\[<]\s?([^)\]】>\n]{2,20})[)\]】）>]\s?(?=\S)"
)
_COLON_HEAD = re.compile(r"\s*[^\w(]*\s*([^:：\n]{2,40}?)\s*(?:\([^)]*\)\s*)?[:：]")
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")
_BULLET = re.compile(
    r"^(?:[\s□ㅇ○●▷▶◇◆■▲△▸•·ㆍ※*\-–—①-⑳󰊱-󰋅◦❍]+|\(?(?:\d{1,2}|[가-하]|[ⅠⅡⅢⅣⅤⅥ]+)[.)]\s?)*"
)
_WEAK_AFTER = re.compile(
    r"(?:수준|규모|상당|이상|이하|미만|이내|초과|내외|정도|가량|안팎|시대|등|중|가운데|대|씩|증가|감소|성장|상승|하락|확대|축소|추가|여|간|동안|내|외|전|후"
    r"|증|감|늘어|선|차지|점유|달성|육박|돌파|증액|감액|올라|급증|급감)$"
)
# Between a figure and what it modifies: 의, 여, bounds and 규모, 수준.
_BETWEEN = re.compile(r"[\s의여간이상하규모수준가량내외정도당안팎미만초과]*")
_CHANGED = re.compile(
    r"(?:소폭 |대폭 |크게 )?(?:증가|감소|상승|하락|성장|확대|축소|증|감|신장|급증|급감)"
)
_FILLER = frozenset(("SP", "SSO", "SW", "SS", "SSC", "MAG", "MM", "MAJ", "SO", "SE", "XPN"))
_SPEND = frozenset(
    [
        "재정",
        "예산",
        "자금",
        "금액",
        "돈",
        "비용",
        "재원",
        "사업비",
        "투자",
        "규모",
        "실적",
        "성과",
        "것",
        "지원",
    ]
)


_REFERRED = re.compile(r"(?:[가-힣A-Z]\s?대비|만점)$")
_OF_THESE = re.compile(r"(?:^|[\s,(])(?:이|그|이들)\s?(?:중|가운데)(?:에서)?\s(?:약\s|총\s)?$")
_BOUNDED = re.compile(r"\s?(?:이상|이하|미만|초과|이내)")
# Nouns of doing: in 기업 100개 육성 the firms are counted.
_ACTIONS = frozenset(
    [
        "육성",
        "조성",
        "지원",
        "유치",
        "창출",
        "건설",
        "건립",
        "설치",
        "확보",
        "발굴",
        "양성",
        "공급",
        "선정",
        "지정",
        "개발",
        "보급",
        "구축",
        "배출",
        "모집",
        "채용",
        "참여",
        "참가",
        "참석",
        "입주",
        "등록",
        "신청",
        "접수",
        "체결",
        "확대",
        "축소",
        "증설",
        "신설",
        "달성",
        "개최",
        "운영",
        "투입",
        "도입",
        "추진",
        "제공",
        "지급",
        "처리",
        "해결",
        "수상",
        "생산",
        "판매",
        "배치",
        "방문",
        "이용",
    ]
)

_NAMED = frozenset(("ORG", "REGION", "COMPLEX", "PERSON"))
_REACH = 160
"""Characters back to a figure of the same unit whose metric holds on."""


def assign(context: Context, drafts: list[Draft]) -> None:
    """Set ``metric`` on every draft."""
    text = context.analysis.text
    times = [(d.start, d.end) for d in drafts if d.type == "time"]
    dates = sorted({*((d.start, d.end) for d in context.dates), *times})
    names = {m.text for m in context.mentions if m.label in _NAMED}
    last: dict[str, Draft] = {}  # by unit, the last figure whose metric was said
    for number, draft in enumerate(drafts):
        previous = drafts[number - 1] if number else None
        if previous is not None and previous.sentence is not draft.sentence:
            previous = None
        while previous is not None and previous.type == "time" and draft.type != "time":
            number -= 1  # 3년 새 2.4배: the length of time stands between
            previous = drafts[number - 1] if number else None
            if previous is not None and previous.sentence is not draft.sentence:
                previous = None
        found = _metric(text, dates, names, draft, previous)
        if found in names and draft.type != "rank":  # a body or a place is not what is measured
            found = ""
        earlier = last.get(draft.unit)
        if not found and earlier is not None and draft.start - earlier.end < _REACH:
            found = earlier.metric or ""
        draft.metric = found or _inherited(context, draft) or draft.quantity.noun or None
        if found:
            last[draft.unit] = draft


def _metric(
    text: str,
    dates: list[tuple[int, int]],
    names: set[str],
    draft: Draft,
    previous: Draft | None,
) -> str:
    floor = previous.last if previous is not None else 0
    if previous is not None and _OF_THESE.search(text, previous.end, draft.start):
        after = _after(text, draft)
        if previous.type == draft.type and not after:
            return previous.metric or ""
    if previous is not None and _shares(text, previous, draft):
        after = _after(text, draft)
        if after and draft.type == "counter" and after != previous.metric:
            return after
        return previous.metric or after
    if draft.cell_heads:
        return " ".join(dict.fromkeys(draft.cell_heads))
    after = _after(text, draft)
    before, particle = _before(text, dates, draft, floor)
    head = _sentence_head(text, draft)
    if before in names and draft.type != "rank":  # a body or a place is not what is measured
        before = ""
    if draft.type == "counter" and before and particle in ("", "은", "는", "이", "가"):
        if after in _ACTIONS or _BOUNDED.match(text, draft.end):
            return before
    if draft.kind == "change" and not before and not after and previous is not None:
        if previous.metric and previous.kind != "duration" and not _owns(draft, previous):
            return previous.metric
    if draft.type in ("counter", "rank", "measure") and after:
        return _join(before if particle in ("", "의") else "", after)
    if _CHANGED.fullmatch(before):  # 매출이 증가(6.1%)
        before, particle = _topic(text, dates, draft) or head, "은"
    if particle == "등":  # A, B 등 총 N회에 걸쳐 X를: what is done, and the list
        return _join(after, "" if after else before, _object(text, draft))
    if before and not is_reference(before):
        if particle in ("의", "중", "가운데", "에서", "대비") or before in _SPEND:
            return _join(_topic(text, dates, draft) or head, before, after)
        if draft.type == "money" and after and after not in before:
            return _join(before, after)
        if particle in ("을", "를", "에", "이", "가", "은", "는", "도", ""):
            return before
    if after:
        return _join(_topic(text, dates, draft) if draft.type != "counter" else "", after)
    topic = _topic(text, dates, draft)
    if topic in names:
        topic = ""
    about = before if before and not is_reference(before) else topic or head
    if draft.type == "money" and not about and (goal := _goal(text, dates, names, draft)):
        return goal
    verb = "" if draft.kind == "change" and about else _predicate(text, draft)
    if about or verb:
        return _join(about, verb, "" if verb and about else draft.quantity.noun or "")
    return ""


def _join(*pieces: str) -> str:
    kept: list[str] = []
    for piece in pieces:
        if piece and not any(piece in other for other in kept):
            kept.append(piece)
    return " ".join(kept)


def _shares(text: str, previous: Draft, draft: Draft) -> bool:
    """Whether the figure goes on with what the one before is about: a bracket, the end of →,
    of 에서 … 로, of ~."""
    gap = text[previous.end : draft.start]
    if re.fullmatch(r"\s?(?:\([^()]{0,12}\))?\s?(?:→|⇒|➔|➜|->|=>|▶|←)\s?", gap) or re.fullmatch(
        r"[^,.]{0,6}\(\s?(?:약\s?|총\s?)?", gap
    ):
        return True
    return (
        re.fullmatch(
            r"(?:\s?[가-힣]+)?에서\s(?:['’]?\d{2,4}년(?:도|말)?(?:까지|에는)?\s)?(?:약\s|총\s|최대\s|[^\d,.]{0,12}\s)?",
            gap,
        )
        is not None
    )


def _after(text: str, draft: Draft) -> str:
    """The noun phrase that the figure modifies: ``N건의 X``, ``N개 X``, ``N억원 규모의 X``."""
    morphemes = draft.sentence.morphemes
    at = draft.last
    genitive = False
    if at + 1 < len(morphemes) and (morphemes[at].tag, morphemes[at + 1].tag) == ("VCP", "ETM"):
        said = phrase_after(morphemes, at + 2)  # 11조원이던 생산액을
        if said is not None and said.particle in ("을", "를", "은", "는", "이", "가"):
            return strip_frame(text[said.start : said.end])
    for _ in range(3):
        if at >= len(morphemes):
            return ""
        m = morphemes[at]
        if m.tag == "JKG":
            genitive, at = True, at + 1
        elif m.form in (
            "여",
            "간",
            "이상",
            "이하",
            "미만",
            "가량",
            "내외",
            "정도",
            "규모",
            "수준",
            "상당",
            "안팎",
            "이내",
            "초과",
        ) and m.tag.startswith(("N", "X")):
            at += 1
        else:
            break
    if at >= len(morphemes) or _BETWEEN.fullmatch(text, draft.end, morphemes[at].start) is None:
        return ""
    if draft.type in ("percent", "points", "multiple", "time") and not genitive:
        return ""
    phrase = phrase_after(morphemes, at)
    if phrase is None or _is_verb(morphemes, phrase.end):
        return ""
    surface = strip_frame(text[phrase.start : phrase.end])
    if not surface or _WEAK_AFTER.match(surface):
        return ""
    scaled = text[draft.end : phrase.start].strip()
    if not genitive and not scaled and draft.type == "money":
        return ""  # 100억원 확정: the noun is what is done
    return surface


def _is_verb(morphemes: tuple[Morpheme, ...], end: int) -> bool:
    """Whether 하 or 되 follows the noun that ends at ``end``: 17개 선정한다 counts no 선정."""
    return any(m.start == end and m.tag == "XSV" for m in morphemes)


def _before(text: str, dates: list[tuple[int, int]], draft: Draft, floor: int) -> tuple[str, str]:
    """The noun phrase to the left with its particle, framing words and dates skipped."""
    morphemes = draft.sentence.morphemes
    at = draft.first
    opened = listed = False
    for _ in range(8):
        if at <= floor:
            return "", ""
        m = morphemes[at - 1]
        inside = next((d for d in dates if d[0] < m.end and m.start < d[1]), None)
        if inside is not None:
            while at > 0 and morphemes[at - 1].start >= inside[0]:
                at -= 1
            while (
                at > 0
                and morphemes[at - 1].tag in ("SP", "JX", "JKB")
                and morphemes[at - 1].form in (",",)
            ):
                at -= 1
            continue
        if m.form in ("(", "[", ":", "：") or m.tag == "SSO":
            if opened:
                return "", ""
            opened, at = True, at - 1
            continue
        if (
            m.tag in ("MM", "MAG", "SW", "XPN", "MMA")
            or m.form in ("△", "▲", "‘", "“", "=")
            or m.tag == "MAJ"
        ):
            at -= 1
            continue
        phrase = phrase_before(morphemes, at, floor)
        if phrase is None:
            return "", ""
        surface = text[_after_date(dates, phrase) : phrase.end]
        if phrase.particle.startswith("보다") or _REFERRED.search(
            surface
        ):  # 한 달 전보다, GDP 대비
            at = phrase.first
            continue
        stripped = _without_numbers(strip_frame(surface))
        if stripped:
            listed = (
                listed
                or re.search(r"등(?:\s(?:총|모두|전체|약|전국|각각|국내외|국내))*$", surface)
                is not None
            )
            if is_reference(stripped) and phrase.first > 0 and len(stripped.split()) == 1:
                at = phrase.first
                continue
            return _extend(
                text, morphemes, phrase, stripped, floor
            ), "등" if listed else phrase.particle
        listed = listed or surface.endswith("등")
        at = phrase.first
    return "", ""


def _without_numbers(surface: str) -> str:
    return surface if re.search(r"[가-힣A-Za-z]", surface) else ""


def _extend(
    text: str, morphemes: tuple[Morpheme, ...], phrase: Phrase, surface: str, floor: int
) -> str:
    """Take in what ``및`` or ``와`` joins to the phrase: 워킹그룹 및 서브 미니클러스터."""
    at = phrase.first - 1
    if at > floor and (morphemes[at].form == "및" or morphemes[at].tag == "JC"):
        first = phrase_before(morphemes, at, floor)
        if (
            first is not None
            and not first.particle
            and not re.search(r"\d", text[first.start : first.end])
        ):
            return strip_frame(" ".join(text[first.start : phrase.end].split()))
    return surface


def _object(text: str, draft: Draft) -> str:
    """The object right of the figure: ``총 N회에 걸쳐 X를 열었다``."""
    morphemes = draft.sentence.morphemes
    for at in range(draft.last, min(len(morphemes), draft.last + 16)):
        if morphemes[at].tag == "JKO":
            found = phrase_before(morphemes, at + 1, draft.last)
            return strip_frame(text[found.start : found.end]) if found is not None else ""
        if morphemes[at].tag in ("EF", "SN"):
            break
    return ""


def _topic(text: str, dates: list[tuple[int, int]], draft: Draft) -> str:
    found = topic(draft.sentence.morphemes, draft.first)
    return strip_frame(text[_after_date(dates, found) : found.end]) if found is not None else ""


def _after_date(dates: list[tuple[int, int]], phrase: Phrase) -> int:
    """Where the phrase begins without the date before it: 지난해 말 기준 회원사."""
    start = phrase.start
    for begin, end in dates[max(0, bisect_left(dates, (start, 0)) - 2) :]:
        if begin >= phrase.end:
            break
        if start < end < phrase.end and begin <= start + 6:
            start = end
    return start


def _goal(text: str, dates: list[tuple[int, int]], names: set[str], draft: Draft) -> str:
    """What money is spent on: the last phrase marked with 에 (no place, no time) before it."""
    morphemes = draft.sentence.morphemes
    for at in range(draft.first - 1, 0, -1):
        if morphemes[at].tag == "JKB" and morphemes[at].form == "에":
            found = phrase_before(morphemes, at + 1)
            if found is None or any(b < found.end and found.start < e for b, e in dates):
                continue
            surface = strip_frame(text[found.start : found.end])
            if surface and surface not in names:
                return surface
    return ""


def _owns(draft: Draft, previous: Draft) -> bool:
    """Whether a topic or subject of its own stands between the figure before and this one."""
    return any(
        m.tag in ("JX", "JKS") and m.form in ("은", "는", "이", "가")
        for m in draft.sentence.morphemes[previous.last : draft.first]
    )


def _sentence_head(text: str, draft: Draft) -> str:
    """``제조업('05): …``: what stands before a colon at the start of the block's line."""
    line = text.rfind("\n", draft.block.start, draft.start) + 1
    line = max(line, draft.block.start)
    if match := _COLON_HEAD.match(text, line, draft.start):
        return strip_frame(_BRACKETED.sub("", match[1]))
    match = _LABEL_HEAD.match(text, line, draft.start)
    return strip_frame(match[1]) if match else ""


def _predicate(text: str, draft: Draft) -> str:
    """The verbal noun of the clause that the figure stands in: ``N억원을 투입해`` is 투입."""
    morphemes = draft.sentence.morphemes
    for at in range(draft.last, min(len(morphemes) - 1, draft.last + 14)):
        if morphemes[at].tag in ("NNG", "XR") and morphemes[at + 1].tag in ("XSV", "XSA"):
            phrase = phrase_before(morphemes, at + 1, draft.last)
            return strip_frame(text[phrase.start : phrase.end]) if phrase else morphemes[at].form
        if morphemes[at].tag in ("EF",):
            break
    upto = draft.last
    while upto < min(len(morphemes), draft.last + 6) and morphemes[upto].tag not in ("SN", "SSO"):
        upto += 1
    nouns = [m for m in morphemes[draft.last : upto] if m.tag == "NNG" and m.form not in FRAME]
    return nouns[-1].form if nouns and is_noun(nouns[-1]) else ""


def _inherited(context: Context, draft: Draft) -> str:
    """From table heads, the line or item above, the heading, the title."""
    analysis = context.analysis
    text = analysis.text
    line = text.rfind("\n", draft.block.start, draft.start) + 1
    above = text.rfind("\n", draft.block.start, max(draft.block.start, line - 1)) + 1
    above = max(above, draft.block.start)
    if line > draft.block.start and (found := _short_line(text[above : line - 1])):
        return found
    for index in range(draft.block_index - 1, max(-1, draft.block_index - 7), -1):
        block = analysis.blocks[index]
        if block.kind in ("furniture", "table", "cell"):
            continue
        if found := _short_line(text[block.start : block.end].strip().rsplit("\n", 1)[-1]):
            return found
        break
    return _short_line(analysis.title or "")


def _short_line(line: str) -> str:
    body = _BRACKETED.sub("", _BULLET.sub("", line)).strip(" :：")
    if not 2 <= len(body) <= 40 or body.endswith((".", "다")):
        return ""
    return strip_frame(body)
