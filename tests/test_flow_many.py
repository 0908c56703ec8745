"""Files that hold many documents: archives and collections in the main job."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import flow_fake
import pytest

from pipeline import flow
from pipeline.store import Store
from pipeline.work import Limits


def go(folder: Path, out: Path, workers: int = 1) -> flow.RunReport:
    return flow.run([folder], out, workers, version="1", create=flow_fake.create)


def ids(out: Path) -> set[object]:
    with Store.open(out) as store:
        return {row["doc_id"] for row in store.rows("documents")}


def text(number: int) -> str:
    return f"{2000 + number}년 경남 창원에서 {number}번째 계획을 밝혔고 {number + 10}명이 왔다."


def test_an_archive_with_a_broken_member(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("1.txt", text(1))
        archive.writestr("2.png", b"\x89PNG\r\n\x1a\n...")
        archive.writestr("3.txt", text(3))
    first = go(folder, out)
    assert (first.n_documents, first.n_new, first.n_refused) == (3, 2, 1)
    assert [r.path for r in first.refused] == ["a.zip/2.png"]
    again = go(folder, out)
    assert (again.n_documents, again.n_annotated, again.tables_written) == (3, 0, False)
    assert again.refused == first.refused
    (folder / "b.txt").write_text(text(5), "utf-8")  # two files, so that two workers start
    go(folder, out)
    go(folder, tmp_path / "two", workers=2)
    tables = [[(d / "tables" / f"{name}.csv").read_bytes() for name in ("documents", "events")]
              for d in (out, tmp_path / "two")]
    assert tables[0] == tables[1]


def test_a_collection_and_a_changed_row(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()

    def save(*numbers: int) -> None:
        lines = [f"{n}호 계획 발표,2009-01-0{n},{text(n)}" for n in numbers]
        (folder / "c.csv").write_text("\n".join(["제목,일자,본문", *lines]) + "\n", "utf-8")

    save(1, 2, 3)
    assert go(folder, out).n_new == 3
    before = ids(out)
    assert go(folder, out).n_annotated == 0
    save(1, 2, 4)
    report = go(folder, out)
    assert (report.n_documents, report.n_changed) == (3, 3)
    assert len(before & ids(out)) == 3 and len(ids(out)) == 4


LIMITS = Limits(load_seconds=60, annotate_seconds=1.5, memory=300_000_000)


def bounded(folder: Path, out: Path, workers: int = 1) -> flow.RunReport:
    return flow.run(
        [folder], out, workers, version="1", create=flow_fake.create, limits=LIMITS
    )


def archive_of(path: Path, *texts: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for number, one in enumerate(texts, 1):
            archive.writestr(f"{number}.txt", one)


@pytest.mark.parametrize(
    ("word", "reason"),
    [("죽음", "process died"), ("멈춤", "more than 2 seconds to annotate"), ("과식", "286 MiB")],
)
def test_a_member_that_crashes_hangs_or_eats_costs_itself_alone(
    tmp_path: Path, word: str, reason: str
) -> None:
    archive_of(tmp_path / "in/a.zip", text(1), f"{text(2)} {word}.", text(3))
    (tmp_path / "in/b.txt").write_text(text(4), "utf-8")
    report = bounded(tmp_path / "in", tmp_path / "out")
    assert [(r.path, r.stage) for r in report.refused] == [("a.zip/2.txt", "annotate")]
    assert reason in report.refused[0].reason
    assert (report.n_documents, report.n_new) == (4, 3)
    assert bounded(tmp_path / "in", tmp_path / "out").n_annotated == 0


def test_a_large_collection_is_written_in_batches(tmp_path: Path) -> None:
    rows = "".join(f'"제목 {n}","{text(n % 20)} {n}번","2010-01-{n % 28 + 1:02}"\n'
                   for n in range(250))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "c.csv").write_text(f"제목,본문,일자\n{rows}", "utf-8")
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert go(folder, whole).n_new == 250
    stopped = Interrupted(after=1)
    with pytest.raises(Interrupted), pytest.MonkeyPatch.context() as patch:
        write = Store.write_documents

        def stop(store: Store, *arguments: Any) -> None:
            if stopped.after == 0:
                raise stopped
            stopped.after -= 1
            write(store, *arguments)

        patch.setattr(Store, "write_documents", stop)
        go(folder, out)
    with Store.open(out) as store:
        assert store.count("documents") == 100
    report = go(folder, out)
    assert (report.n_documents, report.n_annotated) == (250, 150)  # what was done is not redone
    assert ids(out) == ids(whole)
    assert go(folder, out).n_documents == 250


class Interrupted(Exception):
    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after
