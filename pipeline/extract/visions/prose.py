"""Visions in sentences: what is made of a place, and the place that a clause describes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.phrases import BECOMING, GOAL, GROWING, role_of
from pipeline.extract.visions.places import Places
from pipeline.extract.visions.statements import stated
from pipeline.language.analysis import Sentence
from pipeline.records import Mention, Vision

_VERBS = (
    r"특화|추진|구축|마련|조성|육성|형성|도약|발돋움|거듭나|자리매김|부상|성장|건설|들어서|탈바꿈|변모|떠오르|지향|표방"
    r"|꿈꾸|발전|전환|집적"
)
# A clause that ends in a verb form before a noun: `…이 특화되는`, `…로 구축될`.
_RELATIVE = re.compile(
    rf"(?:{_VERBS})(?:화)?(?:하는|되는|될|할|는|을|ㄹ|하게 될|되고 있는|하고 있는|시킬|하려는)?\s+$"
)
_TOPIC = re.compile(
    r"^(?:\s?(?:지역|권역|광역경제권|권|일대|전역|산업단지|산단))?"
    r"(?P<particle>[은는을를이가도]|에서는|에는|의 경우(?:에는|는)?),?\s"
)
_CASE = re.compile(r"^(?:\s?(?:지역|권역|일대))?(?:에|에서|의)\s")
_PAST_AFTER = re.compile(
    r"^(?:돼|되어|해|하여|시켜)?\s?(?:왔|온\s|냈|낸\s)"
    r"|^(?:됐|했|되었|하였|시켰|났|섰|잡았|매김했|한 바|된 바|한\s|된\s|했던|됐던)"
)
# `수소산업 육성 포럼`: part of a name, no growing of a place.
_NAME_AFTER = re.compile(
    r"\s?(?:포럼|토론회|세미나|간담회|설명회|워크숍|공청회|정책|조례|협의회|위원회|추진단|센터|기업|기관|과제|공모|사업)"
)
_NOT_GOALS = re.compile(
    r"미니\s?클러스터|클러스터\s?(?:사업|의\s?날|학회|추진단|협의체|회원|지원|데이|정책)|(?:거점|연계|산업|농공|국가|일반)\s?단지를"
    r"|거점\s?[·ㆍ]?\s?연계"
)
_BARE_GOALS = re.compile(r"도시|밸리|특구|관문|선도지역|1번지|일번지|보고|산실|강국")
# `미래 먹거리 산업으로`: an industry without a name.
_INDUSTRY_GOAL = re.compile(
    r"(?:먹거리|성장\s?동력|전략|주력|특화|선도|핵심|대표|유망|신성장)\s?산업$"
)
_GAP = re.compile(rf"(?P<goal>(?:{GOAL.pattern})[’'\"”]?)(?:으로|로),?\s(?:[가-힣]{{2,5}}\s)?$")
_LEAD = re.compile(r"(?:\S+\s){0,3}?\S*(?:에서는|에는|로는)\s")
_REMAKING = frozenset(
    [
        "바꾸",
        "바꿔",
        "바꾼",
        "바꿀",
        "꾸미",
        "꾸민",
        "꾸밀",
        "가꾸",
        "가꿔",
        "가꾼",
        "가꿀",
        "만들",
        "만든",
        "전환",
        "재편",
    ]
)
_OBJECT = re.compile(
    r"[가-힣)][을를]\s(?!(?:두|잇|이어|묶|바탕|기반|토대|살려|살린|앞세|갖춘|삼아|중심))"
)
# `창원, 거제, 울산을 연결하는`: an object of a clause inside, not what is made into something.
_LINKED = re.compile(
    r"[을를]\s(?:두루\s|서로\s)?(?:연결|연계|잇|이어|이은|묶|아우르|아우른|포함|중심|비롯|관통|기점|바탕"
    r"|기반|거점으로\s삼|둘러싼|거쳐|거치|제외|대상으로)"
)
_JOINT = re.compile(r"(?:\s?(?:단지|지역))?(?:[와과]\s|\s?[·ㆍ,]\s?)")
_BUILT = frozenset("이가을를")
_BUILDING = frozenset(("육성", "조성", "구축", "건설", "만들"))
_NEAR = 24  # characters between an industry and the verb that grows it
_REACH = 110  # characters between a place and what is made of it


def from_sentences(places: Places) -> Iterator[Vision]:
    """Clauses that say what a place becomes or which industries it grows."""
    for sentence in places.context.analysis.sentences:
        named = places.within(sentence.start, sentence.end)
        if not named:
            continue
        found = list(_relative(places, sentence, named))
        settled = {v.region for v in found}
        taken = [(v.start, v.end) for v in found]
        for vision in (
            *_becoming(places, sentence, named),
            *_gapped(places, sentence, named),
            *stated(places, sentence, named),
            *_growing(places, sentence, named),
        ):
            if vision.region in settled or any(
                start < vision.end and vision.start < end for start, end in taken
            ):
                continue
            settled.add(vision.region)
            found.append(vision)
        yield from found


def _relative(places: Places, sentence: Sentence, named: list[Mention]) -> Iterator[Vision]:
    """`IT산업이 특화되는 충청권은`: the clause before a place."""
    text = places.text
    for place in named:
        before = text[sentence.start : place.start].rstrip("‘'\"“「")
        match = _RELATIVE.search(before)
        if match is None:
            continue
        since = _clause_start(before[: match.start()], sentence.start)
        inside = [m for m in named if since <= m.start < place.start and m.end < place.start]
        for other in inside:  # `강원권과 … 제주권`: what stands before a joined place is its own
            if re.match(r"[과와도은는]\s", text[other.end : other.end + 2]):
                since = max(since, other.end + 2)
        end = sentence.start + match.end()
        phrase = text[since:end]
        known = places.industries_in(since, end)
        if _NOT_GOALS.search(phrase) and not (known or role_of(_NOT_GOALS.sub("", phrase))):
            continue
        if not (known or role_of(phrase)):
            continue
        if role_of(phrase) is None and "특화" not in phrase and "육성" not in phrase:
            continue
        yield places.vision(places.meant(place), since, end, "relative", since=sentence.start)


def _clause_start(before: str, offset: int) -> int:
    """Where the clause that ends with ``before`` begins."""
    lead = _LEAD.match(before)
    start = lead.end() if lead else 0
    for match in re.finditer(
        r"(?:되고|하고|이고|하며|되며|이며|면서|지만|는데|으나),?\s+|[.”\"]\s", before
    ):
        start = match.end()
    return offset + start


def _becoming(places: Places, sentence: Sentence, named: list[Mention]) -> Iterator[Vision]:
    """`X를 Y로 육성`, `X에 Y를 조성`, `Y로 도약하는`."""
    text = places.text
    for match in BECOMING.finditer(text, sentence.start, sentence.end):
        past = _PAST_AFTER.match(text[match.end() : match.end() + 8])
        if past and match["verb"] != "설정":  # what a plan has set is still to come
            continue
        particle = match["goal"]
        head = text[max(sentence.start, match.start() - 14) : match.start()]
        goal = next((g for g in GOAL.finditer(head) if g.end() == len(head)), None)
        if goal is None:
            stem = head.rstrip("’'\"” ")
            goal = next((g for g in GOAL.finditer(stem) if g.end() == len(stem)), None)
        if goal is None:
            continue
        role = role_of(goal.group())
        # `거점을 구축`, `거점이 구축`: the goal is what is built.
        if particle in _BUILT and (role is None or match["verb"] not in _BUILDING):
            continue
        place = _subject(places, named, sentence.start, match.start())
        if place is None:
            continue
        start = _after_particle(text, place)
        end = _verb_end(sentence, match.end())
        phrase = text[place.start : match.start()]
        if _NOT_GOALS.search(phrase[-24:]) or _of_another(text, start, match):
            continue
        if (
            not places.industries_in(place.start, end)
            and role is None
            and not (_BARE_GOALS.fullmatch(goal.group()) or _INDUSTRY_GOAL.search(head))
        ):
            continue
        if (
            role == "cluster"
            and not places.industries_in(place.start, end)
            and not re.search(r"세계|글로벌|동북아|첨단|국제|미래|최고|아시아", phrase)
        ):
            continue
        for one in _joined(places, named, place):
            yield places.vision(
                places.meant(one),
                start,
                end,
                "becoming",
                goal=(max(sentence.start, match.start() - 14), match.start()),
                since=sentence.start,
            )


def _gapped(places: Places, sentence: Sentence, named: list[Mention]) -> Iterator[Vision]:
    """`A권은 …의 거점으로, B권은 …의 중심지로 육성`: all but the last lack the verb."""
    text = places.text
    if not BECOMING.search(text, sentence.start, sentence.end):
        return
    for number, place in enumerate(named[:-1]):
        rest = text[place.end : named[number + 1].start]
        topic = _TOPIC.match(rest)
        goal = _GAP.search(rest)
        if topic and goal and topic.end() < goal.start():
            end = place.end + goal.end("goal")
            yield places.vision(
                places.meant(place),
                place.end + topic.end(),
                end,
                "becoming",
                goal=(place.end + goal.start("goal"), end),
                since=sentence.start,
            )


def _growing(places: Places, sentence: Sentence, named: list[Mention]) -> Iterator[Vision]:
    """`대경권은 기계 산업을 육성`: the industries that a place shall grow."""
    text = places.text
    topics = [m for m in named if _TOPIC.match(text[m.end : m.end + 14] + " ")]
    for number, place in enumerate(topics):
        following = topics[number + 1].start if number + 1 < len(topics) else sentence.end
        verb = next(
            (
                m
                for m in GROWING.finditer(text, place.end, min(sentence.end, place.end + 160))
                if not _PAST_AFTER.match(text[m.end() : m.end() + 8])
                and not _NAME_AFTER.match(text, m.end())
            ),
            None,
        )
        if verb is None:
            continue
        end = _verb_end(sentence, verb.end()) if verb.end() <= following else following
        if not places.industries_in(place.end, min(end, verb.start())):
            continue
        near = max(place.end, verb.start() - _NEAR)
        if verb.end() <= following and not places.industries_in(near, verb.start()):
            continue
        yield places.vision(
            places.meant(place),
            _after_particle(text, place),
            end,
            "growing",
            since=sentence.start,
        )


def _subject(places: Places, named: list[Mention], start: int, goal: int) -> Mention | None:
    """The place that the goal is said of: marked as topic or object, else one where it is made."""
    text = places.text
    near = [m for m in named if m.end <= goal and goal - m.end <= _REACH]
    for pattern in (_TOPIC, _CASE):
        fits = [
            m
            for m in near
            if pattern.match(text[m.end : m.end + 14])
            and not _LINKED.match(text, m.end, m.end + 14)
        ]
        if fits:
            return fits[-1]
    return None


def _of_another(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the verb's object is something else than the place: `구미는 빈터를 …로 바꾼다`."""
    topic = text[start - 2 : start - 1] in "은는이가도"
    return (
        topic
        and match["verb"] in _REMAKING
        and _OBJECT.search(text, start, match.start()) is not None
    )


def _joined(places: Places, named: list[Mention], place: Mention) -> list[Mention]:
    """``place`` and those listed before it: `A와 B는`, `A·B를`."""
    found = [place]
    for other in reversed(named[: named.index(place)]):
        if not _JOINT.fullmatch(places.text, other.end, found[0].start):
            break
        found.insert(0, other)
    return found


def _after_particle(text: str, place: Mention) -> int:
    match = _TOPIC.match(text[place.end : place.end + 14]) or _CASE.match(
        text[place.end : place.end + 14]
    )
    return place.end + match.end() if match else place.end


def _verb_end(sentence: Sentence, start: int) -> int:
    """The end of the verb form that ``start`` lies in or borders on."""
    end = start
    for morpheme in sentence.morphemes:
        if morpheme.end <= start:
            continue
        if morpheme.start > end or morpheme.tag[0] in "SJ":
            break
        if morpheme.tag[0] not in "EX" and morpheme.start >= start:
            break
        end = morpheme.end
    return end
