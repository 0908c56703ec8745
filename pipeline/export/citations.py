"""Citations of the documents: BibTeX and CSL-JSON."""

from __future__ import annotations

import re

from pipeline.store.rows import Row

_BIBTEX_TYPE = {"news": "article", "report": "techreport", "plan": "techreport"}
_CSL_TYPE = {
    "news": "article-newspaper", "press_release": "article", "plan": "report",
    "report": "report", "speech": "speech", "law": "legislation",
}  # fmt: skip
_ESCAPES = {c: "\\" + c for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def _day(row: Row) -> list[int]:
    """Year, month, day as far as EDTF has them; a quarter or half is its year."""
    match = _DATE.match(str(row["published"] or ""))
    if match is None:
        return []
    parts = [int(part) for part in match.groups() if part]
    return parts[:1] if len(parts) > 1 and parts[1] > 12 else parts


def bibtex(row: Row) -> str:
    """One BibTeX entry (UTF-8) for a row of ``documents``."""
    day = _day(row)
    kind = _BIBTEX_TYPE.get(str(row["doc_type"]), "misc")
    institution = {"article": "journal", "techreport": "institution"}.get(kind, "publisher")
    fields = {
        "title": row["title"] or row["path"],
        "author": row["author"] or row["publisher"],
        institution: row["publisher"],
        "year": f"{day[0]:04d}" if day else None,
        "month": day[1] if len(day) > 1 else None,
        "day": day[2] if len(day) > 2 else None,
        "url": row["url"],
        "urldate": str(row["retrieved"])[:10] if row["retrieved"] else None,
    }
    # Braces keep a body's name whole; without them its last word would be a family name.
    lines = [
        f"  {name} = {{{{{text}}}}}" if name in ("author", "title") else f"  {name} = {{{text}}}"
        for name, value in fields.items()
        if value is not None and (text := "".join(_ESCAPES.get(c, c) for c in str(value)))
    ]
    return f"@{kind}{{{row['doc_id']},\n" + ",\n".join(lines) + "\n}\n"


def csl(row: Row) -> dict[str, object]:
    """One CSL-JSON item for a row of ``documents``."""
    day = _day(row)
    author = row["author"] or row["publisher"]
    item: dict[str, object | None] = {
        "id": row["doc_id"],
        "type": _CSL_TYPE.get(str(row["doc_type"]), "document"),
        "title": row["title"] or row["path"],
        "author": [{"literal": author}] if author else None,
        "publisher": row["publisher"],
        "issued": {"date-parts": [day]} if day else None,
        "URL": row["url"],
        "language": "ko",
    }
    return {name: value for name, value in item.items() if value is not None}
