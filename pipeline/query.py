"""The filters over the tables: one place for the command line, the export and the explorer."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from pipeline.errors import QueryError
from pipeline.grammar.edtf import bounds
from pipeline.store import Store
from pipeline.store.rows import Row

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon

CATEGORIES: Mapping[str, str] = {
    "announcement": "발표",
    "plan": "계획 수립",
    "legislation": "법령",
    "designation": "지정·선정",
    "budget": "예산",
    "program": "사업 추진",
    "expansion": "확대·개편",
    "organization": "조직",
    "agreement": "협약",
    "event": "행사",
    "evaluation": "성과·평가",
    "roadmap": "단계 목표",
}
"""Event categories with their Korean labels (docs/CODEBOOK.md)."""

UNITS: Mapping[str, str] = {
    "원": "KRW", "달러": "USD", "불": "USD", "미달러": "USD", "퍼센트": "%", "프로": "%",
    "퍼센트포인트": "%p", "%포인트": "%p", "포인트": "%p", "인": "명", "개소": "곳", "사": "개사",
    "업체": "개사", "톤": "t", "㎡": "m2", "㎢": "km2", "제곱미터": "m2", "제곱킬로미터": "km2",
}  # fmt: skip
"""Other ways to write a unit."""

SUGGESTIONS = 4


@dataclass(frozen=True)
class Filters:
    """What to keep; None keeps all. ``since`` and ``until`` are EDTF, both inclusive."""

    since: str | None = None
    until: str | None = None
    region: str | None = None
    program: str | None = None
    actor: str | None = None
    category: str | None = None
    metric: str | None = None
    unit: str | None = None
    text: str | None = None
    exact: bool = False

    def given(self) -> dict[str, str]:
        """The filters that are set."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, str)}


Clause = tuple[str, list[object]]

_NAMES = {"region": ("REGION", "COMPLEX"), "program": ("PROGRAM",), "actor": None}

# Where an entity filter looks in each table; {ids} is the list of entity ids.
_ENTITY_SQL: Mapping[tuple[str, str], str] = {
    ("events", "region"): "EXISTS (SELECT 1 FROM json_each(t.regions) WHERE value IN ({ids}))",
    ("events", "program"): "EXISTS (SELECT 1 FROM json_each(t.programs) WHERE value IN ({ids}))",
    ("events", "actor"): "t.event_id IN (SELECT event_id FROM event_actors"
    " WHERE entity_id IN ({ids}))",
    **{("figures", name): "t.scope IN ({ids})" for name in _NAMES},
    ("visions", "region"): "t.region IN ({ids})",
    **{
        ("documents", name): "t.doc_id IN (SELECT doc_id FROM mentions WHERE entity_id IN ({ids}))"
        for name in _NAMES
    },
    **{("entities", name): "t.entity_id IN ({ids})" for name in _NAMES},
}

_TEXT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "events": ("t.title",),
    "figures": ("t.text", "t.sentence", "t.metric"),
    "visions": ("t.text",),
    "documents": ("t.title", "t.text"),
    "entities": ("t.entity_id", "t.name", "t.aliases"),
}

# For people, documents come by date; the files keep the order of ids.
_ORDER: Mapping[str, tuple[str, ...]] = {"documents": ("published", "doc_id")}

# First and last day of a row, as SQL; the functions are registered by ``select``.
_DAYS: Mapping[str, tuple[str, str]] = {
    # What is due by a day (../2018-06) stands at that day, not at all days before it.
    "events": ("coalesce(t.earliest, t.latest)", "t.latest"),
    "figures": (
        "iif(t.as_of IS NULL, edtf_earliest(t.stated_on), t.as_of_earliest)",
        "iif(t.as_of IS NULL, edtf_latest(t.stated_on), t.as_of_latest)",
    ),
    "documents": ("edtf_earliest(t.published)", "edtf_latest(t.published)"),
    "visions": (
        "(SELECT edtf_earliest(published) FROM documents d WHERE d.doc_id = t.doc_id)",
        "(SELECT edtf_latest(published) FROM documents d WHERE d.doc_id = t.doc_id)",
    ),
    "entities": ("t.valid_from", "t.valid_to"),
}


def select(
    store: Store, table: str, filters: Filters, lexicon: Lexicon | None = None
) -> Iterator[Row]:
    """Rows of ``table`` (events, figures, visions, documents, entities) that pass ``filters``.

    ``lexicon`` is needed for region, program and actor. QueryError for a name that nothing
    bears, a date that is not EDTF, or a filter that the table has no answer to.
    """
    store.connection.create_function("edtf_earliest", 1, _earliest, deterministic=True)
    store.connection.create_function("edtf_latest", 1, _latest, deterministic=True)
    clauses: list[Clause] = [_dates(table, filters)]
    for name, value in filters.given().items():
        if name in _NAMES:
            clauses.append(_entity(store, table, name, value, filters.exact, lexicon))
        elif name == "category":
            clauses.append(_category(store, table, value))
        elif name in ("metric", "unit"):
            clauses.append(_word(store, table, name, value, filters.exact))
        elif name == "text":
            clauses.append(_text(table, value))
    where = " AND ".join(f"({sql})" for sql, _ in clauses)
    values = [value for _, values in clauses for value in values]
    return store.rows(table, where, values, _ORDER.get(table))


_TAILS = ("사업", "조성사업", "육성사업", "지원사업", "프로젝트")


def resolve(
    name: str,
    lexicon: Lexicon,
    labels: Sequence[str] | None = None,
    *,
    exact: bool = False,
    known: Sequence[str] = (),
) -> tuple[str, ...]:
    """Entity ids meant by an id, name or alias: all bearers of it, with what lies below them and
    their predecessors and successors unless ``exact``. ``known`` are ids outside the lexicon.
    """
    # A programme is asked for without its last word too: 산업단지클러스터 (사업).
    for tail in ("", *(_TAILS if labels is None or "PROGRAM" in labels else ())):
        bearers = lexicon.bearers(name + tail)
        found = [e.entity_id for e in bearers if labels is None or e.label in labels]
        if found:
            break
    else:
        if name in known:
            return (name,)
        names = {
            other: None
            for entry in lexicon.entries.values()
            if labels is None or entry.label in labels
            for other in entry.names
        }
        raise QueryError(_unknown(name, [*names, *known]))
    if exact:
        return tuple(found)
    ids: dict[str, None] = {}
    for one in found:
        for relative in lexicon.lineage(one):
            ids[relative] = None
            ids.update(dict.fromkeys(lexicon.descendants(relative)))
    return tuple(ids)


def _entity(
    store: Store, table: str, name: str, value: str, exact: bool, lexicon: Lexicon | None
) -> Clause:
    sql = _ENTITY_SQL.get((table, name))
    if sql is None or lexicon is None:
        raise QueryError(f"{table} cannot be filtered by {name}")
    known = store.scalars("SELECT DISTINCT entity_id FROM event_actors") if name == "actor" else ()
    ids = resolve(value, lexicon, _NAMES[name], exact=exact, known=known)
    return sql.replace("{ids}", ", ".join("?" * len(ids))), list(ids)


def _dates(table: str, filters: Filters) -> Clause:
    first, last = _DAYS[table]
    sql, values = ["1"], list[object]()
    if filters.since is not None:
        day = edtf_bounds(filters.since)[0]
        sql.append(f"coalesce({last}, '9999') >= ?")
        values.append(day or "")
    if filters.until is not None:
        day = edtf_bounds(filters.until)[1]
        sql.append(f"coalesce({first}, '') <= ?")
        values.append(day or "9999")
    # What has no date at all is in no period; a lexicon entry without dates always was.
    if values and table != "entities":
        sql.append(f"coalesce({first}, {last}) IS NOT NULL")
    return " AND ".join(sql), values


def edtf_bounds(edtf: str) -> tuple[str | None, str | None]:
    """``grammar.edtf.bounds`` with a QueryError for what is not EDTF."""
    try:
        return bounds(edtf)
    except ValueError as error:
        raise QueryError(
            f"{edtf!r} is no EDTF date; write 2009, 2009-11, 2009-11-13 or 2009/2011"
        ) from error


def _category(store: Store, table: str, value: str) -> Clause:
    if table == "events":
        codes = {label: code for code, label in CATEGORIES.items()}
        code = codes.get(value, value)
        if code not in CATEGORIES:
            raise QueryError(_unknown(value, [*CATEGORIES, *codes]))
        return "t.category = ?", [code]
    column = {"documents": "doc_type", "entities": "label", "figures": "kind"}.get(table)
    if column is None:
        raise QueryError(f"{table} cannot be filtered by category")
    known = store.scalars(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")
    if value not in known:
        raise QueryError(_unknown(value, known))
    return f"t.{column} = ?", [value]


def _word(store: Store, table: str, column: str, value: str, exact: bool) -> Clause:
    if table != "figures":
        raise QueryError(f"{table} cannot be filtered by {column}")
    known = store.scalars(f"SELECT DISTINCT {column} FROM figures WHERE {column} IS NOT NULL")
    if column == "unit":
        unit = value if value in known else UNITS.get(value, value)
        if unit not in known:
            raise QueryError(_unknown(value, known))
        return "t.unit = ?", [unit]
    # White space never matters in Korean compounds: 산학연 협력 과제 is 산학연협력과제.
    squeezed = "".join(value.split())
    meant = [
        metric
        for metric in known
        if (m := "".join(metric.split())) == squeezed or (not exact and squeezed in m)
    ]
    if not meant:
        raise QueryError(_unknown(value, known))
    return f"t.metric IN ({', '.join('?' * len(meant))})", list(meant)


def _text(table: str, value: str) -> Clause:
    pattern = "%" + value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    tests = [f"{column} LIKE ? ESCAPE '\\'" for column in _TEXT_COLUMNS[table]]
    if table == "events":
        tests.append(
            "t.event_id IN (SELECT event_id FROM event_evidence WHERE sentence LIKE ? ESCAPE '\\')"
        )
    return " OR ".join(tests), [pattern] * len(tests)


def _unknown(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, SUGGESTIONS, 0.5)
    close += [other for other in known if name and name in other and other not in close]
    hint = f"; did you mean {', '.join(close[:SUGGESTIONS])}?" if close else ""
    return f"nothing is called {name!r}{hint}"


def _earliest(edtf: str | None) -> str | None:
    return edtf_bounds(edtf)[0] if edtf else None


def _latest(edtf: str | None) -> str | None:
    return edtf_bounds(edtf)[1] if edtf else None
