"""Whether a figure was so, is promised, or is expected: read off what follows it."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extract.context import Context
from pipeline.extract.figures.draft import Draft
from pipeline.extract.figures.predicate import predicate
from pipeline.grammar import edtf

_NOW = re.compile(
    r"(?:현재|현|현행|기존|지난해|작년|지난|당시|이미|그동안|그간|지난달|당초|종전|올해 들어)(?:의|까지)?\s(?:총\s|약\s|전국\s|전체\s|모두\s|기준\s|말\s){0,3}$"  # noqa: E501
)
_AHEAD = re.compile(
    r"(?:오는|내년|향후|앞으로|내후년|차년도|이르면|장기적으로|중장기)(?:까지|부터|에|에는)?\s[^.]{0,60}$"
)
_THRESHOLD = re.compile(
    r"\s?(?:이상|이하|미만|초과|이내)(?:인|의|되는|을 보유한|규모의|고용한)?\s?(?:[가-힣]+\s){0,2}?[가-힣]*(?:기업|업체|자|사업자|사업장|법인|주택|가구|농가|시설|건물|건축물|단지|아동|청년|어르신|노인|학생|근로자|주민|자녀|세대|차량|공장|기관|조합|선박|토지)(?:[은는이가을를의에로도,]|\s|$|이나|이며)"  # noqa: E501
    r"|\s?(?:이상|이하|미만|초과|이내)(?:인|되는)\s[가-힣]"
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
_FIRST_PLANNED = re.compile(r"(?:당초|애초)(?:에|의)?\s(?:총\s|약\s)?$")
# The same in another unit: 36만㎡(약 11만평)
_SAID_AGAIN = re.compile(r"\s?\(\s?(?:약\s?|총\s?)?")
_PLAN_TITLE = re.compile(
    r"(?:계획|전략|방안|로드맵|추진|확대|본격|나선다|지원|착수|키로|예정|조성|육성|투입|예산안|[한된]다)"
)


def assign(context: Context, drafts: list[Draft]) -> None:
    """Set ``status`` on every draft; needs ``as_of`` and ``change_side``."""
    analysis = context.analysis
    plan = _PLAN_TITLE.search(analysis.title or "") is not None
    for draft in drafts:
        draft.status = _status(analysis.text, draft, plan, analysis.published)
    for before, draft in pairwise(drafts):
        if before.type == draft.type != "percent" and _SAID_AGAIN.fullmatch(
            analysis.text, before.end, draft.start
        ):
            draft.status = before.status


def _status(text: str, draft: Draft, plan: bool, published: str | None) -> str:
    if draft.change_side == "from" and _FIRST_PLANNED.search(
        text, max(0, draft.start - 8), draft.start
    ):
        return "target"
    if draft.change_side == "from":
        return "target" if _WAS_PLANNED.match(text, draft.end) else "actual"
    before = text[max(draft.sentence.start, draft.start - 70) : draft.start]
    after = text[draft.end : min(draft.sentence.end, draft.end + 60)]
    if _NOW.search(before):
        return "actual"
    if (
        draft.quantity.bound != "exact"
        and _THRESHOLD.match(after)
        and (draft.type != "percent" or re.match(r"\s?(?:이상|이하|미만|초과|이내)인\s", after))
    ):
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
    found = predicate(draft.sentence.morphemes, draft.last)
    if found in ("state", "") and _prospective(draft):
        return "target"
    if draft.type == "time" and after.startswith("마다"):
        return "actual"
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
    if found == "nominal" and plan and when != "past" and not _reports(draft):
        return "target"
    return "actual"


def _prospective(draft: Draft) -> bool:
    """Whether the topic is what is to come: 들어갈 돈은 모두 126조원이다."""
    morphemes = draft.sentence.morphemes
    for at in range(draft.first - 1, 1, -1):
        if morphemes[at].tag == "JX" and morphemes[at].form in ("은", "는"):
            before = morphemes[max(0, at - 4) : at]
            return any(
                m.tag == "ETM" and m.form in ("ᆯ", "을", "ㄹ") and n.form not in ("수", "때", "것")
                for m, n in pairwise(before)
            )
    return False


def _timing(as_of: str | None, published: str | None) -> str:
    """``past``, ``now`` (the year under way) or ``later`` against the publication date, or ""."""
    if as_of is None or published is None:
        return ""
    start, end = edtf.bounds(as_of)
    first, today = edtf.bounds(published)
    if start and today and start > today:
        return "later"
    if end and first and end < first:
        return "past"
    return "now"


def _budgeted(draft: Draft, before: str) -> bool:
    """Whether the sum is a budget: its metric says so, or the words right before it."""
    return _BUDGET.search(f"{draft.metric or ''} {before[-14:]}") is not None


def _reports(draft: Draft) -> bool:
    """Whether a heading above says that results are told."""
    return any(_REPORT.search(head) for head in draft.heads)
