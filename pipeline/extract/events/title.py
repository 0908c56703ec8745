"""A short Korean headline for an event, cut from the text that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_TITLE_CHARS = 70
"""Characters: what fits a line of the timeline on a wide terminal."""

MIN_TITLE_CHARS = 12
"""Characters below which what is left of a long sentence says too little."""

# After a comma or a connective ending a new clause begins; after 은/는 what is said of the topic.
_CLAUSE_END = re.compile(
    r",\s+|(?<=[가-힣])(?:하고|하며|으며|되고|되며|해|하여|위해|따라|통해|맞춰|에는|에서는|은|는)\s+"
)
_BRACKET = re.compile(r"[(（\[【<〈)）]")
_BRACKETS = re.compile(r"[(（\[【<〈]\s*[,·~∼\-–.\s]*[)）\]】>〉]")
# …는 일”이며 “내년에는 …: the speech goes on, and the deed stands in what follows.
_SPEECH_GOES_ON = re.compile(r"^.{0,60}?[”\"]\s?(?:이?며|이?라며|이?라면서|이?고)\s?,?\s?[“\"]\s?")
# …은 “올해 …: the clause stands in speech that is still open; who says it is not who does it.
_SAID = re.compile(r"[^“\"]{2,40}(?:은|는|이|가)\s*[“\"]([^”\"]{12,})$")
_BULLET = re.compile(
    r"^[\s①-⑳❶-❿▣◈◉□■○●◦•▪·ㆍ\-–—―△▷▲▶◇◆※*ㅇo➔→↳☞✓\U000F0000-\U000FFFFD\ue000-\uf8ff]+(?=\S)"
)
# Who heads a body is no part of the headline: 한국산업단지공단(이사장 …)은.
_HEAD = re.compile(
    r"\s*[(（](?:대표이사|이사장|위원장|본부장|부총리|장관|차관|원장|회장|시장|지사|도지사|군수|청장|사장|총장|대표)"
    r"\s[^)）]{2,20}[)）]"
)
_LIST_NUMBER = re.compile(r"^\d{1,2}\s(?=[가-힣]{4})")
_SPACES = re.compile(r"\s+")
_EDGE = " \t\n,.;:·ㆍ~∼-–—/|*"
_OPEN, _CLOSE = "‘“'\"「『《<(", "’”'\"」』》>)"
_DISCOURSE = re.compile(
    r"^(?:이를\s*(?:위|통)(?:해서?|하여)|돌이켜\s*보면|한편|또한|또|아울러|이와\s*함께|이와\s*관련해?|특히|이에\s*따라|이에|이어|그리고|그러나|하지만|다만|이미|"
    r"및|등|이\s*외에도|이밖에|이\s*밖에|더불어|앞서)[,\s]+"
)
_CLOCK = re.compile(r"(?:오전|오후)?\s*\d{1,2}시(?:\s*\d{1,2}분)?(?:부터|까지|에)?[,\s]*")
_LEADING_PARTICLE = re.compile(
    r"^(?:\([월화수목금토일]\)|에는|에서는|에서|에도|에|의|부터|까지|로|중|생|경|안에|께)\s+"
)
# What a date leaves behind where it is cut out: its weekday, its particle (10월 23일(수)에 …).
_AFTER_CUT = re.compile(
    r"\s?\([월화수목금토일](?:요일)?\)(?:\s?(?:에는|에|부터|까지))?(?=[\s,])"
    r"|(?:에는|에도|에만|에|의|을|를|은|는|와|과|간|동안|부터|까지|경|께)(?=[\s,])"
    r"|\s?(?:안에|안으로|중에?|내에|들어|쯤|무렵|이후)(?=\s)"
)
_TRAILING_PARTICLE = re.compile(
    r"(?<=[가-힣A-Za-z0-9)’”'\"」])(?:을|를|은|는|에|으로|와|(?<!차|높|놀|길|쓰)이|"
    r"(?<![증평참국추인허투물원단주대시휴])가|(?<![협논회심합결문제건발동질정])의|"
    r"(?<![도진경선활수통항])로|(?<![성결효학통부경초])과)$"
)


def headline(
    text: str, start: int, end: int, without: Iterable[tuple[int, int]], verb: str = ""
) -> str:
    """``text[start:end]`` without the given spans (its dates), bullets and loose ends.

    ``verb`` closes it where the text has another form of it (세우고, 세울) than the dictionary's.
    """
    pieces: list[str] = []
    position = start
    for cut_start, cut_end in sorted(without):
        if cut_end <= position or cut_start >= end:
            continue
        pieces.append(text[position : max(position, cut_start)])
        position = max(position, cut_end)
        if left := _AFTER_CUT.match(text, position, end):
            position = left.end()
    pieces += [text[position:end], verb]
    title = _SPACES.sub(" ", " ".join(piece.strip() for piece in pieces if piece.strip()))
    if _BRACKET.search(title):
        while (shorter := _BRACKETS.sub(" ", title)) != title:
            title = shorter
        title = _HEAD.sub("", title)
        title = re.sub(r"\s*[,，]\s*([)）])", r"\1", title)
        title = re.sub(r"([(（])\s*[,，]\s*", r"\1", title)
    title = _CLOCK.sub("", _BULLET.sub("", title)).strip(_EDGE)
    title = _SPEECH_GOES_ON.sub("", title).strip(_EDGE)
    if said := _SAID.match(title):
        title = said[1]
    title = _DISCOURSE.sub("", title).strip(_EDGE)
    title = _LEADING_PARTICLE.sub("", title).strip(_EDGE)
    title = _LIST_NUMBER.sub("", _unpaired(_shorten(_SPACES.sub(" ", title)))).strip(_EDGE)
    title = _LEADING_PARTICLE.sub("", _DISCOURSE.sub("", title).strip(_EDGE)).strip(_EDGE)
    title = _SPACES.sub(" ", title)
    return (
        _TRAILING_PARTICLE.sub("", title).strip(_EDGE) or text[start:end].strip()[:MAX_TITLE_CHARS]
    )


def _shorten(title: str) -> str:
    """Keep the end, where Korean has the deed, from a clause's beginning where one fits."""
    if len(title) <= MAX_TITLE_CHARS:
        return title
    for match in _CLAUSE_END.finditer(title):
        rest = title[match.end() :]
        if MIN_TITLE_CHARS <= len(rest) <= MAX_TITLE_CHARS:
            return rest
    tail = title[-MAX_TITLE_CHARS:]
    space = tail.find(" ")
    return tail[space + 1 :] if 0 <= space < MAX_TITLE_CHARS // 2 else tail


def _unpaired(title: str) -> str:
    """Drop quotation marks and brackets that lost their partner."""
    for opening, closing in zip(_OPEN, _CLOSE, strict=True):
        if opening == closing:
            if title.count(opening) % 2:
                title = title.replace(opening, "", 1)
        elif title.count(opening) != title.count(closing):
            title = title.replace(opening, "").replace(closing, "")
    return title
