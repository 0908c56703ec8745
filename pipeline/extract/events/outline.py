"""Events told in lists, headings, slides and tables, where no verb ends the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.context import Context
from pipeline.extract.events.draft import Draft
from pipeline.extract.events.prose import event_dates
from pipeline.extract.events.roles import holders
from pipeline.extract.events.title import headline
from pipeline.extract.events.triggers import Triggers
from pipeline.records import Block, DateExpression

_BULLET = r"[\s□■○●◦•▪·ㆍ\-–—△▷▲▶◇◆※*ㅇo➔\U000F0000-\U000FFFFD\ue000-\uf8ff]*"
_AROUND = re.compile(r"[\s()（）\[\]<>〈〉:：,.·~∼\-–'‘’]*")
_PHASE = re.compile(
    rf"{_BULLET}(?:제?\s*\d\s*단계|[ⅠⅡⅢⅣ1-4]\s*단계|도입기|성장기|성숙기|정착기|확산기|도약기|[초중장]기)"
)
_WORD = re.compile(r"[가-힣A-Za-z]{2,}")
_STATISTIC = re.compile(r"[:：]\s*[^:：]*\d[\d,.]*\s*(?:%|억|조|만|천|개|명|건|위)")
# 개정령 공포 안내: the document about an act, not the act.
_ABOUT = re.compile(r"\s*(?:공포|시행|제정|개정)?안?\s*(?:안내|해설|설명\s?자료|알림|보도자료)$")
# A caption in a list of clips and pictures tells what is seen, not what happens.
_CAPTION = re.compile(
    _BULLET + r"[\[<【][^\]>】]*(?:뉴스|방송|TV|MBC|KBS|SBS|YTN|인터뷰)[^\]>】]*[\]>】]"
    r"|.*(?:영상|사진|포스터|브로슈어|리플릿|팸플릿|자료집|화보|갤러리|바로가기)"
    r"\s*[)）\]]?\s*$"
)
_SEPARATED = re.compile(r"\s*[)）\]]?\s*[:：|\-–]")
_LEAD = re.compile(_BULLET + r"[\s(（\[<'‘’]*")
_HELD = re.compile(
    _BULLET + r"(?:행사|개최|관람|전시|운영|대회)?\s*(?:기\s*간|일\s*시|일\s*자|날\s*짜|때)"
    r"(?:\s*[/·,및와]+\s*장\s*소)?\s*[:：/|)]?\s*"
)
_PLANNED = re.compile(r"예정|계획|추진\s*예정|목표|\(안\)")
_STOP = re.compile(r"[.!?다]\s*$")

MAX_LABEL_CHARS = 30
"""Characters: a slide's label is shorter; a longer line is a sentence, not a label."""
MAX_LABELS = 2
MAX_PHASE_ITEMS = 6


def bare(text: str, block: Block, dates: Sequence[DateExpression]) -> bool:
    """Whether a block holds nothing but a date."""
    rest = text[block.start : block.end]
    for date in dates:
        rest = rest.replace(date.text, "", 1)
    return not _AROUND.sub("", rest)


def from_line(
    context: Context, index: int, dates: Sequence[DateExpression], triggers: Triggers
) -> Iterator[Draft]:
    """A line with a date of its own: ``추진방안 수립('04. 6월)``, ``2005. 4월 : 추진단 발족``."""
    text = context.analysis.text
    block = context.analysis.blocks[index]
    line = text[block.start : block.end]
    if _STATISTIC.search(line) or _CAPTION.match(line):
        return
    leads = _LEAD.fullmatch(text, block.start, dates[0].start) is not None
    date = dates[0] if leads else dates[-1]
    if (held := _held(context, block, dates[0])) is not None:
        yield held
        return
    if (phase := _phase(context, index, date)) is not None:
        yield phase
        return
    title = headline(text, block.start, block.end, [(d.start, d.end) for d in dates])
    words = _WORD.findall(re.sub(r"[(（][^)）]*[)）]", " ", title))
    forum = any(m.label == "FORUM" and block.start <= m.start < block.end for m in context.mentions)
    stem, category = next(
        ((w, c) for w in reversed(words[-2:]) if (c := triggers.suggest(w))), ("", None)
    )
    listed = leads and _SEPARATED.match(text, dates[0].end)
    if category is None and not forum and not listed:
        return
    if len(words) < 2 and not forum:
        # 2006년 3월 3일 공포: of what, the document's title says.
        if not (category and context.analysis.title):
            return
        title = f"{_ABOUT.sub('', context.analysis.title)} {title}"
    yield Draft(
        start=block.start,
        end=block.end,
        title_start=block.start,
        title_end=block.end,
        date=date,
        stem=stem,
        rule="line",
        modality="plan" if _PLANNED.search(line) else None,
        category="event" if forum and category is None else category,
        title=title,
    )


def _phase(context: Context, index: int, date: DateExpression) -> Draft | None:
    """``1단계 ('05~'07)`` and the items below it."""
    text, blocks = context.analysis.text, context.analysis.blocks
    block = blocks[index]
    if date.type != "interval" or date.earliest is None or date.latest is None:
        return None
    if not _PHASE.match(text, block.start, block.end):
        return _labelled_phase(context, block, date)
    items: list[Block] = []
    for following in blocks[index + 1 : index + 1 + MAX_PHASE_ITEMS]:
        if items and following.kind != items[0].kind:
            break
        if following.kind not in ("item", "paragraph") or _PHASE.match(text, following.start):
            break
        if following.kind == "paragraph" and following.end - following.start > MAX_LABEL_CHARS:
            break
        items.append(following)
    label = headline(text, block.start, block.end, [(date.start, date.end)])
    contents = ", ".join(headline(text, b.start, b.end, []) for b in items[:3])
    return Draft(
        start=block.start,
        end=items[-1].end if items else block.end,
        title_start=block.start,
        title_end=items[-1].end if items else block.end,
        date=date,
        stem="",
        rule="phase",
        modality="progress",
        category="roadmap",
        title=f"{label}: {contents}" if contents else label,
    )


def _held(context: Context, block: Block, date: DateExpression) -> Draft | None:
    """``기간 : 2012년 9월 24일 ~ 26일`` in a programme: what the document is about takes place."""
    if not _HELD.fullmatch(context.analysis.text, block.start, date.start):
        return None
    return _held_at(context, block, date)


def held_beside(
    context: Context, label: Block | None, block: Block, date: DateExpression
) -> Draft | None:
    """The same with the label (``일시/장소``) in the cell or line before."""
    text = context.analysis.text
    if label is None or date.start - block.start > 2:
        return None
    return _held_at(context, block, date) if _is_label(text, label) else None


def _is_label(text: str, block: Block) -> bool:
    return _HELD.fullmatch(text, block.start, block.end) is not None


def _held_at(context: Context, block: Block, date: DateExpression) -> Draft | None:
    text, title = context.analysis.text, context.analysis.title
    if title is None:
        return None
    return Draft(
        start=block.start,
        end=block.end,
        title_start=block.start,
        title_end=block.end,
        date=date,
        stem="개최",
        rule="held",
        category="event",
        title=headline(title, 0, len(title), []),
        hosts=holders(text, block.end, min(len(text), block.end + HELD_CHARS)),
    )


HELD_CHARS = 1500
"""Characters behind a programme's date in which its hosts are looked for."""


def _labelled_phase(context: Context, block: Block, date: DateExpression) -> Draft | None:
    """``자립형 클러스터 성장기반 ('08 ~ '11)``: a short label closed by an interval of years."""
    text = context.analysis.text
    years = re.fullmatch(r"(\d{4})/(\d{4})", date.edtf or "")
    closes = not _AROUND.sub("", text[date.end : block.end])
    short = date.start - block.start <= 2 * MAX_LABEL_CHARS
    if not years or years[1] == years[2] or not closes or not short:
        return None
    return Draft(
        start=block.start,
        end=block.end,
        title_start=block.start,
        title_end=block.end,
        date=date,
        stem="",
        rule="phase",
        modality="progress",
        category="roadmap",
    )


def from_bare_date(
    context: Context, index: int, dates: Sequence[DateExpression]
) -> Iterator[Draft]:
    """An interval on a line of its own under its labels: a phase of a roadmap."""
    text, blocks = context.analysis.text, context.analysis.blocks
    date = dates[0]
    if date.type != "interval" or date.latest is None or date.earliest is None:
        return
    labels: list[Block] = []
    for previous in reversed(blocks[max(0, index - MAX_LABELS) : index]):
        line = text[previous.start : previous.end].strip()
        if (
            previous.kind in ("furniture", "table", "cell")
            or len(line) > MAX_LABEL_CHARS
            or len(line) < 3
            or _STOP.search(line)
            or any(previous.start <= d.start < previous.end for d in context.dates)
        ):
            break
        labels.insert(0, previous)
    if not labels:
        return
    start, end = labels[0].start, blocks[index].end
    yield Draft(
        start=start,
        end=end,
        title_start=start,
        title_end=end,
        date=date,
        stem="",
        rule="phase",
        modality="progress",
        category="roadmap",
    )


def under_heading(
    context: Context, index: int, date: DateExpression, triggers: Triggers
) -> Iterator[Draft]:
    """An item without a date under a heading that is one (``2006년`` / ``- 학회 설립``)."""
    text = context.analysis.text
    block = context.analysis.blocks[index]
    title = headline(text, block.start, block.end, [])
    words = _WORD.findall(title)
    category = next((c for w in reversed(words[-2:]) if (c := triggers.suggest(w))), None)
    if category is None:
        return
    yield Draft(
        start=block.start,
        end=block.end,
        title_start=block.start,
        title_end=block.end,
        date=date,
        stem=words[-1],
        rule="dated_heading",
        category=category,
        title=title,
    )


def from_rows(context: Context, triggers: Triggers) -> Iterator[Draft]:
    """Rows of a table with a date in one cell and a happening in another."""
    text, blocks = context.analysis.text, context.analysis.blocks
    table: Block | None = None
    rows: dict[int, list[Block]] = {}
    for block in (*blocks, Block(kind="paragraph", start=len(text), end=len(text))):
        if table is not None and block.kind == "cell" and block.start < table.end:
            rows.setdefault(block.row or 0, []).append(block)
            continue
        for cells in rows.values():
            yield from _row(context, cells, triggers)
        rows, table = {}, block if block.kind == "table" else None


def _row(context: Context, cells: Sequence[Block], triggers: Triggers) -> Iterator[Draft]:
    text = context.analysis.text
    for number, cell in enumerate(cells):
        dates = event_dates(context, cell.start, cell.end)
        if not dates:
            continue
        before = cells[number - 1] if number else None
        if (held := held_beside(context, before, cell, dates[0])) is not None:
            yield held
            return
        if not bare(text, cell, dates):
            continue
        for other in cells:
            if other is cell or other.end - other.start < 2:
                continue
            words = _WORD.findall(text[other.start : other.end])
            category = next((c for w in reversed(words[-2:]) if (c := triggers.suggest(w))), None)
            if category is not None:
                start, end = min(cell.start, other.start), max(cell.end, other.end)
                yield Draft(
                    start=start,
                    end=end,
                    title_start=other.start,
                    title_end=other.end,
                    date=dates[0],
                    stem=words[-1],
                    rule="table_row",
                    category=category,
                )
                return


MAX_HEAD_CHARS = 80
"""Characters: a headline is no longer."""


def from_head(context: Context) -> Iterator[Draft]:
    """A numbered meeting named at the head of a document of a known day (제2회 …의 날)."""
    published = context.analysis.published
    if published is None or len(published) != 10:
        return
    blocks = [b for b in context.analysis.blocks if b.kind not in ("furniture", "table", "cell")]
    for block in blocks[:6]:
        line = context.analysis.text[block.start : block.end]
        if len(line) > MAX_HEAD_CHARS or _CAPTION.match(line):
            continue
        for mention in context.mentions:
            if mention.label == "FORUM" and block.start <= mention.start < block.end:
                yield Draft(
                    start=block.start,
                    end=block.end,
                    title_start=block.start,
                    title_end=block.end,
                    date=None,
                    stem="개최",
                    rule="head",
                    category="event",
                )
                return


def from_title(context: Context, triggers: Triggers) -> Iterator[Draft]:
    """A record that is a title alone (an index of speeches) tells that, on its day."""
    analysis = context.analysis
    title, published = analysis.title, analysis.published
    if title is None or published is None or len(published) != 10:
        return
    blocks = [b for b in analysis.blocks if b.kind != "furniture"]
    if len(blocks) != 1:
        return
    told, named = _WHITE.sub("", analysis.text), _WHITE.sub("", title)
    if not named or not told.endswith(named):
        return
    if len(told) - len(named) > MAX_LABEL_CHARS:
        return
    block = blocks[0]
    words = _WORD.findall(title)
    category = next((c for w in reversed(words[-2:]) if (c := triggers.suggest(w))), None)
    yield Draft(
        start=block.start,
        end=block.end,
        title_start=block.start,
        title_end=block.end,
        date=None,
        stem="",
        rule="title",
        category=category or "event",
        title=headline(title, 0, len(title), []),
    )


_WHITE = re.compile(r"\s+")
