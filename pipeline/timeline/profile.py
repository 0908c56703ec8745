"""What of a telling is compared with others: its days, its names, its words, its numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from sys import intern

from pipeline.lexicon import Lexicon, load_lexicon
from pipeline.records import Event

_ORDINAL = re.compile(r"(?:제\s*)?(\d{1,3})\s*(회|차|단계|기|호)(?![가-힣]*간|[가-힣]*관)")
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(%|[가-힣]?)")
_COUNTED = re.compile(
    r"^제?\d[\d,.]*(?:[만천백억조여]|\d)*(?:개사|개소|개|곳|건|명|원|달러|불|일|월|년도?|회|차|기|호|시|분|주년|주기|%)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:년도?)?|['’‘]\d\d(?:년)?")
_NOT_WORD = re.compile(r"[^0-9A-Za-z가-힣]+")
_ENDING = re.compile(
    r"(?<=[가-힣A-Za-z0-9]{2})(?:에서는|에서|으로|에게|에는|까지|부터|하기로|하기|하는|하고|하며|하여|했다|"
    r"한다|됐다|된다|됐고|되는|되고|키로|했으며|은|는|을|를|이|가|의|와|과|에|로|도|서)$"
)
_HANGUL_OR_LATIN = re.compile(r"[A-Za-z가-힣]")

# Words that any happening of its kind has: they do not tell two apart.
_EMPTY = frozenset(
    re.findall(
        r"\S+",
        """
        위한 위해 관련 통해 대한 따른 등 및 올해 지난해 지난 오는 이날
        전국 정부 관계자 행사 사업 열려 열린 열렸 연 열 가졌 개최 본격
        공식 새로 모두 참석 참여 진행 예정 계획 밝혔 것 규모 기념 축사
        격려사 치사 기념사 연설 메시지 축하 말씀 모두말씀 대통령 장관 첫
        총 약 성황리 올 이달 추가 신규 대상 마련 발표 밝힌 하기 위하
        함께 다녀갔 만명 안에 중 까지 부터 상반기 하반기
        """,
    )
)

# What kind of meeting it is: a talk within a fair is not the fair.
_OCCASION = re.compile(
    "(?:박람|전시|설명|간담|토론|공청|보고|상담|발표|교류|평가|협의|위원|성과)회(?!의)|컨퍼런스|콘퍼런스|세미나|포럼|"
    "심포지엄|워크[숍샵]|총회|시상식|포상|표창|기조연설|기공|착공|준공|개소|발대|수료|입학|선포|취임|"
    "협약|MOU|경진대회|조찬|오찬|만찬|환영식|환송식|회견|접견|정상회담|"
    "엑스포|주간|의 날|Day|콘서트|토크"
)

# What was said at a happening, behind its name.
_SAID = re.compile(
    r"(?:\s*(?:축하|영상|축사|격려사?|치사|기념사|연설|메시지|환영사|말씀|인사말))+\s*$"
)
_ALSO = {"MOU": "협약", "콘퍼런스": "컨퍼런스", "워크샵": "워크숍", "착공": "기공", "Day": "의 날"}

PLACES, BODIES, THINGS = ("REGION", "COMPLEX"), ("ORG",), ("PROGRAM", "LAW", "FORUM")
_KIND = {**dict.fromkeys(PLACES, 0), **dict.fromkeys(BODIES, 1), **dict.fromkeys(THINGS, 2)}


@dataclass(frozen=True, slots=True)
class Profile:
    """``first`` and ``last`` are day numbers (``date.toordinal``), None on an open end.

    ``names`` are the entities of the title by kind (places, bodies, things), each as the oldest
    name of its line of succession; ``told`` those of title, sentence and event together.
    ``words`` are those of the title without names, numbers and what every such happening has, as
    pairs of neighbouring letters; ``rest`` are all of them. ``spelled`` are the pairs of all that
    is told, names and deeds with it: what one says by a name the other may say by a word.
    ``line`` are the title's words in their order.
    """

    event: Event
    first: int | None
    last: int | None
    day: bool
    implied: bool
    names: tuple[frozenset[str], frozenset[str], frozenset[str]]
    told: tuple[frozenset[str], frozenset[str], frozenset[str]]
    words: tuple[frozenset[str], ...]
    rest: frozenset[str]
    spelled: frozenset[str]
    line: tuple[str, ...]
    ordinals: Mapping[str, frozenset[str]]
    numbers: Mapping[str, frozenset[str]]
    steps: frozenset[str]
    occasions: frozenset[str]


@dataclass(frozen=True)
class Deeds:
    """``step`` names the stage of an act that a word tells; ``pattern`` finds all such words."""

    step: Mapping[str, str]
    pattern: re.Pattern[str]


@cache
def deeds() -> Deeds:
    """The trigger lexicon, as far as titles are compared by it."""
    data = tomllib.loads((files("pipeline.lexicon") / "triggers.toml").read_text("utf-8"))
    step = {word: name for name, words in data["steps"].items() for word in words}
    told = {
        word
        for group in data["categories"].values()
        for word in (*group["nouns"], *(v for v in group.get("verbs", ()) if len(v) > 1))
    }
    words = sorted(told | set(step), key=lambda w: (-len(w), w))
    return Deeds(step, re.compile("|".join(map(re.escape, words))))


class Profiler:
    """Makes profiles. Holds the lexicon and what was looked up in it: one for each merge."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load_lexicon()
        self._roots: dict[str, str] = {}
        self._kin: dict[str, frozenset[str]] = {}

    def profile(self, event: Event) -> Profile:
        """What is compared of ``event``."""
        told = _clause(event)
        same = told == event.title
        named, named_in_text, title = self._names(event.title, "" if same else told)
        given = [(_KIND["REGION"], self.root(one)) for one in event.regions]
        given += [(_KIND["ORG"], self.root(one.entity_id)) for one in event.actors]
        given += [(_KIND["PROGRAM"], self.root(one)) for one in event.programs]
        found = deeds()
        words = found.pattern.findall(title)
        bare = found.pattern.sub(" ", _SAID.sub("", title))
        said = tuple(_words(bare))
        rest = frozenset().union(*said)
        return Profile(
            event=event,
            first=_ordinal_day(event.earliest),
            last=_ordinal_day(event.latest),
            day=event.earliest is not None and event.earliest == event.latest,
            # The day of a record in an index is its happening's own.
            implied=event.date_basis == "publication" and not event.rule.startswith("event.title"),
            names=_by_kind(named),
            told=_by_kind([*named, *named_in_text, *given]),
            words=said,
            rest=rest,
            spelled=_spelled(event.title if same else f"{event.title} {told}"),
            line=_line(event.title),
            ordinals=_grouped(
                (_COUNTER.get(counter, counter), value)
                for value, counter in _ORDINAL.findall(event.title)
            ),
            numbers=_grouped(
                (_COUNTER.get(unit, unit), value.replace(",", ""))
                for value, unit in _NUMBER.findall(_YEAR.sub(" ", _ORDINAL.sub(" ", event.title)))
            ),
            steps=frozenset(found.step[w] for w in words if w in found.step),
            occasions=frozenset(_ALSO.get(o, o) for o in _OCCASION.findall(event.title)),
        )

    def root(self, entity_id: str) -> str:
        """The oldest name of the entity's line of succession."""
        if entity_id not in self._roots:
            self._roots[entity_id] = self.lexicon.lineage(entity_id)[0]
        return self._roots[entity_id]

    def related(self, a: str, b: str) -> bool:
        """Whether one is the other, lies in it (창원 in 경남) or is named after it."""
        return a == b or a in b or b in a or b in self._ancestors(a) or a in self._ancestors(b)

    def _ancestors(self, one: str) -> frozenset[str]:
        if one not in self._kin:
            above = self.lexicon.ancestors(one) if one in self.lexicon.entries else ()
            self._kin[one] = frozenset(map(self.root, above))
        return self._kin[one]

    def _names(self, title: str, text: str) -> tuple[_Named, _Named, str]:
        """The entities named in ``title`` and in ``text``, and the title without: one search."""
        border = len(title)
        named: tuple[_Named, _Named] = ([], [])
        pieces: list[str] = []
        position = 0
        for start, end, entries in self.lexicon.find(f"{title}\n{text}"):
            entry = entries[0]
            if entry.label not in _KIND:
                continue
            named[start > border].append((_KIND[entry.label], self.root(entry.entity_id)))
            if start <= border:
                pieces.append(title[position:start])
                position = end
        pieces.append(title[position:])
        return *named, " ".join(pieces)


_Named = list[tuple[int, str]]
_COUNTER = {"곳": "개", "인": "명", "불": "달", "차": "회"}


def _clause(event: Event) -> str:
    """The part of the sentence that tells this event, where it tells several."""
    if event.clause_start is None or event.clause_end is None:
        return event.text
    return event.text[max(0, event.clause_start - event.start) : event.clause_end - event.start]


def _ordinal_day(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()


def _by_kind(
    named: Iterable[tuple[int, str]],
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    kinds: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    for kind, one in named:
        kinds[kind].add(one)
    return frozenset(kinds[0]), frozenset(kinds[1]), frozenset(kinds[2])


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in groups.items()}


def _words(text: str) -> Iterator[frozenset[str]]:
    """The words of ``text`` that say something, each as its pairs of neighbouring letters."""
    for word in _NOT_WORD.split(_ORDINAL.sub(" ", text)):
        word = _COUNTED.sub("", _ENDING.sub("", word))  # numbers are compared as such
        # A lone syllable is what a name left behind: its particle, its suffix.
        says = len(word) > 1 and word not in _EMPTY and _HANGUL_OR_LATIN.search(word)
        if says:
            yield _bigrams(word)


def _spelled(text: str) -> frozenset[str]:
    """The neighbouring letters within the words of ``text``."""
    words = _NOT_WORD.split(text)
    return frozenset(intern(pair) for word in words for pair in map("".join, pairwise(word)))


def _line(title: str) -> tuple[str, ...]:
    """The words of ``title`` in order, without numbers and what tells but what is done."""
    deed = deeds().pattern
    title = _SAID.sub("", title)
    words = (_COUNTED.sub("", _ENDING.sub("", word)) for word in _NOT_WORD.split(title))
    return tuple(word for word in words if word and not deed.fullmatch(word))


def letters(title: str) -> frozenset[str]:
    """The neighbouring letters of a whole title, white space and signs apart."""
    return _bigrams(_NOT_WORD.sub("", title))


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(map(intern, map("".join, pairwise(text)))) or frozenset((text,))
