"""Named bodies, places, estates, programmes, acts, industries and meetings in a document.

Three sources, each with its rule's name on the mention: the lexicon, patterns of form
(``name_patterns``), and the short names that the text itself introduces (``abbreviations``).
Of overlapping candidates the longest wins; a lexicon entry wins over a pattern of its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from pipeline.extract.abbreviations import branches, introduced, later
from pipeline.extract.context import Context
from pipeline.extract.departments import CONTACT, departments
from pipeline.extract.name_patterns import ANY_SUFFIX, TEXT_RULES
from pipeline.extract.noun_names import noun_names
from pipeline.language.analysis import Analysis
from pipeline.language.kiwi import Morpheme
from pipeline.lexicon import Entry, Lexicon
from pipeline.lexicon.lexicon import choose
from pipeline.lexicon.matcher import Hit, bordered, cased, longest
from pipeline.records import Mention

_SMALL = ("city", "county", "district")
_SHORT = 2  # characters: names this short need a noun reading of their own
_FREE = 5  # characters: names this long are no accident inside a word, whatever Kiwi reads
_AFTER_NAME = ("J", "V", "E", "S", "W")
_LONE = "장측내외간등형별역"  # syllables that may follow a name of three: 산단공장, 수도권내
_SOURCES = ("abbreviation", "lexicon")  # what the text itself says of a name goes first
_MARK = 5  # characters of 주식회사 and its space: what a firm's name may have beside its core
_INITIALS = re.compile(r"(?<![0-9A-Za-z&])[A-Z]{3,8}(?![0-9A-Za-z&])")
_FIRM_MARK = re.compile(r"^(?:㈜|\(주\)|（주）|주식회사\s)|(?:㈜|\(주\))$")
_DASH = re.compile(r"[-–]")
_DASH_BEFORE = re.compile(r"(?P<body>(?:추진단|사업단|공단|센터|협회|학회|연구원|대학교?))?[-–]$")
_NO_BODY = ("MOU", "MOA", "CEO", "CTO", "GDP", "FTA", "PDF", "LED", "LCD", "TOP", "NEW", "KTX")
_PHRASE = {
    "program_quote": ("JKB", "JKG", "JKO", "JKS", "JX", "JC", "EC", "EF"),
    "forum_number": ("JKO", "JKS", "JX", "EC", "EF"),
}
"""Tags that no name of that rule holds."""
_NOUN = ("NN", "XPN", "XSN", "SL", "SN", "SH", "XR")


def extract(context: Context) -> tuple[Mention, ...]:
    """All mentions but people, dates and quantities; sorted by start, none overlapping."""
    reader = _Reader(context.analysis, context.lexicon)
    lexical = reader.lexicon_mentions()
    patterned = [
        *reader.text_mentions(lexical),
        # A release's contacts may be furniture: their people and departments are read all the same.
        *(m for m in departments(context.analysis.text) if m.rule == CONTACT or reader.read(m)),
        *noun_names(context.analysis, lexical, reader.place_starts),
    ]
    found = _longest([*lexical, *patterned])
    introductions = introduced(context.analysis.text, found) | branches(found)
    if introductions:
        short = [m for m in later(context.analysis.text, introductions) if reader.read(m)]
        found = _longest([*found, *short])
    found = _longest([*found, *_partners(context.analysis.text, found)])
    return tuple(found)


@dataclass(frozen=True)
class _Reader:
    """One document's morphemes by position, and the lexicon read against them."""

    analysis: Analysis
    lexicon: Lexicon

    @cached_property
    def starting(self) -> dict[int, Morpheme]:
        """The first morpheme at each start."""
        sentences = reversed(self.analysis.sentences)
        return {m.start: m for s in sentences for m in reversed(s.morphemes)}

    @cached_property
    def ending(self) -> dict[int, Morpheme]:
        """The last morpheme at each end."""
        return {m.end: m for s in self.analysis.sentences for m in s.morphemes}

    @cached_property
    def hits(self) -> list[Hit]:
        """Every occurrence of every name that lies in a sentence."""
        return [hit for hit in self.lexicon.scan(self.analysis.text) if self.read(hit)]

    @cached_property
    def place_starts(self) -> frozenset[int]:
        """Where a place's name begins a word, whatever follows; everyday words left out."""
        text = self.analysis.text
        return frozenset(
            hit.start
            for hit in self.hits
            if not text[hit.start - 1 : hit.start].isalnum()
            and any(
                e.label == "REGION" and e.kind != "country" and not e.weak
                for e in self.lexicon.bearers(hit.key)
            )
        )

    def read(self, span: Mention | Hit) -> bool:
        """Whether the span lies in a sentence: furniture is not read."""
        sentence = self.analysis.sentence_at(span.start)
        return sentence is not None and span.end <= sentence.end

    def lexicon_mentions(self) -> list[Mention]:
        """The lexicon's names, checked against the morphemes and resolved at the date."""
        text = self.analysis.text
        hits = longest(hit for hit in self.hits if self.stands(hit))
        doubtful = {hit for hit in hits if self._is_doubtful(hit)}
        mentions: list[Mention] = []
        for hit in self.lexicon.matcher.supported(text, hits, doubtful):
            entry, label = self._resolve(hit, mentions)
            mentions.append(
                Mention(
                    start=hit.start,
                    end=hit.end,
                    text=text[hit.start : hit.end],
                    label=label,
                    entity_id=entry.entity_id if entry else None,
                    name=entry.name if entry else text[hit.start : hit.end],
                    rule="lexicon" if entry else "lexicon_ambiguous",
                )
            )
        return mentions

    def stands(self, hit: Hit) -> bool:
        """Whether the hit begins and ends where a name may, by letters and by morphemes."""
        text, size = self.analysis.text, len(hit.key)
        if not cased(text, hit):
            return False
        if hit.end - hit.start > size and not bordered(text, hit):
            return False
        return self._begins(hit, size) and self._stops(hit, size)

    def _begins(self, hit: Hit, size: int) -> bool:
        text = self.analysis.text
        before = text[hit.start - 1 : hit.start]
        if not before.isalnum() or size >= _FREE:
            return True
        if hit.key[0].isascii():
            return not before.isascii()
        previous = self.ending.get(hit.start)
        if previous is None or hit.start not in self.starting:
            return False
        if size > _SHORT:
            return previous.tag.startswith(_NOUN)
        return previous.tag == "NNP" and self.starting[hit.start].tag == "NNP"

    def _stops(self, hit: Hit, size: int) -> bool:
        text = self.analysis.text
        after = text[hit.end : hit.end + 1]
        if hit.key[-1].isascii():
            return not (after.isascii() and after.isalnum())
        if after == "원" and hit.key[-1] == "위" and text[hit.end + 1 : hit.end + 2] == "장":
            return False  # 금융위원장
        if not "가" <= after <= "힣" or (size >= _FREE and bordered(text, hit)):
            return True
        following = self.starting.get(hit.end)
        if following is None or hit.end not in self.ending:
            return size > _SHORT and bordered(text, hit)
        if following.tag.startswith(_AFTER_NAME):
            return True
        if size > _SHORT:
            return following.end - following.start > 1 or bordered(text, hit) or after in _LONE
        exact = self.starting.get(hit.start) == self.ending[hit.end]
        return exact and self.ending[hit.end].tag == "NNP" and following.end - following.start > 1

    def _is_doubtful(self, hit: Hit) -> bool:
        """A short Korean place name that Kiwi reads as something else than a proper noun."""
        if len(hit.key) > _SHORT or hit.key.isascii():
            return False
        morpheme = self.starting.get(hit.start)
        if morpheme is None or morpheme.end < hit.end:
            return True
        place = all(entry.kind in _SMALL for entry in self.lexicon.bearers(hit.key))
        return morpheme.tag != "NNP" if place else morpheme.tag[:2] not in ("NN", "XR")

    def _resolve(self, hit: Hit, before: Sequence[Mention]) -> tuple[Entry | None, str]:
        bearers = self.lexicon.bearers(hit.key)
        surface = self.analysis.text[hit.start : hit.end]
        entry = choose(bearers, surface, self.analysis.published)
        if entry is None:
            entry = self._by_neighbour(bearers, before)
        return entry, (entry or bearers[0]).label

    def _by_neighbour(
        self, bearers: Iterable[Entry], before: Sequence[Mention]
    ) -> Entry | None:
        """The bearer whose province was named last before it (경남의 … 고성군)."""
        above = {entry: set(self.lexicon.ancestors(entry.entity_id)) for entry in bearers}
        for mention in reversed(before):
            if mention.label != "REGION" or mention.entity_id is None:
                continue
            near = {mention.entity_id, *self.lexicon.lineage(mention.entity_id)} - {"KR"}
            fitting = [entry for entry, ids in above.items() if ids & near]
            if len(fitting) == 1:
                return fitting[0]
        return None

    def text_mentions(self, lexical: Sequence[Mention]) -> Iterator[Mention]:
        """What the patterns over plain text find, linked to the lexicon name it holds."""
        text = self.analysis.text
        for rule in TEXT_RULES:
            if rule.needs and not any(word in text for word in rule.needs):
                continue
            for match in rule.pattern.finditer(text):
                start, end = match.span("name")
                if rule.rule in ("company_mark", "corporate_mark"):
                    end = self._noun_end(start, end)
                    if text[end - 1] == "의" and ANY_SUFFIX.search(text[start : end - 1]):
                        end -= 1  # 장학회의: of the foundation, read as a meeting
                mention = Mention(
                    start=start,
                    end=end,
                    text=text[start:end],
                    label=rule.label,
                    name=_unmarked(text[start:end]),
                    rule=rule.rule,
                )
                if self.read(mention) and end - start > 2 and not self._is_phrase(mention):
                    yield _linked(mention, lexical)

    def _is_phrase(self, mention: Mention) -> bool:
        """Whether the "name" is a sentence's piece: the topic of a talk, a slogan, a clause."""
        tags = _PHRASE.get(mention.rule, ())
        inside = range(mention.start, mention.end) if tags else range(0)
        return any(self.starting[at].tag in tags for at in inside if at in self.starting)

    def _noun_end(self, start: int, end: int) -> int:
        """``end`` moved back over particles: ㈜한빛의 ends before 의."""
        while end > start:
            morpheme = self.ending.get(end)
            # A contracted copula has no width: 온누리(이)지.
            if morpheme is None or morpheme.start == end:
                break
            if not morpheme.tag.startswith(("J", "E", "VC")):
                break
            end = morpheme.start
        return end


def _unmarked(name: str) -> str:
    """A firm's name without its mark: 누리정공 of ㈜누리정공."""
    return _FIRM_MARK.sub("", name).strip() or name


def _linked(mention: Mention, lexical: Sequence[Mention]) -> Mention:
    """The mention with the id of the longest lexicon name of its label that it ends in."""
    first = bisect_left(lexical, mention.start, key=lambda m: m.start)
    inside: list[Mention] = []
    for other in lexical[first:]:
        if other.start >= mention.end:
            break
        if other.label == mention.label and other.end <= mention.end:
            inside.append(other)
    if mention.label == "ORG":  # a firm named after another is not that firm
        inside = [m for m in inside if len(m.text) >= len(mention.text) - _MARK]
    if not inside:
        return mention
    core = max(inside, key=lambda m: m.end - m.start)
    return msgspec.structs.replace(
        mention,
        entity_id=core.entity_id,
        name=core.name if core.end == mention.end else mention.name,
    )


def _partners(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Bodies known by their Latin initials alone: joined to a body by a dash, or after a country.

    일본ABCA-산단공 업무협약, 추진단-ABCA 세미나.
    """
    bodies = {m.start for m in mentions if m.label == "ORG"}
    after = {m.end for m in mentions if m.label == "ORG"}
    abroad = {m.end for m in mentions if m.label == "REGION" and m.entity_id != "KR"}
    for match in _INITIALS.finditer(text):
        before = _DASH_BEFORE.search(text, max(match.start() - 12, 0), match.start())
        beside = (
            match.start() in abroad
            or (before is not None and (before["body"] or before.start() in after))
            or (_DASH.match(text, match.end()) and match.end() + 1 in bodies)
        )
        if beside and match.group() not in _NO_BODY:
            yield Mention(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                label="ORG",
                name=match.group(),
                rule="org_partner",
            )


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Without overlaps: the longest of those that compete, then in the order of ``_SOURCES``."""

    def order(mention: Mention) -> tuple[int, int, int, str]:
        source = next((n for n, s in enumerate(_SOURCES) if mention.rule.startswith(s)), 9)
        return mention.start - mention.end, source, mention.start, mention.rule

    taken: list[Mention] = []
    covered: set[int] = set()
    for mention in sorted(mentions, key=order):
        if not covered.intersection(range(mention.start, mention.end)):
            taken.append(mention)
            covered.update(range(mention.start, mention.end))
    return sorted(taken, key=lambda m: m.start)
