"""The command: names, options, exit codes, what goes where."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import flow_fake
import pytest

from pipeline import flow
from pipeline.cli import app
from pipeline.cli.text import ITEM_KEYS
from pipeline.settings import PROJECT_ROOT
from pipeline.store import TABLES, Store

CONTRACT = (PROJECT_ROOT / "docs" / "CONTRACT.md").read_text("utf-8")
COMMANDS = [c.name or "" for c in app.registered_commands]


def yeonpyo(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        cwd=PROJECT_ROOT, input=stdin, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(
        "경남 소식\n\n2009년 경남 창원에서 홍가람 이사장과 31명이 모였다. "
        "남해안의 허브로 자란다.\n",
        encoding="utf-8",
    )
    flow.run([folder / "in"], folder / "out", 1, version="1", create=flow_fake.create)
    return folder / "out"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str) -> None:
    done = yeonpyo(command, "--help")
    assert done.returncode == 0
    assert f"yeonpyo {command}" in done.stdout and "Example:" in done.stdout
    assert "--quiet" in done.stdout and "--verbose" in done.stdout


def test_commands_are_in_the_contract() -> None:
    assert all(re.search(rf"`(yeonpyo )?{command}\b", CONTRACT) for command in COMMANDS)


@pytest.mark.parametrize(
    ("command", "table"),
    [("timeline", "events"), ("figures", "figures"), ("visions", "visions"),
     ("documents", "documents"), ("entities", "entities")],
)  # fmt: skip
def test_tables_in_each_format(command: str, table: str, out: Path) -> None:
    done = yeonpyo(command, "--data", out, "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert tuple(rows[0]) == TABLES[table].column_names and len(rows) > 1
    as_json = json.loads(yeonpyo(command, "--data", out, "--format", "json").stdout)
    lines = yeonpyo(command, "--data", out, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == as_json and len(as_json) == len(rows) - 1
    raw = subprocess.run(
        [sys.executable, "-m", "pipeline", command, "--data", str(out), "--format", "parquet"],
        cwd=PROJECT_ROOT, capture_output=True, check=True,
    ).stdout  # fmt: skip
    assert raw[:4] == raw[-4:] == b"PAR1"
    if command != "entities":
        assert as_json[0][TABLES[table].key[0]] in yeonpyo(command, "--data", out).stdout


def test_exit_codes(out: Path, tmp_path: Path) -> None:
    unknown = yeonpyo("timeline", "--data", out, "--region", "없는고을")
    assert unknown.returncode == 2 and "없는고을" in unknown.stderr and not unknown.stdout
    assert yeonpyo("timeline", "--data", tmp_path).returncode == 3
    assert yeonpyo("timeline", "--nothing").returncode == 2
    assert yeonpyo("run", tmp_path / "none").returncode == 2
    (tmp_path / "void").mkdir()
    empty = yeonpyo("run", tmp_path / "void", "--out", tmp_path / "out")
    assert empty.returncode == 3 and "nothing to read" in empty.stderr
    (tmp_path / "void" / "x.txt").touch()
    bad = yeonpyo("run", tmp_path / "void", "--out", tmp_path / "out")
    assert bad.returncode == 1 and "x.txt" in bad.stderr and not bad.stdout


@pytest.mark.parametrize("table", ["events", "figures", "visions", "mentions", "dates",
                                   "documents"])  # fmt: skip
def test_explain(table: str, out: Path) -> None:
    with Store.open(out) as store:
        key = TABLES[table].key[0]
        ident = str(next(store.rows(table))[key])
    done = yeonpyo("explain", ident[:12], "--data", out)
    assert done.returncode == 0, done.stderr
    if table != "documents":
        assert "a.txt" in done.stdout and "【" in done.stdout and "characters:" in done.stdout
    found = json.loads(yeonpyo("explain", ident, "--data", out, "--format", "json").stdout)
    assert found["record"][key] == ident


def test_explain_unknown(out: Path) -> None:
    done = yeonpyo("explain", "zzzz", "--data", out)
    assert done.returncode == 2 and "zzzz" in done.stderr


def test_export(out: Path, tmp_path: Path) -> None:
    assert yeonpyo("export", tmp_path, "--data", out, "--format", "jsonl").returncode == 0
    assert (tmp_path / "datapackage.json").exists()
    assert yeonpyo("export", tmp_path, "--data", out, "--format", "odt").returncode == 2


def test_load(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("창원 기계산업 소식\n\n□ 내년에 새 단지를 연다.\n", encoding="cp949")
    assert "새 단지를 연다" in yeonpyo("load", path).stdout
    found = json.loads(yeonpyo("load", path, "--format", "json").stdout)
    assert found["blocks"] and found["encoding"]
    path.write_bytes(b"")
    assert yeonpyo("load", path).returncode == 1


def test_annotate_lines_in_order_with_errors_between() -> None:
    text = "지식경제부는 지난해 9월 창원에서 45개사와 협약을 맺었다.\r\n"
    requests = [
        json.dumps({"id": "a", "text": text, "date": "2010-02-17"}),
        "{not json",
        json.dumps({"id": "b", "text": 7}),
        json.dumps({"id": "c", "text": text, "date": "어제"}),
        '{"id": "d", "text": "\\ud800"}',
        "[]",
        json.dumps({"id": "e", "text": ""}),
        json.dumps({"id": "f", "text": text}),
    ]
    done = yeonpyo("annotate", stdin="\n".join(requests) + "\n")
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["a", None, "b", "c", "d", None, "e", "f"]
    assert [set(line) == {"id", "error"} for line in lines] == [
        False, True, True, True, True, True, False, False]  # fmt: skip
    for line in (lines[0], lines[7]):
        assert list(line) == ["id", *ITEM_KEYS]
        for name, keys in ITEM_KEYS.items():
            for item in line[name]:
                assert list(item) == ["start", "end", "text", "rule", *keys]
                assert item["text"] == text[item["start"] : item["end"]]
    assert lines[0]["dates"] and lines[0]["figures"]


def test_annotate_keys_are_the_contract() -> None:
    section = CONTRACT.split("| list | further keys |")[1].split("\n\n")[0]
    for name, keys in ITEM_KEYS.items():
        row = re.search(rf"^\| `{name}` \| (.*) \|$", section, re.M)
        assert row is not None
        assert re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", row[1])) == list(keys)


def test_reader_that_leaves_is_no_error(out: Path) -> None:
    command = f'"{sys.executable}" -m pipeline entities --data "{out}" --format csv | head -1'
    done = subprocess.run(command, shell=True, cwd=PROJECT_ROOT, capture_output=True, check=False,
                          env=os.environ)  # fmt: skip
    assert b"Traceback" not in done.stderr
