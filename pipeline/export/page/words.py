"""The page's own words in both languages (``assets/words.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

Pair = tuple[str, str]
"""Korean, English."""


def asset(name: str) -> str:
    """The text of a file in ``assets/``."""
    return files("pipeline.export.page").joinpath("assets", name).read_text("utf-8")


@cache
def words() -> Mapping[str, Pair]:
    """Dotted key (``timeline.heading``, ``labels.status.planned``) to its two forms."""
    found: dict[str, Pair] = {}

    def walk(prefix: str, table: Mapping[str, object]) -> None:
        for key, value in table.items():
            if isinstance(value, Mapping):
                walk(f"{prefix}{key}.", value)
            elif isinstance(value, list):
                korean, english = value
                found[prefix + key] = (korean, english)

    walk("", tomllib.loads(asset("words.toml")))
    return MappingProxyType(found)


def gloss(kind: str, code: object) -> Pair:
    """The label of a code in both languages; a code without one stands for itself."""
    return words().get(f"labels.{kind}.{code}", (str(code), str(code)))
