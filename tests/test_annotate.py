"""The promises of ``annotate``: spans, keys, purity, and the same through spaCy."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import annotate
from pipeline.annotator import Annotator
from pipeline.errors import UnreadableDocument
from pipeline.load import FileRef, discover, load, read
from pipeline.records import Annotations
from pipeline.settings import MODELS_DIR

TEXT = """2009.11.13
□ 산업단지 지원사업 성과 발표
 ㅇ 지식경제부(장관 홍하늘)는 13일 남동산업단지의 수출이 12%(25억불→28억불) 늘었다고 밝혔다.
 ㅇ 동남권은 해양플랜트산업의 세계적 거점으로 육성된다.
 ㅇ 내년 상반기까지 미니클러스터를 20개에서 30개로 확대할 계획이다.
저작권자 ⓒ 무단전재 및 재배포 금지"""


def check_spans(found: Annotations, text: str) -> int:
    """Every record's surface is the text at its span; returns how many there were."""
    count = 0
    for name in Annotations.__struct_fields__:
        for item in getattr(found, name):
            assert 0 <= item.start < item.end <= len(text), (name, item)
            assert text[item.start : item.end] == item.text, (name, item)
            assert item.rule, (name, item)
            count += 1
    return count


def test_all_layers_of_a_text(annotator: Annotator) -> None:
    found = annotator.text(TEXT, "2009-11-13")
    check_spans(found, TEXT)
    assert {f.value for f in found.figures} >= {12.0, 2.5e9, 2.8e9, 20.0, 30.0}
    assert any(d.edtf == "2009-11-13" for d in found.dates)
    assert [p.name for p in found.people] == ["홍하늘"]
    assert any(v.region == "동남권" for v in found.visions)
    assert any(e.status == "planned" for e in found.events)
    assert {"지식경제부", "남동국가산업단지"} <= {m.entity_id for m in found.entities}


def test_the_public_function_is_the_annotator(annotator: Annotator) -> None:
    assert annotate(TEXT, "2009-11-13") == annotator.text(TEXT, "2009-11-13")
    assert annotate(TEXT, date="2009-11-13") == annotate(TEXT, "2009-11-13")


def test_without_a_date_relative_dates_are_null(annotator: Annotator) -> None:
    found = annotator.text("내년 3월 착공한다. 지난해 말 준공했다.")
    assert [d.text for d in found.dates] == ["내년 3월", "지난해 말"]
    assert all(d.edtf is None and d.earliest is None for d in found.dates)


def test_furniture_moves_no_offset_and_yields_nothing(annotator: Annotator) -> None:
    found = annotator.text(TEXT, "2009-11-13")
    tail = TEXT.index("저작권자")
    assert all(
        item.end <= tail for name in Annotations.__struct_fields__ for item in getattr(found, name)
    )


def test_decomposed_text_gets_offsets_of_its_own(annotator: Annotator) -> None:
    given_text = unicodedata.normalize("NFD", TEXT)
    found = annotator.text(given_text, "2009-11-13")
    assert check_spans(found, given_text) == check_spans(annotator.text(TEXT, "2009-11-13"), TEXT)


def test_entities_do_not_overlap(annotator: Annotator) -> None:
    entities = annotator.text(TEXT, "2009-11-13").entities
    assert all(a.end <= b.start for a, b in pairwise(entities))


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from(
                "가나다산업단지클러스터억원만명개년월일은는이가을를에서로부터까지했다할 계획이다"
            ),
            st.sampled_from(" \n□ㅇ-△'‘’“”()[]0123456789.,~∼→%·:"),
        ),
        max_size=160,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_error(annotator: Annotator, text: str) -> None:
    check_spans(annotator.text(text, "2010-03-02"), text)


def _documents(paths: list[Path]) -> list[tuple[str, object]]:
    loaded = []
    for ref in discover(paths):
        assert isinstance(ref, FileRef)
        try:
            loaded.append((ref.path, load(read(ref))))
        except UnreadableDocument as error:
            pytest.fail(f"{ref.path}: {error}")
    return loaded


@pytest.mark.parametrize("corpus", ["sample", "seeds"])
def test_spans_over_whole_documents(
    corpus: str, request: pytest.FixtureRequest, annotator: Annotator
) -> None:
    given_paths = request.getfixturevalue(corpus)
    paths = given_paths if isinstance(given_paths, list) else [given_paths]
    total = 0
    for path, document in _documents(paths):
        annotated = annotator.document(document)  # type: ignore[arg-type]
        found = check_spans(annotated.annotations, annotated.document.text)
        assert found, f"{path}: nothing found"
        total += found
    assert total > 300


def test_the_same_through_spacy(annotator: Annotator) -> None:
    nlp = spacy.load(MODELS_DIR / "ko_policy")
    doc = nlp.make_doc(TEXT)
    doc._.published = "2009-11-13"
    doc = nlp(doc)
    expected = annotator.text(TEXT, "2009-11-13")
    assert doc.text == TEXT
    assert doc._.visions == expected.visions
    assert doc._.events == expected.events
    assert [s._.record for s in doc.spans["figures"]] == list(expected.figures)
    assert len(doc.spans["dates"]) == len(expected.dates)
    assert {"ORG", "PERSON"} <= {e.label_ for e in doc.ents}


def test_spacy_without_a_date_reads_relative_dates_as_unknown() -> None:
    doc = spacy.load(MODELS_DIR / "ko_policy")("내년 3월 착공한다.")
    assert [s._.record.edtf for s in doc.spans["dates"]] == [None]
