"""`대경권은 기계 산업을 육성`: the industries that a place shall grow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.clauses import (
    after_particle,
    is_linked,
    is_placed,
    is_topic,
    joined,
    verb_end,
)
from pipeline.extract.visions.phrases import GROWING, PAST_AFTER
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import Sentence
from pipeline.records import Mention, Vision

# `수소산업 육성 포럼`: part of a name, no growing of a place.
_NAME_AFTER = re.compile(
    r"\s?(?:포럼|토론회|세미나|간담회|설명회|워크숍|공청회|정책|조례|협의회|위원회|추진단|센터|기업|기관|과제|공모|사업|전략|방안|로드맵|프로젝트|계획(?!이|하))"
)
# Grown until today: what has been done is no vision.
_UNTIL_NOW = re.compile(r"해\s(?:지금|현재|이미|오늘)")
# `권역별 전략산업 육성`: no industry is named.
_UNNAMED = re.compile(
    r"(?:전략|주력|특화|선도|대표|핵심)\s?산업(?:을|를|의)?\s?(?:집중|중점|적극)?\s?$"
)
_NEAR = 24  # characters between an industry and the verb that grows it
_REACH = 160  # characters between a place and that verb
_LONG_REACH = 400  # the same where other places come between


def growing(places: Places, sentence: Sentence, named: list[Mention]) -> Iterator[Vision]:
    """A vision for each place that a clause of ``sentence`` has grow industries."""
    text = places.text
    topics = [
        m for m in named if (is_topic(text, m) or is_placed(text, m)) and not is_linked(text, m)
    ]
    for number, place in enumerate(topics):
        following = topics[number + 1].start if number + 1 < len(topics) else sentence.end
        listed = text[place.end : following].rstrip().endswith(",")
        reach = _LONG_REACH if listed else _REACH
        verb = next(
            (
                m
                for m in GROWING.finditer(text, place.end, min(sentence.end, place.end + reach))
                if not PAST_AFTER.match(text[m.end() : m.end() + 8])
                and not _NAME_AFTER.match(text, m.end())
                and not _UNTIL_NOW.match(text, m.end())
                and not _UNNAMED.search(text[max(0, m.start() - 16) : m.start()])
            ),
            None,
        )
        if verb is None:
            continue
        end = verb_end(sentence, verb.end()) if verb.end() <= following else following
        start = after_particle(text, place)
        if not places.industries_in(start, min(end, verb.start())):
            continue
        near = max(start, verb.start() - _NEAR)
        if verb.end() <= following and not places.industries_in(near, verb.start()):
            continue
        for one in joined(places, named, place):
            yield places.vision(places.meant(one), start, end, "growing", since=sentence.start)
