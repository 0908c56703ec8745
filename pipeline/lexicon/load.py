"""Reading the lexicon's files, and refusing what breaks their rules."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

import msgspec

from pipeline.errors import LexiconError
from pipeline.lexicon.entry import Entry
from pipeline.lexicon.lexicon import Lexicon
from pipeline.lexicon.matcher import squeeze

FILES = (
    "regions.toml",
    "districts.csv",
    "complexes.toml",
    "organizations.toml",
    "programs.toml",
    "laws.toml",
    "industries.toml",
    "forums.toml",
)
_ESTATES: dict[str, tuple[str, ...]] = {
    "national_complex": (
        "국가산업단지",
        "국가산단",
        "국가공단",
        "국가단지",
        "산업단지",
        "산단",
        "공단",
        "단지",
        "클러스터",
    ),
    "general_complex": (
        "일반산업단지",
        "일반산단",
        "일반단지",
        "지방산업단지",
        "지방산단",
        "산업단지",
        "산단",
        "공단",
        "단지",
    ),
    "urban_complex": ("도시첨단산업단지", "도시첨단산단", "도시첨단단지"),
    "agro_complex": ("농공단지", "농공산단"),
}
"""What joins a stem of that kind, in the usual order of length."""
_MIN_COMMITTEE = 4
"""Characters of a committee's short form: 금융위 is left to its own entry (금융위기)."""
_LISTS = ("stems", "aliases", "weak", "predecessors", "examples", "not_examples")


class _File(msgspec.Struct, forbid_unknown_fields=True):
    entry: list[Entry]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of the package. Raises ``LexiconError`` naming the file and the entry."""
    folder = files("pipeline.lexicon")
    digest = hashlib.sha256()
    entries: list[Entry] = []
    for name in FILES:
        data = folder.joinpath(name).read_bytes()
        digest.update(name.encode() + b"\0" + data + b"\0")
        entries.extend(parse(name, data.decode("utf-8")))
    return Lexicon(linked(entries), digest.hexdigest()[:16])


def parse(name: str, text: str) -> list[Entry]:
    """The entries of one TOML or CSV file, checked one by one and for their order."""
    try:
        entries = _parse_csv(text) if name.endswith(".csv") else _parse_toml(text)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise LexiconError(f"{name}: {error}") from error
    for entry in entries:
        _check(name, entry)
    entries = [_expanded(entry) for entry in entries]
    ids = [entry.entity_id for entry in entries]
    for before, after in pairwise(ids):
        if before >= after:
            raise LexiconError(f"{name}: '{after}' must stand before '{before}', once")
    return entries


def _parse_toml(text: str) -> list[Entry]:
    return msgspec.toml.decode(text, type=_File).entry


def _parse_csv(text: str) -> list[Entry]:
    """One entry a row; lists are divided by ``|``, an empty cell is left out."""
    entries = []
    for row in csv.DictReader(io.StringIO(text)):
        values: dict[str, object] = {key: value for key, value in row.items() if value}
        for key in _LISTS:
            if key in values:
                values[key] = str(values[key]).split("|")
        entries.append(msgspec.convert(values, Entry))
    return entries


def _expanded(entry: Entry) -> Entry:
    """The entry with its stems' names and its committees' short forms among the aliases."""
    names = {squeeze(name): name for name in entry.names}
    for stem in entry.stems:
        for word in _ESTATES[entry.kind]:
            names.setdefault(squeeze(stem + word), stem + word)
    if entry.label == "ORG":
        for name in entry.names:
            short = name.removesuffix("원회")  # 국가균형발전위: how a headline calls a committee
            if short.endswith("위") and len(short) >= _MIN_COMMITTEE and short != name:
                names.setdefault(squeeze(short), short)
    return msgspec.structs.replace(entry, aliases=tuple(names.values())[1:])


def _check(file: str, entry: Entry) -> None:
    """Rules that an entry keeps by itself."""
    where = f"{file}: '{entry.entity_id}'"
    days = [day for day in (entry.valid_from, entry.valid_to) if day is not None]
    for day in days:
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise LexiconError(f"{where}: '{day}' is no ISO day (YYYY-MM-DD)") from error
    if days != sorted(days):
        raise LexiconError(f"{where}: valid_from is after valid_to")
    if not entry.source_url.startswith("http"):
        raise LexiconError(f"{where}: source_url '{entry.source_url}' is no address")
    keys = [squeeze(name) for name in entry.names]
    if not all(keys) or len(set(keys)) != len(keys):
        raise LexiconError(f"{where}: a name is empty or said twice: {', '.join(entry.names)}")
    if not {*entry.weak} <= {*entry.names}:
        raise LexiconError(f"{where}: a weak name is none of its names: {', '.join(entry.weak)}")
    if entry.stems and entry.kind not in _ESTATES:
        raise LexiconError(f"{where}: kind '{entry.kind}' takes no stems")
    if entry.successors:
        raise LexiconError(f"{where}: state predecessors; successors follow from them")


def linked(entries: Sequence[Entry]) -> list[Entry]:
    """Entries with their successors. Raises on a double id or an unknown relative."""
    by_id: dict[str, Entry] = {}
    for entry in entries:
        if entry.entity_id in by_id:
            raise LexiconError(f"'{entry.entity_id}' stands in the lexicon twice")
        by_id[entry.entity_id] = entry
    successors: dict[str, list[str]] = {}
    for entry in entries:
        _check_known(entry, by_id)
        for predecessor in entry.predecessors:
            successors.setdefault(predecessor, []).append(entry.entity_id)
    return [
        msgspec.structs.replace(entry, successors=tuple(successors.get(entry.entity_id, ())))
        for entry in entries
    ]


def _check_known(entry: Entry, known: Iterable[str]) -> None:
    for other in (*entry.predecessors, *((entry.parent,) if entry.parent else ())):
        if other not in known or other == entry.entity_id:
            raise LexiconError(f"'{entry.entity_id}': '{other}' is not in the lexicon")
