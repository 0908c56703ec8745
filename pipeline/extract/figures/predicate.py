"""What the verb to the right of a figure says: read off the morphemes that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline.extract.figures.status_words import (
    ANSWERED,
    CALLED_FOR,
    EXPECT,
    PLAN,
    PREPOSITIONS,
    STATIVE,
    WORK,
)
from pipeline.language.kiwi import Morpheme

_CLOSE = 6  # morphemes
_JAMO = str.maketrans("\u11ab\u11af\u11b7", "ㄴㄹㅁ")


@lru_cache(maxsize=8192)
def _spelled(form: str) -> str:
    """A morpheme's form with its final consonants as letters of their own."""
    return form.translate(_JAMO)


def predicate(morphemes: Sequence[Morpheme], start: int) -> str:
    """What ``_scan`` reads; a sum that a clause spends is promised, whatever is hoped of what the
    clause modifies: ``2조원이 투입되는 이 사업은 성공할 것으로 기대된다``."""
    found = _scan(morphemes, start)
    return "target" if found == "forecast" and _modifies(morphemes, start) else found


def _modifies(morphemes: Sequence[Morpheme], start: int) -> bool:
    """Whether the figure is the subject of a clause that modifies a noun (``-는``)."""
    if start >= len(morphemes) or morphemes[start].tag != "JKS":
        return False
    for at in range(start + 1, min(len(morphemes), start + _CLOSE)):
        if morphemes[at].tag in ("JX", "JKS", "EC", "EF"):
            return False
        if morphemes[at].tag == "ETM":
            verb = morphemes[at - 1]
            does = verb.tag == "XSV" or (verb.tag == "VV" and verb.form not in STATIVE)
            return morphemes[at].form == "는" and does
    return False


def _scan(morphemes: Sequence[Morpheme], start: int) -> str:
    """actual, target, forecast; ``present`` (a plain present of doing), ``state`` (one of being),
    ``nominal`` (a line that ends in a noun of doing) or ``""`` where nothing to the right decides.
    """
    stem = ""
    coordinated = False  # past 하고, 하며: what modifies a later noun is no verb of the figure
    crossed = False  # a clause has ended: a plan named later is another matter
    size = len(morphemes)
    noun_tail = ""
    aside = ""  # what a clause says that modifies a noun between a topic and its verb
    subjects = 0
    topical = False
    for at in range(start, size):
        form, tag = _spelled(morphemes[at].form), morphemes[at].tag
        if tag == "SE" and noun_tail:
            break  # 30명 배출 … 역할 기대: a headline's next part
        if tag == "JX" and form in ("은", "는"):
            topical = True
        elif tag == "JKS":
            subjects += 1
        if tag in ("VV", "VA", "VX", "VCP", "VCN", "XR") or tag.startswith(("VV", "VA", "VX")):
            stem = form
        elif tag in ("XSV", "XSA") and at > start and morphemes[at - 1].tag in ("MAG", "XR"):
            stem = morphemes[at - 1].form
        elif tag == "NNG" and not (form == "키" and _next_is(morphemes, at, ("로",))):
            noun_tail = form
            if form in PLAN and _heads(morphemes, at) and _governs(morphemes, at, crossed):
                return "target"
            if form in EXPECT:
                return "forecast"
            stem = form if at + 1 < size and morphemes[at + 1].tag in ("XSV", "XSA") else stem
        elif tag == "EP" and form in ("었", "았", "였", "엇"):
            return "actual"
        elif (tag == "EP" and form == "겠") or (
            form in ("기", "키") and tag in ("ETN", "NNG") and _next_is(morphemes, at, ("로",))
        ):
            return "target"
        elif (tag == "ETN" and form in ("ㅁ", "음") and stem in STATIVE) or (
            tag == "EC"
            and form in ("자", "며", "고", "지만", "은데", "ㄴ데")
            and morphemes[at - 1].tag == "VCP"
        ):
            return "state"
        elif tag == "ETM":
            decided = _adnominal(morphemes, at, stem)
            if decided == "actual" and (topical or subjects > 1) and not coordinated:
                aside = decided  # 120억원은 협의체가 찾아낸 과제에 쓰인다
            elif decided and not (coordinated and decided == "actual"):
                return decided
        elif tag in ("EC", "EF"):
            if tag == "EC" and form in ("는데", "은데", "ㄴ데") and stem in STATIVE:
                return "state"  # 38곳이나 되는데도
            if form.startswith(("려", "으려", "고자", "ㄹ게", "자")) and tag == "EC":
                return "target"
            if form in ("으나", "지만", "으며", "는데") and _going_on(morphemes, at):
                return "actual"
            if form in ("고", "며", "으며") and not _next_is(morphemes, at, ("있",)):
                coordinated = True
            if tag == "EC" and form in ("어", "아", "여", "고", "며", "으며") and at > start:
                if (
                    stem in _STATES
                    and morphemes[at - 1].tag in ("XSA", "VA")
                    and not _next_is(morphemes, at, ("지",))
                ):
                    return "state"
                crossed = crossed or not _next_is(morphemes, at, ("있", "주", "나가", "오", "하"))
            if _is_finite(form, tag):
                if any(m.form in ANSWERED for m in morphemes[at + 1 : at + 5]):
                    return "actual"
                if _becoming(morphemes, at):
                    return "present"
                if _going_on(morphemes, at):
                    return "state" if _regarded(morphemes, at) else "actual"
                if stem in STATIVE or stem in ("이", "있", "없") or _describes(morphemes, at):
                    return aside or "state"
                return "present"
        elif (
            tag == "NNB"
            and form == "중"
            and at + 1 < size
            and morphemes[at + 1].tag in ("VCP", "EF", "SF")
        ):
            return "actual"
    if noun_tail in WORK:
        return "nominal"
    return aside


def _heads(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Whether a plan noun takes what stands before it: 투입할 계획, 투입 예정, 목표로."""
    if at == 0:
        return False
    before = morphemes[at - 1]
    return before.tag in (
        "ETM",
        "JKO",
        "NNG",
        "XSN",
        "NNB",
        "JKG",
        "JKB",
        "SSC",
        "MAG",
        "JX",
        "ETN",
        "EC",
    ) or before.tag.startswith("N")


# Adjectives that end a statement about what is: …까지 가능해 … 기대된다.
_STATES = frozenset(
    ("가능", "풍부", "우수", "용이", "다양", "높", "낮", "많", "적", "크", "작", "넓")
)
_CARRIED = frozenset(
    (
        "세우",
        "수립",
        "마련",
        "밝히",
        "발표",
        "추진",
        "확정",
        "갖",
        "내놓",
        "제시",
        "짜",
        "공개",
        "잡",
        "가지",
        "설명",
        "정하",
        "정",
        "삼",
        "설정",
        "하",
        "두",
        "검토",
        "내걸",
        "포함",
        "담",
    )
)
_SURPASSED = frozenset(
    ("웃돌", "초과", "넘", "넘어서", "밑돌", "상회", "하회", "채우", "돌파", "이루")
)


def _governs(morphemes: Sequence[Morpheme], at: int, crossed: bool) -> bool:
    """Whether the plan noun at ``at`` is what the sentence says of the figure: not when it is part
    of a name (``계획(…)에 기반한``), what was shared, or a goal that was passed."""
    following = morphemes[at + 1 : at + 6]
    if not following or following[0].tag in ("VCP", "SF", "EF", "SP", "SSC", "XSV", "JKB", "JC"):
        return True
    adnominal = morphemes[at - 1].tag == "ETM"
    if following[0].tag == "JKO":
        verb = next((m.form for m in following[1:] if m.tag.startswith(("VV", "NNG", "VX"))), "")
        if verb in _SURPASSED:
            return False
        return adnominal or not crossed or verb in _CARRIED
    if following[0].tag == "SSO":
        return adnominal
    return adnominal or not crossed


def _next_is(morphemes: Sequence[Morpheme], at: int, forms: tuple[str, ...]) -> bool:
    return at + 1 < len(morphemes) and morphemes[at + 1].form in forms


def _adnominal(morphemes: Sequence[Morpheme], at: int, stem: str) -> str:
    form = _spelled(morphemes[at].form)
    following = morphemes[at + 1] if at + 1 < len(morphemes) else None
    if form.endswith(("던",)):
        return "actual"
    if form in ("ㄴ", "은"):
        verb = morphemes[at - 1].tag in ("XSV", "VV", "VX") or morphemes[at - 1].tag.startswith(
            "VV"
        )
        if (
            verb
            and stem not in PREPOSITIONS
            and following is not None
            and following.form not in ("후", "뒤", "다음")
        ):
            return "actual"
        return ""
    if form == "는" and _urged(morphemes, at + 1):
        return "target"
    if form in ("ㄹ", "을"):
        if following is None:
            return "target"
        if following.form in PLAN:
            return "target"
        if following.form in EXPECT:
            return "forecast"
        if following.form == "것":
            return _thing(morphemes, at + 2)
        return ""
    if form in ("ㄴ다는", "는다는", "다는"):
        if following is not None and following.form in PLAN:
            return "target"
        return "actual" if stem in STATIVE or stem == "이" else "present"
    return ""


def _urged(morphemes: Sequence[Morpheme], at: int) -> bool:
    """``줄이는 일이 먼저``, ``넓히는 것이 바람직하다``: what somebody calls for."""
    if at >= len(morphemes) or morphemes[at].form not in ("것", "일", "게"):
        return False
    return any(m.form in CALLED_FOR for m in morphemes[at + 1 : at + 5])


def _thing(morphemes: Sequence[Morpheme], at: int) -> str:
    """``-ㄹ 것``: said of oneself a promise, with a verb of expecting a forecast."""
    for m in morphemes[at : at + 5]:
        if m.form in EXPECT or m.form in ("보이", "내다보", "보"):
            return "forecast"
    return "target"


def _is_finite(form: str, tag: str) -> bool:
    if tag == "EF":
        return True
    return form.endswith(("다고", "다며", "다면서", "라고", "라며", "다는", "라는"))


def _describes(morphemes: Sequence[Morpheme], at: int) -> bool:
    """``우수하다``, ``높다``: an adjective before the ending."""
    return at > 0 and morphemes[at - 1].tag in ("XSA", "VA", "VA-I", "VA-R")


def _becoming(morphemes: Sequence[Morpheme], at: int) -> bool:
    """``-게 되다``: what will come about."""
    return at > 1 and morphemes[at - 1].form == "되" and morphemes[at - 2].form == "게"


def _regarded(morphemes: Sequence[Morpheme], at: int) -> bool:
    """``…로 보고 있다``: an estimate, whose time decides."""
    return at > 2 and morphemes[at - 2].form == "고" and morphemes[at - 3].form in ("보", "내다보")


def _going_on(morphemes: Sequence[Morpheme], at: int) -> bool:
    """``-고 있다``, ``-어 있다``: the auxiliary before the ending."""
    return (at > 0 and morphemes[at - 1].form in ("있", "없")) or (
        at > 1 and morphemes[at - 2].form == "있"
    )
