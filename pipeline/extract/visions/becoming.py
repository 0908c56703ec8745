"""`X를 Y로 육성`, `X에 Y를 조성`, `X는 Y로 도약`: what is made of a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.clauses import (
    after_particle,
    after_topic,
    joined,
    subject,
    verb_end,
)
from pipeline.extract.visions.phrases import (
    BECOMING,
    GOAL,
    NOT_GOALS,
    PAST_AFTER,
    Role,
    role_of,
)
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import Sentence
from pipeline.records import Mention, Vision

# Goals that need no industry beside them.
_BARE_GOALS = re.compile(
    r"도시|밸리|특구|관문|선도지역|1번지|일번지|보고|산실|강국|집적지|특별시|시티|자유지대|땅|장"
)
_WIDE_GOALS = re.compile(
    r"(?:산업|녹색|평화|문화|관광|휴양|재창조)\s?공간$|시범\s?지역$|첨단\s?산업\s?단지$|도시권$"
)
# `미래 먹거리 산업으로`: an industry without a name.
_INDUSTRY_GOAL = re.compile(
    r"(?:먹거리|성장\s?동력|전략|주력|특화|선도|핵심|대표|유망|신성장)\s?산업$"
)
_TYPED_CITY = re.compile(r"[가-힣]형\s(?:기업|혁신|복합|신|미래)?도시$")
_QUOTED_GOAL = re.compile(r"[‘“'\"「]([^‘’“”'\"「」\n]{4,40})[’”'\"」]$")
_LOFTY = re.compile(r"세계|글로벌|동북아|첨단|국제|미래|최고|아시아")
_GAP = re.compile(rf"(?P<goal>(?:{GOAL.pattern})[’'\"”]?)(?:으로|로),?\s(?:[가-힣]{{2,5}}\s)?$")
_BARE_GAP = re.compile(rf"(?P<goal>(?:{GOAL.pattern})[’'\"”]?),\s$")
_OBJECT = re.compile(
    r"[가-힣)][을를]\s(?!(?:두|잇|이어|묶|바탕|기반|토대|살려|살린|앞세|갖춘|삼아|중심|축으로|활용|설정|선도))"
)
_ANY_OBJECT = re.compile(r"[을를]\s")
_OTHER_VERB = re.compile(
    r"[가-힣](?:는|한|된|할|될|은|해|하여|하고|하며|하면서|아|어|여|워|춰|켜|고|며|면서|혀|혀서|려)\s"
    r"|(?:구축|조성|유치|건립|설립|확보|지정|투입|활용|연계|추진|개발|설정|확대),\s"
)
# The place under another name.
_ITSELF = re.compile(r"(?:^|\s)(?:도|시|군|지역|전역|일대|이곳|도내|단지|산단|산업단지)[을를]\s$")
_BUILT = frozenset(("이", "가", "을", "를", ""))
_BUILDING = frozenset(("육성", "조성", "구축", "건설", "만들", "도약", "변신", "추진"))
# Between one goal of a place and the next: `…로 육성한다는 방침 아래 …`.
_ONWARD = re.compile(
    r"(?:[는은]\s)?(?:(?:방침|계획|전략|구상|목표|청사진|비전)\s?(?:아래|으로|에\s따라|을\s세우고)?)?[,\s]*(?:또한?\s|이와\s함께\s)?"
)
_HEAD = 14  # characters before the verb in which the goal's last word ends
_REACH = 110  # characters between a place and what is made of it


def becoming(places: Places, sentence: Sentence, named: list[Mention]) -> Iterator[Vision]:
    """Visions of clauses with a verb of becoming; a place may have one after the other."""
    text = places.text
    ends: dict[int, int] = {}  # start of a place: where the last vision of it ended
    for match in BECOMING.finditer(text, sentence.start, sentence.end):
        past = PAST_AFTER.match(text[match.end() : match.end() + 8])
        if past and match["verb"] != "설정":  # what a plan has set is still to come
            continue
        goal = _goal(text, sentence.start, match)
        if goal is None:
            continue
        place = subject(text, named, match.start(), _REACH, ends)
        if place is None:
            continue
        start = after_particle(text, place)
        if _of_another(text, start, match):
            continue
        if (last := ends.get(place.start)) is not None:
            onward = _ONWARD.match(text, last, match.start())
            start = onward.end() if onward else last
        end = verb_end(sentence, match.end())
        if start >= match.start() or not _is_vision(places, place, start, end, match, goal):
            continue
        ends[place.start] = end
        span = max(sentence.start, match.start() - _HEAD), match.start()
        for one in joined(places, named, place):
            yield places.vision(
                places.meant(one), start, end, "becoming", goal=span, since=sentence.start
            )


def gapped(places: Places, sentence: Sentence, named: list[Mention]) -> Iterator[Vision]:
    """`A권은 …의 거점으로, B권은 …의 중심지로 육성`: all but the last lack the verb."""
    text = places.text
    if not BECOMING.search(text, sentence.start, sentence.end):
        return
    for number, place in enumerate(named[:-1]):
        following = named[number + 1].start
        start = after_topic(text, place)
        goal = _GAP.search(text[place.end : following])
        if goal is None and (bare := _BARE_GAP.search(text[place.end : following])):
            goal = bare if role_of(bare["goal"]) else None
        if start is not None and goal and start < place.end + goal.start():
            end = place.end + goal.end("goal")
            yield places.vision(
                places.meant(place), start, end, "becoming",
                goal=(place.end + goal.start(), end), since=sentence.start,
            )  # fmt: skip


def _goal(text: str, since: int, verb: re.Match[str]) -> str | None:
    """The goal's last word before ``verb``, "" where a quotation is the goal, None without one."""
    head = text[max(since, verb.start() - _HEAD) : verb.start()]
    stem = head.removesuffix(" 등").rstrip("’'\"” ")
    for candidate in (head, stem):
        goal = next((g for g in GOAL.finditer(candidate) if g.end() == len(candidate)), None)
        if goal is not None:
            return goal.group()
    built = verb["goal"] in _BUILT
    return "" if not built and _QUOTED_GOAL.search(text[since : verb.start()]) else None


def _is_vision(
    places: Places, place: Mention, start: int, end: int, verb: re.Match[str], goal: str
) -> bool:
    text = places.text
    # The role may stand inside the goal's word: `관광허브지대로`.
    last = text[start : verb.start()].rstrip("’'\"” ").split(" ")[-1] if goal else ""
    role: Role | None = role_of(goal) or role_of(last)
    phrase = text[min(start, place.start) : verb.start()]
    # `거점을 구축`, `거점이 구축`: the goal is what is built.
    if verb["goal"] in _BUILT:
        typed = _TYPED_CITY.search(phrase) is not None
        if verb["verb"] not in _BUILDING or (role is None and not typed):
            return False
    if NOT_GOALS.search(phrase[-24:]):
        return False
    known = bool(places.industries_in(max(place.start, min(start, verb.start())), end))
    if role == "cluster":
        return known or _LOFTY.search(phrase) is not None
    if known or role is not None or goal == "":
        return True
    return bool(
        _BARE_GOALS.fullmatch(goal)
        or _INDUSTRY_GOAL.search(phrase)
        or _WIDE_GOALS.search(phrase.rstrip("’'\"” "))
    )


def _of_another(text: str, start: int, verb: re.Match[str]) -> bool:
    """Whether the verb's object is something else than the place: `구미는 빈터를 …로 바꾼다`."""
    marker = text[max(0, start - 3) : start].rstrip(" ,")
    placed = marker.endswith(("에", "에서", "에는", "에서는"))
    topic = marker[-1:] in ("은", "는", "이", "가", "도")
    if marker.endswith("의"):  # `부산의 업체를 묶어 벨트를 구축`: of another noun
        return _ANY_OBJECT.search(text, start, verb.start()) is not None
    objects = list(_OBJECT.finditer(text, start, verb.start()))
    if not objects:
        return False
    # No other verb between: the object is what is made into something.
    own = not _OTHER_VERB.search(text, objects[-1].end(), verb.start())
    own = own and not _ITSELF.search(text[start : objects[-1].end()])
    if placed:  # `광주에는 …, 도시를 …로`
        return own and verb["goal"] not in _BUILT
    return topic and own and verb["goal"] not in _BUILT
