"""What heads a figure: the label of its line, the line, item or title above."""

from __future__ import annotations

import re

from pipeline.extract.context import Context
from pipeline.extract.figures.draft import Draft
from pipeline.extract.figures.phrases import (
    strip_frame,
)
from pipeline.load.published import is_date_line

_LABEL_HEAD = re.compile(
    r"[\s□ㅇ○●◦※*\-–•·▪◇◆➊-➓①-⑳]*[(（【\[<]\s?([^)\]】>\n]{2,20})[)\]】）>]\s?(?=\S)"
)
_COLON_HEAD = re.compile(r"\s*[^\w(]*\s*([^:：\n]{2,40}?)\s*(?:\([^)]*\)\s*)?[:：]")
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")
# A line that has figures of its own names nothing for those below it.
_FIGURES = re.compile(r"\d[\d,.]*\s?[여만억조천백]*\s?(?:원|명|개|곳|건|회|%|위|톤|배|달러|㎡)")
# 해외직접투자는 (150.9억 달러로 …): what a title's first figure is said of
_SUBJECT = re.compile(
    r"(?<=[가-힣]{2})(?:은|는|이|가|을|를|에|의|에서|로)?\s?(?:총|최대|약|모두)?\s*$"
)
_MOST_LINES = 6
_FARTHEST = 300  # blocks back, the cells of a table among them
_BULLET = re.compile(
    r"^(?:[\s□ㅇ○●▷▶◇◆■▲△▸•·ㆍ※*\-–—①-⑳󰊱-󰋅◦❍]+|\(?(?:\d{1,2}|[가-하]|[ⅠⅡⅢⅣⅤⅥ]+)[.)]\s?)*"
)


def line_head(text: str, draft: Draft) -> str:
    """``제조업('05): …``: what stands before a colon at the start of the block's line."""
    line = text.rfind("\n", draft.block.start, draft.start) + 1
    line = max(line, draft.block.start)
    coloned = any(text.find(colon, line, draft.start) >= 0 for colon in ":：")
    match = _COLON_HEAD.match(text, line, draft.start) if coloned else None
    if match and match[1].count("(") == match[1].count(")"):
        return strip_frame(_BRACKETED.sub("", match[1]))
    match = _LABEL_HEAD.match(text, line, draft.block.end)
    return strip_frame(match[1]) if match and match.end() <= draft.start else ""


def inherited(context: Context, draft: Draft) -> str:
    """From table heads, the line or item above, the heading, the title."""
    analysis = context.analysis
    text = analysis.text
    line = text.rfind("\n", draft.block.start, draft.start) + 1
    above = text.rfind("\n", draft.block.start, max(draft.block.start, line - 1)) + 1
    above = max(above, draft.block.start)
    if line > draft.block.start and (found := _short_line(text[above : line - 1])):
        return found
    looked = 0
    for index in range(draft.block_index - 1, max(-1, draft.block_index - _FARTHEST), -1):
        block = analysis.blocks[index]
        if block.kind in ("furniture", "table", "cell"):
            continue
        last = text[block.start : block.end].strip().rsplit("\n", 1)[-1]
        if found := _short_line(last):
            return found
        looked += 1
        if looked == _MOST_LINES or not _FIGURES.search(last):
            break
    title = analysis.title or ""
    figure = _FIGURES.search(title)
    return _short_line(_SUBJECT.sub("", title[: figure.start()]) if figure else title)


def _short_line(line: str) -> str:
    body = _BRACKETED.sub("", _BULLET.sub("", line)).strip(" :：")
    if not 2 <= len(body) <= 40 or body.endswith((".", "다")) or _FIGURES.search(body):
        return ""
    if is_date_line(body):
        return ""
    return strip_frame(body)
