"""Whether a figure was so, is promised, or is expected: read off what follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.context import Context
from pipeline.extract.figures.draft import Draft
from pipeline.language.kiwi import Morpheme

_PLAN = frozenset(
    [
        "계획",
        "예정",
        "방침",
        "목표",
        "구상",
        "복안",
        "방안",
        "로드맵",
        "전략",
        "공약",
        "계획안",
        "예정액",
        "목표치",
        "포부",
        "청사진",
        "예산안",
    ]
)
_EXPECT = frozenset(["전망", "예상", "기대", "예측", "추산", "관측", "추정", "전망치"])
_STATIVE = frozenset(
    [
        "달하",
        "이르",
        "있",
        "없",
        "많",
        "적",
        "크",
        "작",
        "높",
        "낮",
        "차지",
        "해당",
        "보유",
        "위치",
        "불과",
        "그치",
        "상회",
        "하회",
        "넘",
        "같",
        "되",
        "나타나",
        "집계",
        "기록",
        "밀집",
        "입주",
        "종사",
        "거주",
        "소재",
        "가동",
        "운영",
        "활동",
        "알려지",
        "보이",
        "나타내",
        "구성",
        "속하",
        "포함",
        "분포",
        "점유",
        "조사",
        "남",
        "걸리",
        "소요",
        "필요",
        "의미",
        "말하",
        "뜻하",
        "가리키",
        "살",
        "생산",
        "미치",
        "웃돌",
        "밑돌",
        "머물",
        "머무르",
        "책임지",
        "겪",
        "앓",
        "모자라",
        "부족",
        "비슷",
        "꼽히",
        "꼽",
        "이어지",
        "나뉘",
        "자랑",
        "지니",
        "갖추",
        "이루",
        "맡",
    ]
)
# Adnominal verbs that have become prepositions: they say nothing about time.
_PREPOSITIONS = frozenset(
    [
        "위하",
        "대하",
        "관하",
        "통하",
        "따르",
        "의하",
        "인하",
        "비롯하",
        "포함하",
        "제외하",
        "둘러싸",
        "향하",
        "걸치",
        "이르",
        "위",
        "대",
        "관",
        "통",
    ]
)
_NOW = re.compile(
    r"(?:현재|현|현행|기존|지난해|작년|지난|당시|이미|그동안|그간|지난달|당초|종전|올해 들어)(?:의|까지)?\s(?:총\s|약\s|전국\s|전체\s|모두\s|기준\s|말\s){0,3}$"  # noqa: E501
)
_AHEAD = re.compile(
    r"(?:오는|내년|향후|앞으로|내후년|차년도|이르면|장기적으로|중장기)(?:까지|부터|에|에는)?\s[^.]{0,60}$"
)
_THRESHOLD = re.compile(
    r"\s?(?:이상|이하|미만|초과|이내)(?:인|의|되는|을 보유한|규모의|고용한)?\s?(?:[가-힣]+\s){0,2}?[가-힣]*(?:기업|업체|자|사업자|사업장|법인|주택|가구|농가|시설|건물|건축물|단지|아동|청년|어르신|노인|학생|근로자|주민|자녀|세대|차량|공장|기관|조합|선박|토지)(?:[은는이가을를의에로도,]|\s|$|이나|이며)"  # noqa: E501
)
# A set that exists already, named as the place of what is planned: A, B 등 7개 단지에 둔다.
_SET_BEFORE = re.compile(r"(?:등|비롯한|뺀|제외한|이들|기존)\s(?:전국\s|전체\s|모두\s|총\s)?$")
_SET_AFTER = re.compile(r"\s?(?:[가-힣·]+\s){0,2}?[가-힣·]+(?:에서?|에게|별로|마다)[\s,.]")
# Eligibility: 단체(20명 이상), 60%에 못 미치는 농어촌, 50만명 이상을 기준으로 한다.
_ELIGIBLE = re.compile(
    r"\s?(?:이상|이하|미만|초과|이내)\)"
    r"|(?:에|을|를|도)?\s?(?:못\s?미치는|밑도는|웃도는|넘는|안\s?되는)\s[가-힣]"
    r"|\s?(?:이상|이하|미만|초과|이내|안팎|내외)?(?:[을를]|,[^.]{0,30}[을를])\s기준으로"
)
_BUDGET = re.compile(r"예산|사업비|국비|지방비|도비|시비|군비|재정|특별회계|기금|출연금|보조금")
# The first plan of a change: 애초 20개로 계획했으나 35개로 늘었다
_WAS_PLANNED = re.compile(r"[^,.()\d]{0,14}?(?:으로|로)\s(?:계획|구상|예정|편성)")
_PROMISED = re.compile(r"약속(?:한|드린|했던|하신)\s(?:총\s|약\s)?$")
# A slogan of what is to come: 3만불 시대를 연다, 100억불 시대로
_ERA = re.compile(r"[을의이]?\s?시대(?:[를로]?\s(?:넘어|열|연[다\s]|향|앞당|진입|도약)|로\s)")
# A slogan line without a verb: 4만불 시대 새 먹거리; one that tells an opening is no promise.
_ERA_LINE = re.compile(
    r"[을의이]?\s?시대(?:의)?(?:\s(?!개막|진입|돌입|활짝|맞아|열려)[가-힣]{1,6}){0,2}\s*(?:\n|$)"
)
# In the bracket after a name: 감독위원회(약 300명)가 맡는다 tells how large it is.
_ASIDE = re.compile(r"(?:\s?[가-힣]{2})?\)[이가은는을를과와의도]")
_REPORT = re.compile(r"성과|현황|실적|경과|결과|통계|동향|개요")
_TARGET_TAIL = re.compile(r"(?:예정|계획|목표|추진 중|추진중|구상)\s?[)\].]?\s*$")
_ANSWERED = frozenset(
    ("답하", "답", "응답", "대답", "평가", "생각", "느끼", "조사", "인식", "판단")
)
_WORK = frozenset(
    [
        "추진",
        "확대",
        "구축",
        "지원",
        "조성",
        "육성",
        "투입",
        "신설",
        "도입",
        "양성",
        "공급",
        "창출",
        "보급",
        "건설",
        "확충",
        "배치",
        "설치",
        "투자",
        "선정",
        "강화",
        "개최",
        "운영",
        "제공",
        "지급",
        "달성",
        "증원",
        "모집",
        "채용",
        "발굴",
        "편성",
        "개발",
        "건립",
        "마련",
        "확보",
        "인하",
        "인상",
        "감축",
        "단축",
    ]
)
_PLAN_TITLE = re.compile(
    r"(?:계획|전략|방안|로드맵|추진|확대|본격|나선다|지원|착수|키로|예정|조성|육성|투입|예산안|[한된]다)"
)


def assign(context: Context, drafts: list[Draft]) -> None:
    """Set ``status`` on every draft; needs ``as_of`` and ``change_side``."""
    analysis = context.analysis
    plan = _PLAN_TITLE.search(analysis.title or "") is not None
    for draft in drafts:
        draft.status = _status(analysis.text, draft, plan, analysis.published)


def _status(text: str, draft: Draft, plan: bool, published: str | None) -> str:
    if draft.change_side == "from":
        return "target" if _WAS_PLANNED.match(text, draft.end) else "actual"
    before = text[max(draft.sentence.start, draft.start - 70) : draft.start]
    after = text[draft.end : min(draft.sentence.end, draft.end + 60)]
    if _NOW.search(before):
        return "actual"
    if draft.quantity.bound != "exact" and draft.type != "percent" and _THRESHOLD.match(after):
        return "actual"
    if re.search(r"(?:목표|예상|전망|계획)(?:치|액)?[은는이가:]?\s?\(?$", before):
        return (
            "forecast"
            if re.search(r"(?:예상|전망)(?:치|액)?[은는이가:]?\s?\(?$", before)
            else "target"
        )
    if _ELIGIBLE.match(after) or (_SET_BEFORE.search(before) and _SET_AFTER.match(after + " ")):
        return "actual"
    if _PROMISED.search(before):
        return "target"
    if _ERA_LINE.match(text[draft.end : draft.block.end]):
        return "target"
    found = _predicate(draft.sentence.morphemes, draft.last)
    if found == "present" and _ASIDE.match(after):
        found = "state"
    if found in ("actual", "target", "forecast"):
        return found
    if _ERA.match(text[draft.end : draft.block.end]):
        return "target"
    if _TARGET_TAIL.search(text[draft.end : draft.sentence.end]):
        return "target"
    when = _timing(draft.as_of, published)
    if when == "later" or (found != "state" and _AHEAD.search(before)):
        return "target"
    if when == "now" and draft.type == "money" and _budgeted(draft, before):
        return "target"
    if found == "present" and when != "past":
        return "target"
    if found == "nominal" and plan and draft.as_of is None and not _reports(draft):
        return "target"
    return "actual"


def _timing(as_of: str | None, published: str | None) -> str:
    """``past``, ``now`` (the year under way) or ``later`` against the publication date, or ""."""
    if as_of is None or published is None:
        return ""
    begin, end = _begins(as_of), as_of.rsplit("/", 1)[-1].rstrip("~?%")
    if begin > published[: len(begin)]:
        return "later"
    if end < published[: len(end)]:
        return "past"
    return "now"


def _budgeted(draft: Draft, before: str) -> bool:
    """Whether the sum is a budget: its metric says so, or the words right before it."""
    return _BUDGET.search(f"{draft.metric or ''} {before[-14:]}") is not None


_JAMO = str.maketrans("\u11ab\u11af\u11b7", "ㄴㄹㅁ")


def _reports(draft: Draft) -> bool:
    """Whether a heading above says that results are told."""
    return any(_REPORT.search(head) for head in draft.heads)


def _begins(edtf: str) -> str:
    return edtf.split("/")[0].rstrip("~?%") if edtf[0].isdigit() else edtf.split("/")[-1]


def _predicate(morphemes: Sequence[Morpheme], start: int) -> str:
    """actual, target, forecast; ``present`` (a plain present of doing), ``state`` (one of being),
    ``nominal`` (a line that ends in a noun of doing) or ``""`` where nothing to the right decides.
    """
    stem = ""
    coordinated = False  # past 하고, 하며: what modifies a later noun is no verb of the figure
    size = len(morphemes)
    noun_tail = ""
    for at in range(start, size):
        form, tag = morphemes[at].form.translate(_JAMO), morphemes[at].tag
        if tag in ("VV", "VA", "VX", "VCP", "VCN", "XR") or tag.startswith(("VV", "VA", "VX")):
            stem = form
        elif tag in ("XSV", "XSA") and at > start and morphemes[at - 1].tag in ("MAG", "XR"):
            stem = morphemes[at - 1].form
        elif tag == "NNG" and not (form == "키" and _next_is(morphemes, at, ("로",))):
            noun_tail = form
            if form in _PLAN and _heads(morphemes, at):
                return "target"
            if form in _EXPECT:
                return "forecast"
            stem = form if at + 1 < size and morphemes[at + 1].tag in ("XSV", "XSA") else stem
        elif tag == "EP" and form in ("었", "았", "였", "엇"):
            return "actual"
        elif (tag == "EP" and form == "겠") or (
            form in ("기", "키") and tag in ("ETN", "NNG") and _next_is(morphemes, at, ("로",))
        ):
            return "target"
        elif (tag == "ETN" and form in ("ㅁ", "음") and stem in _STATIVE) or (
            tag == "EC"
            and form in ("자", "며", "고", "지만", "은데", "ㄴ데")
            and morphemes[at - 1].tag == "VCP"
        ):
            return "state"
        elif tag == "ETM":
            decided = _adnominal(morphemes, at, stem)
            if decided and not (coordinated and decided == "actual"):
                return decided
        elif tag in ("EC", "EF"):
            if form.startswith(("려", "으려", "고자", "ㄹ게", "자")) and tag == "EC":
                return "target"
            if form in ("으나", "지만", "으며", "는데") and _going_on(morphemes, at):
                return "actual"
            if form in ("고", "며", "으며") and not _next_is(morphemes, at, ("있",)):
                coordinated = True
            if _is_finite(form, tag):
                if tag == "EC" and any(m.form in _ANSWERED for m in morphemes[at + 1 : at + 4]):
                    return "actual"
                if _becoming(morphemes, at):
                    return "present"
                if _going_on(morphemes, at):
                    return "state" if _regarded(morphemes, at) else "actual"
                if stem in _STATIVE or stem in ("이", "있", "없"):
                    return "state"
                return "present"
        elif (
            tag == "NNB"
            and form == "중"
            and at + 1 < size
            and morphemes[at + 1].tag in ("VCP", "EF", "SF")
        ):
            return "actual"
    if noun_tail in _WORK:
        return "nominal"
    return ""


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


def _next_is(morphemes: Sequence[Morpheme], at: int, forms: tuple[str, ...]) -> bool:
    return at + 1 < len(morphemes) and morphemes[at + 1].form in forms


def _adnominal(morphemes: Sequence[Morpheme], at: int, stem: str) -> str:
    form = morphemes[at].form.translate(_JAMO)
    following = morphemes[at + 1] if at + 1 < len(morphemes) else None
    if form.endswith(("던",)):
        return "actual"
    if form in ("ㄴ", "은"):
        verb = morphemes[at - 1].tag in ("XSV", "VV", "VX") or morphemes[at - 1].tag.startswith(
            "VV"
        )
        if (
            verb
            and stem not in _PREPOSITIONS
            and following is not None
            and following.form not in ("후", "뒤", "다음")
        ):
            return "actual"
        return ""
    if form in ("ㄹ", "을"):
        if following is None:
            return "target"
        if following.form in _PLAN:
            return "target"
        if following.form in _EXPECT:
            return "forecast"
        if following.form == "것":
            return _thing(morphemes, at + 2)
        return ""
    if form in ("ㄴ다는", "는다는", "다는"):
        if following is not None and following.form in _PLAN:
            return "target"
        return "actual" if stem in _STATIVE or stem == "이" else "present"
    return ""


def _thing(morphemes: Sequence[Morpheme], at: int) -> str:
    """``-ㄹ 것``: said of oneself a promise, with a verb of expecting a forecast."""
    for m in morphemes[at : at + 5]:
        if m.form in _EXPECT or m.form in ("보이", "내다보", "보"):
            return "forecast"
    return "target"


def _is_finite(form: str, tag: str) -> bool:
    if tag == "EF":
        return True
    return form.endswith(("다고", "다며", "다면서", "라고", "라며", "다는", "라는"))


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
