"""The store: the contract's tables, migrations, locks."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from pipeline.settings import PROJECT_ROOT
from pipeline.store import EXPORTED, TABLES, Store, StoreBusy, StoreError
from pipeline.store.database import SCHEMA_VERSION, exclusive

CONTRACT = (PROJECT_ROOT / "docs" / "CONTRACT.md").read_text("utf-8")


def contract_tables() -> dict[str, list[str]]:
    section = CONTRACT.split("## Tables")[1]
    tables = {}
    for name, columns in re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.M):
        # What stands in brackets explains a column; its own quotes are labels.
        tables[name] = re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", columns))
    return tables


def test_tables_and_columns_are_the_contract(tmp_path: Path) -> None:
    wanted = contract_tables()
    assert list(wanted) == list(TABLES)
    with Store.create(tmp_path) as store:
        for name, columns in wanted.items():
            assert list(store.columns(name)) == columns == list(TABLES[name].column_names)


def test_every_column_is_described_and_runs_is_not_exported() -> None:
    assert all(column.description for table in TABLES.values() for column in table.columns)
    assert all(table.description for table in TABLES.values())
    assert {table.name for table in EXPORTED} == set(TABLES) - {"runs"}


def test_wal_foreign_keys_version(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        assert store.scalars("PRAGMA journal_mode") == ["wal"]
        assert store.scalars("PRAGMA foreign_keys") == [1]
        assert store.scalars("PRAGMA user_version") == [SCHEMA_VERSION]
        with pytest.raises(sqlite3.IntegrityError):
            store.insert("event_aliases", [{"alias_id": "a", "event_id": "none"}])


def test_a_newer_state_is_refused_with_a_remedy(tmp_path: Path) -> None:
    Store.create(tmp_path).connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer yeonpyo"):
        Store.create(tmp_path)
    with pytest.raises(StoreError, match="schema 99"):
        Store.open(tmp_path)


def test_no_state_and_broken_state(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no state"):
        Store.open(tmp_path)
    (tmp_path / "yeonpyo.sqlite").write_bytes(b"not a database, far from it" * 50)
    with pytest.raises(StoreError, match="cannot be read"):
        Store.open(tmp_path)


def test_two_runs_at_once(tmp_path: Path) -> None:
    busy = pytest.raises(StoreBusy, match="another run")
    with exclusive(tmp_path), busy, exclusive(tmp_path):
        pass
    with exclusive(tmp_path):
        pass


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        with pytest.raises(RuntimeError), store.transaction():
            store.set_marks(x="1")
            raise RuntimeError
        assert store.mark("x") is None
