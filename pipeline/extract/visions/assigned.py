"""Visions in distributions: which industries go to which places, whichever is named first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.visions.listed import Listed, Runs, between, listed, place_runs
from pipeline.extract.visions.phrases import GOAL, GROWTH_END, role_of
from pipeline.extract.visions.places import Places
from pipeline.language.analysis import Sentence
from pipeline.records import Vision

_CHOSEN = r"(?:선도|전략|특화|주력|대표|중점|유망|핵심|연고)\s?(?:산업|분야|업종|품목|R&D|프로젝트)"
# What says that the industries named are those to be grown.
_LICENCE = re.compile(
    rf"{_CHOSEN}|성장\s?(?:엔진|동력)|육성|특화|키우|키운|키울|집적화|클러스터는\s|구축할"
)
_CHOSEN_WORD = re.compile(_CHOSEN)
_ANNOUNCING = re.compile(rf"{_CHOSEN}|특구\s?계획|육성\s?(?:계획|방안|전략)|발전\s?(?:계획|전략)")
_DECIDED = r"(?:확정|선정|결정|채택|지정|선택|육성|추진|발전|제시|정했|정해|정하|뽑|골랐|고르|택|삼|내세|키우|키운|키울)"  # noqa: E501
_BEFORE = r"(?:각각|새로|모두|최종|나란히|신성장|미래|지역|권역별?|국가혁신클러스터|차세대|새|대표)"
# Firms, plants and people are no industries to be grown.
_BODY = re.compile(
    r"(?:업체|기업|공장|조선소|대학|대학교|센터|연구원|연구소|교수|위원|단체|협회|학과|병원)(?:들|간)?$"
)
_CUT = re.compile(r".*(?:[,:：△▲▷▶◇◆◦○●■□▪•]|(?:은|는|등|으로는|로는|에는)\s|별로\s)\s?", re.DOTALL)
_BULLETED = re.compile(r".*[,△▲▷▶◇◆◦○●■□▪•]\s?", re.DOTALL)
_MADE = re.compile(
    r"(?:\s등)?(?:을|를|이|가|도)\s(?:각각\s|함께\s|집중\s)?(?:조성|육성|구축|개발|키우|키운)(?!했|됐|되었|하였|해\s왔)"
)
# `대구(섬유), 부산(신발) 등 4개 지역에서 추진 중인`: what is done already.
_ONGOING = re.compile(
    r"\s등\s?\d*\s?(?:개|곳)?\s?(?:지역|단지|시도)?(?:에서)?\s?(?:추진|시행|운영|지정된|지정돼)"
)
# An industry that the lexicon does not know, among those that it does.
_SHORT = re.compile(r"[가-힣A-Za-z·ㆍ -]{2,14}")
_BRACKET = re.compile(r"\((?P<inner>[^()\n]{2,60})\)")
_BY_FIELD = re.compile(
    r"[\s,·]*(?:[가-힣]{1,4}별로(?:는|\s?보면)?,?\s)?(?P<what>[^,()\n]{2,30}?)(?:\s(?:분야|부문|업종|산업))?(?:은|는|에|에는)\s"
)
_FIELD_END = re.compile(
    r"\s?(?:등)?\s?(?:이다|이며|이고|으로\s(?:나|구성|정|확정|선정|배)|[이가]\s(?:맡|육성|선정|특화|키)"
    r"|에서\s(?:육성|맡|추진|키)|[을를]\s(?:선정|지정|육성)|[.…]|$)"
)
_HEAD = re.compile(
    r"[’'\"”]?(?:\s?\([^()\n]{2,40}\))?(?:\s?(?:지역|권역|혁신도시|광역경제권))?(?:은|는|이|가|의\s경우)\s"
)
_MIDDLE = re.compile(
    r"[‘'\"“]?(?P<what>[^,]{2,45}?(?:,\s[^,]{2,12})?)[’'\"”]?(?:을|를|이|가|으로)?,\s?(?:또\s|그리고\s)?"
)
_LAST = re.compile(
    rf"[‘'\"“]?(?P<what>[^,.]{{2,45}}?)[’'\"”]?(?:을|를|이|가|도|\s등[을이]?)?\s(?:{_BEFORE}\s){{0,2}}{_CHOSEN}(?:으로|로)\s(?:최종\s|집중\s|중점\s)?{_DECIDED}"
)
_LAST_BARE = re.compile(
    rf"[‘'\"“]?(?P<what>[^,.]{{2,45}}?)[’'\"”]?(?:을|를)\s(?:각각\s)?{_DECIDED}"
)
_OWN = re.compile(
    rf"(?:의|\s)\s?(?:새\s|신성장\s)?{_CHOSEN}(?:으로는|으로|은|는|이|에는)\s"
    r"[‘'\"“]?(?P<what>[^,.]{2,45}?)[’'\"”]?(?:으로|이|가|을|를|이다|다)\s?"
    r"(?:정해|정하|정했|확정|선정|결정|채택|뽑|꼽|지정|육성|선택|$|\.)"
)
_DESCRIBED = re.compile(
    rf"\s?(?P<what>[^,.]{{2,40}}?)[이가]\s{_CHOSEN}(?:으로|로)\s(?:채택|선정|확정|지정|결정)된\s"
)
_POSSESSED = re.compile(r"의\s(?P<what>[^,.]{2,30}?)(?:,\s|와\s함께|과\s함께|\s등)")
_DASH = re.compile(
    r"\s?[-–=:：]\s?(?P<what>[^,.()△▲\n]{2,20}?)(?=\s?[,.△▲)]|\s?등|으로|로\s|이다|\s▲|$)"
)
_FEWEST_POSSESSED = 4
_FEWEST_QUOTED = 3
_ROUTE = ("∼", "~", "～")
_QUOTED = re.compile(r"(?:은|는|의)?\s[‘'“\"](?P<what>[^‘’'“”\"\n,]{2,30})[’'”\"]")
_FIELD = re.compile(r"특구|특화|특징|산업|분야|육성|테마")


def from_assignments(places: Places) -> Iterator[Vision]:
    """`A(로봇), B(섬유)를 …`, `로봇(A·B)`, `A는 로봇, B는 섬유를 특화산업으로`, `로봇은 A·B`."""
    before: Sentence | None = None
    for sentence in places.context.analysis.sentences:
        runs = list(place_runs(places, sentence.start, sentence.end))
        if runs:
            yield from _assigned(places, sentence, runs, before)
        before = sentence


def _assigned(
    places: Places, sentence: Sentence, runs: Runs, before: Sentence | None
) -> Iterator[Vision]:
    surface = places.text[sentence.start : sentence.end]
    number = sum(len(run.regions) for run in runs)
    licensed = _LICENCE.search(surface) is not None
    announced = licensed or (number > 2 and _licensed(places.text, before))
    if announced:
        yield from _bracketed(places, sentence, runs)
    if licensed:
        yield from _dashed(places, sentence, runs)
    if _CHOSEN_WORD.search(surface):
        yield from _topics(places, sentence, runs)
        yield from _own(places, sentence, runs)
    if number >= _FEWEST_QUOTED and _FIELD.search(surface):
        yield from _quoted(places, sentence, runs)
    if "(" in surface:
        yield from _goals_of_lists(places, sentence)
    if announced and number >= _FEWEST_POSSESSED:
        yield from _possessed(places, sentence, runs)
    if number > 2:
        yield from _by_field(places, sentence, runs)


def _licensed(text: str, sentence: Sentence | None) -> bool:
    """Whether the sentence before says that industries are handed out."""
    return sentence is not None and bool(_ANNOUNCING.search(text, sentence.start, sentence.end))


def _is_industry(places: Places, start: int, end: int) -> bool:
    phrase = places.text[start:end].strip()
    return bool(places.industries_in(start, end)) and not _BODY.search(phrase)


def _each(
    places: Places, regions: Iterable[str], start: int, end: int, sentence: Sentence
) -> Iterator[Vision]:
    for region in dict.fromkeys(regions):
        yield places.vision(region, start, end, "assigned", since=sentence.start)


def _bracketed(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`로봇(대구·경북)` and `대구(로봇)`: two or more in a sentence."""
    found: list[tuple[list[str], int, int]] = []
    known = 0
    previous = sentence.start
    by_end = {run.end: run for run in runs}
    for match in _BRACKET.finditer(places.text, sentence.start, sentence.end):
        start, end = match.span("inner")
        run = by_end.get(match.start())
        inside = listed(places, start, end)
        if run is not None and not inside:
            if places.text[match.end() : match.end() + 1] in _ROUTE:
                return  # `울산(자동차)∼경주(부품)은 …로 묶인다`
            pair = (run.regions, start, end)
        elif inside and run is None:
            start = between(_CUT, places.text, previous, match.start())
            pair = (inside, start, match.start())
        else:
            pair = ([], 0, 0)
        phrase = places.text[pair[1] : pair[2]].strip()
        if _is_industry(places, pair[1], pair[2]):
            known += 1
            found.append(pair)
        elif _SHORT.fullmatch(phrase) and not _BODY.search(phrase):
            found.append(pair)
        if inside or run is not None:
            previous = match.end()
    if len(found) < 2 or known * 2 < len(found):
        return
    if _ONGOING.match(places.text, previous, sentence.end):
        return
    for regions, start, end in found:
        yield from _each(places, regions, start, end, sentence)


def _goals_of_lists(places: Places, sentence: Sentence) -> Iterator[Vision]:
    """`△디지털 수도(천안·아산) △관광도시(공주·부여)`: goals with the places in brackets."""
    found = []
    sure = 0
    previous = sentence.start
    for match in _BRACKET.finditer(places.text, sentence.start, sentence.end):
        inside = listed(places, *match.span("inner"))
        start = between(_BULLETED, places.text, previous, match.start())
        phrase = places.text[start : match.start()].strip()
        stem = GROWTH_END.sub("", phrase).strip()
        if inside and any(goal.end() == len(stem) for goal in GOAL.finditer(stem)):
            sure += role_of(stem) is not None or _is_industry(places, start, match.start())
            found.append((inside, start, match.start()))
        elif inside and found and _SHORT.fullmatch(phrase) and not _BODY.search(phrase):
            found.append((inside, start, match.start()))
        if inside:
            previous = match.end()
    made = _MADE.match(places.text, previous, sentence.end) is not None
    if len(found) > 1 and (made or sure * 2 >= len(found)):
        for regions, start, end in found:
            yield from _each(places, regions, start, end, sentence)


def _dashed(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`부산-해양, 대구-의료`."""
    found = []
    for run in runs:
        match = _DASH.match(places.text, run.end, sentence.end)
        if match and _is_industry(places, *match.span("what")):
            found.append((run, match.span("what")))
    if len(found) > 1:
        for run, (start, end) in found:
            yield from _each(places, run.regions, start, end, sentence)


def _quoted(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`강원은 ‘디지털헬스케어’, 대구 ‘로봇’, …`: three or more."""
    found = []
    for run in runs:
        match = _QUOTED.match(places.text, run.end, sentence.end)
        if match and not _BODY.search(match["what"]):
            found.append((run, match.span("what")))
    known = sum(_is_industry(places, *span) for _, span in found)
    if len(found) >= _FEWEST_QUOTED and known * 2 >= len(found):
        for run, (start, end) in found:
            yield from _each(places, run.regions, start, end, sentence)


def _by_field(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`로봇은 대구·경북, 물류는 인천·부산 등이다`."""
    found: list[tuple[Listed, tuple[int, int]]] = []
    known = 0
    previous = sentence.start
    for run in runs:
        match = _BY_FIELD.fullmatch(places.text, previous, run.start)
        if match is None or _BODY.search(match["what"]):
            return
        known += _is_industry(places, *match.span("what"))
        found.append((run, match.span("what")))
        previous = run.end
    if (
        known > 1
        and known * 2 >= len(found)
        and _FIELD_END.match(places.text, previous, sentence.end)
    ):
        for run, (start, end) in found:
            yield from _each(places, run.regions, start, end, sentence)


def _topics(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`A는 로봇, B는 섬유를 선도산업으로 정했다`; one place will do."""
    text = places.text
    heads = [
        (run, match.end()) for run in runs if (match := _HEAD.match(text, run.end, sentence.end))
    ]
    following = sentence.end
    asserted = False
    found: list[tuple[list[str], tuple[int, int]]] = []
    for run, start in reversed(heads):
        if following == sentence.end:
            front = _CHOSEN_WORD.search(text, sentence.start, heads[0][0].start)
            match = _LAST.match(text, start, following)
            if match is None and front is not None:
                match = _LAST_BARE.match(text, start, following)
        elif asserted:
            match = _MIDDLE.fullmatch(text, start, following)
        else:
            match = _LAST.match(text, start, following)
        good = match is not None and _is_plain_industry(places, *match.span("what"))
        if match is not None and good:
            found.append((run.regions, match.span("what")))
        asserted = good
        following = run.start
    for regions, (start, end) in reversed(found):
        yield from _each(places, regions, start, end, sentence)


def _is_plain_industry(places: Places, start: int, end: int) -> bool:
    return role_of(places.text[start:end]) is None and _is_industry(places, start, end)


def _own(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`호남권의 선도산업으로는 …이 정해졌다`; `…이 선도산업으로 채택된 대구권`."""
    text = places.text
    for run in runs:
        match = _OWN.match(text, run.end, sentence.end) or _described(
            text, sentence.start, run.start
        )
        if match and _is_plain_industry(places, *match.span("what")):
            yield from _each(places, run.regions, *match.span("what"), sentence)


def _described(text: str, start: int, end: int) -> re.Match[str] | None:
    """The clause that ends before ``end`` and says what was chosen, its place to come."""
    since = max(start, text.rfind(",", start, end) + 1)
    return _DESCRIBED.fullmatch(text, since, end)


def _possessed(places: Places, sentence: Sentence, runs: Runs) -> Iterator[Vision]:
    """`수도권의 지식정보산업, 충청권의 바이오, …`: four or more."""
    found = []
    for run in runs:
        match = _POSSESSED.match(places.text, run.end, sentence.end)
        if match and _is_plain_industry(places, *match.span("what")):
            found.append((run, match.span("what")))
    if len(found) >= _FEWEST_POSSESSED:
        for run, (start, end) in found:
            yield from _each(places, run.regions, start, end, sentence)
