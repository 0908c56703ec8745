"""All sources at once, as a user runs them: collect, killed, gone on with, run, run again, and a
week later."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import flow_fake
import pytest
from collect_site import Page
from collect_world import KEY, World

from pipeline import flow
from pipeline.settings import PROJECT_ROOT
from pipeline.store import Store


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    world = World()
    yield world
    world.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, world: World) -> Path:
    folder = tmp_path_factory.mktemp("collect")
    (folder / "sources.toml").write_text(world.config())
    return folder


def start(folder: Path, *arguments: str, key: str = KEY) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pipeline", "collect", "--config",
               str(folder / "sources.toml"), "--into", str(folder / "raw"), *arguments]  # fmt: skip
    env = {**os.environ, "YEONPYO_ALLOW_PRIVATE": "1", "YEONPYO_DATA_GO_KR_KEY": key,
           "COLUMNS": "200"}  # fmt: skip
    return subprocess.Popen(command, env=env, cwd=PROJECT_ROOT, text=True, encoding="utf-8",
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            start_new_session=True)  # fmt: skip


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=240)
    return process.returncode, out, err


def sidecars(folder: Path) -> list[dict[str, str]]:
    return [json.loads(p.read_text()) for p in (folder / "raw").rglob(".*.json")]


def tables(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (out / "tables").iterdir()}


def run(folder: Path) -> flow.RunReport:
    return flow.run([folder / "raw"], folder / "out", workers=1, create=flow_fake.create,
                    version="test")  # fmt: skip


def test_1_dry_run_asks_nothing(world: World, folder: Path):
    code, out, err = finish(start(folder, "--dry-run", key=""))
    assert code == 0 and all(not site.asked for site in world.sites.values())
    assert {line.split("\t")[0] for line in out.splitlines()} == set(world.sites)
    assert "needs a key; set YEONPYO_DATA_GO_KR_KEY" in err and not (folder / "raw").exists()


def test_2_killed_in_the_middle(world: World, folder: Path):
    site = world.sites["korea_kr"]
    site.hold = "newsId=12"
    process = start(folder)
    assert site.reached.wait(120)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    site.hold = None
    site.free.set()
    held = {s["url"] for s in sidecars(folder)}
    assert held and not held >= world.documents["korea_kr"]
    with sqlite3.connect(folder / "raw/.collect/index.db") as index:
        done = {name for (name,) in index.execute("SELECT source FROM jobs WHERE done")}
    assert "korea_kr" not in done
    world.in_flight = {n: site.targets()[-1:] for n, site in world.sites.items() if n not in done}


def test_3_gone_on_with(world: World, folder: Path):
    code, _, err = finish(start(folder))
    assert code == 1, err
    found = {s["url"] for s in sidecars(folder)}
    for name, site in world.sites.items():
        assert found & {u for u in found if u.startswith(site.base)} >= {
            u for u in world.documents[name] if u.startswith(site.base)
        }, (name, err)
    assert found == set().union(*world.documents.values())
    for name, site in world.sites.items():
        retried = set(site.first) | {f"{p}?" for p in site.first}
        again = [t for t, n in Counter(site.targets()).items() if n > 1
                 and not any(t.startswith(r) for r in retried)]  # fmt: skip
        if name in world.in_flight:  # the others had ended, and ask for their last day again
            assert set(again) <= {*world.in_flight[name], "/error/500"}, name
        assert site.busiest <= 1 or name == "korea_kr"  # the held request outlived its client
        told = [line for line in err.splitlines() if line.startswith(f"{name}: ")]
        assert name in world.errors or not told, told
        if name in world.in_flight:
            assert world.errors.get(name, "") in "".join(told)
    assert not any(world.forbidden in t for s in world.sites.values() for t in s.targets())
    assert "korea_kr" in err and "done" in err  # the summary


def test_4_run_twice(world: World, folder: Path):
    report = run(folder)
    assert report.refused == [] and report.n_new == len(sidecars(folder))
    with Store.open(folder / "out") as store:
        rows = {str(row["url"]): row for row in store.rows("documents")}
    assert set(rows) == set().union(*world.documents.values())
    for one in sidecars(folder):
        row = rows[one["url"]]
        assert (row["source"], row["retrieved"]) == (one["source"], one["retrieved"])
        assert row["version_of"] is None and row["text"]
    euckr = rows[f"{world.sites['ndsoft'].base}/news/articleView.html?idxno=1"]
    assert "차오름 기업" in str(euckr["text"])
    attached = rows[f"{world.sites['korea_kr'].base}/common/download.do?fileId=5"]
    assert (attached["published"], attached["published_basis"]) == ("2018-06-30", "metadata")
    before = tables(folder / "out")
    again = run(folder)
    assert (again.n_annotated, again.tables_written) == (0, False)
    assert tables(folder / "out") == before


def test_5_a_week_later(world: World, folder: Path):
    """An edited release, a new one, the rest as it was."""
    site = world.sites["korea_kr"]
    world.release(5, "라온 기업 99명이 2018년 6월 6일 공동연구를 미뤘다고 한다.")
    world.release(31, "자람 기업 50명이 2018년 7월 2일 공동연구를 시작했다고 한다.")
    row = ('<div class="list_type"><ul>{}</ul></div>').format("".join(
        f'<li><a href="/briefing/pressReleaseView.do?newsId={n}"><strong>소식 {n}</strong>'
        f'<span class="source"><span>{day}</span></span></a></li>'
        for n, day in ((31, "2018.07.02"), (5, "2018.06.30"), (11, "2018.06.30"), (4, "2018.06.29"))
    ))  # fmt: skip
    site.pages["/briefing/pressReleaseList.do"] = Page(row.encode())
    known = len(site.asked)
    code, _, err = finish(start(folder, "korea_kr", "--until", "2018-07-07"))
    assert code == 0, err
    asked = site.asked[known:]
    views = [a for a in asked if "View.do" in a.target]
    assert {a.query["newsId"] for a in views} == {"31", "5", "11"}  # not those before the 30th
    assert sum("If-None-Match" in a.headers for a in views) == 2
    assert [a.query["startDate"] for a in asked if "List.do" in a.target] == ["2018-06-30"]
    assert not any(world.forbidden in a.target for a in asked)
    report = run(folder)
    assert (report.n_new, report.refused) == (2, [])
    url = f"{site.base}/briefing/pressReleaseView.do?newsId=5"
    with Store.open(folder / "out") as store:
        both = [row for row in store.rows("documents") if row["url"] == url]
        (old,) = [row for row in both if row["version_of"] is None]
        (new,) = [row for row in both if row["version_of"] is not None]
        assert new["version_of"] == old["doc_id"] and "미뤘다" in str(new["text"])
        told = {event.doc_id for event in store.document_events()}
        assert new["doc_id"] in told and old["doc_id"] not in told
        figures = {row["figure_id"] for row in store.rows("series")}
        assert figures.isdisjoint(
            row["figure_id"] for row in store.rows("figures") if row["doc_id"] == old["doc_id"]
        )


def test_6_nothing_can_be_done(world: World, folder: Path):
    code, _, err = finish(start(folder, "press_api", "--since", "2018-06-25", key=""))
    assert code == 3 and "set YEONPYO_DATA_GO_KR_KEY" in err
    code, _, err = finish(start(folder, "nowhere"))
    assert code == 2 and "no source 'nowhere'" in err
    code, _, err = finish(start(folder, "--since", "yesterday"))
    assert code == 2 and "write YYYY-MM-DD" in err
