"""Tables that list a board's posts, as lists of their titles."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from pipeline.load.htmltags import tags

MIN_ROWS = 3
"""Posts. With fewer a table under such heads is a post's own labels."""

_TITLE = re.compile(r"(?:글\s?)?제\s*목|내용|사업명|공고명")
_OTHER = re.compile(
    r"번\s*호|no\.?|순번|글쓴이|작성자|등록자|담당\s?부서|부서|기관|작성일|등록일|게시일|날짜|일자|조\s?회\s?수?|"
    r"hit|첨부(?:파일)?|파일|추천",
    re.IGNORECASE,
)


def replace_listings(soup: BeautifulSoup) -> bool:
    """Put a list of titles for every table of posts (its heads are 번호, 제목, 작성일, 조회 …);
    whether there was one. Changes ``soup``."""
    found = False
    for table in [tag for tag in tags(soup) if tag.name == "table"]:
        titles = _titles(table) if table.find("table") is None else None
        if titles is None:
            continue
        listed = soup.new_tag("ul")
        for title in titles:
            item = soup.new_tag("li")
            item.string = title
            listed.append(item)
        table.replace_with(listed)
        found = True
    return found


def _titles(table: Tag) -> list[str] | None:
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
    if len(rows) <= MIN_ROWS:
        return None
    heads = [cell.get_text(" ").strip() for cell in rows[0]]
    column = next((n for n, head in enumerate(heads) if _TITLE.fullmatch(head)), None)
    if column is None or sum(_OTHER.fullmatch(head) is not None for head in heads) < 2:
        return None
    cells = [row[column] for row in rows[1:] if len(row) > column]
    titles = [" ".join(cell.get_text(" ").split()) for cell in cells]
    linked = sum(cell.find("a") is not None for cell in cells)
    if linked < max(MIN_ROWS, len(cells) // 2):
        return None
    return [title for title in titles if title]
