"""Corrections: out into a sheet, back with every cell checked, on the tables, into training."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from pipeline import flow
from pipeline.classify.data import read_corrections, sentence_morphemes
from pipeline.classify.predict import load_models
from pipeline.cli import app
from pipeline.language.kiwi import build_kiwi
from pipeline.review import choose, corrections, sheet
from pipeline.review.changes import compare, in_words
from pipeline.review.corrections import Correction
from pipeline.review.fields import ReviewError, parse
from pipeline.store import Store

TEXT = """가온시, 부품 클러스터 협의체 출범

가온시(시장 이하나)는 5월 12일 시청에서 부품 클러스터 협의체를 발족했다고 밝혔다.

시는 6월 20일 가온대학교와 산학협력 협약을 체결할 예정이다.

=HYPERLINK("http://127.0.0.1") 5월 13일 가온산업단지 입주기업 간담회를 개최했다.
"""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "in").mkdir()
    (folder / "in" / "release.txt").write_text(TEXT + "\n등록일 2015-05-14\n", encoding="utf-8")
    flow.run([folder / "in"], folder / "out", workers=1)
    return folder


@pytest.fixture
def data(state: Path, tmp_path: Path) -> Path:
    """A state of its own for every test, made by a run."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "yeonpyo.sqlite").write_bytes((state / "out" / "yeonpyo.sqlite").read_bytes())
    return out


def rows_of(data: Path) -> list[dict[str, Any]]:
    with Store.open(data) as store:
        return [dict(row) for row in choose.items(store, 50)]


def events_of(data: Path) -> list[dict[str, Any]]:
    with Store.open(data) as store:
        return [dict(row) for row in store.rows("events")]


def fill(path: Path, changes: dict[int, dict[str, str]]) -> None:
    """Write labels into a sheet of either kind; rows count from 0 below the header."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        page = book["review"]
        names = [cell.value for cell in page[1]]
        for row, labels in changes.items():
            for name, value in labels.items():
                page.cell(row + 2, names.index(name) + 1).value = value
        book.save(path)
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.reader(stream))
    for row, labels in changes.items():
        for name, value in labels.items():
            table[row + 1][table[0].index(name)] = value
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(table)


def yeonpyo(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_there_and_back(data: Path, tmp_path: Path, suffix: str, state: Path) -> None:
    path = tmp_path / f"todo{suffix}"
    yeonpyo("review", "export", path, "--data", data)
    rows = rows_of(data)
    assert len(rows) >= 3
    at = next(n for n, row in enumerate(rows) if "발족" in row["sentence"])
    gone = next(n for n, row in enumerate(rows) if "간담회" in row["sentence"])
    before = events_of(data)
    fill(
        path,
        {
            at: {"new_category": "program", "new_themes": "rnd; green", "new_status": "planned"},
            gone: {"new_category": "none"},
        },
    )
    yeonpyo("review", "import", path, "--by", "이하나", "--data", data)
    listed = yeonpyo("review", "list", "--format", "jsonl", "--data", data)
    assert listed.count("\n") == 4
    assert "이하나" in listed

    assert "4 corrections" in yeonpyo("review", "apply", "--data", data)
    after = events_of(data)
    assert len(after) == len(before) - 1
    event = next(e for e in after if "발족" in e["title"] or "협의체" in e["title"])
    assert (event["category"], event["status"]) == ("program", "planned")
    assert event["themes"] == ["rnd", "green"]
    assert event["confidence"] == 1.0

    # The documents annotated anew, as by another model: the corrections stand.
    report = flow.run([state / "in"], data, workers=1, version="another")
    assert report.n_changed == 1
    assert [o.rows for o in report.corrections] == [1, 1, 1, 1]
    assert events_of(data) == after
    # With nothing new nothing is done.
    assert not flow.run([state / "in"], data, workers=1, version="another").timeline_rebuilt

    sentences, documents = read_corrections(data / "review")
    assert documents == []
    by_category = {s.category: s for s in sentences}
    assert by_category["program"].themes == ("rnd", "green")
    assert by_category["program"].stage is None  # nobody has judged it
    assert by_category["none"].themes == ()
    assert "발족" in by_category["program"].text


def test_the_document_is_found_by_its_text(data: Path, tmp_path: Path, state: Path) -> None:
    """The same text under another name is another row, and is corrected all the same."""
    yeonpyo("review", "export", tmp_path / "todo.csv", "--data", data)
    fill(tmp_path / "todo.csv", {0: {"new_stage": "agenda"}})
    yeonpyo("review", "import", tmp_path / "todo.csv", "--data", data)
    (tmp_path / "in").mkdir()
    source = (state / "in" / "release.txt").read_bytes()
    (tmp_path / "in" / "copy.txt").write_bytes(source)
    report = flow.run([tmp_path / "in"], data, workers=1)
    assert [o.rows for o in report.corrections] == [2]


def test_types_of_documents(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "types.xlsx"
    yeonpyo("review", "export", path, "--documents", "--data", data)
    fill(path, {0: {"new_doc_type": "speech"}})
    yeonpyo("review", "import", path, "--data", data)
    yeonpyo("review", "apply", "--data", data)
    with Store.open(data) as store:
        assert [row["doc_type"] for row in store.rows("documents")] == ["speech"]
    assert [d.doc_type for d in read_corrections(data / "review")[1]] == ["speech"]


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        ({"new_category": "계획"}, "row 2, column new_category: '계획' is no category"),
        ({"new_themes": "rnd; steam"}, "row 2, column new_themes: 'steam' is no themes"),
        ({"start": "seven", "new_stage": "agenda"}, "row 2: column start: 'seven'"),
        ({"start": "999", "new_stage": "agenda"}, "row 2, column new_stage: no event"),
        ({"text_sha256": "0" * 64, "new_stage": "agenda"}, "row 2: no document with the text"),
        ({"table": "runs", "new_stage": "agenda"}, "row 2: no table 'runs'"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken(
    data: Path, tmp_path: Path, labels: dict[str, str], reason: str
) -> None:
    path = tmp_path / "todo.csv"
    with Store.open(data) as store:
        sheet.write_sheet(path, choose.items(store, 5))
        fill(path, {0: labels, 1: {"new_status": "planned"}})
        with pytest.raises(ReviewError, match=re.escape(reason)):
            sheet.corrections_in(store, sheet.read_sheet(path), None, "")
        assert store.count("corrections") == 0


def test_a_formula_is_neither_written_nor_taken(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "todo.xlsx"
    yeonpyo("review", "export", path, "--data", data)
    page = load_workbook(path)["review"]
    kinds = {cell.data_type for row in page.iter_rows(min_row=2) for cell in row}
    assert "f" not in kinds
    assert any("=HYPERLINK" in str(cell.value) for row in page.iter_rows() for cell in row)
    fill(path, {0: {"new_category": '="plan"'}})
    with pytest.raises(ReviewError, match=r"row 2, column new_category: .* is a formula"):
        list(sheet.read_sheet(path))
    csv_path = tmp_path / "todo.csv"
    yeonpyo("review", "export", csv_path, "--data", data)
    with csv_path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_the_sheet_offers_the_labels(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "todo.xlsx"
    yeonpyo("review", "export", path, "--data", data, "--limit", "2")
    book = load_workbook(path)
    rules = book["review"].data_validations.dataValidation
    assert len(rules) == 5  # category, stage, instrument, status, doc_type
    labels = [cell.value for cell in book["labels"][2]]
    assert {"announcement", "agenda", "nodality", "occurred", "press_release"} <= set(labels)
    assert book["review"].max_row == 3


def test_the_least_certain_come_first(data: Path) -> None:
    rows = rows_of(data)
    weights = [(1 - row["probability"]) for row in rows if row["n_documents"] == 1]
    assert weights == sorted(weights, reverse=True)
    assert all(row["context"] and row["sentence"] for row in rows)
    labels = ("category", "stage", "instrument", "themes", "status")
    assert all(0 < row[f"p_{label}"] <= 1 for row in rows for label in labels)
    assert len({row["p_status"] for row in rows}) > 1


def test_documents_say_how_sure_their_type_is(data: Path) -> None:
    with Store.open(data) as store:
        (row,) = choose.documents(store, 5)
    assert row["doc_type"] == "press_release"
    assert 0.2 < float(str(row["probability"])) <= 1


def test_probabilities_are_those_of_the_labels() -> None:
    kiwi = build_kiwi()
    text = "도와 대학은 5일 협약을 체결했다."
    morphemes = sentence_morphemes(kiwi, text)
    classifiers = load_models()
    found = classifiers.probabilities(text, morphemes)
    (labels,) = classifiers.sentences([text], [morphemes])
    assert found["status"] == labels.status_probability
    assert set(found) == {"category", "stage", "instrument", "themes", "status"}


@pytest.mark.parametrize(
    ("table", "field", "text", "value"),
    [
        ("events", "category", " plan ", "plan"),
        ("events", "themes", "green, rnd", ("rnd", "green")),
        ("events", "themes", '["rnd"]', ("rnd",)),
        ("events", "themes", "none", ()),
        ("documents", "title", "새 제목", "새 제목"),
        ("figures", "status", "target", "target"),
    ],
)
def test_values(table: str, field: str, text: str, value: object) -> None:
    assert parse(table, field, text) == value


@pytest.mark.parametrize(
    ("table", "field", "text"),
    [("events", "confidence", "1"), ("runs", "at", "x"), ("events", "category", "")],
)
def test_what_cannot_be_corrected(table: str, field: str, text: str) -> None:
    with pytest.raises(ReviewError):
        parse(table, field, text)


def test_figures_are_corrected_too(data: Path) -> None:
    with Store.create(data) as store:
        found = store.connection.execute(
            'SELECT doc_id, "start", "end" FROM people LIMIT 1'
        ).fetchone()
        assert found is not None
        one = Correction(
            doc_id=found[0], start=found[1], end=found[2], table="people", field="title",
            old_value=None, new_value="부시장",
        )  # fmt: skip
        corrections.save(store, [one])
        assert [(o.rows, o.changed) for o in corrections.apply(store)] == [(1, 1)]
        assert [(o.rows, o.changed) for o in corrections.apply(store)] == [(1, 0)]
        assert store.scalars("SELECT title FROM people LIMIT 1") == ["부시장"]


def test_a_second_correction_replaces_the_first(data: Path) -> None:
    row = rows_of(data)[0]
    with Store.create(data) as store:
        for label in ("plan", "budget"):
            one = Correction(
                doc_id=row["doc_id"], start=row["start"], end=row["end"], table="events",
                field="category", old_value=row["category"], new_value=label,
            )  # fmt: skip
            corrections.save(store, [one])
        assert [c.new_value for c in corrections.load(store)] == ["budget"]


def test_changes_in_words() -> None:
    labels = ("plan", "adoption", "authority", "[]", "occurred", "2015", "가")
    other = ("budget", *labels[1:])
    found = compare({"a": labels, "b": labels}, {"a": other, "c": labels})
    assert found == {"new": 1, "gone": 1, "category": 1}
    assert in_words(found) == "events: 1 new, 1 gone; changed: category of 1"
    assert compare({"a": labels}, {"a": labels}) == {}


def test_training_takes_the_corrections(data: Path, tmp_path: Path) -> None:
    """What a person says of a sentence is what the next model says of it."""
    from pipeline.classify import predict, train
    from pipeline.classify.data import sentence_morphemes
    from pipeline.language.kiwi import build_kiwi

    rows = rows_of(data)
    at = next(row for row in rows if "발족" in row["sentence"])
    assert at["category"] != "budget"
    with Store.create(data) as store:
        one = Correction(
            doc_id=at["doc_id"], start=at["start"], end=at["end"], table="events",
            field="category", old_value=at["category"], new_value="budget",
        )  # fmt: skip
        corrections.save(store, [one])
        corrections.write_training(store, tmp_path / "review")
    kiwi = build_kiwi()
    report = train.train(tmp_path / "review", tmp_path / "models", kiwi=kiwi, thorough=False)
    assert report.n_corrections == 1
    models = predict.load_models(tmp_path / "models")
    text = read_corrections(tmp_path / "review")[0][0].text
    assert models.sentences([text], [sentence_morphemes(kiwi, text)])[0].category == "budget"
    assert models.version != predict.load_models().version
