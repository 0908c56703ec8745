"""Where a cell comes from: document, block, page, sentence, rule, versions, lexicon entry."""

from __future__ import annotations

from typing import Any

from pipeline.errors import QueryError
from pipeline.settings import VERSION
from pipeline.store import TABLES, Store

_TABLES = (
    "events", "figures", "visions", "mentions", "dates", "documents", "blocks", "entities",
    "audits", "series",
)  # fmt: skip
_ENTITY_FIELDS = ("entity_id", "scope", "region", "affiliation_id")
_LIST_FIELDS = ("regions", "programs", "industries")
CONTEXT_CHARS = 120
"""Characters shown on either side of a span that no sentence holds."""


def explain(store: Store, ident: str) -> dict[str, Any]:
    """The record with the id (or the only one whose id begins so) and all that it rests on.

    QueryError when there is none, or more than one.
    """
    table, key = _find(store, ident)
    row = next(store.rows(table, f't."{_key(table)}" = ?', [key]))
    made = store.scalars("SELECT models FROM runs ORDER BY at DESC LIMIT 1")
    result: dict[str, Any] = {
        "table": table,
        "record": {name: value for name, value in row.items() if (table, name) != _TEXT},
        "made_by": {"yeonpyo": VERSION, "models": made[0] if made else None},
    }
    if table == "events":
        result["actors"] = list(store.rows("event_actors", "t.event_id = ?", [key]))
        result["evidence"] = [
            {**one, **_place(store, one)}
            for one in store.rows("event_evidence", "t.event_id = ?", [key])
        ]
        result["links"] = list(
            store.rows("event_links", "t.event_id = ? OR t.other_id = ?", [key, key])
        )
        ids = {one["entity_id"] for one in result["actors"]}
    elif table in ("audits", "series"):
        # Both rest on figures: the sides of a check, the points of a series.
        points = list(store.rows("series", "t.series_id = ?", [key])) if table == "series" else []
        figure_ids = row["figure_ids"] if table == "audits" else [p["figure_id"] for p in points]
        if points:
            result["points"] = points
        assert isinstance(figure_ids, list)
        result["evidence"] = [
            {**figure, **_place(store, figure)}
            for one in figure_ids
            for figure in store.rows("figures", "t.figure_id = ?", [one])
        ]
        ids = set()
        if table == "audits" and not figure_ids:
            result["evidence"] = _dated(store, row)
            ids = {name for one in result["evidence"] for name in one.pop("bodies")}
    else:
        ids = set()
        if "start" in row:
            result["evidence"] = [_place(store, row)]
        if table == "mentions":
            people = list(store.rows("people", "t.mention_id = ?", [key]))
            if people:
                result["person"] = people[0]
                ids.add(people[0]["affiliation_id"])
    ids |= {row.get(name) for name in _ENTITY_FIELDS if table != "entities"}
    for name in _LIST_FIELDS:
        value = row.get(name)
        ids.update(value if isinstance(value, list) else ())
    result["lexicon"] = [
        entry
        for one in sorted(i for i in ids if isinstance(i, str))
        for entry in store.rows("entities", "t.entity_id = ?", [one])
    ]
    return result


def _dated(store: Store, audit: dict[str, Any]) -> list[dict[str, Any]]:
    """What the check of a date rests on: the sentence, beside its document's own date, and the
    bodies named in it, whose years the lexicon has."""
    found = []
    for doc_id in audit["doc_ids"]:
        told: dict[tuple[object, object], dict[str, Any]] = {}
        for one in store.rows("event_evidence", "t.doc_id = ?", [doc_id]):
            if " ".join(str(one["sentence"]).split()) in audit["note"]:
                told.setdefault((one["start"], one["end"]), one)
        for (start, end), one in sorted(told.items()):
            within = "doc_id = ? AND label = 'ORG' AND start >= ? AND \"end\" <= ?"
            query = f"SELECT DISTINCT entity_id FROM mentions WHERE {within}"
            bodies = store.scalars(query, [doc_id, start, end])
            found.append({**one, **_place(store, one), "bodies": [b for b in bodies if b]})
    return found


_TEXT = ("documents", "text")


def _key(table: str) -> str:
    """The column of a table's ids; a series is one thing, whatever number of points it has."""
    return "series_id" if table == "series" else TABLES[table].key[0]


def _find(store: Store, ident: str) -> tuple[str, str]:
    alias = store.scalars("SELECT event_id FROM event_aliases WHERE alias_id = ?", [ident])
    if alias:
        return "events", alias[0]
    found: list[tuple[str, str]] = []
    for table in _TABLES:
        key = _key(table)
        exact = store.scalars(f"SELECT {key} FROM {table} WHERE {key} = ?", [ident])
        if exact:
            return table, ident
        if ident:
            found += [
                (table, one)
                for one in store.scalars(
                    f"SELECT DISTINCT {key} FROM {table} WHERE {key} >= ? AND {key} < ? LIMIT 3",
                    [ident, ident + "\U0010ffff"],
                )
            ]
    if not found:
        raise QueryError(f"no record has an id that begins with {ident!r}")
    if len(found) > 1:
        some = ", ".join(f"{key} ({table})" for table, key in found[:4])
        raise QueryError(f"{ident!r} begins more than one id: {some}")
    return found[0]


def _place(store: Store, row: dict[str, Any]) -> dict[str, Any]:
    """Where a span stands: its document, innermost block, page, and sentence with the span."""
    start, end = row["start"], row["end"]
    document = next(store.rows("documents", "t.doc_id = ?", [row["doc_id"]]))
    blocks = list(
        store.rows(
            "blocks",
            't.doc_id = ? AND t.start <= ? AND t."end" > ?',
            [row["doc_id"], start, start],
        )
    )
    block: dict[str, Any] | None = (
        min(blocks, key=lambda b: b["end"] - b["start"]) if blocks else None  # type: ignore[operator]
    )
    text = str(document["text"])
    low = max(block["start"] if block else 0, start - CONTEXT_CHARS)
    high = min(block["end"] if block else len(text), end + CONTEXT_CHARS)
    names = ("doc_id", "path", "source", "url", "title", "publisher", "published")
    return {
        "document": {name: document[name] for name in names},
        "block": block,
        "page": block["page"] if block else None,
        "start": start,
        "end": end,
        "before": text[low:start],
        "span": text[start:end],
        "after": text[end : max(high, end)],
        "rule": row.get("rule"),
    }


def in_words(found: dict[str, Any]) -> str:
    """The same, to read; the span stands between 【 and 】."""
    lines = [found["table"].removesuffix("s")]
    lines += _pairs(found["record"])
    if person := found.get("person"):
        lines += ["person", *_pairs(person)]
    for actor in found.get("actors", ()):
        lines.append(f"  actor: {actor['entity_id']} ({actor['role']})")
    for link in found.get("links", ()):
        values = " → ".join(v for v in (link["old_value"], link["new_value"]) if v)
        lines.append(
            f"  {link['event_id']} {link['relation']} {link['other_id']} {values}".rstrip()
        )
    for point in found.get("points", ()):
        lines.append(
            f"  point: {point['as_of'] or '-'} {point['value']:g} {point['unit']}"
            f" ({point['status']}, stated {point['stated_on'] or '-'}) {point['figure_id']}"
        )
    for one in found.get("evidence", ()):
        block = one["block"]
        lines += ["evidence", *_pairs(one["document"])]
        if block:
            lines.append(f"  block: {block['kind']} {block['block_id']}, page {one['page'] or '-'}")
        lines.append(f"  characters: {one['start']}–{one['end']}")
        lines.append(f"  text: {one['before']}【{one['span']}】{one['after']}".replace("\n", " "))
        lines.append(f"  rule: {one['rule'] or '-'}")
    for entry in found["lexicon"]:
        lines += ["lexicon", *_pairs(entry)]
    made = found["made_by"]
    lines.append(f"made by yeonpyo {made['yeonpyo']}, models and lexicon {made['models']}")
    return "\n".join(lines)


def _pairs(record: dict[str, Any]) -> list[str]:
    return [
        f"  {name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in record.items()
        if value not in (None, [])
    ]
