"""How a prediction matches a gold item, layer by layer; white space never counts.

The labels are those of docs/CODEBOOK.md.
One prediction serves one gold item; candidates are tried in order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.records import Annotations, Event, Figure, Person, Vision

Gold = Mapping[str, Any]

NEAR = 60
"""Characters around a figure in which its gold snippet stands."""

UNITS = {"불": "USD", "달러": "USD", "인": "명", "사": "개사", "개소": "곳"}


def squeeze(text: str) -> str:
    """Text without white space."""
    return re.sub(r"\s+", "", text)


@dataclass
class Count:
    """Matches, misses and surplus of one layer, with the attributes scored on matches."""

    matched: int = 0
    missed: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    attributes: dict[str, list[int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def score(self, attribute: str, right: bool, note: str = "") -> None:
        """Count one attribute of a matched item."""
        pair = self.attributes.setdefault(attribute, [0, 0])
        pair[0] += right
        pair[1] += 1
        if not right:
            self.wrong.append(f"{attribute}: {note}")

    def add(self, other: Count) -> None:
        """Add another document's counts."""
        self.matched += other.matched
        self.missed += other.missed
        self.surplus += other.surplus
        self.wrong += other.wrong
        for name, (right, total) in other.attributes.items():
            pair = self.attributes.setdefault(name, [0, 0])
            pair[0] += right
            pair[1] += total

    @property
    def recall(self) -> float:
        total = self.matched + len(self.missed)
        return self.matched / total if total else 1.0

    @property
    def precision(self) -> float:
        total = self.matched + len(self.surplus)
        return self.matched / total if total else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pair_up(
    gold: Sequence[Gold],
    found: Sequence[Any],
    fits: Callable[[Gold, Any], bool],
    cost: Callable[[Gold, Any], float] = lambda _gold, _item: 0.0,
) -> list[tuple[Gold, Any | None]]:
    """Each gold item with its prediction or None; the cheapest fitting prediction is taken."""
    free = list(range(len(found)))
    pairs: list[tuple[Gold, Any | None]] = []
    for item in gold:
        fitting = [n for n in free if fits(item, found[n])]
        if not fitting:
            pairs.append((item, None))
            continue
        best = min(fitting, key=lambda n: cost(item, found[n]))
        free.remove(best)
        pairs.append((item, found[best]))
    return pairs


def _left_over(found: Sequence[Any], pairs: Sequence[tuple[Gold, Any | None]]) -> list[Any]:
    used = {id(item) for _, item in pairs if item is not None}
    return [item for item in found if id(item) not in used]


def figures(gold: Gold, text: str, found: Sequence[Figure], ancestors: Aliases) -> Count:
    """Same unit, same value, ``near`` around it; attributes on the matched ones."""

    def fits(item: Gold, figure: Figure) -> bool:
        unit = UNITS.get(item["unit"], item["unit"])
        if UNITS.get(figure.unit, figure.unit) != unit:
            return False
        value = item["value"]
        low, high = value if isinstance(value, list) else (value, None)
        if not _same(low, figure.value) or (high is not None and not _same(high, figure.value_max)):
            return False
        around = squeeze(text[max(0, figure.start - NEAR) : figure.end + NEAR])
        return squeeze(item["near"]) in around

    def cost(item: Gold, figure: Figure) -> float:
        # The same value twice in the window: the one whose own neighbourhood is the snippet.
        tight = squeeze(text[max(0, figure.start - 12) : figure.end + 12])
        snippet = squeeze(item["near"])
        return 0.0 if tight in snippet or snippet in tight else 1.0

    count = Count()
    pairs = pair_up(gold.get("figures", ()), found, fits, cost)
    changes: dict[str, set[str | None]] = {}
    for item, figure in pairs:
        if figure is None:
            count.missed.append(f"{item['text']} ({item['near']})")
            continue
        count.matched += 1
        label = f"{item['near']}"
        for name in ("bound", "kind", "status"):
            if name in item:
                value = getattr(figure, name)
                count.score(name, item[name] == value, f"{label}: {value} for {item[name]}")
        if "metric_any" in item:
            metric = squeeze(figure.metric or "")
            right = any(squeeze(option) in metric for option in item["metric_any"])
            count.score("metric", right, f"{label}: {figure.metric} for {item['metric_any']}")
        if "as_of" in item:
            count.score(
                "as_of",
                item["as_of"] == figure.as_of,
                f"{label}: {figure.as_of} for {item['as_of']}",
            )
        if "change_side" in item:
            side = figure.change_side
            count.score("change_side", item["change_side"] == side, f"{label}: {side}")
            changes.setdefault(item["change"], set()).add(figure.change_id)
        if "region" in item:
            right = figure.scope is not None and item["region"] in ancestors(figure.scope)
            count.score("scope", right, f"{label}: {figure.scope} for {item['region']}")
    for name, ids in changes.items():
        count.score("change_id", len(ids) == 1 and None not in ids, f"change {name}: {ids}")
    count.surplus = [
        f"{f.text} ({squeeze(text[max(0, f.start - 20) : f.end + 10])})"
        for f in _left_over(found, pairs)
    ]
    return count


def _same(gold: float, value: float | None) -> bool:
    return value is not None and abs(float(gold) - value) <= 1e-9 * max(1.0, abs(float(gold)))


def not_figures(gold: Gold, text: str, found: Sequence[Figure]) -> Count:
    """No figure may lie inside what gold names as none."""
    count = Count()
    for name in gold.get("not_figures", ()):
        hits = [
            f.text
            for match in re.finditer(re.escape(name), text)
            for f in found
            if match.start() <= f.start and f.end <= match.end()
        ]
        if hits:
            count.missed.append(f"{name}: {hits}")
        else:
            count.matched += 1
    return count


Aliases = Callable[[str], set[str]]


def visions(gold: Gold, found: Sequence[Vision], aliases: Aliases) -> Count:
    """Region equal or an alias of the predicted one, ``vision_contains`` inside the text."""
    plain = [v for v in found if v.rule != "complex_type"]

    def fits(item: Gold, vision: Vision) -> bool:
        return item["region"] in aliases(vision.region) and squeeze(
            item["vision_contains"]
        ) in squeeze(vision.text)

    pairs = pair_up(gold.get("visions", ()), plain, fits)
    count = Count(matched=sum(v is not None for _, v in pairs))
    count.missed = [f"{g['region']}: {g['vision_contains']}" for g, v in pairs if v is None]
    count.surplus = [f"{v.region}: {v.text}" for v in _left_over(plain, pairs)]
    for item, vision in pairs:
        if vision is None or not item.get("industries"):
            continue
        names = (
            set().union(*(aliases(i) for i in vision.industries)) if vision.industries else set()
        )
        hit = [i for i in item["industries"] if any(i in n or n in i for n in names)]
        count.score(
            "industries",
            len(hit) == len(item["industries"]),
            f"{item['region']}: {vision.industries} for {item['industries']}",
        )
    return count


def complex_types(gold: Gold, found: Sequence[Vision], aliases: Aliases) -> Count:
    """Each complex of each type: one row. A letter's typo in the source's type is forgiven."""
    typed = [v for v in found if v.rule == "complex_type"]
    rows = [
        {"type": item["type"], "complex": name}
        for item in gold.get("complex_types", ())
        for name in item["complexes"]
    ]

    def fits(item: Gold, vision: Vision) -> bool:
        return _near_word(item["type"], squeeze(vision.text)) and any(
            item["complex"] in name for name in aliases(vision.region)
        )

    pairs = pair_up(rows, typed, fits)
    count = Count(matched=sum(v is not None for _, v in pairs))
    count.missed = [f"{g['type']} {g['complex']}" for g, v in pairs if v is None]
    count.surplus = [f"{v.region}: {v.text}" for v in _left_over(typed, pairs)]
    return count


def _near_word(word: str, text: str) -> bool:
    for start in range(max(1, len(text) - len(word) + 1)):
        piece = text[start : start + len(word)]
        if (
            sum(a != b for a, b in zip(word, piece, strict=False)) + abs(len(word) - len(piece))
            <= 1
        ):
            return True
    return False


def people(gold: Gold, found: Sequence[Person], aliases: Aliases) -> Count:
    """By distinct name; title contained either way."""
    distinct: dict[str, list[Person]] = {}
    for person in found:
        distinct.setdefault(squeeze(person.name), []).append(person)
    count = Count()
    names = set()
    for item in gold.get("people", ()):
        name = squeeze(item["name"])
        names.add(name)
        if name not in distinct:
            count.missed.append(item["name"])
            continue
        count.matched += 1
        mentions = distinct[name]
        if item.get("title"):
            titles = [squeeze(p.title) for p in mentions if p.title]
            want = squeeze(item["title"])
            count.score(
                "title", any(want in t or t in want for t in titles), f"{name}: {titles} for {want}"
            )
        if item.get("affiliation"):
            want = squeeze(item["affiliation"])
            given = {
                squeeze(alias)
                for p in mentions
                for alias in ({p.affiliation} | aliases(p.affiliation_id or ""))
                if alias
            }
            count.score(
                "affiliation",
                any(want in g or g in want for g in given),
                f"{name}: {given} for {want}",
            )
    count.surplus = [name for name in distinct if name not in names]
    return count


def organizations(gold: Gold, found: Annotations, aliases: Aliases) -> Count:
    """Recall of bodies by name: canonical, alias or as written."""
    names = {
        squeeze(name)
        for m in found.entities
        if m.label == "ORG"
        for name in {m.text, m.name or m.text} | aliases(m.entity_id or "")
    }
    count = Count()
    for name in gold.get("organizations", ()):
        if squeeze(name) in names:
            count.matched += 1
        else:
            count.missed.append(name)
    return count


def event_pairs(
    gold: Gold, found: Sequence[Event], context: Callable[[Event], str]
) -> list[tuple[Gold, Event | None]]:
    """Date equal at the gold's precision, all keywords in title and evidence."""

    def fits(item: Gold, event: Event) -> bool:
        if event.edtf is None or not _date_fits(item, event):
            return False
        told = squeeze(event.title + " " + context(event))
        return all(squeeze(keyword) in told for keyword in item["keywords"])

    def cost(item: Gold, event: Event) -> float:
        wrong = int(event.category not in item.get("category_any", (event.category,)))
        title = squeeze(event.title)
        absent = sum(int(squeeze(k) not in title) for k in item["keywords"])
        other_status = int(event.status != item.get("status", event.status))
        return wrong + 0.5 * other_status + 0.2 * absent

    return pair_up(gold.get("events", ()), found, fits, cost)


def events(gold: Gold, found: Sequence[Event], context: Callable[[Event], str]) -> Count:
    """Events found, with status and category of those that match."""
    pairs = event_pairs(gold, found, context)
    count = Count()
    for item, event in pairs:
        label = f"{item['date']} {item['keywords']}"
        if event is None:
            count.missed.append(label)
            continue
        count.matched += 1
        if "status" in item:
            count.score("status", item["status"] == event.status, f"{label}: {event.status}")
        if "category_any" in item:
            count.score(
                "category", event.category in item["category_any"], f"{label}: {event.category}"
            )
    count.surplus = [f"{e.edtf} {e.title}" for e in _left_over(found, pairs)]
    return count


LABELS = ("category", "stage", "instrument", "themes", "status")
"""Labels of events, each a layer of its own."""


def labels(
    gold: Gold, found: Sequence[Event], context: Callable[[Event], str]
) -> dict[str, Count]:
    """Each label of the events that match: right ones, gold's that are missing, surplus ones.

    A gold event may name several categories that will do (``category_any``).
    """
    counts = {name: Count() for name in LABELS}
    for item, event in event_pairs(gold, found, context):
        if event is None:
            continue
        for name, count in counts.items():
            want = item.get(f"{name}_any", item.get(name))
            if want is None:
                continue
            note = f"{item['date']} {item['keywords']}: "
            given = set(event.themes) if name == "themes" else {getattr(event, name)}
            wanted = set(want) if isinstance(want, (list, tuple)) else {want}
            if name != "themes" and given & wanted:
                wanted = given
            count.matched += len(given & wanted)
            count.missed += [f"{note}{label}" for label in sorted(wanted - given)]
            count.surplus += [f"{note}{label}" for label in sorted(map(str, given - wanted))]
    return counts


def _date_fits(item: Gold, event: Event) -> bool:
    """A gold month matches a day in it; the open end of an interval is not looked at."""
    want = item["date"]
    start, _, end = want.partition("/")
    have_start, _, have_end = (event.edtf or "").partition("/")
    if have_start == "..":  # until then: the end is what fixes it
        have_start = have_end
    if start == "..":
        start, end = end, ".."
    if end not in ("", ".."):
        item = {**item, "end": end}
    if not _within(have_start, start):
        return False
    return "end" not in item or _within(have_end, str(item["end"]))


def _within(have: str, want: str) -> bool:
    have, want = have.rstrip("~?"), want.rstrip("~?")
    if have == want:
        return True
    half = re.fullmatch(r"(\d{4})-(3[3-6]|4[01])", want)
    if half:
        month = re.match(rf"{half[1]}-(\d\d)", have)
        if not month or int(month[1]) > 12:
            return False
        part = int(half[2])
        span = 6 if part >= 40 else 3
        first = (part - 40 if part >= 40 else part - 33) * span + 1
        return first <= int(month[1]) < first + span
    return have.startswith(want + "-") and not (
        # A half-year or quarter is no month of the year that gold names only in months.
        re.fullmatch(r"\d{4}-(?:3[3-6]|4[01])", have) and len(want) > 4
    )
