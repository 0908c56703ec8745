"""What audits say, in both languages."""

from __future__ import annotations

import re
import string

import pytest

from pipeline.timeline.notes import FORMS, korean, note

FIELDS = {
    name: sorted({field for _, field, _, _ in string.Formatter().parse(english) if field})
    for name, (english, _) in FORMS.items()
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_its_korean_with_the_same_fields(form: str) -> None:
    values = {field: f"값{number}" for number, field in enumerate(FIELDS[form])}
    said = korean(note(form, **values))
    assert all(value in said for value in values.values())
    assert not re.search(r"[A-Za-z]{2}", said)


def test_codes_are_said_in_korean() -> None:
    english = note(
        "revised", status="target", metric="산업단지", old="31곳", old_on="2011-03",
        new="44곳", new_on="2012-05",
    )  # fmt: skip
    assert korean(english) == "산업단지 목표: 31곳(2011-03 문서)에서 44곳(2012-05 문서)로 바뀜"


def test_what_is_not_ours_stands() -> None:
    assert korean("checked by hand") == "checked by hand"
