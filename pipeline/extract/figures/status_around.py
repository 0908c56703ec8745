"""Status that the figure's own clause does not tell: its section, a budget, what was said before.

These rules speak only where no verb decides, or where the verb allots money: a budget that has been
decided is still to be spent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.extract.context import Context
from pipeline.extract.figures.draft import Draft
from pipeline.grammar import edtf

# Korean puts the head last: 비전과 목표, Ⅲ. 소요예산, (지원 규모)
_PLAN_HEAD = re.compile(
    r"(?:(?:추진|향후|시행|사업|투자|모집|선발|운영|개최|지원|공급|육성|개선)\s?계획|추진\s?(?:과제|전략|방향)"
    r"|향후\s?일정|목표|소요\s?예산|소요\s?사업비|투자\s?규모|사업\s?(?:규모|량|내용|기간)"
    r"|지원\s?(?:규모|내용|한도|금액|조건|기간|예산|사항|방식|비율)|(?:모집|선정|선발|공모|채용)\s?(?:규모|인원|예정)"
    r"|개선\s?(?:방안|안)|주요\s?(?:내용|과제)|중점\s?과제|세부\s?과제|기대\s?효과)"
    r"(?:\s?\([^)]*\)|안)?[\s\W]*$"
)
_LEGAL = re.compile(r"법|시행령|규칙|규정|조례|고시|개정|제정|훈령")
_REPORT_HEAD = re.compile(
    r"성과|현황|실적|경과|결과|통계|동향|배경|문제점|한계|사례|필요성|연혁|용어"
)
_BUDGET_NAME = re.compile(r"예산|추경|사업비|국비|지방비|도비|시비|군비|재정\s?투입|특별회계")
_PERIOD = re.compile(r"[^가-힣\n(]{0,6}\(?(?:사업|공사|추진|조성|지원)\s?기\s?간\s?\)?\s?[:：]?\s")
_COST = re.compile(r"사\s?업\s?비|사업\s?규모|사업량|공사비|투자비|부지\s?면적|연면적|규\s?모$")
_BESIDE = 3  # blocks
_ALLOTTED = re.compile(
    r"(?:[^.]|\.\d){0,120}?(?:편성|확정|의결|통과|배정|반영|책정|증액|신설|구성|교부|배분)"
    r"(?:돼|됐|되었|된|되어|했|하였|한|해|하여)"
)
_GROWN = re.compile(r"(?:으로|로|으로서),?\s[^\n]{0,40}?(?:증가|늘|감소|줄|증액|감액|확대|많|적)")
# Benefits of a programme: 최대 3억원까지 지원하는 사업, 일부 지원(최대 3억원), 절반을 보조하는 제도
_GRANT = r"(?:지원|보조|융자|대출|지급|보전)"
_GIVES = re.compile(
    rf"\s?(?:이내(?:에서|로)?|한도(?:로|에서|\s?내에서)?|까지)\s?(?:[가-힣]{{2}}\s)?{_GRANT}(?:하는|한다|해\s준다|받을|될|할)"
    rf"|[을를]\s{_GRANT}하는\s(?:[가-힣]+\s)?(?:사업|제도|정책|프로그램)"
)
_GIVEN = re.compile(rf"{_GRANT}(?:\s?(?:한도|금액|액))?\s?\(\s?(?:최대|한도)?\s?$")
_SEATS = re.compile(
    r"\s?(?:이내|이하|내외)로\s(?:구성|운영|선정|선발|모집)(?:된다|한다|하며|하고|할|될)"
)
_PLAN_OF = re.compile(
    r"\s?(?:규모의|의)\s(?:[가-힣]+\s){0,3}?(?:투자\s?|지원\s?|육성\s?)?(?:계획|구상|청사진)(?![가-힣]{2})"
)
_SPENT = re.compile(r"집행|지출|결산|썼|쓰였|들었|투입했|투입됐|투입한|지급했|지원했|지원됐")
# A plan as the place of the figure: 세부계획에서 193개로, 예산안에는 650억원이
_IN_PLAN = re.compile(
    r"(?:계획|예산안|추경안|방안|전략|로드맵|공약|구상|대책|초안)(?:안|서)?(?:에서|에는|에|상|은|는)\s[^.]{0,60}$"
)
_HELD = re.compile(
    r"[^.]{0,50}?(?:담겼|담긴|담았|담고|포함됐|포함돼|포함되|반영됐|반영돼|반영된"
    r"|들어갔|들어 있|제시됐|제시했|잡혔|잡혀|명시|(?:으로|로)\s(?:늘|줄|커졌|확대됐))"
)
_ANAPHOR = re.compile(
    r"(?:^|[\s,(])(?:이는|이는\s전체|이\s?중|이\s가운데|그\s?중|그\s가운데|이\s돈은|여기에는|이\s금액은)(?:에서)?(?:은|는)?\s[^.]*$"
)
_COPULA = re.compile(r"(?:으로|로|이며|이고|인데),\s")
_ALIKE = {"건": "개", "곳": "개"}
_SIBLING = re.compile(r"(?:이|으로|을|를|가|은|는)?\s?[,·/]\s?[^.,]{0,18}|(?:과|와)\s[^.,]{0,18}")
_PLACES = (
    "단지|산단|시\\s?·\\s?도|시\\s?·\\s?군|시도|시군|지역|권역|도시|혁신도시|기관|대학|부처|국가|은행|자치단체|지자체|구역|공단"
)
# 창원, 구미 등 7개 단지: a set that is there, whatever is done with it
_LISTED_SET = re.compile(r"(?:등|비롯한|포함한|뺀|제외한)\s(?:전국\s|전체\s|총\s|모두\s)?$")
# A role that only the plan gives (거점단지) is no such set.
_SET_NOUN = re.compile(
    rf"\s?(?!거점|연계|선도|특화|허브)(?:[가-힣]{{1,8}}\s?)?(?:{_PLACES})(?![가-힣]{{3}})"
)


def section(draft: Draft, label: str, title: str) -> str:
    """``plan`` or ``report`` by the line's label, else by the nearest heading that says one.

    The contents of a law are conditions, no plan."""
    for head in (label, *draft.heads[:5]):
        if said := _heads(head):
            return "" if said == "plan" and _LEGAL.search(title) else said
    return ""


@lru_cache(maxsize=4096)
def _heads(head: str) -> str:
    """What a heading announces; the figures below it all ask."""
    plan, report = _PLAN_HEAD.search(head), _REPORT_HEAD.search(head)
    if plan and not (report and report.start() > plan.start()):
        return "plan"
    return "report" if report else ""


def running(context: Context) -> set[int]:
    """The blocks that give the time of a project that goes on after publication: ㅇ 사업기간 :
    2026~2029년."""
    published = context.analysis.published
    today = edtf.bounds(published)[1] if published else None
    if today is None:
        return set()
    found: set[int] = set()
    for index, block in enumerate(context.analysis.blocks):
        if _PERIOD.match(context.analysis.text, block.start, block.end):
            dates = (d for d in context.dates if block.start <= d.start < block.end)
            if any(d.edtf and (d.latest or "9") > today for d in dates):
                found.add(index)
    return found


def of_project(draft: Draft, label: str, projects: set[int]) -> bool:
    """Whether the line tells the cost or size of a project whose time stands beside it."""
    if _COST.search(label) is None:
        return False
    near = range(draft.block_index - _BESIDE, draft.block_index + _BESIDE + 1)
    return any(index in projects for index in near)


def allotted(text: str, draft: Draft, titled: bool) -> bool:
    """Whether the sum is a budget that somebody has decided: 추경 156억원이 편성됐다."""
    if draft.type != "money":
        return False
    sentence = text[draft.sentence.start : draft.sentence.end]
    after = text[draft.end : draft.sentence.end]
    return (
        (titled or _BUDGET_NAME.search(sentence) is not None)
        and _ALLOTTED.match(after) is not None
        and _SPENT.search(after) is None
    )


def promised(text: str, draft: Draft) -> bool:
    """Whether the words right around name a benefit that is given, seats to be filled, or a plan
    of that size."""
    after = (text, draft.end, draft.sentence.end)
    if draft.type in ("money", "percent") and (
        _GIVES.match(*after) or _GIVEN.search(text, max(0, draft.start - 14), draft.start)
    ):
        return True
    if draft.type == "money" and _PLAN_OF.match(*after):
        return True
    return draft.unit == "명" and _SEATS.match(*after) is not None


def grown(text: str, draft: Draft) -> bool:
    """Whether a budget is said to be larger or smaller than the one before: 올해 예산은 250억원으로
    42.9% 증가했다."""
    return (
        draft.type == "money"
        and names_budget(draft.metric or "")
        and _GROWN.match(text, draft.end, draft.sentence.end) is not None
    )


def names_budget(said: str) -> bool:
    """Whether the words name a budget."""
    return _BUDGET_NAME.search(said) is not None


def planned(text: str, draft: Draft) -> bool:
    """Whether the sentence places the figure in a plan: 예산안에 65억원이 반영됐다."""
    before = text[max(draft.sentence.start, draft.start - 80) : draft.start]
    return (
        _IN_PLAN.search(before) is not None
        and _HELD.match(text, draft.end, draft.sentence.end) is not None
    )


def listed_set(text: str, draft: Draft) -> bool:
    """Whether the figure counts places or bodies just named: 창원, 구미 등 7개 단지."""
    return (
        draft.type == "counter"
        and _LISTED_SET.search(text, max(0, draft.start - 12), draft.start) is not None
        and _SET_NOUN.match(text, draft.end) is not None
    )


def settle(text: str, drafts: Sequence[Draft]) -> None:
    """Give figures that no verb decides the status of what they go on with."""
    for before, draft in pairwise(drafts):
        if (
            not draft.decided
            and before.status != "actual"
            and before.block_index == draft.block_index
            and (
                _ANAPHOR.search(text, max(0, draft.sentence.start - 1), draft.start)
                or (draft.type == before.type == "money" and _goes_on(text, before, draft))
            )
        ):
            draft.status = before.status
    for draft, after in reversed(list(pairwise(drafts))):
        if (
            not draft.decided
            and draft.status == "actual"
            and after.status == "target"
            and draft.unit == after.unit
            and draft.sentence is after.sentence
            and draft.change_side is None
            and _SIBLING.fullmatch(text, draft.end, after.start)
        ):
            draft.status = "target"
    _repeat(drafts)
    reached = {d.change_id: d.status for d in drafts if d.change_side == "to"}
    for draft in drafts:  # 668억원으로 552억원보다 21% 많다
        if draft.change_side == "rate" and draft.change_id in reached:
            draft.status = reached[draft.change_id]


def _goes_on(text: str, before: Draft, draft: Draft) -> bool:
    """예산은 650억원으로, 한 곳에 돌아가는 돈은 11억원이다: one statement on the same money."""
    return draft.sentence is before.sentence and _COPULA.match(text, before.end) is not None


def _repeat(drafts: Sequence[Draft]) -> None:
    """What is said again without a verb (a title, a line of a list) has the status it has where a
    verb tells it."""
    told: dict[tuple[float, str], list[Draft]] = {}
    for draft in drafts:
        if draft.decided and draft.change_side != "from":
            told.setdefault(_amount(draft), []).append(draft)
    for draft in drafts:
        if draft.decided or draft.status != "actual" or draft.type == "percent":
            continue
        for other in told.get(_amount(draft), ()):
            if other.status != "actual" and _same(draft, other):
                draft.status = other.status
                break


def _amount(draft: Draft) -> tuple[float, str]:
    return float(draft.quantity.value), _ALIKE.get(draft.unit, draft.unit)


def _same(draft: Draft, other: Draft) -> bool:
    """Whether both speak of one thing: a large number, or names that share a noun."""
    if draft.quantity.value >= 1000 or (
        draft.type == "time" and draft.heads == other.heads == ()
    ):
        return True
    names, others = (set((d.metric or "").split()) for d in (draft, other))
    long = [(a, b) for a in names for b in others if min(len(a), len(b)) > 1]
    return any(a.endswith(b) or b.endswith(a) for a, b in long)
