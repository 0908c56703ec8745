"""Units of measure, counters and currencies, from lexicon/units.toml and currencies.toml."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from pipeline.errors import LexiconError


class Unit(msgspec.Struct, frozen=True):
    """One normalised unit with the ways it is written."""

    unit: str
    type: str
    forms: tuple[str, ...]
    not_before: tuple[str, ...] = ()
    noun: str | None = None
    guard: str | None = None
    hundredth: tuple[str, ...] = ()
    """Words of a currency's hundredth part, which may follow: 3달러 50센트."""


class Currency(msgspec.Struct, frozen=True):
    """One currency: ``forms`` end an amount, ``signs`` (symbols, ISO codes) begin it."""

    unit: str
    forms: tuple[str, ...]
    signs: tuple[str, ...] = ()
    hundredth: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()

    def as_unit(self) -> Unit:
        """As a unit: its names with and without their spaces, and its signs."""
        signs = tuple(sign for sign in self.signs if sign not in _BEFORE_ONLY)
        names = dict.fromkeys((*self.forms, *(f.replace(" ", "") for f in self.forms), *signs))
        return Unit(self.unit, "money", tuple(names), self.not_before, hundredth=self.hundredth)


class _Units(msgspec.Struct):
    unit: list[Unit]


class _Currencies(msgspec.Struct):
    unit: list[Currency]


# Signs that stand before an amount only: after a number they are most often something else.
_BEFORE_ONLY = frozenset(("\\", "Rp", "RM", "TOP", "ALL", "T$", "S$"))
# Names of parts: an amount before them decides whose.
_SHARED = frozenset(("센트", "펜스", "코페이카"))
_T = TypeVar("_T", _Units, _Currencies)


# One-syllable forms that are written together with what they count (12개단지, 100억원규모).
_LOOSE = frozenset("개원불엔")
# What may follow a one-syllable counter inside its word: particles, the copula, bound nouns.
_TAIL = re.compile(
    r"(?![가-힣])"
    r"|(?:[이가은는을를의에와과도로만나며고다인임씩간여등중내째대선급쯤뿐꼴당및후전쪽])(?![가-힣])"
    r"|으로|로[서써는도만]|에[서게는도만]|부터|까지|보다|이[나며고다라었자지]|였|라[고는며도]|입니|정도|가량"
    r"|이[상하내]|뿐|미만|초과|내외|안팎|남짓|규모|수준|짜리|어치|마다|밖에|증가|감소|증(?![가-힣])|감(?![가-힣])"
    r"|[은는을를의도만]\s|인\s|[동]안|간[의은에을]|만[에의을이]|등[이을의은에]|중[에의]|여[의명간]|들[이은을의에]"
)


def _read(name: str, kind: type[_T]) -> _T:
    text = (files("pipeline.lexicon") / name).read_text("utf-8")
    try:
        return msgspec.toml.decode(text, type=kind)
    except msgspec.DecodeError as error:
        raise LexiconError(f"{name}: {error}") from error


@cache
def currencies() -> tuple[Currency, ...]:
    """All currencies of the lexicon."""
    return tuple(_read("currencies.toml", _Currencies).unit)


@cache
def _table() -> dict[str, tuple[tuple[str, Unit], ...]]:
    """Forms by first character, longest first."""
    units = [*_read("units.toml", _Units).unit, *(c.as_unit() for c in currencies())]
    forms: dict[str, list[tuple[str, Unit]]] = {}
    seen: dict[str, str] = {}
    for unit in units:
        for form in unit.forms:
            if form in seen and unit.unit in _SHARED:
                continue
            if form in seen:
                raise LexiconError(f"units: {form!r} is both {seen[form]} and {unit.unit}")
            seen[form] = unit.unit
            forms.setdefault(form[0], []).append((form, unit))
    return {
        first: tuple(sorted(found, key=lambda pair: -len(pair[0])))
        for first, found in forms.items()
    }


def match_unit(text: str, position: int) -> tuple[int, str, Unit] | None:
    """The longest unit written at ``position``: its end, its form and the unit, or None."""
    if position >= len(text):
        return None
    for form, unit in _table().get(text[position], ()):
        if not text.startswith(form, position):
            continue
        end = position + len(form)
        if _is_whole(text, form, end, unit):
            return end, form, unit
    return None


def _is_whole(text: str, form: str, end: int, unit: Unit) -> bool:
    """Whether the form ends here, and is not the beginning of a longer word."""
    last = form[-1]
    if end == len(text):
        return True
    following = text[end]
    if last.isascii() and last.isalpha():
        return not (following.isascii() and (following.isalnum() or following in "²³"))
    if not last.isalnum() and following.isdigit():
        return False  # the sign of the next amount
    if text.startswith(unit.not_before, end):
        return False
    if not "가" <= last <= "힣":
        return True
    strict = (len(form) == 1 and form not in _LOOSE) or (" " in form and form[-2] == " ")
    return not strict or _TAIL.match(text, end) is not None


def normalise_unit(form: str) -> Unit | None:
    """The unit that ``form`` alone names (a table's head, a caption), or None."""
    form = form.strip()
    found = match_unit(form, 0)
    return found[2] if found is not None and found[0] == len(form) else None
