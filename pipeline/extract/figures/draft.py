"""A figure while it is being made: the quantity with where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.grammar.quantities import Quantity
from pipeline.language.analysis import Sentence
from pipeline.records import Block


@dataclass(slots=True)
class Draft:
    """Offsets are those of the document. ``first`` and ``last`` index the sentence's morphemes:
    the first one at or after the span's start, the first one at or after its end."""

    quantity: Quantity
    start: int
    end: int
    block: Block
    block_index: int
    sentence: Sentence
    first: int
    last: int
    kind: str = "amount"
    status: str = "actual"
    metric: str | None = None
    scope: str | None = None
    as_of: str | None = None
    change_id: str | None = None
    change_side: str | None = None
    sum_id: str | None = None
    sum_side: str | None = None
    reference: str | None = None
    """EDTF of the time compared with (``2004년 대비``): the ``from`` side's time."""
    falls: bool = False
    decided: bool = False
    """Whether a verb of its clause tells the status."""
    heads: tuple[str, ...] = field(default=())
    """The headings and short lines above, nearest first."""
    cell_heads: tuple[str, ...] = field(default=())
    """Heads of a table cell's row and column."""
    cell_time: str | None = None
    """EDTF of the year that a table cell's column or row head names."""

    @property
    def unit(self) -> str:
        return self.quantity.unit

    @property
    def type(self) -> str:
        return self.quantity.type
