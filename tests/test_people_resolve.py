"""People against guessed bodies that swallow their names."""

from __future__ import annotations

import pytest

from pipeline.extract.resolve import resolve
from pipeline.records import Annotations, Mention, Person


def _person(name: str, title: str) -> Person:
    return Person(start=0, end=len(name), text=name, name=name, title=title, rule="test")


def _body(text: str, entity_id: str | None, rule: str) -> Mention:
    return Mention(
        start=0, end=len(text), text=text, label="ORG", entity_id=entity_id, name=text, rule=rule
    )


@pytest.mark.parametrize(
    ("text", "entity_id", "rule", "expected"),
    [
        ("봉세령 새길연구소", None, "org_suffix", [("PERSON", "봉세령"), ("ORG", "새길연구소")]),
        ("봉세령 연구원", None, "org_suffix", [("PERSON", "봉세령")]),
        ("봉세령 기념관", "봉세령기념관", "lexicon", [("ORG", "봉세령 기념관")]),
        ("봉세령기념관", None, "org_suffix", [("ORG", "봉세령기념관")]),
    ],
)
def test_name_at_the_front_of_a_body(
    text: str, entity_id: str | None, rule: str, expected: list[tuple[str, str]]
) -> None:
    found = resolve(
        Annotations(
            people=(_person("봉세령", "선임연구원"),), entities=(_body(text, entity_id, rule),)
        )
    )
    assert [(m.label, m.text) for m in found.entities] == expected
    assert all(text[m.start : m.end] == m.text for m in found.entities)
