"""How much a word looks like a person's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.extract.people.words import Word, has_final, strip_particle
from pipeline.language.analysis import Analysis
from pipeline.language.kiwi import Morpheme
from pipeline.lexicon.people import Names
from pipeline.records import Mention

STRONG = 0.75  # a name wherever it stands beside a title
PLAIN = 0.55  # a name directly beside a title
BODIED = 0.45  # a name whose body stands between it and the title
FAINT = 0.35  # a name where little else can stand: in brackets, between a body and a title

_BLOCKING = {"ORG", "REGION", "COMPLEX", "PROGRAM", "LAW", "INDUSTRY", "FORUM"}
# Sums of weights, tuned by hand on press releases: (least share of a surname, weight).
_SURNAME_WEIGHTS = ((10.0, 0.5), (3.0, 0.42), (0.9, 0.3), (0.25, 0.2), (0.0, 0.1))

_DOUBLE_SURNAME = 0.6
_RARE = 0.25  # bearers per thousand
_NATIVE = (0.1, 0.3)  # a native given name of one syllable, of two


def _open(mention: Mention) -> int:
    """How much of a mention's front may still be a name: the first word of a guessed one.

    A pattern takes `홍길동 미래기술연구소` for one body.
    """
    if mention.entity_id is not None or mention.rule.startswith("lexicon"):
        return 0
    return max(mention.text.find(" "), 0)


class NameJudge:
    """Scores name shapes by surname, syllables, morphemes and what the lexicon knows."""

    def __init__(
        self,
        analysis: Analysis,
        mentions: Sequence[Mention],
        names: Names,
        known: Callable[[str], object] = lambda word: None,
    ) -> None:
        """``known`` is true of a word that the lexicon holds: no person's name."""
        self._names = names
        morphemes = [m for sentence in analysis.sentences for m in sentence.morphemes]
        # The first of those that share a start, the last of those that share an end.
        self._by_start: dict[int, Morpheme] = {m.start: m for m in reversed(morphemes)}
        self._last: dict[int, str] = {m.end: m.tag for m in morphemes}
        self._blocked: set[int] = set()
        for mention in mentions:
            if mention.label in _BLOCKING:
                head = _open(mention)
                head = 0 if known(mention.text[:head]) else head  # 호남권 선도산업지원단
                self._blocked.update(range(mention.start + head, mention.end))

    def surname(self, text: str) -> str | None:
        """The surname that ``text`` starts with, the double one first."""
        for length in (2, 1):
            if len(text) > length and text[:length] in self._names.surnames:
                return text[:length]
        return None

    def is_surname(self, text: str) -> bool:
        """Whether ``text`` is a surname that more than a few bear."""
        return self._names.surnames.get(text, 0.0) >= _RARE or (
            len(text) == 2 and text in self._names.surnames
        )

    def is_given(self, text: str) -> bool:
        """Whether ``text`` is made of the syllables of given names."""
        if text in self._names.native:
            return True
        if len(text) == 1:
            return text in self._names.second
        return len(text) == 2 and text[0] in self._names.first and text[1] in self._names.second

    def could_be(self, text: str) -> bool:
        """Whether a word has the form of a name: a surname and one or two syllables, no noun."""
        surname = self.surname(text)
        return (
            surname is not None
            and 2 <= len(text) <= 4
            and len(text) - len(surname) <= 2
            and text not in self._names.common
            and all("가" <= c <= "힣" for c in text)
        )

    def tags(self, start: int, end: int) -> list[str]:
        """Tags of the morphemes that tile ``start:end``; empty if they do not."""
        found, position = [], start
        while position < end:
            morpheme = self._by_start.get(position)
            if morpheme is None or morpheme.end > end or morpheme.end <= position:
                return []
            found.append(morpheme.tag)
            position = morpheme.end
        return found

    def last_tag(self, end: int) -> str | None:
        """Tag of the morpheme that ends at ``end``."""
        return self._last.get(end)

    def is_proper(self, word: Word) -> bool:
        """One proper noun to the analyser, and no place or body to the lexicon."""
        return self.tags(word.start, word.end) == ["NNP"] and word.start not in self._blocked

    def is_alien(self, word: Word) -> bool:
        """No common noun to the analyser, three letters or more, and no place or body."""
        tags = self.tags(word.start, word.end)
        return len(word.text) >= 3 and tags != ["NNG"] and word.start not in self._blocked

    def is_unknown(self, word: Word) -> bool:
        """A name of something: a proper noun of three letters or more, no known place."""
        tags = self.tags(word.start, word.end)
        return len(word.text) >= 3 and "NNP" in tags and word.start not in self._blocked

    def score(self, start: int, text: str) -> float:
        """0 (no name) to about 1.2 for the Hangul word ``text`` that starts at ``start``."""
        surname = self.surname(text)
        if surname is None or not 2 <= len(text) <= 4 or text in self._names.common:
            return 0.0
        given = text[len(surname) :]
        if len(given) > 2 or start in self._blocked or not all("가" <= c <= "힣" for c in text):
            return 0.0
        share = self._names.surnames[surname]
        total = next(weight for least, weight in _SURNAME_WEIGHTS if share >= least)
        if len(surname) == 2:
            total = _DOUBLE_SURNAME
        else:
            total += 0.2 if len(given) == 2 else -0.1
        if given in self._names.native:
            return total + _NATIVE[len(given) - 1]
        known = (
            (self._names.first, self._names.second) if len(given) == 2 else (self._names.second,)
        )
        total += sum(
            0.1 if syllable in fits else -0.2 for syllable, fits in zip(given, known, strict=True)
        )
        return total + self._morphology(start, text, len(surname))

    def _morphology(self, start: int, text: str, given: int) -> float:
        """What the analyser's reading adds; ``given``: where the given name starts in ``text``."""
        end = start + len(text)
        noun_like = len(text) < 3 or text[-1] in self._names.tails
        tags = self.tags(start, end)
        if tags == ["NNP"]:
            return 0.25
        last = self._last.get(end, "")
        if len(tags) == 2 and last[:1] == "J" and self._by_start[start].end == start + given:
            return -0.6  # 안+으로
        if last[:1] == "E":  # 이행한: an adnominal form
            return -0.6 if text[-1] in "한된할될던난든인" else -0.1
        if last[:1] == "J" and last != "JX" and tags[:1] == ["NNG"]:  # 이행의
            return -0.3
        if (
            last == "JX" and tags[:1] == ["NNG"] and len(tags) == 2 and text[-1] in "은는도"
        ):  # 강연은
            return -0.5
        if not tags:
            return 0.0
        if self._by_start[start].end == start + given and tags[0] != "XPN":
            # 천+소영, 허+진: the analyser parts surname and given name
            return 0.15 if len(text) == 2 and tags[0] == "NNP" else 0.0
        if tags[0] in ("NNG", "XPN") and all(t in ("NNG", "XSN", "NNB") for t in tags[1:]):
            if (tags[-1] == "XSN" and text[-1] != "대") or (len(tags) == 1 and noun_like):
                return -0.5
            return -0.3 if noun_like else -0.12
        if tags[-1][0] == "E" and tags[0][0] == "V":
            return -0.4
        return 0.0

    def name_in(self, word: Word, particle: bool) -> tuple[str, float]:
        """The name that ``word`` is or, with ``particle``, begins with, and its score."""
        whole = self.score(word.start, word.text)
        if not particle or len(word.text) < 3:
            return word.text, whole
        parted = strip_particle(word.text)
        if parted is None:
            return word.text, whole
        stem, ending = parted
        inner = self.score(word.start, stem)
        if len(word.text) == 3:
            # 이영은: the three syllables are the likelier name unless the end cannot be one.
            split = self.tags(word.start, word.start + 2) == ["NNP"] and ending in "은이가"
            if ending in ("는", "를", "와", "에") or (split and has_final(stem[-1])):
                return stem, inner
            return word.text, whole
        if len(stem) > 3 and self.surname(word.text) is not None and whole > inner:
            return word.text, whole
        return stem, inner
