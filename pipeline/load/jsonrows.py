"""Rows of JSON: a list of objects, an object around one, one object, or JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

import msgspec

from pipeline.errors import UnreadableDocument
from pipeline.load.sheets import MAX_GRID, Sheet

_BOM = b"\xef\xbb\xbf"
_SHOWN_LINES = 2
"""Lines from the top that must be objects for a file to be JSON Lines."""


def looks_like_json(data: bytes) -> bool:
    """Whether bytes are JSON, or begin as JSON Lines do. Never raises."""
    data = data.removeprefix(_BOM)
    if data.lstrip()[:1] not in (b"{", b"["):
        return False
    try:
        msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _looks_like_lines(data)
    return True


def _looks_like_lines(data: bytes) -> bool:
    lines = list(islice((line for line in data.splitlines() if line.strip()), _SHOWN_LINES))
    try:
        found = [msgspec.json.decode(line) for line in lines]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return len(found) == _SHOWN_LINES and all(isinstance(value, dict) for value in found)


def read_json(data: bytes) -> Sheet:
    """The objects of a JSON or JSON Lines file as the rows of a sheet, its header their keys.

    Values that are lists or objects are left out. Raises UnreadableDocument for a line that is
    no JSON, a file without objects, and more than ``MAX_GRID`` values.
    """
    objects = list(_objects(data.removeprefix(_BOM)))
    names: dict[str, None] = {}
    for value in objects:
        names.update(dict.fromkeys(value))
    if not names:
        raise UnreadableDocument("JSON holds no objects; give a list of them, one a document")
    if len(names) * len(objects) > MAX_GRID:
        raise UnreadableDocument(
            f"JSON of more than {MAX_GRID} values: split it into smaller files"
        )
    header = list(names)
    rows = [[_text(value.get(name)) for name in header] for value in objects]
    return Sheet("", [header, *rows], (), "utf-8")


def _objects(data: bytes) -> Iterator[Mapping[str, object]]:
    try:
        value = msgspec.json.decode(data)
    except RecursionError as error:
        raise UnreadableDocument("JSON is nested too deeply; flatten it") from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        yield from _lines(data)
        return
    yield from _among(value)


def _lines(data: bytes) -> Iterator[Mapping[str, object]]:
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            value = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UnreadableDocument(
                f"JSON Lines: line {number} is no JSON ({error}); write one object a line"
            ) from error
        if isinstance(value, dict):
            yield value


def _among(value: object) -> Iterator[Mapping[str, object]]:
    """The objects of a list; of an object its longest list of objects, else the object itself."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))
    elif isinstance(value, dict):
        lists = [
            [item for item in inner if isinstance(item, dict)]
            for inner in value.values() if isinstance(inner, list)
        ]
        yield from max(lists, key=len, default=[]) or [value]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
