"""Whether a figure was so, is promised, or is expected: read off what follows it."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extract.context import Context
from pipeline.extract.figures import status_around as around
from pipeline.extract.figures.draft import Draft
from pipeline.extract.figures.heads import line_head
from pipeline.extract.figures.predicate import predicate
from pipeline.grammar import edtf

_NOW = re.compile(
    r"(?:현재|현|현행|기존|지난해|작년|지난|당시|이미|그동안|그간|지난달|당초|종전|올해 들어)(?:의|까지)?\s(?:총\s|약\s|전국\s|전체\s|모두\s|기준\s|말\s){0,3}$"  # noqa: E501
)
# 지금까지 3천만원을 기탁하고
# 작년 8곳과 올해 12곳에 이어 내년에도 5곳을
_THEN = re.compile(r"(?:[과와]\s[^.,]{0,12})?에\s이어(?:서)?[\s,]")
_SO_FAR = re.compile(r"(?:지금까지|현재까지|이제까지|여태|그동안|그간)\s[^.,]{0,24}$")
# In the bracket beside what is planned: 200회 이상(전년 170회)
_BESIDE = re.compile(
    r"\((?:전년도?|작년|지난해|전월|전분기|종전|기존|당초)\s(?:실적\s|약\s|총\s)?$"
)
_AHEAD = re.compile(
    r"(?:오는|내년|향후|앞으로|내후년|차년도|이르면|장기적으로|중장기)(?:까지|부터|에|에는)?\s[^.]{0,60}$"
)
_THRESHOLD = re.compile(
    r"\s?(?:이상|이하|미만|초과|이내)(?:인|의|되는|을 보유한|규모의|고용한)?\s?(?:[가-힣]*[^어아여고해며로\s]\s){0,2}?[가-힣]*(?:기업|업체|자|사업자|사업장|법인|주택|가구|농가|시설|건물|건축물|단지|아동|청년|어르신|노인|학생|근로자|주민|자녀|세대|차량|공장|기관|조합|선박|토지)(?:[은는이가을를의에로도,]|\s|$|이나|이며)"  # noqa: E501
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
_EXECUTED = re.compile(r"집행|결산|지출\s?실적")
_DRAFT_BUDGET = re.compile(r"예산안|추경")
# The first plan of a change: 애초 20개로 계획했으나 35개로 늘었다
_WAS_PLANNED = re.compile(r"[^,.()\d]{0,14}?(?:으로|로)\s(?:계획|구상|예정|편성)")
_AIM = re.compile(r"(목표|예상|전망|계획)(?:치|액)?[은는이가:]?\s?\(?$")
_PROMISED = re.compile(r"약속(?:한|드린|했던|하신)\s(?:총\s|약\s)?$")
# A slogan of what is to come: 3만불 시대를 연다, 100억불 시대로
# A series without a verb: 4개('08) → 8개('12)
_ARROW = re.compile(r"\s?(?:\([^)]*\)\s?)?(?:→|⇒|➔|➜|->|=>|▶)")
_ERA = re.compile(r"[을의이]?\s?시대(?:[를로]?\s(?:넘어|열|연[다\s]|향|앞당|진입|도약)|로\s)")
# A slogan line without a verb: 4만불 시대 새 먹거리; one that tells an opening is no promise.
_ERA_LINE = re.compile(
    r"[을의이]?\s?시대(?:의)?(?:\s(?!개막|진입|돌입|활짝|맞아|열려)[가-힣]{1,6}){0,2}\s*(?:\n|$)"
)
# In the bracket after a name: 감독위원회(약 300명)가 맡는다 tells how large it is.
_ASIDE = re.compile(r"(?:\s?[가-힣]{2})?\)[이가은는을를과와의도]")
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
    projects = around.running(context)
    for draft in drafts:
        draft.status = _status(
            analysis.text, draft, analysis.title or "", analysis.published, projects
        )
    for before, draft in pairwise(drafts):
        if before.type == draft.type != "percent" and _SAID_AGAIN.fullmatch(
            analysis.text, before.end, draft.start
        ):
            draft.status, draft.decided = before.status, before.decided
    around.settle(analysis.text, drafts)


def _status(
    text: str, draft: Draft, title: str, published: str | None, projects: set[int]
) -> str:
    draft.decided = True
    if draft.change_side == "from" and _FIRST_PLANNED.search(
        text, max(0, draft.start - 8), draft.start
    ):
        return "target"
    if draft.change_side == "from":
        if _WAS_PLANNED.match(text, draft.end):
            return "target"
        return "target" if _still_open(text, draft, published) else "actual"
    before = text[max(draft.sentence.start, draft.start - 70) : draft.start]
    after = text[draft.end : min(draft.sentence.end, draft.end + 60)]
    if _THEN.match(after):
        return "actual"
    if _NOW.search(before) or _SO_FAR.search(before) or _BESIDE.search(before):
        return "actual"
    if (
        draft.quantity.bound != "exact"
        and _THRESHOLD.match(after)
        and (draft.type != "percent" or re.match(r"\s?(?:이상|이하|미만|초과|이내)인\s", after))
    ):
        return "actual"
    if aim := _AIM.search(before):
        return "forecast" if aim[1] in ("예상", "전망") else "target"
    granted = draft.type in ("percent", "money") and around.section(
        draft, line_head(text, draft), title
    )
    if _ELIGIBLE.match(after) and granted != "plan":
        return "actual"
    if _SET_BEFORE.search(before) and _SET_AFTER.match(after + " "):
        return "actual"
    if around.listed_set(text, draft):
        return "actual"
    if _PROMISED.search(before) or around.promised(text, draft):
        return "target"
    if _ERA_LINE.match(text[draft.end : draft.block.end]):
        return "target"
    found = predicate(draft.sentence.morphemes, draft.last)
    if found in ("state", "") and _prospective(draft):
        return "target"
    if draft.type == "time" and after.startswith("마다"):
        return "actual"
    if found == "present" and draft.type == "counter" and _ASIDE.match(after):
        found = "state"
    when = _timing(draft.as_of, published)
    budget = around.allotted(text, draft, around.names_budget(title))
    drafted = draft.type == "money" and _DRAFT_BUDGET.search(draft.metric or "") is not None
    if found == "actual" and when != "past" and drafted:
        found = "target"
    if found == "actual" and when == "now" and around.grown(text, draft):
        found = "target"
    if found == "actual" and (
        (budget and not _of_past_year(draft.as_of, published)) or around.planned(text, draft)
    ):
        found = "target"
    draft.decided = found in ("actual", "target", "forecast", "present")
    if found in ("actual", "target", "forecast"):
        return found
    if _ERA.match(text[draft.end : draft.block.end]):
        return "target"
    if _TARGET_TAIL.search(text[draft.end : draft.sentence.end]):
        return "target"
    if when == "later" or (found != "state" and _AHEAD.search(before)):
        return "target"
    label = line_head(text, draft)
    place = around.section(draft, label, title)
    if projects and around.of_project(draft, label, projects):
        return "target"
    if place != "report" and _budgeted(draft, before, title, when):
        return "target"
    if found == "present" and when != "past":
        return "target"
    if when == "past" or place == "report" or found not in ("", "nominal"):
        return "actual"
    if place == "plan" or (found == "nominal" and _PLAN_TITLE.search(title)):
        return "target"
    return "actual"


def _still_open(text: str, draft: Draft, published: str | None) -> bool:
    """Whether the first end of a change is itself to come: a budget of the year under way, or
    this year's step of a series without a verb (``45개('17) → 1,500개('25)``)."""
    if _timing(draft.as_of, published) != "now" or len(draft.as_of or "") != 4:
        return False
    budget = draft.type == "money" and around.names_budget(draft.metric or "")
    return budget or _ARROW.match(text, draft.end) is not None


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


def _of_past_year(as_of: str | None, published: str | None) -> bool:
    """Whether the figure is of a year that is over: only then is a decided budget spent."""
    return as_of is not None and published is not None and as_of[:4] < published[:4]


def _budgeted(draft: Draft, before: str, title: str, when: str) -> bool:
    """Whether the sum is a budget: its metric says so, the words right before it, or the title
    of a document on a budget."""
    said = f"{draft.metric or ''} {before[-14:]}"
    if _EXECUTED.search(said):
        return False
    if draft.type == "money" and when == "now":
        return _BUDGET.search(said) is not None or around.names_budget(title)
    if draft.type == "money" and when == "":
        return _DRAFT_BUDGET.search(said) is not None or around.names_budget(title)
    return draft.kind == "change" and when == "now" and around.names_budget(said)
