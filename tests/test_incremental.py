"""Documents that come one by one leave the same tables as all at once, merged events included."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline import flow
from pipeline.store import Store

TOLD = {
    "a.txt": """산업단지 클러스터의 날 개최

2009. 11. 13.

한국산업단지공단은 13일 서울에서 제4회 산업단지 클러스터의 날 행사를 개최한다.
대상 단지는 12개 단지에서 150개 단지로 확대된다.
""",
    "b.txt": """클러스터의 날 기념식 서울서 열려

2009. 11. 14.

산업단지 클러스터의 날 기념식이 지난 13일 서울에서 열렸다.
원주시는 내년 상반기 의료기기 종합지원센터를 준공할 계획이다.
""",
    "c.txt": """원주 의료기기 종합지원센터 준공

2010. 5. 20.

원주시는 20일 의료기기 종합지원센터를 준공했다.
""",
    "d.txt": """클러스터의 날 행사

2010. 11. 19.

산단공은 지난해 11월 13일 서울에서 제4회 클러스터의 날 행사를 열었다.
""",
}


def tables(out: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((out / "tables").glob("*.csv"))
    }


def test_in_two_runs_as_in_one(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    # What is told first comes last: the merge must not hang on who came first.
    for names in (("b.txt", "d.txt"), ("a.txt", "c.txt")):
        for name in names:
            (folder / name).write_text(TOLD[name], "utf-8")
        flow.run([folder], tmp_path / "grown", 1)
    flow.run([folder], tmp_path / "fresh", 1)
    assert tables(tmp_path / "grown") == tables(tmp_path / "fresh")
    with Store.open(tmp_path / "fresh") as store:
        merged = [row for row in store.rows("events") if int(str(row["n_documents"])) > 1]
        assert merged and merged[0]["edtf"] == "2009-11-13"
        assert "outcome_of" in {row["relation"] for row in store.rows("event_links")}
