"""Visions in distributions: which industries go to which places, whichever is named first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.visions.bracketed import goals_in_lists, in_brackets
from pipeline.extract.visions.choices import (
    ANNOUNCING,
    CHOSEN,
    CHOSEN_WORD,
    DECIDED,
    LICENCE,
    SHORT,
    Choice,
    chosen,
    is_plain_industry,
    series,
)
from pipeline.extract.visions.fields import by_bullet, by_field, for_which
from pipeline.extract.visions.listed import Runs, place_runs
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import Sentence
from pipeline.records import Vision

_BEFORE = r"(?:각각|새로|모두|최종|나란히|신성장|미래|지역|권역별?|국가혁신클러스터|차세대|새|대표)"
_HEAD = re.compile(
    r"[’'\"”]?(?:\s?\([^()\n]{2,40}\))?(?:\s?(?:지역|권역|혁신도시|광역경제권))?(?:은|는|이|가|의\s경우)\s"
)
_MIDDLE = re.compile(
    r"[‘'\"“]?(?P<what>[^,]{2,45}?(?:,\s[^,]{2,12})?)[’'\"”]?(?:을|를|이|가|으로)?,\s?(?:또\s|그리고\s)?"
)
_LAST = re.compile(
    r"(?:[^.]{2,60}?(?:가운데|중에서|고려해)\s)?[‘'\"“]?(?P<what>[^.△▲]{2,70}?)[’'\"”]?(?:을|를|이|가|도|\s등[을이]?)?"
    rf"\s(?:{_BEFORE}\s){{0,2}}{CHOSEN}(?:으로|로)\s(?:최종\s|집중\s|중점\s)?{DECIDED}"
)
# Where a word before the list, or the sentence before, says what is chosen.
_LAST_BARE = re.compile(
    rf"[‘'\"“]?(?P<what>[^,.]{{2,45}}?)[’'\"”]?(?:을|를)\s(?:각각\s)?{DECIDED}"
    r"|(?P<as>[^,.]{2,45}?)(?:\s등)?(?:으로|로)\s(?:각각\s|최종\s)?(?:선정|확정|결정|지정)(?:됐|했|되었|하였|될|할|된다|한다)"
    r"|(?P<added>(?:[^,.()]|\([^()\n]*\)){2,60}?)(?:\s등)?[이가]\s(?:각각\s|새롭게\s|새로\s)?(?:(?:포함|추가)(?:된|됐|되)|담겼|담긴)"
)
_OWN = re.compile(
    rf"(?:의|\s)\s?(?:새\s|신성장\s)?{CHOSEN}(?:으로는|으로|은|는|이|에는)\s"
    r"[‘'\"“]?(?P<what>[^,.]{2,45}?)[’'\"”]?(?:으로|이|가|을|를|이다|다)\s?"
    r"(?:정해|정하|정했|확정|선정|결정|채택|뽑|꼽|지정|육성|선택|$|\.)"
)
_DESCRIBED = re.compile(
    rf"\s?(?P<what>[^,.]{{2,40}}?)[이가]\s{CHOSEN}(?:으로|로)\s(?:채택|선정|확정|지정|결정)된\s"
)
_POSSESSED = re.compile(r"의\s(?P<what>[^,.]{2,30}?)(?:,\s|와\s함께|과\s함께|\s등)")
_POSSESSED_LAST = re.compile(
    r"의\s(?P<what>[^,.]{2,30}?)[을를]\s(?:각각\s|특화\s?|집중\s|중점\s)?(?:육성|특화|키우|키운|키울)"
)
_DASH = re.compile(
    r"\s?[-–=:：]\s?(?P<what>[^,.()△▲\n]{2,20}?)(?=\s?[,.△▲)]|\s?등|으로|로\s|이다|\s▲|$)"
)
_QUOTED = re.compile(r"(?:은|는|의)?\s[‘'“\"](?P<what>[^‘’'“”\"\n,]{2,30})[’'”\"]")
_BARE = re.compile(r"\s(?P<what>[가-힣A-Za-z·ㆍ ]{2,16}?)(?=,\s|\s등|[….]|$)")
_FIELD = re.compile(r"특구|특화|특징|산업|분야|육성|테마")
_FEWEST_POSSESSED = 4
_FEWEST_QUOTED = 3
_FEWEST_HEADS = 3  # topics in a row from which the last one's verb will do
_FEWEST_BARE = 4


def from_assignments(places: Places) -> Iterator[Vision]:
    """`A(로봇), B(섬유)를 …`, `로봇(A·B)`, `A는 로봇, B는 섬유를 특화산업으로`, `로봇은 A·B`."""
    sentences = places.context.analysis.sentences
    for number, sentence in enumerate(sentences):
        runs = list(place_runs(places, sentence.start, sentence.end))
        if runs:
            around = sentences[max(0, number - 1) : number + 2]
            announced = [
                each.start != sentence.start and _announces(places, each, sentence)
                for each in around
            ]
            yield from _assigned(places, sentence, runs, announced=any(announced))


def _announces(places: Places, other: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence beside ``sentence`` says that industries are handed out."""
    words = ANNOUNCING if other.start < sentence.start else LICENCE
    return words.search(places.text, other.start, other.end) is not None


def _assigned(
    places: Places, sentence: Sentence, runs: Runs, *, announced: bool
) -> Iterator[Vision]:
    surface = places.text[sentence.start : sentence.end]
    number = sum(len(run.regions) for run in runs)
    licensed = LICENCE.search(surface) is not None
    several = licensed or (announced and number > 2)
    if "(" in surface:
        yield from in_brackets(places, sentence, runs, licensed=several)
        yield from goals_in_lists(places, sentence)
    if licensed:
        yield from _dashed(places, sentence, runs)
    if CHOSEN_WORD.search(surface):
        yield from _own(places, sentence, runs)
        yield from _topics(places, sentence, runs, announced=False)
    elif announced or number >= _FEWEST_HEADS:
        yield from _topics(places, sentence, runs, announced=announced)
    if number >= _FEWEST_QUOTED and _FIELD.search(surface):
        yield from _counted(places, sentence, runs, _QUOTED, _FEWEST_QUOTED)
    if several and number >= _FEWEST_BARE:
        yield from _counted(places, sentence, runs, _BARE, _FEWEST_BARE)
    if several:
        yield from _possessed(places, sentence, runs)
    if number > 2:
        yield from by_field(places, sentence, runs)
        yield from by_bullet(places, sentence, runs)
    yield from for_which(places, sentence, runs)


def _dashed(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`부산-해양, 대구-의료`."""
    found, known = series(places, runs, _DASH, sentence.end)
    if known == len(found) > 1:
        yield from chosen(places, found, sentence)


def _counted(
    places: Places, sentence: Sentence, runs: Runs, pattern: re.Pattern[str], fewest: int
) -> Iterator[Vision]:
    """`강원은 ‘헬스케어’, 대구 ‘로봇’, …`; `부산 해양 관광, 대구 로봇, …`: ``fewest`` or more."""
    found, known = series(places, runs, pattern, sentence.end)
    if len(found) >= fewest and known * 2 >= len(found):
        yield from chosen(places, found, sentence)


def _topics(places: Places, sentence: Sentence, runs: Runs, *, announced: bool) -> Iterator[Vision]:
    """`A는 로봇, B는 섬유를 선도산업으로 정했다`; one place will do."""
    text = places.text
    heads = [
        (run, match.end()) for run in runs if (match := _HEAD.match(text, run.end, sentence.end))
    ]
    if not heads:
        return
    front = (
        announced
        or len(heads) >= _FEWEST_HEADS
        or CHOSEN_WORD.search(text, sentence.start, heads[0][0].start)
    )
    following = sentence.end
    asserted = False
    number = 0  # of known industries
    found: list[Choice] = []
    for run, start in reversed(heads):
        match = _MIDDLE.fullmatch(text, start, following) if asserted else None
        match = match or _LAST.match(text, start, following)
        if match is None and front:
            match = _LAST_BARE.match(text, start, following)
        span = match.span(match.lastgroup or "what") if match else (start, start)
        known = is_plain_industry(places, *span)
        asserted = known or (asserted and SHORT.fullmatch(text[slice(*span)]) is not None)
        if asserted:
            number += known
            found.append((run.regions, span))
        following = run.start
    if number * 2 >= len(found):
        yield from chosen(places, found[::-1], sentence)


def _own(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`호남권의 선도산업으로는 …이 정해졌다`; `…이 선도산업으로 채택된 대구권`."""
    text = places.text
    for run in runs:
        match = _OWN.match(text, run.end, sentence.end) or _described(
            text, sentence.start, run.start
        )
        if match and is_plain_industry(places, *match.span("what")):
            yield from chosen(places, [(run.regions, match.span("what"))], sentence)


def _described(text: str, start: int, end: int) -> re.Match[str] | None:
    """The clause that ends before ``end`` and says what was chosen, its place to come."""
    since = max(start, text.rfind(",", start, end) + 1)
    return _DESCRIBED.fullmatch(text, since, end)


def _possessed(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`수도권의 지식정보산업, 충청권의 바이오, …`: four, or two where a verb grows the last."""
    found, _ = series(places, runs, _POSSESSED, sentence.end)
    grown, _ = series(places, runs, _POSSESSED_LAST, sentence.end)
    fewest = 2 if grown else _FEWEST_POSSESSED
    plain = [choice for choice in (*found, *grown) if is_plain_industry(places, *choice[1])]
    if len(plain) >= fewest:
        yield from chosen(places, plain, sentence)
