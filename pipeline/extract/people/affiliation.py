"""What body or place a person belongs to, by the lexicon's mentions or by the surface."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.extract.people.words import Word
from pipeline.lexicon.people import Titles
from pipeline.records import Mention

_BODY_TAIL = re.compile(
    r"(?:부|청|처|원|과|실|국|팀|공단|공사|협회|학회|협의회|위원회|조합|연합회|연맹|대학|대학교|대|은행|그룹|전자|센터"
    r"|재단|법인|본부|회의소|회사|산업|중공업|건설|화학|연구소|병원|포럼|신문|방송|당|군|시|도|구)$"
)
_MARKS = re.compile(r"^(?:㈜|\((?:주|사|재|유)\)|주식회사\s)\s?")
# Titles that hold the end of the body's name, though set apart: `산업기술 학회장`.
_JOINING = ("학회장", "협회장", "연합회장", "협의회장")
# Places too small for the lexicon: 부산면 is no 부산.
_SMALL = ("면장", "읍장", "동장")
_HEADS = (("지사", "도"), ("구청장", "구"), ("시장", "시"), ("군수", "군"))
_LIST_REACH = 600  # characters
_GOVERNED = tuple("시군구도")
_TOPIC = re.compile(
    r"\s?(?:\([^()\n]{2,40}\))?(?:은|는)(?![가-힣])"
    r"|\([^()\n]{0,12}(?:장|장관|군수|지사)\s[가-힣]{2,4}"
)
_LINE_HEAD = re.compile(r"[^0-9A-Za-z가-힣]*(?:[가-힣]{2,4} )?")
_INSTITUTES = ("연구원", "연구소", "센터", "평가원", "개발원", "진흥원", "학회")
_LABELS = {"ORG", "REGION", "COMPLEX"}


def looks_like_body(word: str) -> bool:
    """Whether a word bears a company's mark or, five letters long or more, ends like a body."""
    if word.startswith("㈜") or _MARKS.match(word):
        return True
    return len(word) >= 5 and _BODY_TAIL.search(word) is not None


class Affiliation(NamedTuple):
    """Canonical name or surface, and the lexicon id where there is one."""

    name: str | None = None
    entity_id: str | None = None


class Bodies:
    """The mentions of bodies and places of one document."""

    def __init__(
        self, mentions: Sequence[Mention], text: str, foreign: frozenset[int] = frozenset()
    ) -> None:
        self._text = text
        self.foreign = foreign
        """Where the names of foreign countries begin."""
        self._found = sorted((m for m in mentions if m.label in _LABELS), key=lambda m: m.start)
        self._starts = [m.start for m in self._found]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin in ``start:end``."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def covers(self, start: int, end: int) -> bool:
        """Whether one body's or place's name takes in all of ``start:end``."""
        at = bisect_left(self._starts, start + 1) - 1
        return at >= 0 and self._found[at].end >= end

    def governed(self, word: Word) -> bool:
        """Whether a word is the full name of a place with a government: 전북도, 창원시."""
        return word.text[-1] in _GOVERNED and self.is_place(word)

    def ending(self, end: int) -> Affiliation:
        """The body whose name ends at ``end``."""
        found = [m for m in self.within(max(0, end - 40), end) if m.end == end and m.label == "ORG"]
        return _of_mention(found[0]) if found else Affiliation()

    def heading(self, offset: int) -> Affiliation:
        """The body that heads a list of appointments: `■기획재정부 △예산과장 ○○○`."""
        for mention in reversed(self.within(max(0, offset - _LIST_REACH), offset)):
            before = self._text[: mention.start].rstrip(" ")[-1:]
            if mention.label == "ORG" and before and before in "■◆▣●◈":
                return _of_mention(mention)
        return Affiliation()

    def is_place(self, word: Word) -> bool:
        """Whether a word is a place's name: a member's seat (`의원(전남 광양시)`), no body."""
        return any(m.label == "REGION" for m in self.within(word.start, word.end))

    def body_at(self, start: int) -> bool:
        """Whether a body's name begins at ``start``."""
        return any(m.label == "ORG" for m in self.within(start, start + 1))

    def place_of(self, title: str, offset: int) -> Affiliation:
        """The province, city or county last named before ``offset`` that has such a head."""
        ending = next((end for head, end in _HEADS if title.split(" ")[0].endswith(head)), None)
        if ending is None:
            return Affiliation()
        fits = [
            m
            for m in self.within(0, offset)
            if m.label == "REGION" and m.entity_id and m.entity_id.endswith(ending)
        ]
        return _of_mention(fits[-1]) if fits else Affiliation()

    def issuer(self) -> Affiliation:
        """The body, or the place's government, that the first sentence of a release names.

        `무안군(군수 ○○○)은`, `산업부는` at the head of a line.
        """
        for mention in self._found:
            governs = mention.label == "ORG" or (mention.entity_id or "")[-1:] in _GOVERNED
            if not governs or not mention.entity_id:
                continue
            if not _TOPIC.match(self._text, mention.end):
                continue
            line = self._text.rfind("\n", 0, mention.start) + 1
            if _LINE_HEAD.fullmatch(self._text, line, mention.start):
                return _of_mention(mention)
        return Affiliation()

    def author_body(self, offset: int) -> Affiliation:
        """The institute named last above a line of authors."""
        institutes = [
            m for m in self.within(0, offset) if m.label == "ORG" and m.text.endswith(_INSTITUTES)
        ]
        return _of_mention(institutes[-1]) if institutes else Affiliation()

    def under_discussion(self, offset: int) -> Affiliation:
        """The body most often named before ``offset``; of equals the first one."""
        before = [m for m in self.within(0, offset) if m.label == "ORG" and m.entity_id]
        if not before:
            return Affiliation()
        counts = Counter(m.entity_id or m.text for m in before)
        best = max(before, key=lambda m: (counts[m.entity_id or m.text], -m.start))
        return _of_mention(best)

    def of(
        self, words: Sequence[Word], prefix: str, prefix_at: int, title: str, titles: Titles
    ) -> tuple[Affiliation, str]:
        """Affiliation by the words beside a name, and the title as it should be given.

        ``words`` stand before the title's word; ``prefix`` is fused to the title, which starts
        at ``prefix_at``.
        """
        words = [w for w in words if w.text not in titles.before]
        tail = titles.fused.get(title)
        unit = title in titles.unit
        if prefix:
            prefix_end = prefix_at + len(prefix)
            covered = [
                m
                for m in self.within(prefix_at, prefix_end)
                if (m.end == prefix_end and not (unit and m.rule == "model"))
                or (m.end > prefix_end and m.rule != "model")
            ]
            if title in _SMALL and tail:
                return Affiliation(prefix + tail), title
            if covered and tail and len(tail) > 1 and covered[-1].label != "ORG":
                return Affiliation(_clean(prefix + tail)), title  # 구미클러스터+추진단장
            if covered:
                return _of_mention(covered[-1]), title
            if unit and not (words == [] and tail and len(prefix) > 5):
                return self._surface(words), prefix + title
            if tail is not None and not (title[0] == "부" and len(prefix) < 2):
                body = prefix + tail
                return self._named(words[0].start if words else prefix_at, prefix_at, body), title
            return self._surface(words), prefix + title
        found = self._surface(words)
        if words and title in _JOINING and tail and found.entity_id is None:
            return Affiliation(f"{found.name} {tail}"), title
        return found, title

    def _named(self, start: int, prefix_at: int, body: str) -> Affiliation:
        lead = self._text[start:prefix_at]
        return Affiliation(_clean(lead + body))

    def _surface(self, words: Sequence[Word]) -> Affiliation:
        if not words:
            return Affiliation()
        start, end = words[0].start, words[-1].end
        inside = self.within(start, end)
        bodies = [m for m in inside if m.label == "ORG"] or [
            m for m in inside if m.end == end or len(words) == 1
        ]
        whole = bodies and (bodies[0].end <= end or bodies[0].entity_id)
        if whole and (bodies[0].end == end or bodies[0].start == start):
            return _of_mention(bodies[0])
        # A country before a foreign body is where it stands, not what it is.
        if len(inside) and inside[0].start == start and inside[0].end == words[0].end and words[1:]:
            start = words[1].start
        return Affiliation(_clean(self._text[start:end]) or None)

    def surface(self, word: Word) -> Affiliation:
        """A body that no lexicon knows, as written."""
        return Affiliation(_clean(word.text) or None)

    def before(self, words: Sequence[Word]) -> tuple[Affiliation, int]:
        """The body that ends with the last of ``words``, and how many words it takes."""
        if not words:
            return Affiliation(), 0
        end = words[-1].end
        ending = [m for m in self.within(words[0].start, end) if m.end == end]
        if ending:
            taken = sum(1 for w in words if w.start >= ending[0].start)
            return _of_mention(ending[0]), taken
        if words[-1].text.startswith(("㈜", "(")) or _BODY_TAIL.search(words[-1].text):
            return Affiliation(_clean(words[-1].text)), 1
        return Affiliation(), 0


def _of_mention(mention: Mention) -> Affiliation:
    if mention.entity_id is None:
        return Affiliation(_clean(mention.name or mention.text))
    return Affiliation(mention.name or mention.text, mention.entity_id)


def _clean(surface: str) -> str:
    bare = re.sub(r"\((?:주|사|재|유)\)$|\[\d*\]?$", "", re.sub(r"\s+", " ", surface).strip())
    return _MARKS.sub("", bare).strip(" ·-/:,")
