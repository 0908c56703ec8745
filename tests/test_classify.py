"""Features, training, saved models, prediction."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import msgspec
import numpy as np
import pytest
from kiwipiepy import Kiwi

from pipeline.classify import data, predict, train
from pipeline.classify.card import BEGIN, END, write_card
from pipeline.classify.cues import find_cues
from pipeline.classify.document_features import document_features
from pipeline.classify.features import sentence_features
from pipeline.classify.label import words_decide
from pipeline.classify.model import fold, sigmoid, softmax
from pipeline.classify.report import Report, TaskResult, calibration_error, interval
from pipeline.classify.save import load
from pipeline.errors import ModelError
from pipeline.language.analysis import Analysis, analyse_text
from pipeline.language.kiwi import build_kiwi, line_spans
from pipeline.load import load as load_document
from pipeline.records import Block, Event, EventStatus, Metadata, RawDocument
from pipeline.settings import LABELLED_DIR, MODELS_DIR

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
SEED_TYPES = {
    "000": "press_release",
    "001": "news",
    "002": "plan",
    "003": "news",
    "004": "news",
}


@pytest.fixture(scope="module")
def kiwi() -> Kiwi:
    return build_kiwi()


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, kiwi: Kiwi) -> tuple[Path, Report]:
    models = tmp_path_factory.mktemp("models")
    return models, train.train(
        LABELLED_DIR, models, date="2018-01-01", kiwi=kiwi, thorough=False
    )


def analysis_of(kiwi: Kiwi, text: str, title: str | None = None) -> Analysis:
    blocks = [Block(kind="paragraph", start=a, end=b) for a, b in line_spans(text)]
    return analyse_text(kiwi, text, blocks, title=title)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("시범단지를 선정했다", "c:designation"),
        ("성과보고회 개최", "c:event"),
        ("업무협약서", "c:agreement"),
        ("국비 30억원 확보", "c:budget"),
        ("온실가스 감축", "t:green"),
        ("가나다라", None),
    ],
)
def test_cues(text: str, expected: str | None) -> None:
    found = set(find_cues(text))
    assert (expected in found) if expected else not found


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("- 전담팀 구성('05. 3월)", "bullet"),
        ("󰊱 네트워크 구축", "bullet"),
        ("국비 1,200억 원을 썼다.", "money"),
        ("1단계('05~'07)", "years"),
        ("1단계('05~'07)", "phase"),
        ("12개에서 30개로 늘었다.", "change"),
        ("제3회 포럼", "ordinal"),
        ("계획을 낼 예정이다.", "fut:예정"),
        ("협약을 맺었다.", "ep_last:었"),
    ],
)
def test_marks_of_a_sentence(kiwi: Kiwi, text: str, mark: str) -> None:
    assert mark in sentence_features(text, data.sentence_morphemes(kiwi, text)).marks


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("제1조(목적) 이 영은 정한다.\n제2조(정의) 뜻은 같다.", "article"),
        ("여러분, 감사합니다.", "polite>0.75"),
        ("공장이 늘었다.\n길이 났다.", "plain>0.75"),
        ("- 추진\n- 확대\n- 육성", "bullets>0.75"),
    ],
)
def test_marks_of_a_document(kiwi: Kiwi, text: str, mark: str) -> None:
    assert mark in document_features(analysis_of(kiwi, text)).marks


def test_metadata_counts(kiwi: Kiwi) -> None:
    analysis = analysis_of(kiwi, "공장이 늘었다.")
    assert "byline" in document_features(analysis, Metadata(author="김하나")).marks
    assert "byline" not in document_features(analysis, Metadata()).marks
    dateline = analysis_of(kiwi, "[전주=김하나 기자] 공장이 늘었다.")
    assert "byline" in document_features(dateline).marks


def test_features_ask_for_nothing(kiwi: Kiwi) -> None:
    assert sentence_features("", ()).words == []
    assert "few_lines" in document_features(Analysis("", (), ())).marks


def test_features_take_linear_time() -> None:
    for text in ("12에서 " * 5000, "(" * 20000, "‘" * 20000, '"' * 20000, "1 ~ " * 8000):
        begin = time.process_time()
        sentence_features(text, ())
        document_features(Analysis(text, (), ()))
        assert time.process_time() - begin < 1.5, text[:10]


FLOORS = {
    "category": 0.84,
    "stage": 0.815,
    "instrument": 0.875,
    "themes": 0.73,
    "status": 0.88,
    "doc_type": 0.93,
}


def test_scores_hold_their_floors(trained: tuple[Path, Report]) -> None:
    for results in (trained[1].tasks, trained[1].held_out):
        found = {name: round(task.headline, 3) for name, task in results.items()}
        assert {name for name, floor in FLOORS.items() if found[name] < floor} == set(), found


def test_confidence_means_something(trained: tuple[Path, Report]) -> None:
    assert trained[1].tasks["category"].calibration_error <= 0.05
    assert trained[1].held_out["category"].calibration_error <= 0.05
    for name in ("category", "doc_type"):
        task = trained[1].tasks[name]
        assert abs(np.mean(task.confidence) - np.mean(task.right)) < 0.06
        sure = [r for r, c in zip(task.right, task.confidence, strict=True) if c > 0.9]
        assert np.mean(sure) > 0.88


def test_calibration_error_of_known_predictions() -> None:
    assert calibration_error([1.0, 1.0], [True, True]) == 0
    assert calibration_error([1.0, 1.0], [True, False]) == pytest.approx(0.5)
    assert calibration_error([0.75, 0.75, 0.25], [True, False, False]) == pytest.approx(0.25)
    assert calibration_error([], []) == 0


def test_scores_of_known_predictions() -> None:
    task = TaskResult(
        "themes", ("a", "b"), (("a",), ("a", "b"), ()), (("a",), ("b",), ("b",)), (), 1.0
    )
    assert task.micro_f1 == task.headline == pytest.approx(4 / 6)
    assert task.macro_f1 == pytest.approx(2 / 3)
    assert task.right == (True, False, False)
    low, high = interval(task, seed=1)
    assert 0 <= low <= task.micro_f1 <= high <= 1


def test_training_gives_the_same_bytes(
    trained: tuple[Path, Report], tmp_path: Path, kiwi: Kiwi
) -> None:
    train.train(LABELLED_DIR, tmp_path, date="2018-01-01", kiwi=kiwi, thorough=False)
    plots = [f"plots/{path.name}" for path in (trained[0] / "plots").iterdir()]
    assert plots
    for name in (*predict.MODEL_FILES.values(), predict.INFO_FILE, "CARD.md", *plots):
        assert (tmp_path / name).read_bytes() == (trained[0] / name).read_bytes(), name


def test_models_are_small_and_the_card_is_dated(trained: tuple[Path, Report]) -> None:
    models, _ = trained
    assert sum(file.stat().st_size for file in models.rglob("*")) < 4 * 1024 * 1024
    card = (models / "CARD.md").read_text(encoding="utf-8")
    assert "2018-01-01" in card
    assert "Most frequent confusions" in card


def test_the_shipped_card_shows_what_was_measured() -> None:
    card = (MODELS_DIR / "CARD.md").read_text(encoding="utf-8")
    for section in ("Beside other models", "Across time", "Learning curve", "ECE held out"):
        assert section in card
    for name in ("calibration", "confusion_category", "learning_curve"):
        plot = (MODELS_DIR / "plots" / f"{name}.svg").read_text(encoding="utf-8")
        assert "<text" in plot  # a missing font drops every word without a sound


def test_the_card_keeps_what_others_wrote(trained: tuple[Path, Report], tmp_path: Path) -> None:
    path = tmp_path / "CARD.md"
    path.write_text(f"# Before\n\n{BEGIN}\nold\n{END}\n\n# After\n", encoding="utf-8")
    write_card(trained[1], tmp_path, None, 1)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Before\n") and text.endswith("# After\n")
    assert "\nold\n" not in text


def test_folded_scores_are_those_of_scikit_learn(
    trained: tuple[Path, Report], kiwi: Kiwi
) -> None:
    state = load(trained[0] / predict.MODEL_FILES["sentences"])
    model = fold(state)
    sentences = data.read_sentences(LABELLED_DIR)
    features = [
        sentence_features(s.text, data.sentence_morphemes(kiwi, s.text)) for s in sentences
    ]
    union = train.vectoriser("category")
    matrix = union.fit_transform(features)
    head = model.heads["category"]
    expected = state["estimators"]["category"][0].decision_function(matrix[:50])
    found = np.stack([model.scores(f) for f in features[:50]])[:, head.start : head.stop]
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_probabilities() -> None:
    scores = np.array([[1000.0, 0.0, -1000.0], [0.0, 0.0, 0.0]])
    shares = softmax(scores, 0.5)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert sigmoid(np.array([0.0]), 2.0)[0] == 0.5


def test_labels_of_sentences(trained: tuple[Path, Report], kiwi: Kiwi) -> None:
    classifiers = predict.load_models(trained[0])
    texts = [
        "도와 대학 세 곳은 5일 반도체 인력을 기르기 위한 업무협약을 체결했다.",
        "산업단지 조성 특별법 개정안이 국회 본회의를 통과했다.",
        "2단계('11~'13) : 자립 기반 마련",
        "집적지란 비슷한 업체가 모여 있는 지역을 뜻한다.",
    ]
    morphemes = [data.sentence_morphemes(kiwi, text) for text in texts]
    labels = classifiers.sentences(texts, morphemes)
    assert [label.category for label in labels[:3]] == ["agreement", "legislation", "roadmap"]
    assert "workforce" in labels[0].themes
    assert "regulation" in labels[1].themes
    assert labels[3].none_probability > 0.5 > max(label.none_probability for label in labels[:3])
    assert all(0 < label.confidence <= 1 for label in labels)
    assert labels == [
        classifiers.sentences([t], [m])[0] for t, m in zip(texts, morphemes, strict=True)
    ]
    assert classifiers.sentences([], []) == []


@pytest.mark.parametrize(("number", "doc_type"), SEED_TYPES.items())
def test_seeds_are_typed_right(
    trained: tuple[Path, Report], kiwi: Kiwi, number: str, doc_type: str
) -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"no seeds at {SEEDS}")
    path = next(SEEDS.glob(f"{number}_*.txt"))
    document = load_document(RawDocument(data=path.read_bytes(), path=path.name))
    analysis, _ = analyse_text(kiwi, document.text, document.blocks)
    label = predict.load_models(trained[0]).document(analysis, document.metadata)
    assert label.doc_type == doc_type, label


EVENT = Event(
    start=0, end=9, text="협약을 맺었다.", edtf="2012-03", earliest=None, latest=None,
    precision="month", date_text="3월", date_basis="relative", status="occurred", title="협약",
    rule="event.dated/default",
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "status", "word", "sure", "expected"),
    [
        ("default", "occurred", "planned", 0.9, True),
        ("default", "occurred", "planned", 0.7, False),
        ("future", "planned", "occurred", 0.99, False),  # the calendar knows better
        ("future", "planned", "postponed", 0.9, True),
        ("told_as_past", "occurred", "forecast", 0.9, True),
        ("publication_day", "occurred", "cancelled", 0.99, False),
        ("cancelled", "cancelled", "occurred", 0.99, False),
    ],
)
def test_words_decide_a_status_where_rules_know_little(
    rule: str, status: EventStatus, word: str, sure: float, expected: bool
) -> None:
    event = msgspec.structs.replace(EVENT, rule=f"event.dated/{rule}", status=status)
    label = predict.SentenceLabels("plan", 0.9, "adoption", "authority", (), 0.0, word, sure)
    assert words_decide(event, label) is expected


def test_missing_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="yeonpyo train classifiers"):
        predict.load_models(tmp_path)


@pytest.mark.parametrize("key", ["features", "scikit-learn", "kiwipiepy", "data"])
def test_models_of_another_making_are_refused(
    trained: tuple[Path, Report], tmp_path: Path, key: str
) -> None:
    shutil.copytree(trained[0], tmp_path / "models")
    path = tmp_path / "models" / predict.INFO_FILE
    info = json.loads(path.read_text(encoding="utf-8"))
    info[key] = "0.0"
    path.write_text(json.dumps(info), encoding="utf-8")
    with pytest.raises(ModelError, match=key):
        predict.load_models(tmp_path / "models")


def test_without_the_data_its_hash_is_not_asked(
    trained: tuple[Path, Report], tmp_path: Path
) -> None:
    assert predict.load_models(trained[0], tmp_path).version.startswith("classifiers-")


def test_the_shipped_models_fit_the_data() -> None:
    assert predict.load_models(MODELS_DIR).version


def test_a_papers_text_is_no_release(kiwi: Kiwi) -> None:
    """Who first published it decides: a paper issues no release, however its article sounds."""
    text = "지식경제부는 새 단지를 골랐다고 17일 밝혔다. 지원 대상은 30개사이다.\n" * 3
    blocks = [Block(kind="paragraph", start=start, end=end) for start, end in line_spans(text)]
    analysis, _ = analyse_text(kiwi, text, blocks, "2010-02-17")
    label, _ = predict.load_models().document(analysis, Metadata(publisher="전자신문"))
    assert label != "press_release"
