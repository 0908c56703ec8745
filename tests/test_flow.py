"""The main job: same bytes, nothing done twice, nothing lost, bad input refused."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import flow_fake
import pytest

from pipeline import flow
from pipeline.store import TABLES, Store, StoreBusy
from pipeline.store.database import exclusive

Hashes = dict[str, str]


def hashes(out: Path) -> Hashes:
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted((out / "tables").iterdir())
        if not p.name.startswith("refused")
    }


def go(paths: Path, out: Path, workers: int | None = 1, version: str = "1") -> flow.RunReport:
    return flow.run([paths], out, workers, version=version, create=flow_fake.create)


def write(folder: Path, number: int, extra: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{number:02d}.txt"
    path.write_text(
        f"경남 산업단지 계획 {number}호를 내다\n\n"
        f"{2000 + number}년 창원에서 홍가람 이사장이 {number}번째 계획을 밝혔고 "
        f"{number + 10}명이 왔다. "
        f"경남은 남해안의 허브로 자란다. {extra}\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for number in range(1, 9):
        write(tmp_path / "in", number)
    return tmp_path / "in"


def test_every_table_is_written_and_filled(corpus: Path, tmp_path: Path) -> None:
    report = go(corpus, tmp_path / "out")
    assert (report.n_documents, report.n_new, report.n_refused) == (8, 8, 0)
    names = {p.name for p in (tmp_path / "out" / "tables").iterdir()}
    assert names == {f"{t}.{s}" for t in TABLES if t != "runs" for s in ("csv", "parquet")}
    with Store.open(tmp_path / "out") as store:
        for table in ("documents", "blocks", "dates", "mentions", "entities", "people", "figures",
                      "visions", "events", "event_actors", "event_evidence", "runs"):  # fmt: skip
            assert store.count(table) > 0, table
        texts = {d["doc_id"]: str(d["text"]) for d in store.rows("documents")}
        for table in ("dates", "mentions", "people", "figures", "visions"):
            for row in store.rows(table):
                assert texts[row["doc_id"]][row["start"] : row["end"]] == row["text"]  # type: ignore
        for figure in store.rows("figures"):
            assert figure["text"] in figure["sentence"]  # type: ignore[operator]
            assert (figure["as_of_earliest"], figure["as_of_latest"]) == (
                "2009-01-01", "2009-12-31")  # fmt: skip
            assert len(str(figure["change_id"])) == 16
        person = next(store.rows("people"))
        assert person["rule"] is None  # an empty rule is unknown
        assert next(store.rows("mentions", "t.mention_id = ?", [person["mention_id"]]))[
            "label"
        ] == "PERSON"


def test_roles_reach_the_table(corpus: Path, tmp_path: Path) -> None:
    go(corpus, tmp_path / "out")
    with Store.open(tmp_path / "out") as store:
        assert {a["role"] for a in store.rows("event_actors")} == {"actor", "host"}


def test_rerun_does_nothing_and_leaves_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    go(corpus, tmp_path / "out")
    table = tmp_path / "out/tables/events.csv"
    before, written = hashes(tmp_path / "out"), table.stat().st_mtime_ns
    report = go(corpus, tmp_path / "out")
    assert (report.n_annotated, report.timeline_rebuilt, report.tables_written) == (0, False, False)
    assert hashes(tmp_path / "out") == before
    assert table.stat().st_mtime_ns == written


def test_workers_do_not_change_the_bytes(corpus: Path, tmp_path: Path) -> None:
    go(corpus, tmp_path / "one", workers=1)
    go(corpus, tmp_path / "two", workers=2)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")


def test_one_new_document_annotates_one(corpus: Path, tmp_path: Path) -> None:
    go(corpus, tmp_path / "out")
    write(corpus, 9)
    report = go(corpus, tmp_path / "out")
    assert (report.n_new, report.n_changed, report.timeline_rebuilt) == (1, 0, True)
    go(corpus, tmp_path / "fresh")
    assert hashes(tmp_path / "out") == hashes(tmp_path / "fresh")


def test_another_version_annotates_all_again(corpus: Path, tmp_path: Path) -> None:
    go(corpus, tmp_path / "out")
    before = hashes(tmp_path / "out")
    report = go(corpus, tmp_path / "out", version="2")
    assert (report.n_new, report.n_changed) == (0, 8)
    assert hashes(tmp_path / "out") == before


def test_an_edited_file_is_a_new_version(corpus: Path, tmp_path: Path) -> None:
    go(corpus, tmp_path / "out")
    original = (corpus / "01.txt").read_bytes()
    write(corpus, 1, "덧붙인 문장이다.")
    report = go(corpus, tmp_path / "out")
    assert (report.n_new, report.n_changed) == (0, 1)
    with Store.open(tmp_path / "out") as store:
        rows = [r for r in store.rows("documents") if r["path"] == "01.txt"]
        assert len(rows) == 2
        new = next(r for r in rows if r["version_of"])
        assert {new["version_of"], new["doc_id"]} == {r["doc_id"] for r in rows}
        assert {e["doc_id"] for e in store.rows("event_evidence")}.isdisjoint({new["version_of"]})
    (corpus / "01.txt").write_bytes(original)  # back again: the old document counts once more
    assert go(corpus, tmp_path / "out").n_annotated == 0
    with Store.open(tmp_path / "out") as store:
        assert new["version_of"] in {e["doc_id"] for e in store.rows("event_evidence")}


def test_a_copy_is_marked_and_nothing_is_lost_when_a_file_goes(
    corpus: Path, tmp_path: Path
) -> None:
    (corpus / "copy.txt").write_bytes((corpus / "01.txt").read_bytes())
    go(corpus, tmp_path / "out")
    (corpus / "02.txt").unlink()
    go(corpus, tmp_path / "out")
    with Store.open(tmp_path / "out") as store:
        assert store.count("documents") == 9
        copies = [r for r in store.rows("documents") if r["duplicate_of"]]
        assert len(copies) == 1 and copies[0]["path"] in ("copy.txt", "01.txt")


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_in_the_middle_and_finished_by_the_next(
    corpus: Path, tmp_path: Path, workers: int
) -> None:
    for number in range(1, 9):
        write(corpus, number, "느림 느림.")
    go(corpus, tmp_path / "whole")
    out = tmp_path / "killed"
    code = (
        "import pathlib, sys, flow_fake\nfrom pipeline import flow\n"
        "if __name__ == '__main__':\n"
        f"    flow.run([pathlib.Path({str(corpus)!r})], pathlib.Path({str(out)!r}), {workers},"
        " version='1', create=flow_fake.create)\n"
    )
    script = tmp_path / "job.py"
    script.write_text(code, encoding="utf-8")
    here = Path(__file__).parent
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)])}
    job = subprocess.Popen([sys.executable, script], env=env, start_new_session=True)
    deadline = time.monotonic() + 60
    done = 0
    while done < 2 and time.monotonic() < deadline and job.poll() is None:
        time.sleep(0.05)
        if (out / "yeonpyo.sqlite").exists():
            try:
                with Store.open(out) as store:
                    done = store.count("documents")
            except Exception:  # noqa: BLE001 (the tables may not be there yet)
                done = 0
    os.killpg(job.pid, signal.SIGKILL)
    job.wait()
    assert 2 <= done < 8, "the run was not caught in the middle"
    report = go(corpus, out)
    assert 0 < report.n_annotated < 8
    assert hashes(out) == hashes(tmp_path / "whole")


def test_a_worker_that_dies_costs_its_document_alone(corpus: Path, tmp_path: Path) -> None:
    write(corpus, 4, "죽음.")
    report = go(corpus, tmp_path / "out", workers=2)
    assert [(r.path, r.stage) for r in report.refused] == [("04.txt", "annotate")]
    assert "worker process died" in report.refused[0].reason
    assert report.n_new == 7


def test_a_bug_on_one_document_is_kept_and_leaves_when_it_is_gone(
    corpus: Path, tmp_path: Path
) -> None:
    write(corpus, 4, "고장.")
    report = go(corpus, tmp_path / "out")
    assert "ZeroDivisionError" in report.refused[0].reason
    csv = tmp_path / "out/tables/refused.csv"
    kept = csv.read_bytes()
    assert b"04.txt" in kept
    go(corpus, tmp_path / "out")
    assert csv.read_bytes() == kept  # the same refusal, the same row
    write(corpus, 4)
    assert go(corpus, tmp_path / "out").refused == []
    assert b"04.txt" not in csv.read_bytes()


def test_bad_input_is_refused_and_the_rest_done(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").touch()
    (corpus / "junk.bin").write_bytes(bytes(range(256)) * 64)
    (corpus / "wrong.txt").write_bytes(b"\xff\x81\xc3\xff".join([b"\x9f\xec"] * 300))
    with (corpus / "line.txt").open("w", encoding="utf-8") as stream:
        for _ in range(50):
            stream.write("가" * 350_000)
    (corpus / "loop").symlink_to(corpus)
    expected = {"empty.txt", "junk.bin", "wrong.txt", "line.txt", "loop"}
    if os.geteuid() != 0:
        closed = write(corpus, 10)
        closed.chmod(0)
        expected.add("10.txt")
    report = go(corpus, tmp_path / "out")
    assert {r.path for r in report.refused} == expected
    assert all(r.reason for r in report.refused)
    assert report.n_new == 8
    (corpus / "empty.txt").unlink()  # the cure: the file is gone, so is its refusal
    go(corpus, tmp_path / "out")
    with Store.open(tmp_path / "out") as store:
        assert "empty.txt" not in {r["path"] for r in store.rows("refused")}


def test_a_lost_table_is_written_again(corpus: Path, tmp_path: Path) -> None:
    go(corpus, tmp_path / "out")
    before = hashes(tmp_path / "out")
    (tmp_path / "out/tables/events.csv").unlink()
    assert go(corpus, tmp_path / "out").tables_written
    assert hashes(tmp_path / "out") == before


def test_two_runs_on_one_directory(corpus: Path, tmp_path: Path) -> None:
    with exclusive(tmp_path / "out"), pytest.raises(StoreBusy):
        go(corpus, tmp_path / "out")


def test_default_paths_are_raw_or_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, sample = tmp_path / "raw", tmp_path / "sample"
    raw.mkdir()
    (raw / ".gitkeep").touch()
    monkeypatch.setattr(flow, "RAW_DIR", raw)
    monkeypatch.setattr(flow, "SAMPLE_DIR", sample)
    assert flow.default_paths() == (sample,)
    (raw / "a.txt").write_text("가나", encoding="utf-8")
    assert flow.default_paths() == (raw,)
