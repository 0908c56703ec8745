"""Whether the end of a PDF's line cut a word in two, told from the document's own words.

Some documents break lines inside words, some only between them; and of the blanks between words
many are lost at a line's end. What is certain in a document tells what its doubtful cases are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.load.pdflines import Span

CUT_SHARE = 0.5
"""Share of a document's certain cases that cut a word, from which its doubtful ones do too."""

MIN_CERTAIN = 3
"""Certain cases without which a document is taken to break its lines between words."""

_WORD = re.compile(r"[가-힣]+")
_HEAD = re.compile(r"[가-힣]+$")
_UNIT = re.compile(r"[년월일개명인억만천조원%건곳차회위배호여대종층세㎡㎞]|p\b")
# What only ever ends a word: verb endings, particles of two letters and more.
_REST = re.compile(
    r"(?:습?니다|[가-힣]?[였았었했됐혔]다|으로써?|에서|에게|까지|부터|으며|이며|라고|라며|이라고|다)"
    r"(?=[\s.,’”\"')]|$)"
)
_PARTICLE = re.compile(r"[이가을를의에은는로와과도만들고며여나](?=[\s.,’”\"')]|$)")
_SUFFIX = re.compile(
    r"(?:하(?:고|며|여|는|도|면|게|지|였|기|겠|자|려)|한다|했|합니|할(?=\s)|한(?=\s)|함(?=[\s.,]|$)|"
    r"되(?:고|며|어|는|도|면|게|지|었|기|겠)|된다|됐|됩니|될(?=\s)|된(?=\s)|됨(?=[\s.,]|$)|"
    r"시키|시켰|적인?(?=\s)|화(?=\s))"
)
_CLOSING = re.compile(r"[’”](?!\d)")
_AFTER_BRACKET = re.compile(
    r"(?:[이가을를의에은는로와과도만등고]|부터|까지|에서|으로|라고|라며|이라고)(?=[\s.,]|$)"
)
_CLOSED = re.compile(
    r"(?:[은는을를의에와과로서고며여도]|등|및|한|된|할|될|인|적|게|록|해|어|던|면|들|까지|부터|위해|통해|대해)$"
)
_SHORT = frozenset("및등수것이그각총약전더또한두세네년월일개명건곳중내외간후시군구도조항차안밖")


class Glue:
    """Joins lines into one; made of all the lines of a document, region by region."""

    def __init__(self, regions: Iterable[Sequence[Span]]) -> None:
        regions = list(regions)
        self._words: Counter[str] = Counter()
        attached = apart = 0
        for lines in regions:
            for line in lines:
                words = line.text.split()
                for word in words[1:-1] if len(lines) > 1 else words:
                    self._words.update(_WORD.findall(word))
                attached += len(re.findall(r"[가-힣]\(", line.text))
                apart += len(re.findall(r"[가-힣] \(", line.text))
        self._brackets = attached > 1.5 * apart
        certain = [
            verdict for lines in regions for before, line in pairwise(lines)
            if not before.blank and (
                (verdict := self._certain(before.text, line.text, before.cell is None)) is not None
            )
        ]
        self._cuts = len(certain) >= MIN_CERTAIN and sum(certain) >= CUT_SHARE * len(certain)

    def join(self, lines: Sequence[Span]) -> str:
        """The lines as one; a blank typed at a line's end always parts two words."""
        text = lines[0].text
        for before, line in pairwise(lines):
            cut = not before.blank and self._cut(text, line.text, before.cell is None)
            text += ("" if cut else " ") + line.text
        return text

    def _cut(self, text: str, after: str, flow: bool) -> bool:
        verdict = self._certain(text, after, flow)
        if verdict is not None:
            return verdict
        both = _HEAD.search(text[-20:]) is not None and _WORD.match(after) is not None
        return both and self._cuts

    def _certain(self, text: str, after: str, flow: bool) -> bool | None:
        """Whether the word goes on, where that is certain; None in doubt. ``flow`` is False in
        a table's cell, where a bracket opens a line of its own."""
        last, first = text[-1:], after[:1]
        if last in "·ㆍ‧･(「『‘“" or first in ",.)」』" or _CLOSING.match(after):
            return True
        if last in ")」』’”":
            return _AFTER_BRACKET.match(after) is not None
        if last.isdigit():
            return bool(_UNIT.match(after)) or None
        if first == "(":
            return flow and self._brackets and "가" <= last <= "힣"
        if re.search(r"\d,$", text[-2:]):
            return re.match(r"\d{3}(?!\d)", after) is not None
        head, tail = _HEAD.search(text[-20:]), _WORD.match(after)
        if head is None or tail is None:
            return False
        starts = text[:-len(head[0])][-1:] in ("", " ")
        return self._hangul(head[0], tail[0], after, starts)

    def _hangul(self, head: str, tail: str, after: str, starts: bool) -> bool | None:
        apart = self._words[head] and self._words[tail]
        if self._words[head + tail]:
            return not (apart and _CLOSED.search(head))
        if _REST.match(after):
            return True
        if _CLOSED.search(head) and (len(head) > 2 or self._words[head]):
            return False
        if _PARTICLE.match(after) or _SUFFIX.match(after):
            return True
        if starts and len(head) == 1 and head not in _SHORT:
            return True
        return False if apart else None
