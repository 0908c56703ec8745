"""The lexicon's own examples, and what its files promise."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pipeline.lexicon import Entry, Lexicon, load_lexicon

LEXICON = load_lexicon()
ENTRIES = tuple(LEXICON.entries.values())


def found(lexicon: Lexicon, sentence: str) -> set[str]:
    return {entry.entity_id for *_, bearers in lexicon.find(sentence) for entry in bearers}


LABELS = ["ORG", "REGION", "COMPLEX", "PROGRAM", "LAW", "INDUSTRY", "FORUM"]


@pytest.mark.parametrize("label", LABELS)
def test_every_example_holds(label: str) -> None:
    wrong = [
        (entry.entity_id, sentence)
        for entry in ENTRIES
        if entry.label == label
        for sentence in entry.examples
        if entry.entity_id not in found(LEXICON, sentence)
    ]
    assert wrong == []


def test_every_not_example_holds() -> None:
    wrong = [
        (entry.entity_id, sentence)
        for entry in ENTRIES
        for sentence in entry.not_examples
        if entry.entity_id in found(LEXICON, sentence)
    ]
    assert wrong == []


def test_every_name_but_the_weak_ones_is_found_in_a_sentence() -> None:
    wrong = [
        (entry.entity_id, name)
        for entry in ENTRIES
        for name in entry.names
        if name not in entry.weak and entry.entity_id not in found(LEXICON, f"이번에 {name}, 새 일")
    ]
    assert wrong == []


def test_an_entry_has_an_example_unless_it_is_a_row_of_a_table() -> None:
    bare = [e.entity_id for e in ENTRIES if not e.examples and e.kind not in _ROWS]
    assert bare == []


_ROWS = ("city", "county", "district")


@pytest.mark.parametrize(
    ("label", "least"),
    [("ORG", 90), ("COMPLEX", 70), ("PROGRAM", 50), ("LAW", 30), ("INDUSTRY", 90), ("FORUM", 5)],
)
def test_scale(label: str, least: int) -> None:
    assert Counter(entry.label for entry in ENTRIES)[label] >= least


def test_the_seventeen_provinces_and_their_districts_live() -> None:
    living = [e for e in ENTRIES if e.label == "REGION" and e.valid_to is None]
    kinds = Counter(entry.kind for entry in living)
    assert kinds["province"] == 17
    assert kinds["city"] + kinds["county"] + kinds["district"] == 228  # 세종 has none below it


@pytest.mark.parametrize(
    ("region", "members"),
    [
        ("수도권", {"서울특별시", "인천광역시", "경기도"}),
        ("충청권", {"대전광역시", "충청북도", "충청남도", "세종특별자치시"}),
        ("호남권", {"광주광역시", "전라남도", "전라북도", "전북특별자치도"}),
        ("대경권", {"대구광역시", "경상북도"}),
        ("동남권", {"부산광역시", "울산광역시", "경상남도"}),
        ("강원권", {"강원도", "강원특별자치도"}),
        ("제주권", {"제주도", "제주특별자치도"}),
    ],
)
def test_economic_regions(region: str, members: set[str]) -> None:
    below = LEXICON.descendants(region)
    assert {one for one in below if LEXICON.entries[one].kind == "province"} == members


def test_a_body_that_follows_another_follows_it_in_time() -> None:
    def wrong(entry: Entry) -> bool:
        before = [LEXICON.entries[one].valid_to for one in entry.predecessors]
        return entry.valid_from is not None and any(
            end is not None and end >= entry.valid_from for end in before
        )

    assert [e.entity_id for e in ENTRIES if wrong(e)] == []


def test_names_for_the_tokenizer_are_korean_words() -> None:
    words = LEXICON.words()
    assert ("산단공", "NNP") in words
    assert ("구미", "NNP") not in words
    assert all(tag == "NNP" and " " not in form for form, tag in words)
    assert list(words) == sorted(set(words))


def test_there_is_enough_of_every_kind() -> None:
    count = Counter(entry.label for entry in ENTRIES)
    least = {"ORG": 120, "REGION": 250, "COMPLEX": 150, "PROGRAM": 80, "LAW": 40, "INDUSTRY": 120}
    assert {label: count[label] for label, n in least.items() if count[label] < n} == {}


def test_codes_are_well_formed_and_borne_once() -> None:
    entries = load_lexicon().entries
    places = {e.entity_id: e for e in entries.values() if e.code and e.label == "REGION"}
    codes = [entry.code for entry in places.values()]
    assert len(codes) == len(set(codes)) > 230
    for entry in places.values():
        assert entry.code is not None and entry.code.isdigit()
        if entry.kind == "province":
            assert len(entry.code) == 2
        else:
            province = places[str(entry.parent)].code
            assert len(entry.code) == 5 and entry.code.startswith(str(province))


def test_every_living_city_county_and_district_has_its_code() -> None:
    kinds = ("city", "county", "district")
    living = [e for e in load_lexicon().entries.values() if e.kind in kinds and not e.valid_to]
    assert [e.entity_id for e in living if not e.code] == []


def test_industries_have_their_section_division_group_or_class_of_ksic() -> None:
    found = [e.code for e in load_lexicon().entries.values() if e.label == "INDUSTRY" and e.code]
    assert len(found) >= 40
    assert all(re.fullmatch(r"[A-U]|\d{2,4}", code) for code in found)
