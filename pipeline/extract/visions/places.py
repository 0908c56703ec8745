"""Places that may have a vision, and the industries and horizons inside one."""

from __future__ import annotations

import re
from bisect import bisect_left

from pipeline.extract.context import Context
from pipeline.extract.visions import short_names
from pipeline.extract.visions.phrases import role_of
from pipeline.records import Mention, Vision

_LABELS = ("REGION", "COMPLEX")

_TRIM = " \t\n\r,·-–—―:;"
_BODY_END = re.compile(r"\s?[,·ㆍ:]\s?")
_BY = re.compile(r"^(?:\.\./)?(\d{4}(?:-\d\d)?(?:-\d\d)?)")


class Places:
    """Mentions of one document, by place."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.analysis.text
        self.found: list[Mention] = []
        self.industries: list[Mention] = []
        self._bodies = {m.start: m.end for m in context.mentions if m.label == "ORG"}
        for mention in context.mentions:
            if mention.label == "INDUSTRY":
                self.industries.append(mention)
            elif mention.label in _LABELS and mention.entity_id and not self._abroad(mention):
                self.found.append(mention)
        self.found.extend(short_names.places(context))
        self.found.sort(key=lambda m: m.start)
        self._complexes = short_names.cities_for_complexes(context)
        self._starts = [m.start for m in self.found]
        self._industry_starts = [m.start for m in self.industries]

    def _abroad(self, mention: Mention) -> bool:
        entry = self.context.lexicon.entries.get(mention.entity_id or "")
        return entry is not None and entry.kind.startswith("foreign")

    def within(self, start: int, end: int) -> list[Mention]:
        """Places that begin in ``start:end``."""
        return self.found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def industries_in(self, start: int, end: int) -> tuple[str, ...]:
        """Ids of the industries named in ``start:end``, in order, each once."""
        first = bisect_left(self._industry_starts, start)
        last = bisect_left(self._industry_starts, end)
        named = self.industries[first:last]
        lexicon = self.context.lexicon
        bare = [
            (match.start(), short_names.industry_called(match.group(), lexicon) or "")
            for match in short_names.bare_words(self.text, start, end, named)
        ]
        found = sorted([*((m.start, m.entity_id or "") for m in named), *bare])
        return tuple(dict.fromkeys(entity_id for _, entity_id in found if entity_id))

    def after_body(self, start: int) -> int:
        """Behind a body that ``start`` opens: `석유공사·에너지 거점 조성`."""
        match = _BODY_END.match(self.text, self._bodies.get(start, start))
        return match.end() if match and start in self._bodies else start

    def meant(self, place: Mention) -> str:
        """The id of ``place``: the complex, where a bare city's name stands for it."""
        city = place.entity_id or ""
        bare = not place.text.endswith(("시", "군"))
        return self._complexes.get(city, city) if bare else city

    def horizon(self, start: int, end: int) -> str | None:
        """The time by which, as the words before or inside the vision say (``2020년까지``)."""
        for date in self.context.dates:
            if start <= date.start < end and date.edtf and date.type != "set":
                until = "까지" in self.text[date.start : date.end + 3]
                if until and (match := _BY.match(date.edtf.split("/")[-1])):
                    return match[1]
        return None

    def vision(
        self,
        region: str,
        start: int,
        end: int,
        rule: str,
        *,
        goal: tuple[int, int] | None = None,
        since: int | None = None,
    ) -> Vision:
        """A vision whose text is ``start:end`` trimmed; the role comes from ``goal``.

        ``since``: from where a horizon is looked for.
        """
        while start < end and (self.text[start] in _TRIM or self.text[start].isspace()):
            start += 1
        while end > start and (self.text[end - 1] in _TRIM or self.text[end - 1].isspace()):
            end -= 1
        head = goal or (start, end)
        return Vision(
            start=start,
            end=end,
            text=self.text[start:end],
            region=region,
            industries=self.industries_in(start, end),
            role=role_of(self.text[head[0] : head[1]]),
            horizon=self.horizon(start if since is None else since, end),
            rule=rule,
        )
