"""The labelled examples: complete, varied, legal."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from pipeline.classify.data import (
    CATEGORIES,
    DOC_TYPES,
    INSTRUMENTS,
    NONE,
    STAGES,
    THEMES,
    read_documents,
    read_sentences,
)
from pipeline.classify.frozen import check, example_id, group_of, read_frozen, split
from pipeline.errors import ModelError
from pipeline.settings import LABELLED_DIR

SENTENCES = read_sentences(LABELLED_DIR)
DOCUMENTS = read_documents(LABELLED_DIR)


def shingles(text: str, size: int = 4) -> set[str]:
    squeezed = "".join(character for character in text if character.isalnum())
    return {squeezed[n : n + size] for n in range(len(squeezed) - size + 1)}


@pytest.mark.parametrize("category", CATEGORIES)
def test_enough_sentences_of_each_category(category: str) -> None:
    own = [s for s in SENTENCES if s.category == category]
    assert len(own) >= 55
    assert len({s.form for s in own}) >= 4
    assert len({s.year for s in own}) >= 10


def test_enough_sentences_without_event() -> None:
    own = [s for s in SENTENCES if s.category == NONE]
    assert len(own) >= 120
    assert all(s.stage is s.instrument is s.status is None and not s.themes for s in own)


@pytest.mark.parametrize("doc_type", DOC_TYPES)
def test_enough_documents_of_each_type(doc_type: str) -> None:
    assert sum(d.doc_type == doc_type for d in DOCUMENTS) >= 16


def test_labels_are_those_of_the_codebook() -> None:
    assert {s.category for s in SENTENCES} == {*CATEGORIES, NONE}
    events = [s for s in SENTENCES if s.category != NONE]
    assert {s.stage for s in events} == set(STAGES)
    assert {s.instrument for s in events} == set(INSTRUMENTS)
    assert {theme for s in events for theme in s.themes} == set(THEMES)
    assert min(Counter(theme for s in events for theme in s.themes).values()) >= 40
    assert {d.doc_type for d in DOCUMENTS} == set(DOC_TYPES)
    assert all(2003 <= s.year <= 2026 for s in SENTENCES)
    assert all(2003 <= d.year <= 2026 for d in DOCUMENTS)


def test_no_near_duplicates_among_sentences() -> None:
    sets = [shingles(s.text) for s in SENTENCES]
    index: dict[str, list[int]] = {}
    for number, own in enumerate(sets):
        seen = Counter(other for shingle in own for other in index.get(shingle, ()))
        for other, shared in seen.items():
            # Sentences of one group may be close: they are never divided between the parts.
            if group_of(SENTENCES[other]) == group_of(SENTENCES[number]):
                continue
            overlap = shared / max(min(len(own), len(sets[other])), 1)
            assert overlap < 0.7, (SENTENCES[other].text, SENTENCES[number].text)
        for shingle in own:
            index.setdefault(shingle, []).append(number)


FIRST = (336, 55, "ae4fef1a")  # never to change: figures of older cards were made on it


def test_the_held_out_parts_are_the_frozen_ones() -> None:
    frozen = read_frozen(LABELLED_DIR)
    check(frozen, SENTENCES, DOCUMENTS)
    for part in frozen.values():
        fit_on, held = split(SENTENCES, part.sentences)
        assert len(held) == len(part.sentences) > 100
        assert not {group_of(s) for s in fit_on} & {group_of(s) for s in held}
        assert {s.category for s in held} == {*CATEGORIES, NONE}
        _, documents = split(DOCUMENTS, part.documents)
        assert len(documents) == len(part.documents) > 30
        assert {d.doc_type for d in documents} == set(DOC_TYPES)
    first = frozen["first"]
    assert (len(first.sentences), len(first.documents), first.sha256[:8]) == FIRST


def test_a_changed_label_is_noticed() -> None:
    frozen = read_frozen(LABELLED_DIR)
    for name, part in frozen.items():
        at = next(n for n, s in enumerate(SENTENCES) if example_id(s) in part.sentences)
        changed = [*SENTENCES]
        changed[at] = msgspec.structs.replace(changed[at], year=1999)
        with pytest.raises(ModelError, match=f"{name} .*FROZEN"):
            check(frozen, changed, DOCUMENTS)


def test_no_document_of_training_is_in_the_held_out_part() -> None:
    ids = [key for part in read_frozen(LABELLED_DIR).values() for key in part.documents]
    fit_on, held = split(DOCUMENTS, ids)
    seen = [shingles(d.text, 8) for d in fit_on]
    for document in held:
        own = shingles(document.text, 8)
        assert all(len(own & other) / min(len(own), len(other)) < 0.3 for other in seen)


def test_enough_to_learn_from() -> None:
    assert len(SENTENCES) >= 2300
    assert len(DOCUMENTS) >= 390


def test_documents_differ() -> None:
    texts = [d.text for d in DOCUMENTS]
    assert len(set(texts)) == len(texts)
    assert all(100 <= len(text) <= 1200 for text in texts)


@pytest.mark.parametrize(
    ("line", "reason"),
    [('{"text": "가"}', "line 1"), ("{", "line 1"), ('{"text": 3}', "line 1")],
)
def test_a_bad_line_is_named(tmp_path, line: str, reason: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "sentences.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ModelError, match=reason):
        read_sentences(tmp_path)


def test_missing_data_is_a_model_error(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelError, match="no labelled data"):
        read_documents(tmp_path)
