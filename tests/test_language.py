"""Tokens, sentences and offsets: the text is never changed."""

from __future__ import annotations

import unicodedata

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.kiwi import KiwiTokenizer, analyse, build_doc, build_kiwi, line_spans
from pipeline.language.offsets import to_nfc

KIWI = build_kiwi([("산단공", "NNP"), ("지경부", "NNP")])
VOCAB = spacy.blank("xx").vocab
TOKENIZER = KiwiTokenizer(VOCAB, KIWI)

KOREAN = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.sampled_from(" \n\t\r.,()[]'’‘“”·ㆍ△□ㅇ-~∼%0123456789ABcd㎡①\U000f02b1\u200b\ufeff"),
        st.characters(codec="utf-8"),
    ),
    max_size=120,
)


@given(KOREAN)
@settings(max_examples=150, deadline=None)
def test_the_doc_has_the_text_unchanged(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t.text)] == t.text for t in doc)


@given(KOREAN)
@settings(max_examples=150, deadline=None)
def test_morphemes_lie_in_their_sentence_and_sentences_in_their_line(text: str) -> None:
    spans = line_spans(text)
    position = 0
    for chunk in analyse(KIWI, text, spans):
        start, end = spans[chunk.span]
        assert start <= chunk.start <= chunk.end <= end
        assert chunk.start >= position
        position = chunk.start
        assert all(chunk.start <= m.start <= m.end <= chunk.end for m in chunk.morphemes)


def test_morphemes_that_share_a_syllable_are_one_token() -> None:
    doc = TOKENIZER("사업을 추진했다.")
    assert [t.text for t in doc] == ["사업", "을", "추진", "했", "다", "."]
    assert doc[3].tag_ == "XSV+EP"
    assert doc[3].lemma_ == "하+었"


def test_lexicon_words_are_known_to_kiwi() -> None:
    chunks = analyse(KIWI, "산단공은 지경부와 협의했다.", [(0, 15)])
    assert [m.form for m in chunks[0].morphemes if m.tag == "NNP"] == ["산단공", "지경부"]


def test_sentences_do_not_cross_lines() -> None:
    doc = TOKENIZER("□ 추진 배경\nㅇ 제조업 비중 확대\n단지를 조성했다. 공장이 들어섰다.")
    texts = [s.text.strip() for s in doc.sents]
    assert "단지를 조성했다." in texts
    assert "공장이 들어섰다." in texts
    assert not any("추진 배경\nㅇ" in text for text in texts)


@pytest.mark.parametrize("run", ["ㅡ" * 20_000, "-" * 20_000, "가" * 5_000, "ㅋ" * 10_000])
def test_long_runs_of_one_letter_take_no_quadratic_time(run: str) -> None:
    import time

    start = time.perf_counter()
    doc = TOKENIZER(f"앞말 {run} 뒷말")
    assert doc.text == f"앞말 {run} 뒷말"
    assert time.perf_counter() - start < 5


@given(KOREAN)
@settings(max_examples=300, deadline=None)
def test_nfd_offsets_lead_back(text: str) -> None:
    given_text = unicodedata.normalize("NFD", text)
    nfc = to_nfc(given_text)
    for index in range(len(nfc.text)):
        piece = given_text[nfc.original(index) : nfc.original(index + 1)]
        assert unicodedata.normalize("NFC", piece) == nfc.text[index]
    assert nfc.original(len(nfc.text)) == len(given_text)


def test_nfc_text_is_left_alone() -> None:
    assert to_nfc("한국산업단지공단").text == "한국산업단지공단"
    assert to_nfc("한국").original(1) == 1


def test_build_doc_without_chunks_keeps_the_text() -> None:
    assert build_doc(VOCAB, "  \n ", []).text == "  \n "
