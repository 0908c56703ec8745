"""``yeonpyo export DIR --format html``: one self-contained page, from disk, without a network.

Text out of documents is not trusted: the template escapes it, the script sets it as text, JSON
has no ``<`` in it, addresses must be http or https, and a Content-Security-Policy admits only
the page's own style and script, by their hashes. The same state gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.export.files import write_text
from pipeline.export.page import charts, fonts, payload, sections
from pipeline.export.page.words import asset, gloss, words
from pipeline.settings import VERSION
from pipeline.views import documents as all_documents

if TYPE_CHECKING:
    from pipeline.store import Store

MAX_CHARTS = 40
"""Series drawn: a chart takes 0.1 s to render and 7 KB; the rest are tables."""
MAX_TABLES = 200
"""Series shown as tables below the charts; the rest are in ``series.csv``."""
BIG = 500
"""Documents from which a browser lays out long tables only when they come into view."""
FILE_NAME = "yeonpyo.html"


def export_html(store: Store, directory: Path) -> list[Path]:
    """Write ``yeonpyo.html`` into ``directory``."""
    return [write_text(directory / FILE_NAME, page(store))]


def page(store: Store) -> str:
    """The whole page."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    from pipeline.lexicon import load_lexicon

    lexicon = load_lexicon()
    documents = {row["doc_id"]: row for row in all_documents(store)}
    series = sections.series(store, lexicon)
    drawn = [one for one in series if charts.can_draw(one["view"])][:MAX_CHARTS]
    for number, one in enumerate(drawn):
        one["svg"] = Markup(charts.draw(one["view"], f"chart{number}"))
    rest = [one for one in series if "svg" not in one]
    audits = sections.audits(store, documents)
    timeline = payload.timeline(store, lexicon)
    data = script_json({**timeline, "words": dict(words())})
    script = asset("page.js")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["fill"] = _fill
    context: dict[str, Any] = {
        "words": words(),
        "gloss": gloss,
        "version": VERSION,
        "documents": documents,
        "document_rows": sections.document_rows(store, documents),
        "big": len(documents) >= BIG,
        "drawn": drawn,
        "rest": rest[:MAX_TABLES],
        "n_left": max(len(rest) - MAX_TABLES, 0),
        "n_series": len(series),
        "visions": sections.visions(store, lexicon, documents),
        "audits": audits,
        "verdicts": list(Counter(one["verdict"] for one in audits).items()),
        "facts": _facts(store, timeline, len(series)),
        "data": Markup(data),
        "script": Markup(script),
    }
    # The fonts hold the characters of the page, so style and policy come last. Both stand in the
    # head, before anything that a document says: the first of each mark is ours.
    html = environment.from_string(asset("page.html")).render(**context, style=_STYLE, csp=_POLICY)
    style = asset("page.css") + "\n" + _faces(html)
    policy = (
        "default-src 'none'; "
        f"script-src 'sha256-{_sha256(script)}'; style-src 'sha256-{_sha256(style)}'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return html.replace(_POLICY, policy, 1).replace(_STYLE, style, 1)


_SURROGATE = re.compile("[\ud800-\udfff]")
_STYLE, _POLICY = "/* style */", "policy"


def _faces(text: str) -> str:
    used = {letter for letter in set(text) if letter.isprintable()}
    # The serif is for headings, which hold the page's own words and digits alone.
    own = {letter for pair in words().values() for word in pair for letter in word}
    ascii_letters = {chr(code) for code in range(0x20, 0x7F)}
    return "\n".join(
        (
            fonts.font_face(fonts.SANS, "Yeonpyo Sans", used | ascii_letters),
            fonts.font_face(fonts.SERIF, "Yeonpyo Serif", own | ascii_letters),
        )
    )


def script_json(value: Mapping[str, object]) -> str:
    """Compact JSON that can stand inside a ``script`` element: no ``<``, ``>`` or ``&``."""
    text = json.dumps(dict(value), ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return _SURROGATE.sub(lambda lone: f"\\u{ord(lone[0]):04x}", text)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _fill(text: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        shown = f"{value:,}" if isinstance(value, int) else str(value)
        text = text.replace("{" + name + "}", shown)
    return text


def _facts(store: Store, timeline: Mapping[str, Any], n_series: int) -> list[tuple[str, str]]:
    numbers = [
        ("page.documents_n", store.count("documents")),
        ("page.events_n", len(timeline["events"])),
        ("page.series_n", n_series),
        ("page.visions_n", store.count("visions")),
        ("page.audits_n", store.count("audits")),
    ]
    if refused := store.count("refused"):
        numbers.append(("page.refused", refused))
    published = sorted(day[:4] for row in timeline["docs"] if (day := row[3]))
    facts = [(key, f"{number:,}") for key, number in numbers]
    if published:
        facts.insert(1, ("page.period", f"{published[0]}–{published[-1]}"))
    return facts
