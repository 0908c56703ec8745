"""What the sections below the timeline show, ready for the template: no markup, no escaping."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline import views
from pipeline.export.citations import in_words
from pipeline.export.page.quantity import quantity
from pipeline.export.page.words import Pair, gloss
from pipeline.timeline.notes import korean

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon
    from pipeline.store import Store

MAX_COLUMNS = 8
"""Documents side by side in the table of economic regions; with more, years stand side by side."""

Documents = Mapping[str, views.Row]


def safe_url(url: object) -> str | None:
    """The address if it is one of the web, else None: documents may carry ``javascript:``."""
    text = str(url or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None


def marked(text: str, parts: Sequence[str]) -> list[tuple[str, bool]]:
    """``text`` cut at the first place of each of ``parts``: (piece, whether it is a part)."""
    spans: list[tuple[int, int]] = []
    for part in sorted(set(parts), key=lambda p: (-len(p), p)):
        at = text.find(part) if part else -1
        while at >= 0 and any(at < end and start < at + len(part) for start, end in spans):
            at = text.find(part, at + 1)
        if at >= 0:
            spans.append((at, at + len(part)))
    pieces: list[tuple[str, bool]] = []
    place = 0
    for start, end in sorted(spans):
        pieces += [(text[place:start], False), (text[start:end], True)]
        place = end
    return [(piece, is_part) for piece, is_part in (*pieces, (text[place:], False)) if piece]


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence of one document with the figures in it that are compared."""

    document: views.Row
    pieces: tuple[tuple[str, bool], ...]
    values: tuple[Pair, ...]


def _both(value: float, unit: str, **more: Any) -> Pair:
    return quantity(value, unit, "ko", **more), quantity(value, unit, "en", **more)


def _figure(row: views.Row, unit: str | None = None) -> Pair:
    return _both(
        row["value"], unit or row["unit"], value_max=row["value_max"], bound=row["bound"]
    )


def _stated(text: object) -> Pair:
    """What an audit expects or found, ``66,800,000,000 KRW``, to read; else as it is."""
    words = str(text or "")
    number, _, unit = words.partition(" ")
    if not unit:  # a year, or words
        return words, words
    try:
        return _both(float(number.replace(",", "")), unit)
    except ValueError:
        return words, words


def audits(store: Store, documents: Documents) -> list[dict[str, Any]]:
    """Every check with its sides: one a document and sentence."""
    found = []
    for view in views.audits(store):
        groups: dict[tuple[str, str], list[views.Row]] = defaultdict(list)
        for row in view.figures:
            groups[row["doc_id"], row["sentence"] or row["text"]].append(row)
        sides = [
            Side(
                documents[doc_id],
                tuple(marked(sentence, [row["text"] for row in rows])),
                tuple(_figure(row) for row in rows),
            )
            for (doc_id, sentence), rows in groups.items()
        ]
        told = {side.document["doc_id"] for side in sides}
        sides += [
            Side(documents[one], (), ())
            for one in view.audit["doc_ids"]
            if one in documents and one not in told
        ]
        found.append(
            {
                **view.audit,
                "expected": _stated(view.audit["expected"]),
                "found": _stated(view.audit["found"]),
                "note": (korean(str(view.audit["note"] or "")), view.audit["note"]),
                "sides": sides,
            }
        )
    return found


def series(store: Store, lexicon: Lexicon) -> list[dict[str, Any]]:
    """Every series with its points to read; ``view`` is what a chart is drawn from."""
    return [
        {
            "view": view,
            "metric": view.metric,
            "scope": _place(lexicon, view.scope) if view.scope else None,
            "n_documents": view.n_documents,
            "points": [
                {
                    **point,
                    "shown": _figure(point, view.unit),
                    "was": None
                    if point["old_value"] is None
                    else _both(point["old_value"], view.unit),
                    "pieces": marked(point["sentence"] or "", [point["text"] or ""]),
                }
                for point in view.points
            ],
        }
        for view in views.series(store)
    ]


def _place(lexicon: Lexicon, one: str) -> str:
    entry = lexicon.entries.get(one)
    return "전국" if one == "KR" else entry.name if entry else one


def visions(store: Store, lexicon: Lexicon, documents: Documents) -> dict[str, Any]:
    """Three tables: ``economic`` with ``columns`` side by side, ``province`` and ``rest``.

    ``columns`` holds (key, documents); a vision is in the column whose key its ``column`` is.
    """
    tables: dict[str, list[dict[str, Any]]] = {"economic": [], "province": [], "rest": []}
    for row in views.vision_rows(store, lexicon):
        kind = {"economic_region": "economic", "country": "economic", "province": "province"}
        shown: dict[str, Any] = {
            "region": row.region,
            "name": gloss("region", row.region) if row.kind in kind else (row.name, row.name),
            "visions": [
                {**v, "industries": [_place(lexicon, one) for one in v["industries"]]}
                for v in row.visions
            ],
        }
        tables[kind.get(row.kind, "rest")].append(shown)
    order = list(documents)
    used = sorted(
        {v["doc_id"] for row in tables["economic"] for v in row["visions"]}, key=order.index
    )
    by_year = len(used) > MAX_COLUMNS
    columns: dict[str, list[views.Row]] = {}
    for doc_id in used:
        columns.setdefault(_column(documents[doc_id], by_year), []).append(documents[doc_id])
    for shown in tables["economic"]:
        for vision in shown["visions"]:
            vision["column"] = _column(documents[vision["doc_id"]], by_year)
    latest = [
        {"name": row["name"], "vision": row["visions"][-1]} for row in tables["economic"]
    ]
    return {
        **tables, "columns": list(columns.items()), "by_year": by_year, "latest": latest,
        "map": _map(tables),
    }  # fmt: skip


def _column(document: views.Row, by_year: bool) -> str:
    return str(document["published"] or "")[:4] if by_year else str(document["doc_id"])


_TILES = (
    ("수도권", ((0, 0, 1, 1, "인천"), (1, 0, 1, 1, "서울"), (2, 0, 1, 1, "경기"))),
    ("강원권", ((3, 0, 2, 1, "강원"),)),
    (
        "충청권",
        ((0, 1, 1, 1, "충남"), (1, 1, 1, 1, "세종"), (1, 2, 1, 1, "대전"), (2, 1, 1, 2, "충북")),
    ),
    ("대경권", ((3, 1, 2, 1, "경북"), (3, 2, 2, 1, "대구"))),
    ("호남권", ((0, 2, 1, 1, "전북"), (0, 3, 1, 1, "광주"), (1, 3, 1, 1, "전남"))),
    ("동남권", ((2, 3, 1, 1, "경남"), (3, 3, 1, 1, "부산"), (4, 3, 1, 1, "울산"))),
    ("제주권", ((0, 4, 2, 1, "제주"),)),
)
"""A mosaic of the provinces: (column, row, columns, rows, name), neighbours as on the map."""
_TILE_WIDTH, _TILE_HEIGHT = 84, 76


def _map(tables: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The regions as tiles in SVG units, each with how many visions its row holds."""
    counts = {row["region"]: len(row["visions"]) for row in tables["economic"]}
    return [
        {
            "region": region,
            "name": gloss("region", region),
            "count": counts.get(region, 0),
            "tiles": [
                {
                    "x": column * _TILE_WIDTH, "y": row * _TILE_HEIGHT,
                    "width": columns * _TILE_WIDTH, "height": rows * _TILE_HEIGHT, "name": name,
                }
                for column, row, columns, rows, name in tiles
            ],
        }
        for region, tiles in _TILES
    ]  # fmt: skip


def document_rows(store: Store, documents: Documents) -> list[dict[str, Any]]:
    """Every document with its citation in both languages and what it gave."""
    events = Counter(store.scalars("SELECT doc_id FROM event_evidence"))
    figures = Counter(store.scalars("SELECT doc_id FROM figures"))
    return [
        {
            **row,
            "url": safe_url(row["url"]),
            "citation": (in_words(row, "ko"), in_words(row, "en")),
            "events": events[row["doc_id"]],
            "figures": figures[row["doc_id"]],
        }
        for row in documents.values()
    ]
