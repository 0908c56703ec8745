"""What an extractor is given: the analysed document, the lexicon, and what came before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.language.analysis import Analysis
from pipeline.ner.recognizer import Suggestion
from pipeline.records import DateExpression, Event, Figure, Mention, Person, Vision

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Context:
    """Filled from top to bottom, in the order of ``EXTRACTORS``; every list is sorted by start."""

    analysis: Analysis
    lexicon: Lexicon
    dates: tuple[DateExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    people: tuple[Person, ...] = ()
    figures: tuple[Figure, ...] = ()
    visions: tuple[Vision, ...] = ()
    events: tuple[Event, ...] = ()
    suggested: tuple[Suggestion, ...] = ()  # what the statistical recognizer sees, before all
