"""What a reader has in mind while a text is read: its dates so far, and its publication."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.grammar import edtf
from pipeline.grammar.calendar_moments import Fields, Moment, full_year
from pipeline.records import DateBasis


@dataclass(slots=True)
class Discourse:
    """The dates a reader has in mind: carried along while one text is read.

    ``published`` is year, month, day as far as known. ``sentence`` is the last date of the
    sentence so far, ``paragraph`` of the paragraph, ``document`` the last with a stated year;
    ``day`` the last single day anywhere, ``lead`` the first (what 이날 means); ``basis`` that of
    the last date.
    """

    published: tuple[int, int | None, int | None] | None = None
    sentence: Moment | None = None
    paragraph: Moment | None = None
    document: Moment | None = None
    day: Moment | None = None
    lead: Moment | None = None
    basis: DateBasis = "explicit"
    span: Moment | None = None
    """The stretch just told of (1~9월), until another date is."""

    @classmethod
    def at(cls, published: str | None) -> Discourse:
        """A fresh discourse; ``published`` is EDTF, of which an interval's start is taken."""
        if not published:
            return cls()
        try:
            year, month, day = edtf.parse(published.split("/")[0].rstrip("~"))
        except ValueError:
            return cls()
        return cls(published=(year, month if month and month <= 12 else None, day))

    @property
    def today(self) -> date | None:
        """The day of publication, where the day is known."""
        if self.published is None or self.published[1] is None or self.published[2] is None:
            return None
        return date(self.published[0], self.published[1], self.published[2])

    def set_year(self, year: str) -> None:
        """Begin a sentence in ``year``: the head over a table's column."""
        self.sentence = Moment(int(year))

    def end_sentence(self) -> None:
        self.sentence = None

    def end_paragraph(self) -> None:
        self.sentence = self.paragraph = self.span = None

    def note(
        self, moment: Moment, basis: DateBasis, *, open_start: bool, lead: bool = True
    ) -> None:
        """Remember a date. What only began there (2005년부터) is not where the story is.

        ``lead`` is false for what no narrative tells (the date of issue at the head).
        """
        self.span = moment if moment.until is not None else None
        last = (moment.until or moment).beginning()
        if last.day is not None and not open_start:
            self.day = last
            if lead:
                self.lead = self.lead or last
        self.sentence = replace(last, part="from") if open_start else last
        if basis == "explicit" and not open_start:
            self.document = last
        self.paragraph = last
        self.basis = basis


def basis_of(fields: Fields, discourse: Discourse) -> DateBasis:
    """Explicit, relative or, for a bare month or day where the story has a year, discourse."""
    anchored = fields.has_year or fields.lean or fields.month_of or fields.day_of
    if anchored or discourse.basis == "relative":
        return fields.basis
    said = discourse.sentence
    if fields.month is not None or fields.code is not None:
        return "discourse" if story_year(discourse) else "relative"
    if fields.day is not None and said is not None and said.day is not None:
        return "discourse"
    return fields.basis


def story_year(discourse: Discourse) -> int | None:
    """The year the text is speaking of, where no 부터 has left it behind."""
    said = discourse.sentence
    if said is not None:
        return said.year if said.part != "from" else None
    if discourse.today is None and discourse.document is not None:
        return discourse.document.year  # slides and tables: the last year stated holds
    return None


def year_told(fields: Fields, discourse: Discourse) -> int | None:
    """The year that an expression states or counts from publication or discourse; else None."""
    published = discourse.published[0] if discourse.published else None
    if fields.year is not None:
        return fields.year
    if fields.short_year is not None:
        return full_year(fields.short_year, published)
    if fields.year_of == "published":
        return None if published is None else published + fields.year_shift
    if fields.year_of == "discourse":
        known = discourse.sentence or discourse.paragraph or discourse.document
        if known is not None:
            return known.year + fields.year_shift
        # 전년 (the year before) without a year in the story is the year before publication's.
        if fields.year_shift < 0 and published is not None:
            return published + fields.year_shift
    return None


_NEWS_DAYS = 3
"""Days around publication in which an article's first day is the day it reports."""


def day_spoken_of(discourse: Discourse) -> Moment | None:
    """What 이날 means: the paragraph's own day; else the day reported; else the last named.

    A background day (지난 11일) in between does not move the story: 이날 opens a paragraph again
    on the day that the article is about.
    """
    here, lead, today = discourse.paragraph, discourse.lead, discourse.today
    if here is not None and here.day is not None:
        return here
    if lead is not None and today is not None and lead.month is not None and lead.day is not None:
        told = date(lead.year, lead.month, lead.day)
        if abs((told - today).days) <= _NEWS_DAYS:
            return lead
    return discourse.day
