"""How a place stands in its clause: as topic, object or where it happens; what belongs to it."""

from __future__ import annotations

import re

from pipeline.extract.visions.places import Places
from pipeline.language.analysis import Sentence
from pipeline.records import Mention

# What may stand between a place's name and its particle: `‘강원권’은`, `대경권(대구·경북)은`,
# `부산 혁신도시는`.
_SUFFIX = (
    r"[’'\"”]?(?:\s?\([^()\n]{2,30}\))?(?:\s?(?:지역|권역|광역경제권|권|일대|전역|산업단지|산단|단지|혁신도시|기업도시"
    r"|클러스터|(?:국가)?산단\s후보지|후보지)|\s[가-힣]{2,4}지구)?"
)
_TOPIC = re.compile(
    rf"{_SUFFIX}(?P<particle>[은는을를이가도]|에서는|에는|의\s경우(?:에는|는)?),?(?:\s|$)"
)
_CASE = re.compile(rf"{_SUFFIX}(?:에|에서|의)(?:\s|$)")
_PLACED = re.compile(rf"{_SUFFIX}에\s")
# `창원, 거제, 울산을 연결하는`: an object of a clause inside, not what is made into something.
_LINKED = re.compile(
    rf"{_SUFFIX}[을를]\s(?:두루\s|서로\s|모두\s)?(?:연결|연계|잇|이어|이은|묶|아우르|아우른|포함|중심|비롯|관통|기점|바탕"
    r"|기반|거점으로\s삼|둘러싼|거쳐|거치|제외|대상으로|넘어|(?:[가-힣]+\s)?[가-힣]+로\s(?:선정|지정|삼|정)[해아])"
)
_JOINT = re.compile(r"(?:\s?(?:단지|지역))?(?:[와과]\s|\s?[·ㆍ,]\s?)|(?P<bare>\s)")
_DESCRIBING = re.compile(r"\s(?:자리\s?잡은|있는|들어선|들어설|모인|위치한|입지한)\s")
_WINDOW = 48  # characters behind a place in which its particle is looked for


def is_topic(text: str, place: Mention) -> bool:
    """Whether ``place`` is a topic, subject or object."""
    return _TOPIC.match(text, place.end, place.end + _WINDOW) is not None


def is_placed(text: str, place: Mention) -> bool:
    """Whether ``place`` is where something is put: `강릉에`."""
    return _PLACED.match(text, place.end, place.end + _WINDOW) is not None


def is_linked(text: str, place: Mention) -> bool:
    """Whether ``place`` is only what a clause inside joins, starts from or picks."""
    return _LINKED.match(text, place.end, place.end + _WINDOW) is not None


def after_topic(text: str, place: Mention) -> int | None:
    """Where the text behind the topic ``place`` and its particle begins."""
    match = _TOPIC.match(text, place.end, place.end + _WINDOW)
    return match.end() if match else None


def after_particle(text: str, place: Mention) -> int:
    """Where the text behind ``place`` and its particle, if it has one, begins."""
    match = _TOPIC.match(text, place.end, place.end + _WINDOW) or _CASE.match(
        text, place.end, place.end + _WINDOW
    )
    return match.end() if match else place.end


def subject(
    text: str, named: list[Mention], goal: int, reach: int, ends: dict[int, int]
) -> Mention | None:
    """The place that the goal is said of: marked as topic or object, else one where it is made.

    ``ends``: start of a place to where the last thing said of it ended.
    """
    near = [m for m in named if m.end <= goal and goal - ends.get(m.start, m.end) <= reach]
    for pattern in (_TOPIC, _CASE):
        fits = [
            m
            for m in near
            if pattern.match(text, m.end, m.end + _WINDOW) and not is_linked(text, m)
        ]
        if fits:
            return _main_topic(text, fits, goal)
    return None


def _main_topic(text: str, fits: list[Mention], goal: int) -> Mention:
    """The last of ``fits``, but not the subject of a clause that describes something else."""
    last = fits[-1]
    marks = [_TOPIC.match(text, m.end, m.end + _WINDOW) for m in fits]
    inner = marks[-1] is not None and marks[-1]["particle"] in ("이", "가")
    if inner and _DESCRIBING.search(text, last.end, goal):
        topics = [
            m for m, mark in zip(fits, marks, strict=True) if mark and mark["particle"] in "은는"
        ]
        return topics[-1] if topics else last
    return last


def joined(places: Places, named: list[Mention], place: Mention) -> list[Mention]:
    """``place`` and those listed before it: `A와 B는`, `A·B를`."""
    found = [place]
    for other in reversed(named[: named.index(place)]):
        joint = _JOINT.fullmatch(places.text, other.end, found[0].start)
        if joint is None or (joint["bare"] and _is_part(places, found[0], other)):
            break
        found.insert(0, other)
    return found


def _is_part(places: Places, place: Mention, whole: Mention) -> bool:
    """Whether ``place`` lies in ``whole``, by that or an earlier name: `경남 창원`."""
    entries = places.context.lexicon.entries
    entry = entries.get(place.entity_id or "")
    while entry is not None and entry.parent:
        entry = entries.get(entry.parent)
        if entry is not None and whole.text in (entry.name, *entry.aliases):
            return True
    return False


def verb_end(sentence: Sentence, start: int) -> int:
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
