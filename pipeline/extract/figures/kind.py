"""What sort of figure it is: level, change, share, rank, duration or average."""

from __future__ import annotations

import re

from pipeline.extract.figures.draft import Draft

_RISE = "↑|증가|늘|성장|상승|신장|확대|인상|증액|급증|오르|올라|올랐|오른|높아|높은|증|개선|향상|급등|뛰|불어|추가|상향|플러스|많은|많아|커[지졌진]|늘려|늘린|넓|강화|반등|증대|증원|확충|치솟|껑충|급상승|뛴"  # noqa: E501
_FALL = "↓|감소|줄|하락|축소|인하|감액|급감|감축|절감|내리|내려|내렸|내린|낮아|낮은|낮추|낮춰|감(?![가-힣])|감[해했하]|하향|급락|떨어|단축|위축|마이너스|적은|적어|경감|저감|삭감|둔화|축소|쪼그라|뒷걸음|곤두박질|빠졌|빠져|빠진|반토막|꺾|깎[이인였]|덜\\s[내낸받쓰쓴든]"  # noqa: E501
_BETWEEN = r"(?:\s?(?:이상|이하|가량|내외|정도|안팎|미만|초과|넘게|수준|포인트|이나|씩|가까이|p))?(?:\([^)]{0,40}\))?(?:이|가|의|만큼|나|씩|을|를|은|는|로|으로)?\s?(?:더\s|가까이\s|이상\s|크게\s|대폭\s|소폭\s|각각\s|순\s?)?"  # noqa: E501
_DIRECT = re.compile(rf"{_BETWEEN}(?:({_RISE})|({_FALL}))")
_LEVEL = re.compile(
    r"(?:\s?(?:이상|이하|이내|내외|가량))?(?:\([^)]{0,40}\))?\s?(?:수준|선|대|규모|정도|이상|이하|이내|내외|가량)?(?:으로|로|까지)(?:\s|의\s|[확증감축늘줄인단상하높낮])"
)
_LABELLED = re.compile(rf"(?:{_RISE}|{_FALL})[했하]?[가-힣]{{0,2}}\s?\(\s?(?:약\s)?[△▲+-]?\s?$")
_GROWTH_BEFORE = re.compile(
    r"(?:증가율|성장률|상승률|신장률|증감률|증감율|하락률|감소율|등락률|증감|성장세)[은는이가도의]?\s?(?:[\w년월 ]{0,8})?[(:]?\s?(?:약\s|연평균\s|평균\s)?$"  # noqa: E501
)
_COMPARED = re.compile(
    r"(?:전년|전월|전기|전분기|동기|작년|지난해|예산|대비|보다|비해|평년|\d년)\s?(?:같은\s?기간\s?|같은\s?달\s?|동기\s?|동월\s?)?(?:에\s)?(?:대비|보다|비해|비)\s?(?:약\s|무려\s|각각\s|각각|총\s|최대\s)?$"
)
_AVERAGE = re.compile(
    r"평균\s?\(\s?$|(?:평균|평균적으로|평균치[는가]?)\s?(?:적으로\s|은\s|는\s|이\s|가\s)?(?:약\s?|총\s?|[가-힣]{1,6}\s)?$"
    r"|(?<![가-힣])평균\s(?:[가-힣]{1,6}\s){0,2}[가-힣]{1,8}[은는이가도]\s(?:약\s?)?$"
)
_AVERAGE_SHARE = re.compile(r"\s?(?:수준|대비|에 불과|에 그|정도)")
_BRACKET_PAIR = re.compile(r"\s?\([^()]{1,30}(?:→|⇒|➔|->|에서)[^()]{1,30}\)")
# The difference by which a goal or a mean is passed: 목표를 16% 웃돌았다.
_PASSED = re.compile(r"(?:[을를]|보다)\s(?:약\s|무려\s)?$")
_EXCEEDS = re.compile(
    r"(?:가량|정도|나|이나)?\s(?:(초과\s?달성|웃도|웃[돌돈]|상회|넘어서)|밑도|밑[돌돈]|하회)"
)
_BRACKETED = re.compile(r"\(\s?[-+△▲]?\s?$")
_LISTED = re.compile(
    r"\)(?:(?:,|·|\s와|\s및)?\s?[가-힣·/ ]{1,16}\(\s?\d[\d.]*\s?%p?\s?\)){0,9}\s?(?:등|의|모두|순으로)?\s?"  # noqa: E501
    rf"(?:모든\s)?(?:[가-힣]{{1,6}}\s)?(?:[가-힣]{{1,8}}(?:에서|이|가|은|는)\s)(?:모두\s|크게\s|고르게\s|전년\s?대비\s)*(?:({_RISE})|({_FALL}))"
)
_OF_OUTPUT = re.compile(r"(?:GDP|국내총생산|총생산|매출액?)\s?대비\s?[△▲+-]?\s?$")  # a balance
# 28.9조원 → 30.1조원 확대: the level that is reached
_ARRIVED = re.compile(r"(?:→|⇒|➔|➜|->|=>)\s?(?:약\s?|총\s?)?$")
_RATE_OPENED = re.compile(r"\s?\(\s?(?:약\s)?[-+△▲]?\s?")
_RATE = re.compile(r"증감률|증감율|증가율|성장률|상승률|신장률|등락률|감소율|하락률|증가률")
_TOLD = re.compile(
    r"(?:(증가|늘어|늘었|상승|성장|올랐)|(?:감소|줄어|줄었|하락|내렸))"
    r"(?:했다|하였다|하고|했고|했으며)?다?\s?$"
)
_ITEM = r"[가-힣A-Za-z·/ ]{1,16}"
_ITEMS = re.compile(rf"(?:{_ITEM}\d[\d.]*\s?%p?\s?[,·]\s?)*{_ITEM}")
_SIGNED = re.compile(r"\(\s?[-−△▲]\s?\d[\d.,]*\s?(?:%p?|％|포인트)\s?\)")
_FALL_WORD = re.compile(_FALL)


def assign(text: str, drafts: list[Draft]) -> None:
    """Set ``kind`` and ``falls``, right to left: what is listed before shares what follows."""
    for index in range(len(drafts) - 1, -1, -1):
        draft = drafts[index]
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        _assign(text, draft, following)


def _with_change(text: str, before: Draft, draft: Draft) -> bool:
    """14만5천명(1.1%) 늘어: the rate of the difference before its bracket."""
    return (
        before.kind == "change"
        and (before.type in ("percent", "points")) != (draft.type in ("percent", "points"))
        and draft.type != "time"
        and text.startswith(")", draft.end)
        and _RATE_OPENED.fullmatch(text, before.end, draft.start) is not None
    )


def settle(text: str, drafts: list[Draft]) -> None:
    """After the metrics: a level whose metric is an average is one, a share that is a rate of
    growth a change."""
    before: Draft | None = None
    for draft in drafts:
        if (
            draft.kind in ("amount", "duration")
            and draft.metric
            and re.search(r"(?<![A-Z])평균(?!대비|량|적)", draft.metric)
        ):
            draft.kind = "average"
        level = draft.kind in ("share", "amount")
        if level and before is not None and _with_change(text, before, draft):
            draft.kind, draft.falls = "change", before.falls
        before = draft
        if draft.kind == "share" and draft.type in ("percent", "points") and draft.metric:
            rate = _RATE.search(draft.metric)
            draft.kind = "change" if rate else "share"
            draft.falls = rate is not None and rate[0] in ("감소율", "하락률")


def _assign(text: str, draft: Draft, following: Draft | None) -> None:
    line = text.rfind("\n", max(0, draft.start - 40), draft.start) + 1
    before = text[max(line, draft.start - 40, draft.block.start) : draft.start]
    after = text[draft.end : min(draft.block.end, draft.end + 60)]
    if draft.type == "rank":
        draft.kind = "rank"
        return
    change, falls = _change(text, draft, following, before, after)
    if change:
        draft.kind, draft.falls = "change", falls
    elif draft.type == "time":
        draft.kind = "average" if _AVERAGE.search(before) else "duration"
    elif _AVERAGE.search(before) and not (draft.type == "percent" and _AVERAGE_SHARE.match(after)):
        draft.kind = "average"
    elif draft.type in ("percent", "points", "multiple"):
        draft.kind = "share"
    else:
        draft.kind = "amount"


def _change(
    text: str, draft: Draft, following: Draft | None, before: str, after: str
) -> tuple[bool, bool]:
    """Whether the figure is a change, and whether that is a fall."""
    sign = draft.quantity.sign
    if draft.type in ("percent", "points") and any(_RATE.search(h) for h in draft.cell_heads):
        return True, sign < 0
    if draft.type in ("percent", "points") and (inside := _inside(text, draft)):
        return True, inside < 0
    if (
        draft.type in ("percent", "points")
        and after.startswith(")")
        and _BRACKETED.search(before)
        and _SIGNED.search(text, draft.sentence.start, draft.sentence.end)
    ):
        return True, sign < 0  # one of a list of changes: 경공업(-4.8%), 화공(12.6%)
    if (
        draft.type in ("percent", "points")
        and _BRACKETED.search(before)
        and (listed := _LISTED.match(text, draft.end, draft.sentence.end))
    ):
        return True, listed[2] is not None  # 외식(10.3%), 서비스(12.8%)의 모든 업종에서 증가
    direct = None if _ARRIVED.search(before) else _DIRECT.match(after)
    # 두 배로 늘다 tells a growth, 20%로 늘다 a level
    level = draft.unit != "배" and _LEVEL.match(after) is not None
    labelled = _LABELLED.search(before)
    relative = draft.type in ("percent", "points", "multiple")
    if sign and relative and _OF_OUTPUT.search(before):
        return False, False
    if sign and (relative or (draft.type == "counter" and _BRACKETED.search(before))):
        return True, sign < 0
    if relative and labelled is not None:
        return True, _FALL_WORD.search(labelled[0]) is not None
    pair = _BRACKET_PAIR.match(after)
    if relative and pair is not None:
        rest = after[pair.end() :]
        own = _DIRECT.match(rest) or re.search(
            rf"({_RISE})|({_FALL})", text[draft.end : draft.sentence.end]
        )
        return True, own is not None and own[2] is not None
    if direct is not None and not level:
        if direct[0].startswith(("을", "를")) and not relative:
            return _increment(direct), direct[2] is not None
        return relative or draft.type != "time" or True, direct[2] is not None
    if relative and _EXCEEDS.match(after) and _PASSED.search(before):
        return True, _EXCEEDS.match(after)[1] is None  # type: ignore[index]
    if relative and not level:
        if _GROWTH_BEFORE.search(before) is not None:
            return True, _FALL_WORD.search(before) is not None and "증감" not in before
        if _COMPARED.search(before) is not None and draft.unit != "배":
            fall = _FALL_WORD.search(after[:12]) is not None
            if not re.match(r"\s?(?:수준|에 불과|에 그|를 차지|이다)", after):
                return True, fall
    if (
        following is not None
        and following.sentence is draft.sentence
        and following.unit == draft.unit
    ):
        gap = text[draft.end : following.start]
        if (
            following.kind == "change"
            and len(gap) < 40
            and not re.search(
                r"^에\s|[을를]\s|했|였|대비|보다|비해|→|:|에서|\)은|되[고며어]|하[고며여]|한\s", gap
            )
            and not level
        ):
            return True, following.falls
    return False, False


def _inside(text: str, draft: Draft) -> int:
    """1 or -1 inside the bracket that lists by how much things grew or fell: 대부분 증가했다(피자
    8.7%, 한식 8.3%); else 0."""
    opened = text.rfind("(", max(draft.sentence.start, draft.start - 120), draft.start)
    if opened < 0 or ")" in text[opened : draft.start]:
        return 0
    told = _TOLD.search(text, max(draft.sentence.start, opened - 12), opened)
    if told is None or not _ITEMS.fullmatch(text, opened + 1, draft.start):
        return 0
    return 1 if told[1] else -1


def _increment(direct: re.Match[str]) -> bool:
    """``30명을 추가`` adds thirty; ``예산을 확대`` says nothing of a difference."""
    return re.search(r"추가|증액|감액|증원|감축|절감|인하|인상|줄|늘", direct[0]) is not None
