"""Citations of the documents: BibTeX, CSL-JSON, and a line to read."""

from __future__ import annotations

import re
from collections.abc import Mapping

Row = Mapping[str, object]

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


_KINDS = {
    "press_release": ("보도자료", "Press release"), "news": ("기사", "News article"),
    "plan": ("계획", "Plan"), "report": ("보고서", "Report"), "speech": ("연설", "Speech"),
    "law": ("법령", "Legislation"),
}  # fmt: skip


def in_words(row: Row, language: str) -> str:
    """A citation to read, ``ko`` or ``en``: body or author, date, title, kind, address."""
    korean = language == "ko"
    day = _day(row)
    author = row["author"] or row["publisher"] or ("지은이 모름" if korean else "Unknown")
    if korean:
        when = ". ".join(map(str, day)) + "." if day else "발행일 모름"
    else:
        when = "-".join(f"{part:02d}" for part in day) if day else "n.d."
    title = row["title"] or row["path"]
    parts = [f"{author} ({when}).", f"「{title}」." if korean else f"“{title}”."]
    if kind := _KINDS.get(str(row["doc_type"])):
        parts.append(f"{kind[0]}." if korean else f"[{kind[1]}].")
    if row["publisher"] and row["author"] and row["publisher"] != row["author"]:
        parts.append(f"{row['publisher']}.")
    if row["url"]:
        parts.append(str(row["url"]))
    return " ".join(parts)
