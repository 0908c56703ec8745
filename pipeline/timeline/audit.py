"""Checks of arithmetic within a document, and of agreement between documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Literal

from pipeline.lexicon import Lexicon, load_lexicon
from pipeline.records import Record, content_id
from pipeline.timeline.metrics import FigureRow, Key, changes, keys, number, uncertainty
from pipeline.timeline.notes import note
from pipeline.timeline.series import series

Verdict = Literal["agrees", "within_rounding", "disagrees", "revised"]
AuditKind = Literal["sum", "change", "conflict", "date"]

SMALLEST_IMPLIED = 20
"""A total that no document states as one is looked for from here: small sums meet by chance."""


class AuditRow(Record, frozen=True):
    """One check: what should be, what is, and in words with the Korean surfaces."""

    audit_id: str
    kind: AuditKind
    verdict: Verdict
    expected: str
    found: str
    note: str
    figure_ids: tuple[str, ...]
    doc_ids: tuple[str, ...]


def audit(figures: Iterable[FigureRow], lexicon: Lexicon | None = None) -> list[AuditRow]:
    """All checks that the figures allow, ordered by kind and id. Input order does not matter."""
    rows = sorted(figures, key=lambda f: f.figure_id)
    lexicon = lexicon or load_lexicon()
    key_of = keys(rows, lexicon)
    found = [
        *_sums(rows),
        *_implied_sums(rows, key_of),
        *_changes(rows),
        *_conflicts(rows, key_of),
        *_revisions(rows, lexicon),
    ]
    return sorted(found, key=lambda row: (row.kind, row.audit_id))


def _row(
    kind: AuditKind, verdict: Verdict, expected: str, found: str, words: str,
    figures: Sequence[FigureRow],
) -> AuditRow:  # fmt: skip
    ids = tuple(f.figure_id for f in figures)
    return AuditRow(
        audit_id=content_id("audit", kind, *ids), kind=kind, verdict=verdict,
        expected=expected, found=found, note=words, figure_ids=ids,
        doc_ids=tuple(dict.fromkeys(f.doc_id for f in figures)),
    )  # fmt: skip


def _plain(value: Decimal, unit: str) -> str:
    return f"{value.normalize():,f} {unit}"


def _in_sentence(figures: Iterable[FigureRow]) -> list[FigureRow]:
    return sorted(figures, key=lambda f: (f.sentence.find(f.text), f.figure_id))


def _sums(figures: Sequence[FigureRow]) -> Iterator[AuditRow]:
    groups: dict[tuple[str, str], list[FigureRow]] = defaultdict(list)
    for f in figures:
        if f.sum_id:
            groups[f.doc_id, f.sum_id].append(f)
    for group in groups.values():
        totals = [f for f in group if f.sum_side == "total"]
        parts = _in_sentence(f for f in group if f.sum_side == "part")
        if len(totals) != 1 or len(parts) < 2 or len({f.unit for f in group}) > 1:
            continue
        total = totals[0]
        computed = sum((number(f.value) for f in parts), Decimal(0))
        off = computed - number(total.value)
        allowed = sum((_slack(f) for f in (*parts, total)), Decimal(0))
        verdict: Verdict = (
            "agrees" if not off else "within_rounding" if abs(off) <= allowed else "disagrees"
        )
        words = " + ".join(f.text for f in parts)
        words = note(
            "sum_off" if off else "sum", parts=words, total=_plain(computed, total.unit),
            stated=total.text, off=_plain(abs(off), total.unit), allowed=f"{allowed:f}",
        )  # fmt: skip
        yield _row(
            "sum", verdict, _plain(computed, total.unit),
            _plain(number(total.value), total.unit), words, (*parts, total),
        )  # fmt: skip


def _slack(f: FigureRow) -> Decimal:
    """Half of the last non-zero digit; the whole of it where the number is no exact one."""
    return uncertainty(f.value) * (1 if f.bound == "exact" else 2)


def _implied_sums(figures: Sequence[FigureRow], key_of: Mapping[str, Key]) -> Iterator[AuditRow]:
    """Two kinds of a thing in one sentence that make up the thing's number elsewhere in the text.

    거점 X N개 and 연계 X M개 against N + M X: the kinds' names end in one head that ends the
    total's too. Only agreement is told, since nobody has said that they must add up.
    """
    by_document: dict[str, list[FigureRow]] = defaultdict(list)
    for f in figures:
        plain = f.kind == "amount" and f.bound == "exact" and f.value_max is None and not f.sum_id
        if plain and f.figure_id in key_of:
            by_document[f.doc_id].append(f)
    for rows in by_document.values():
        by_sentence: dict[str, list[FigureRow]] = defaultdict(list)
        totals: dict[tuple[str, str, float], FigureRow] = {}
        for f in rows:
            by_sentence[f.sentence].append(f)
            totals.setdefault((f.unit, f.status, f.value), f)
        for sentence, group in by_sentence.items():
            parts = _in_sentence(group)
            if len(parts) != 2 or len({(f.unit, f.status) for f in parts}) > 1:
                continue
            first, second = parts
            total = totals.get((first.unit, first.status, first.value + second.value))
            if total is None or total.sentence == sentence or total.value < SMALLEST_IMPLIED:
                continue
            names = [key_of[f.figure_id].metric for f in (first, second, total)]
            if names[0] == names[1] or len({name[-2:] for name in names}) > 1:
                continue
            value = _plain(number(total.value), total.unit)
            words = note(
                "implied", parts=f"{first.text} {names[0]} + {second.text} {names[1]}",
                total=value, stated=f"{total.text} {names[2]}",
            )  # fmt: skip
            yield _row("sum", "agrees", value, value, words, (first, second, total))


def _changes(figures: Sequence[FigureRow]) -> Iterator[AuditRow]:
    for sides in changes(figures).values():
        if not {"from", "to", "rate"} <= sides.keys():
            continue
        old, new, rate = sides["from"], sides["to"], sides["rate"]
        if old.unit != new.unit or any(f.value_max is not None for f in sides.values()):
            continue
        if rate.unit not in ("%", "배", "%p", old.unit):
            continue
        ends = [[number(f.value) + sign * _slack(f) for sign in (-1, 1)] for f in (old, new)]
        if rate.unit in ("%", "배") and (old.value <= 0 or ends[0][0] <= 0):
            continue
        computed = _rate(number(old.value), number(new.value), rate.unit)
        possible = [_rate(a, b, rate.unit) for a, b in product(*ends)]
        stated, margin = number(rate.value), _slack(rate)
        place = Decimal(1).scaleb(-_decimals(rate.value))
        rounded = computed.quantize(place)
        verdict: Verdict = "disagrees"
        if rounded == stated:
            verdict = "agrees"
        elif min(possible) - margin <= stated <= max(possible) + margin:
            verdict = "within_rounding"
        shown = computed.quantize(min(place, Decimal("0.1")))
        words = note(
            "change", old=old.text, new=new.text, computed=f"{shown:f} {rate.unit}",
            stated=rate.text, low=f"{min(possible):.1f}", high=f"{max(possible):.1f}",
        )  # fmt: skip
        yield _row(
            "change", verdict, _plain(shown, rate.unit), _plain(stated, rate.unit), words,
            (old, new, rate),
        )  # fmt: skip


def _rate(old: Decimal, new: Decimal, unit: str) -> Decimal:
    if unit == "%":
        return (new - old) / old * 100
    return new / old if unit == "배" else new - old


def _decimals(value: float) -> int:
    exponent = number(value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _conflicts(figures: Sequence[FigureRow], key_of: Mapping[str, Key]) -> Iterator[AuditRow]:
    """What was so at one time, told differently by two documents.

    Left out: figures without a known bearer, and documents that give several values for one key,
    for there the key does not say all that the number means.
    """
    groups: dict[tuple[Key, str], dict[str, list[FigureRow]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for f in figures:
        key = key_of.get(f.figure_id)
        if key and key.scope and f.as_of and f.status == "actual" and f.value_max is None:
            groups[key, f.as_of][f.doc_id].append(f)
    for (key, as_of), documents in groups.items():
        told = [rows[0] for rows in documents.values() if len({f.value for f in rows}) == 1]
        told.sort(key=lambda f: (f.stated_on or "9999", f.figure_id))
        differing = (f for f in told[1:] if f.value != told[0].value)
        for first, other in ((told[0], f) for f in differing if _alike(told[0], f, key)):
            off = abs(number(first.value) - number(other.value))
            near = off <= _slack(first) + _slack(other)
            words = note(
                "conflict", metric=key.metric, scope=first.scope or key.scope, as_of=as_of,
                first=first.text, first_on=first.stated_on or "undated",
                other=other.text, other_on=other.stated_on or "undated",
            )  # fmt: skip
            yield _row(
                "conflict", "within_rounding" if near else "disagrees",
                _plain(number(first.value), key.unit), _plain(number(other.value), key.unit),
                words, (first, other),
            )  # fmt: skip


_WORD = re.compile(r"[가-힣A-Za-z]{2,}")
MANY_WORDS = 6
"""Words of a sentence from which two that tell the same share some beside metric and bearer."""


def _alike(one: FigureRow, other: FigureRow, key: Key) -> bool:
    """Whether both can count the same: whose it is in one document's words, told in like ones.

    지자체 in two programmes of one country (52개, 15개) is not the same number told twice.
    """
    if one.scope and other.scope and one.scope != other.scope:
        return False
    said = [
        {word[:2] for word in _WORD.findall(f.sentence) if word[:2] not in key.metric}
        for f in (one, other)
    ]
    bearer = {word[:2] for word in _WORD.findall(key.scope or "")}
    long = all(len(words) >= MANY_WORDS for words in said)
    return not long or len((said[0] & said[1]) - bearer) >= 2


def _revisions(figures: Sequence[FigureRow], lexicon: Lexicon) -> Iterator[AuditRow]:
    by_id = {f.figure_id: f for f in figures}
    for point in series(figures, lexicon):
        if point.supersedes is None:
            continue
        old, new = by_id[point.supersedes], by_id[point.figure_id]
        words = note(
            "revised", status=new.status, metric=point.metric, old=old.text,
            old_on=old.stated_on, new=new.text, new_on=new.stated_on,
        )  # fmt: skip
        yield _row(
            "conflict", "revised", _plain(number(old.value), old.unit),
            _plain(number(new.value), new.unit), words, (old, new),
        )  # fmt: skip
