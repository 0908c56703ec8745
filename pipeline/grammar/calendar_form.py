"""One row of the table of date forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.grammar.calendar_moments import Fields

Reader = Callable[["re.Match[str]", str], "Fields | None"]


@dataclass(frozen=True, slots=True)
class Form:
    """``read`` refuses (``None``) what only looks like a date."""

    name: str
    pattern: re.Pattern[str]
    read: Reader
    end: int | str = 0
    """The group with which the expression ends: what lies behind it was only looked at."""
