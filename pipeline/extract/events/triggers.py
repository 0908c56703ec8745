"""The words that tell an event (``lexicon/triggers.toml``)."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Triggers:
    """``category`` maps a verbal noun or verb stem to the category that it suggests."""

    category: Mapping[str, str]
    cancelled: frozenset[str]
    postponed: frozenset[str]
    plan_nouns: frozenset[str]
    forecast_nouns: frozenset[str]
    function: frozenset[str]

    def suggest(self, word: str) -> str | None:
        """The category for ``word``, by itself or by its longest known ending (성과보고회의)."""
        for start in range(len(word)):
            if category := self.category.get(word[start:]):
                return category
        return None


@functools.cache
def load_triggers() -> Triggers:
    """Read the trigger lexicon once a process."""
    text = files("pipeline.lexicon").joinpath("triggers.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    category = {
        word: name
        for name, words in table["categories"].items()
        for word in (*words["nouns"], *words.get("verbs", ()))
    }
    status = table["status"]
    return Triggers(
        category=category,
        cancelled=frozenset(status["cancelled"]),
        postponed=frozenset(status["postponed"]),
        plan_nouns=frozenset(status["plan_nouns"]),
        forecast_nouns=frozenset(status["forecast_nouns"]),
        function=frozenset(table["predicates"]["function"]),
    )
