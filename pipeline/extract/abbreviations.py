"""Short names that a text introduces: ``한국산업단지공단(이하 산단공)``, ``남동포럼(NDF)``.

They bind every later mention in the same document to what stood before the bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pipeline.records import Mention

_QUOTE = "['‘’\"“”「」『』]?"
_HEREAFTER = re.compile(
    rf"\s?[(（]\s?(?:이하|약칭|이하에서는)\s?[:,]?\s?{_QUOTE}"
    r"(?P<short>[0-9A-Za-z가-힣·&+\- ]{2,20}?)"
    rf"{_QUOTE}(?:(?:으로|로|이라|라)\s?\S{{0,4}}(?:\s?한다|칭함)?)?\s?[)）]"
)
_LATIN = re.compile(r"\s?[(（]\s?(?P<short>[A-Z][A-Za-z&+\-]{0,6}[A-Z0-9])\s?[)）]")
_BRANCH = re.compile("..(?:본부|지사|사업단|추진단|센터)$")
_RULES = (("abbreviation", _HEREAFTER), ("abbreviation_latin", _LATIN))


def introduced(text: str, mentions: Iterable[Mention]) -> dict[str, Mention]:
    """Short name -> the mention that it stands for; the first introduction counts.

    The mention returned has the span of the short name where it is introduced.
    """
    found: dict[str, Mention] = {}
    for mention in mentions:
        if mention.label in ("REGION", "INDUSTRY"):
            continue
        for rule, pattern in _RULES:
            match = pattern.match(text, mention.end)
            if match is None or match["short"].strip() in found:
                continue
            short = match["short"].strip()
            found[short] = Mention(
                start=match.start("short"),
                end=match.start("short") + len(short),
                text=short,
                label=mention.label,
                entity_id=mention.entity_id,
                name=mention.name or mention.text,
                rule=rule,
            )
            break
    return found


def branches(mentions: Iterable[Mention]) -> dict[str, Mention]:
    """Tail -> the branch named in full: after 산단공 경인본부, 경인본부 is that one."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        _, space, tail = mention.text.rpartition(" ")
        if mention.label == "ORG" and space and _BRANCH.search(tail):
            found.setdefault(tail, msgspec.structs.replace(mention, rule="branch_tail"))
    return found


def later(text: str, introductions: dict[str, Mention]) -> Iterator[Mention]:
    """Every mention of an introduced short name from its introduction on, at word starts."""
    for short, first in introductions.items():
        edge = r"(?![0-9A-Za-z])" if short[-1].isascii() else ""
        for match in re.finditer(rf"(?<![0-9A-Za-z가-힣]){re.escape(short)}{edge}", text):
            if match.start() >= first.start:
                yield Mention(
                    start=match.start(),
                    end=match.end(),
                    text=match.group(),
                    label=first.label,
                    entity_id=first.entity_id,
                    name=first.name,
                    rule=first.rule,
                )
