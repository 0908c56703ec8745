"""Offsets between a text as given and its NFC form.

Kiwi and every rule here work on NFC; a text typed on some systems comes as NFD (conjoining
jamo). ``NfcText`` keeps the way back, so that results speak of the text as given.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

# A starter with all that may combine with it: conjoining vowels and finals, combining marks.
_CLUSTER = re.compile(
    r"[^̀-ͯᅠ-ᇿ⃐-゙゚⃰]"
    r"[̀-ͯᅠ-ᇿ⃐-゙゚⃰]+"
)


@dataclass(frozen=True, slots=True)
class NfcText:
    """``text`` is NFC; ``original(i)`` maps an index into it to one into the text as given."""

    text: str
    _nfc_starts: tuple[int, ...] = ()
    _shifts: tuple[int, ...] = ()

    def original(self, index: int) -> int:
        """The index in the text as given for ``index`` (0 ≤ index ≤ len(text)) in NFC."""
        if not self._nfc_starts:
            return index
        at = bisect_right(self._nfc_starts, index) - 1
        return index + (self._shifts[at] if at >= 0 else 0)


def to_nfc(text: str) -> NfcText:
    """Normalise ``text`` to NFC cluster by cluster, remembering where each came from."""
    if unicodedata.is_normalized("NFC", text):
        return NfcText(text)
    pieces: list[str] = []
    nfc_starts: list[int] = []
    shifts: list[int] = []
    length = position = 0

    def take(piece: str, source_end: int) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)
        shift = source_end - length
        if shift != (shifts[-1] if shifts else 0):
            nfc_starts.append(length)
            shifts.append(shift)

    for match in _CLUSTER.finditer(text):
        _take_singles(text, position, match.start(), take)
        take(unicodedata.normalize("NFC", match.group()), match.end())
        position = match.end()
    _take_singles(text, position, len(text), take)
    return NfcText("".join(pieces), tuple(nfc_starts), tuple(shifts))


def _take_singles(text: str, start: int, end: int, take: object) -> None:
    """Characters that stand alone: some (CJK compatibility forms) still change under NFC."""
    run = text[start:end]
    if unicodedata.is_normalized("NFC", run):
        if run:
            take(run, end)  # type: ignore[operator]
        return
    for index, character in enumerate(run, start + 1):
        take(unicodedata.normalize("NFC", character), index)  # type: ignore[operator]
