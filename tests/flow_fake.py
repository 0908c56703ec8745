"""An annotator without models, for the tests of flow and store; must be importable by workers."""

from __future__ import annotations

import os
import re
import time

from pipeline.grammar.edtf import bounds
from pipeline.records import (
    Actor,
    AnnotatedDocument,
    Annotations,
    DateExpression,
    Document,
    Event,
    Figure,
    Mention,
    Person,
    Vision,
)


class FakeAnnotator:
    """Every number with 명 is a figure, every year a date and an event."""

    def document(self, document: Document) -> AnnotatedDocument:
        text = document.text
        if "죽음" in text:
            os._exit(9)
        if "고장" in text:
            raise ZeroDivisionError("a rule divides by nothing")
        if "느림" in text:
            time.sleep(0.3)
        if "멈춤" in text:
            time.sleep(600)
        if "과식" in text:
            self.eaten = bytearray(2_000_000_000)
        lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
        dates, events = [], []
        for match in re.finditer(r"(\d{4})년", text):
            year = match[1]
            earliest, latest = bounds(year)
            span = {"start": match.start(), "end": match.end(), "text": match[0]}
            dates.append(DateExpression(**span, edtf=year, earliest=earliest, latest=latest))
            low, high = next(s for s in lines if s[0] <= match.start() < s[1])
            events.append(
                Event(
                    start=low, end=high, text=text[low:high], edtf=year, earliest=earliest,
                    latest=latest, precision="year", date_text=match[0], date_basis="explicit",
                    status="occurred", title=text[low:high][:40], category="plan",
                    regions=("경상남도",), actors=(
                        Actor(entity_id="지식경제부"), Actor(entity_id="창원시", role="host")
                    ),
                    confidence=0.5, rule="fake",
                )
            )  # fmt: skip
        found = Annotations(
            dates=tuple(dates),
            events=tuple(events),
            figures=tuple(
                Figure(
                    start=m.start(), end=m.end(), text=m[0], value=float(m[1]), value_max=None,
                    unit="명", metric="참석자", scope="경상남도", as_of="2009", change_id="c1",
                    rule="fake",
                )
                for m in re.finditer(r"(\d+)명", text)
            ),
            entities=tuple(
                Mention(start=m.start(), end=m.end(), text=m[0], label="REGION",
                        entity_id="경상남도", name="경상남도", rule="lexicon")
                for m in re.finditer("경남", text)
            ),
            people=tuple(
                Person(start=m.start(), end=m.end(), text=m[0], name=m[0], title="이사장", rule="")
                for m in re.finditer("홍가람", text)
            ),
            visions=tuple(
                Vision(start=m.start(), end=m.end(), text=m[0], region="경상남도",
                       industries=("기계산업",), role="hub", rule="fake")
                for m in re.finditer("남해안의 허브", text)
            ),
        )  # fmt: skip
        return AnnotatedDocument(
            document=document,
            doc_type="news",
            doc_type_confidence=0.9,
            sentences=tuple(lines),
            annotations=found,
        )


def create() -> FakeAnnotator:
    return FakeAnnotator()
