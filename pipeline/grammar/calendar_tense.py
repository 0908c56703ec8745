"""Past or to come: what the verbs behind a date say of it."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"(?<=[다요죠까음임됨함])[.?!](?=\s|$|[”\"’'])|\n(?P<blank>[ \t]*\n)?")
_PAST, _AHEAD = -1, 1


def _ending_in(final: int, *, but: str = "") -> str:
    """A class of the Hangul syllables with one final consonant: 4 ㄴ, 8 ㄹ, 20 ㅆ."""
    syllables = (chr(code) for code in range(0xAC00 + final, 0xD7A4, 28))
    return "[" + "".join(s for s in syllables if s not in but) + "]"


_CUE = re.compile(
    r"(?P<ahead>예정|계획|방침|전망|기로|키로|겠|할|될|열릴|열리는|펼칠|나설"
    r"|" + _ending_in(8) + r" ?(?:것|거(?![가-힣]{2})|게요?(?![가-힣])|래요?(?![가-힣])|수 [있없])"
    r"|" + _ending_in(8) + r"까(?![가-힣])"
    r"|것으로 (?:예상|기대|보)"
    r"|(?:로|까지) ?(?:잠정 |최종 )?(?:정[했하해]|잡[았고]|미[뤘루]|늦[췄추]|앞당|연기)"
    r"|" + _ending_in(4, but="인") + r"다(?![가-힣\"'”’])|개최되는|실시하는|목표)"
    r"|(?P<past>" + _ending_in(20, but="있겠") + r"(?:다|으|고|던|습|어|지)"
    r"|바 있|(?:[한된린난간온친진낸킨쓴]|(?<![다따])른|(?<!모)든)(?=[ ,])"
    r"(?! ?(?:뒤|후|다음|이후)(?![가-힣]{2}))|결과(?![가-힣]))"
)
_CUE_REACH = 120
"""Characters: the verb that tells the tense stands this near, or in another clause."""


def tense(text: str, end: int) -> int:
    """Past or to come, by the nearest verb or noun of intent behind the date."""
    stop = SENTENCE_END.search(text, end, end + _CUE_REACH)
    cue = _CUE.search(text, end, stop.start() if stop else end + _CUE_REACH)
    if cue is None:
        return 0
    return _AHEAD if cue["ahead"] else _PAST
