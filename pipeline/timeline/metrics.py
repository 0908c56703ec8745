"""What a figure counts and whose it is, normalised so that figures of several documents meet."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pipeline.lexicon import Lexicon
from pipeline.records import Record


class FigureRow(Record, frozen=True):
    """A row of the table ``figures``, as far as series and audits look at it."""

    figure_id: str
    doc_id: str
    value: float
    unit: str
    text: str
    sentence: str
    value_max: float | None = None
    bound: str = "exact"
    kind: str = "amount"
    status: str = "actual"
    metric: str | None = None
    scope: str | None = None
    as_of: str | None = None
    as_of_earliest: str | None = None
    as_of_latest: str | None = None
    stated_on: str | None = None
    change_id: str | None = None
    change_side: str | None = None
    sum_id: str | None = None
    sum_side: str | None = None
    start: int | None = None


class Key(Record, frozen=True):
    """What figures of one series share; ``scope`` is the oldest name of a line of succession."""

    metric: str
    scope: str | None
    unit: str


_SUFFIX = {"change": " 증감", "average": " 평균", "share": " 비율", "rank": " 순위"}
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:에서|으로|에는|은|는|을|를|와|과|의|로)$")
_PROJECT = re.compile(r"사업")


def uncertainty(value: float) -> Decimal:
    """Half of the last non-zero digit's place: 5 for 970, 0.05 for 54.8, 0.5 for 0."""
    number = Decimal(repr(value)).normalize()
    if not number:
        return Decimal("0.5")
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), f"not a number: {value!r}"
    return Decimal(1).scaleb(exponent) / 2


def number(value: float) -> Decimal:
    """The decimal number that was written."""
    return Decimal(repr(value))


@cache
def _names() -> tuple[Mapping[str, str], tuple[str, ...], frozenset[str]]:
    data = tomllib.loads((files("pipeline.lexicon") / "metrics.toml").read_text("utf-8"))
    forms = {form: entry["name"] for entry in data["metric"] for form in entry["forms"]}
    return forms, tuple(data["tails"]), frozenset(data["empty"])


def normalise(metric: str) -> str | None:
    """The metric without spaces, particles and words of growth; ``None`` if it names nothing."""
    forms, tails, empty = _names()
    words = [_PARTICLE.sub("", word) for word in metric.split()]
    while len(words) > 1 and words[-1] in tails:
        words.pop()
    name = "".join(words)
    return None if not name or name in empty else forms.get(name, name)


def counted(figure: FigureRow) -> str | None:
    """The normalised name of what ``figure`` counts.

    Where the metric stands right behind the counter (7개 단지 …) and its first word is a known
    name or ends in a particle, that word is the noun counted and the rest what is done with it.
    """
    if figure.metric is None:
        return None
    first = figure.metric.split()[:1]
    if first and figure.unit in ("개", "곳") and f"{figure.text} {first[0]}" in figure.sentence:
        noun = _PARTICLE.sub("", first[0])
        if noun != first[0] or noun in _names()[0] or noun in _names()[0].values():
            return normalise(noun)
    return normalise(figure.metric)


def keys(figures: Sequence[FigureRow], lexicon: Lexicon) -> dict[str, Key]:
    """The key of every figure that has one, by ``figure_id``.

    Both sides of a change count the same thing for the same bearer. A figure told of a project
    (사업) without its name belongs to the programme its document speaks of most or, where the
    document names none, to the only programme of which this is counted anywhere.
    """
    metrics = {f.figure_id: counted(f) for f in figures}
    scopes = {f.figure_id: _scope(f, lexicon) for f in figures}
    for sides in changes(figures).values():
        if "from" in sides and "to" in sides and sides["from"].unit == sides["to"].unit:
            first, last = sides["from"].figure_id, sides["to"].figure_id
            metrics[last] = metrics[first] = metrics[first] or metrics[last]
            pair = [s for s in (scopes[first], scopes[last]) if s is not None]
            programmes = [s for s in pair if _is_programme(s, lexicon)]
            scopes[first] = scopes[last] = next(iter(programmes or pair), None)

    by_document: dict[str, Counter[str]] = defaultdict(Counter)
    by_metric: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for f in figures:
        scope = scopes[f.figure_id]
        if scope is not None and _is_programme(scope, lexicon):
            by_document[f.doc_id][scope] += 1
            by_metric[metrics[f.figure_id], f.unit].add(scope)
    result: dict[str, Key] = {}
    for f in figures:
        metric, scope = metrics[f.figure_id], scopes[f.figure_id]
        if metric is None or f.kind == "duration":
            continue
        if scope is None and _PROJECT.search(f.sentence):
            ranked = sorted(by_document[f.doc_id].items(), key=lambda item: (-item[1], item[0]))
            only = by_metric[metric, f.unit]
            scope = ranked[0][0] if ranked else next(iter(only)) if len(only) == 1 else None
        result[f.figure_id] = Key(metric=metric + _SUFFIX.get(f.kind, ""), scope=scope, unit=f.unit)
    return result


def changes(figures: Iterable[FigureRow]) -> dict[tuple[str, str], dict[str, FigureRow]]:
    """The sides of every change: the first ``from``, ``to`` and ``rate`` of each."""
    found: dict[tuple[str, str], dict[str, FigureRow]] = defaultdict(dict)
    for f in figures:
        if f.change_id and f.change_side:
            found[f.doc_id, f.change_id].setdefault(f.change_side, f)
    return found


def _is_programme(scope: str, lexicon: Lexicon) -> bool:
    entry = lexicon.entries.get(scope)
    return entry is not None and entry.label == "PROGRAM"


def _scope(figure: FigureRow, lexicon: Lexicon) -> str | None:
    """The bearer's oldest name; a programme in the sentence goes before country and ministry."""
    entry = lexicon.entries.get(figure.scope) if figure.scope else None
    if entry is not None and (entry.kind == "ministry" or entry.entity_id == "KR"):
        named = (e for _, _, found in lexicon.find(figure.sentence) for e in found)
        entry = next((e for e in named if e.label == "PROGRAM" and e.kind == "programme"), entry)
    return figure.scope if entry is None else lexicon.lineage(entry.entity_id)[0]
