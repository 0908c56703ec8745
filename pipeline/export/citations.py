"""Citations of the documents: BibTeX, CSL-JSON, and a line to read."""

from __future__ import annotations

import re
from collections.abc import Mapping

Row = Mapping[str, object]

_KINDS = {
    "press_release": ("보도자료", "Press release"), "news": ("기사", "News article"),
    "plan": ("계획", "Plan"), "report": ("보고서", "Report"), "speech": ("연설", "Speech"),
    "law": ("법령", "Legislation"),
}  # fmt: skip
_BIBTEX_TYPE = {"news": "article", "report": "techreport", "plan": "techreport"}
_CSL_TYPE = {
    "news": "article-newspaper", "press_release": "article", "plan": "report",
    "report": "report", "speech": "speech", "law": "legislation",
}  # fmt: skip
_ESCAPES = {c: "\\" + c for c in "&%$#_"} | {
    # BibTeX counts braces even behind a backslash, so none may stand alone.
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_PERSON = re.compile(r"([가-힣]{2,4})(?:\s*(?:선임|수석)?기자)?")
_SEPARATOR = re.compile(r"\s*[,，·ㆍ・/;&]\s*")


def _day(row: Row) -> list[int]:
    """Year, month, day as far as EDTF has them; a quarter or half is its year."""
    match = _DATE.match(str(row["published"] or ""))
    if match is None:
        return []
    parts = [int(part) for part in match.groups() if part]
    return parts[:1] if len(parts) > 1 and parts[1] > 12 else parts


def authors(row: Row) -> list[str]:
    """Who wrote it: persons one by one, else the body, else the publisher.

    A body's name may hold a middle dot, so a name is cut only if every part is a person's.
    """
    whole = str(row["author"] or row["publisher"] or "").strip()
    parts = [_PERSON.fullmatch(part) for part in _SEPARATOR.split(whole)]
    persons = [match[1] for match in parts if match]
    if row["author"] and len(persons) == len(parts):
        return persons
    return [whole] if whole else []


def bibtex(row: Row) -> str:
    """One BibTeX entry (UTF-8) for a row of ``documents``."""
    day = _day(row)
    kind = _BIBTEX_TYPE.get(str(row["doc_type"]), "misc")
    house = {"article": "journal", "techreport": "institution"}.get(kind, "publisher")
    genre = _KINDS.get(str(row["doc_type"]))
    # Braces keep a name whole: Korean names have no comma, and a body's no family name.
    fields = {
        "title": f"{{{_escaped(row['title'] or row['path'])}}}",
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in authors(row)),
        house: _escaped(row["publisher"]),
        "year": f"{day[0]:04d}" if day else "",
        "month": str(day[1]) if len(day) > 1 else "",
        "day": str(day[2]) if len(day) > 2 else "",
        "type" if kind == "techreport" else "howpublished": genre[0] if genre else "",
        "url": _address(row["url"]),
        "urldate": str(row["retrieved"])[:10] if row["retrieved"] else "",
        "langid": "korean",
    }
    lines = [f"  {name} = {{{text}}}" for name, text in fields.items() if text]
    return f"@{kind}{{{row['doc_id']},\n" + ",\n".join(lines) + "\n}\n"


def _escaped(value: object) -> str:
    """Text for BibTeX in one line."""
    return "".join(_ESCAPES.get(c, c) for c in " ".join(str(value or "").split()))


def _address(url: object) -> str:
    """An address stands as it is in BibTeX, but for what would end the field."""
    odd = {"{": "%7B", "}": "%7D", " ": "%20", "\\": "%5C"}
    return "".join(odd.get(c, c) for c in str(url or "").strip())


def csl(row: Row) -> dict[str, object]:
    """One CSL-JSON item for a row of ``documents``."""
    day = _day(row)
    kind = str(row["doc_type"])
    retrieved = _DATE.match(str(row["retrieved"] or ""))
    item: dict[str, object | None] = {
        "id": row["doc_id"],
        "type": _CSL_TYPE.get(kind, "document"),
        "title": row["title"] or row["path"],
        "author": [{"literal": name} for name in authors(row)] or None,
        "container-title": row["publisher"] if kind == "news" else None,
        "publisher": row["publisher"],
        "genre": _KINDS[kind][0] if kind in _KINDS else None,
        "issued": {"date-parts": [day]} if day else None,
        "accessed": {"date-parts": [[int(part) for part in retrieved.groups() if part]]}
        if retrieved
        else None,
        "URL": row["url"],
        "language": "ko",
    }
    return {name: value for name, value in item.items() if value is not None}


def in_words(row: Row, language: str) -> str:
    """A citation to read, ``ko`` or ``en``: body or author, date, title, kind, address."""
    korean = language == "ko"
    day = _day(row)
    author = ", ".join(authors(row)) or ("지은이 모름" if korean else "Unknown")
    if korean:
        when = ". ".join(map(str, day)) if day else "발행일 모름"
        when += "." if len(day) > 1 else ""
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
