"""The statistical recognizer: decoding, features, layering, the trained model, its data."""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path

import msgspec
import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from kiwipiepy import Kiwi
from thinc.api import fix_random_seed

from pipeline.annotator import Annotator
from pipeline.errors import ModelError
from pipeline.evaluate.ner import ablation, held_out
from pipeline.language.kiwi import Morpheme, analyse, build_kiwi, line_spans
from pipeline.lexicon import load_lexicon
from pipeline.ner.data import OWN, read_own, read_public, split
from pipeline.ner.decode import TAGS, UNIT, best_tags, read_names, tags_of
from pipeline.ner.features import Token, sequences_of, word_ends
from pipeline.ner.features import tokens_of as tokens_of_text
from pipeline.ner.gazetteer import Gazetteer
from pipeline.ner.network import Network, Noise, Shape
from pipeline.ner.recognizer import Recognizer, Suggestion
from pipeline.settings import MODELS_DIR, NER_DATA_DIR

MODEL = MODELS_DIR / "ko_policy"
TEXT = (
    "엔비디아 젠슨 황 CEO가 한국을 찾았다.\n"
    "구글은 새 전산소를 연다. 문의는 담당자에게 한다.\n"
    "관련 협회와 연구소가 함께 심의위원회를 꾸린다.\n"
)


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.from_disk(MODEL / "ner")


def _read(*sequences: list[str]) -> list[tuple[int, int, str]]:
    """The names read off scores that favour the tags, with a gap after each sequence."""
    tags = [tag for one in sequences for tag in (*one, "I-ORG")]
    table = np.zeros((len(tags), len(TAGS)), dtype=np.float32)
    table[np.arange(len(tags)), [TAGS.index(tag) for tag in tags]] = 6.0
    found = read_names(table, [len(one) for one in sequences])
    assert all(0 < n.confidence <= 1 for n in found)
    return [(n.first, n.last, n.label) for n in found]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["O", "U-ORG", "O"], [(1, 1, "ORG")]),
        (["B-PERSON", "L-PERSON", "O"], [(0, 1, "PERSON")]),
        (["B-ORG", "I-ORG", "L-ORG", "U-REGION"], [(0, 2, "ORG"), (3, 3, "REGION")]),
        (["O", "O"], []),
    ],
)
def test_spans_are_read_off_the_tags(tags: list[str], expected: list[object]) -> None:
    assert _read(tags) == expected


@given(st.lists(st.lists(st.integers(-9000, 0), min_size=len(TAGS), max_size=len(TAGS)),
                min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_the_best_tags_are_always_a_sequence(rows: list[list[int]]) -> None:
    tags = [TAGS[n] for n in best_tags(np.array(rows, dtype=np.int64))]
    assert tags[0][0] in "OBU" and tags[-1][0] in "OLU"
    for before, after in itertools.pairwise(tags):
        if before[0] in "BI":
            assert after[0] in "IL" and after[2:] == before[2:]
        else:
            assert after[0] in "OBU"


def test_tags_of_names_read_back() -> None:
    names = [(0, 0, "REGION"), (2, 4, "ORG"), (5, 6, "PERSON")]
    tags = [TAGS[n] for n in tags_of(8, names)]
    assert _read(tags) == names


def test_a_sequence_that_is_none_is_mended_without_its_neighbours() -> None:
    whole, broken = ["O", "U-ORG", "O"], ["L-PERSON", "O", "B-REGION"]
    found = _read(whole, broken, whole)
    assert [name for name in found if name[0] < 3 or name[0] > 7] == [(1, 1, "ORG"), (9, 9, "ORG")]
    assert _read(broken) == [(f - 4, n - 4, label) for f, n, label in found if 3 < f < 8]


def test_the_gazetteer_takes_the_longest_name(tmp_path: Path) -> None:
    gazetteer = Gazetteer.of([("한빛", "P"), ("한빛 나노 재단", "O"), ("서울", "L")])
    gazetteer.to_disk(tmp_path)
    text = "한빛 나노 재단 서울"
    spans = [(0, 2), (3, 5), (6, 8), (9, 11)]
    tokens = [Token(start, end, text[start:end], "NNP") for start, end in spans]
    for one in (gazetteer, Gazetteer.from_disk(tmp_path)):
        single = [one.single(text[t.start : t.end]) for t in tokens]
        assert one.tag(text, tokens, word_ends(tokens), single) == ["BO", "IO", "IO", "BL"]


def test_suggestions_lie_in_the_text_and_do_not_overlap(recognizer: Recognizer) -> None:
    chunks = analyse(build_kiwi(load_lexicon().words()), TEXT, line_spans(TEXT))
    found = recognizer.suggest(TEXT, chunks)
    assert {("젠슨 황", "PERSON"), ("엔비디아", "ORG")} <= {
        (TEXT[s.start : s.end], s.label) for s in found
    }
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_batches_do_not_change_what_is_seen(recognizer: Recognizer) -> None:
    kiwi = build_kiwi(load_lexicon().words())
    alone = []
    for start, end in line_spans(TEXT):
        alone += recognizer.suggest(TEXT, analyse(kiwi, TEXT, [(start, end)]))
    assert alone == recognizer.suggest(TEXT, analyse(kiwi, TEXT, line_spans(TEXT)))


TEXTS = (
    TEXT,
    "디든로보틱스 김준하 대표는 카이스트 장영재 교수와 만났다.\n배우 한석규, 심은하가 나온다.\n",
    "가람테크 | 구미 | 48명\n12 | 34\nKOICA와 북미전력신뢰도공사(NERC)\n",
)


def _seen(recognizer: Recognizer, text: str, kiwi: Kiwi) -> list[Suggestion]:
    return recognizer.suggest(text, analyse(kiwi, text, line_spans(text)))


def test_what_was_read_before_changes_nothing(recognizer: Recognizer) -> None:
    kiwi = build_kiwi(load_lexicon().words())
    fresh = []
    for text in TEXTS:
        recognizer.features.forget()
        recognizer.reader.forget()
        fresh.append(_seen(recognizer, text, kiwi))
    assert all(fresh)
    for order in itertools.permutations(range(len(TEXTS))):
        assert [_seen(recognizer, TEXTS[n], kiwi) for n in order] == [fresh[n] for n in order]
    joined = "".join(TEXTS)
    assert [(s.label, s.confidence) for s in _seen(recognizer, joined, kiwi)] == [
        (s.label, s.confidence) for one in fresh for s in one
    ]


def test_scores_are_whole_multiples_of_the_unit(recognizer: Recognizer) -> None:
    kiwi = build_kiwi(load_lexicon().words())
    sequences = sequences_of(analyse(kiwi, TEXT, line_spans(TEXT)))
    scores = recognizer.reader.score(TEXT, sequences, recognizer.features)
    assert scores.shape == (sum(map(len, sequences)) + len(sequences), len(TAGS))
    assert np.array_equal(scores, np.rint(scores / UNIT) * np.float32(UNIT))
    assert np.abs(scores).max() < 1024  # where sums stay exact in single precision


def test_the_reader_agrees_with_the_network_it_was_made_from(recognizer: Recognizer) -> None:
    fix_random_seed(3)
    network = Network(Shape(width=16, depth=2, embed=8), recognizer.features.vectors)
    small = Recognizer(
        network.weights(), recognizer.features.gazetteer, recognizer.features.vectors
    )
    kiwi = build_kiwi(load_lexicon().words())
    sequences = sequences_of(analyse(kiwi, TEXT, line_spans(TEXT)))
    scores = small.reader.score(TEXT, sequences, small.features)
    rows = [small.features.make(TEXT, tokens) for tokens in sequences]
    wanted, _ = network.begin_update(rows, Noise(0, 0.0, 0.0))
    kept = np.delete(scores, np.cumsum([len(one) + 1 for one in sequences]) - 1, axis=0)
    found = np.exp(kept - kept.max(axis=1, keepdims=True))
    found /= found.sum(axis=1, keepdims=True)
    assert np.abs(found - wanted).max() < 0.02


GENERAL = [
    ("배우 한석규와 심은하가 다시 만났다.", {("PERSON", "한석규"), ("PERSON", "심은하")}),
    ("산업부는 한석규와 심은하를 기업 홍보에 썼다.", {("ORG", "산업부")}),
]


@pytest.mark.parametrize(("text", "expected"), GENERAL)
def test_people_need_confirmation_in_policy_text_alone(
    text: str, expected: set[tuple[str, str]], annotator: Annotator
) -> None:
    found = annotator.text(text, "2015-06-01").entities
    assert {(m.label, m.text) for m in found} == expected


INITIALS = [
    ("포괄적경제동반자협정(CEPA) 협상을 산업부가 맡는다. CEPA의 타결이 기업을 돕는다.", ()),
    ("기업은 PS-LTE와 LTE-R을 쓴다.", ()),
    ("산업부는 한국국제협력단(KOICA)과 손잡았다. KOICA가 사업을 맡는다.", ("KOICA", "KOICA")),
]


@pytest.mark.parametrize(("text", "expected"), INITIALS)
def test_initials_are_what_the_name_before_them_is(
    text: str, expected: tuple[str, ...], annotator: Annotator
) -> None:
    found = annotator.text(text, "2026-04-01").entities
    initials = [m.text for m in found if m.label == "ORG" and m.text.isascii()]
    assert tuple(initials) == expected


def test_ranks_and_longer_firms(annotator: Annotator) -> None:
    text = "한빛나노랩 수석연구원은 네이버클라우드의 기업 지원을 받았다."
    names = [m.text for m in annotator.text(text, "2026-04-01").entities if m.label == "ORG"]
    assert names == ["한빛나노랩", "네이버클라우드"]


def test_the_model_adds_people_and_bodies_and_leaves_common_nouns() -> None:
    found = Annotator.create().text(TEXT, "2025-11-03")
    person = next(p for p in found.people if p.name == "젠슨 황")
    assert (person.title, person.affiliation) == ("CEO", "엔비디아")
    names = {(m.label, m.text) for m in found.entities}
    assert ("ORG", "구글") in names
    assert not {m.text for m in found.entities} & {"협회", "연구소", "심의위원회", "담당자"}


PEOPLE = [
    ("한들대 연구소는 지정안을 이십만 원에 냈다.", ()),
    ("새해를 맞아 추모원 참배 서가람 조달청장이 말했다.", ("서가람",)),
    ("온고을에서 회의가 열렸다. /사진=서가람 기자", ()),
    ("(담당) 백두진 (044-201-3337)", ("백두진",)),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_a_suggested_person_is_confirmed_by_the_text(
    text: str, expected: tuple[str, ...], annotator: Annotator
) -> None:
    assert tuple(p.name for p in annotator.text(text, "2015-06-01").people) == expected


def test_a_morpheme_without_letters_makes_no_token() -> None:
    morphemes = [Morpheme(0, 0, "이", "VCP"), Morpheme(0, 2, "라는", "ETM")]
    assert [(t.start, t.end) for t in tokens_of_text(morphemes)] == [(0, 2)]


def test_the_component_alone_fills_the_entities() -> None:
    nlp = spacy.load(MODEL)
    assert nlp.pipe_names[0] == "ner"
    with nlp.select_pipes(enable="ner"):
        doc = nlp(TEXT)
    assert ("젠슨 황", "PERSON") in {(e.text, e.label_) for e in doc.ents}


def test_a_model_of_other_tags_is_refused(tmp_path: Path, recognizer: Recognizer) -> None:
    recognizer.to_disk(tmp_path)
    layout = json.loads((tmp_path / "layout.json").read_text())
    layout["tags"] = ["O"]
    (tmp_path / "layout.json").write_text(json.dumps(layout))
    with pytest.raises(ModelError, match="train ner"):
        Recognizer.from_disk(tmp_path)
    with pytest.raises(ModelError, match="train ner"):
        Recognizer.from_disk(tmp_path / "nowhere")


def test_the_model_is_small_and_holds_no_sentence() -> None:
    files = [path for path in MODEL.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 25 * 2**20
    forms = (MODEL / "ner" / "morphemes.txt").read_text(encoding="utf-8").splitlines()
    assert max(map(len, forms)) < 40


def test_our_own_sentences_are_well_formed() -> None:
    rows = [msgspec.json.decode(line) for line in OWN.read_bytes().splitlines()]
    assert len(rows) >= 600
    assert len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        spans = sorted(row["spans"], key=lambda s: s["start"])
        assert all(0 <= s["start"] < s["end"] <= len(row["text"]) for s in spans)
        assert all(a["end"] <= b["start"] for a, b in itertools.pairwise(spans))
    learned, held = split(read_own())
    assert len(held) > 40 and not {e.text for e in learned} & {e.text for e in held}


def test_absent_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="--data"):
        read_public(tmp_path)


FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["ner"]


def test_the_forty_sentences_of_2026_are_as_they_were_frozen() -> None:
    rows = [msgspec.json.decode(line) for line in OWN.read_bytes().splitlines()]
    kept = sorted(
        json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows if row.get("held")
    )
    digest = hashlib.sha256("\n".join(kept).encode()).hexdigest()[:16]
    assert (len(kept), digest) == (40, FLOORS["held"])


def test_floors_on_what_was_held_out() -> None:
    folder = NER_DATA_DIR if NER_DATA_DIR.is_dir() else None
    found = ablation(Annotator.create(), held_out(folder))
    for layer in ("model", "both"):
        for key, floor in FLOORS[layer].items():
            if folder is not None or key.startswith("policy"):
                assert found[layer][key].f1 >= floor, (layer, key, found[layer][key].f1)
