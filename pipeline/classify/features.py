"""What the classifiers look at, from morphemes that the pipeline already has.

Two kinds: ``words`` (open vocabulary, weighted by TF-IDF) and ``marks`` (a closed set of
yes/no traits of form: endings, word classes, layout). Kiwi is not run here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.classify.cues import find_cues
from pipeline.language.kiwi import Morpheme

FEATURES_VERSION = 5
"""Raised with every change here or in ``cues``: models made by another version are refused."""


class Features(NamedTuple):
    """Names of what was found; each counts once however often it occurs."""

    words: list[str]
    marks: list[str]


_WORD_KINDS = {"NNG": "N", "NNP": "N", "XR": "N", "SL": "N", "VV": "V", "VA": "A", "MAG": "M"}
_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(
    r"\s*(?:[□■○●◦◎◇◆▷▶▲△ㅇ•·∙※*＊\-–—➔⇒→❍☞①-⑳ⅠⅡⅢⅣⅤⅥⅦ\U000f02b0-\U000f02ff]"
    r"|o\s|\d{1,2}[.)]|[가-하][.)])"
)
_TRAITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bullet", re.compile(r"\A" + _BULLET.pattern)),
    ("money", re.compile(r"\d\s*(?:조|억|만|천만|백만)\s*(?:여\s*)?(?:원|달러|불)")),
    ("percent", re.compile(r"\d\s*(?:%|％|퍼센트)")),
    ("change", re.compile(r"에서\s[^.]{1,30}\d[^.]{0,12}로|→")),
    ("years", re.compile(r"\d\s*[년월]?\s*\)?\s*[~∼～]\s*['’‘]?\d")),
    ("phase", re.compile(r"\d\s*단계|[단중장]기")),
    ("day", re.compile(r"\d\s*일|\d\.\s*\d{1,2}")),
    ("clock", re.compile(r"\d\s*시\s|오전|오후")),
    ("until", re.compile(r"\d\s*년까지")),
    ("law", re.compile(r"[가-힣](?:법|령|조례|규칙|규정)[」』’'\"”]?(?:\s|을|의|이|에|$)")),
    ("article", re.compile(r"제\s?\d+조")),
    ("ordinal", re.compile(r"제\s?\d+(?:회|차)")),
    ("quoted", re.compile(r"[“\"].+[”\"]")),
    ("quote_end", re.compile(r"[”\"]\s*(?:이?라?고|며|면서)")),
    ("called", re.compile(r"[‘'「『<《][^‘'「『<《\n]{1,60}[’'」』>》]")),
    ("square", re.compile(r"㎡|㎢|만\s?평|ha\b")),
    ("colon", re.compile(r"\s?[:：]\s")),
    ("bracket_date", re.compile(r"\(['’‘]?\d{2,4}[^)]{0,16}\)\s*\Z")),
)


def _add_ending(morphemes: Sequence[Morpheme], marks: list[str]) -> None:
    """Tense, modality and the word that closes the sentence."""
    closing = ""
    for _, _, form, tag in reversed(morphemes):
        if tag in ("EF", "ETN") and not closing:
            closing = form
            marks.append("ef:" + form)
        elif tag == "EP":
            marks.append("ep_last:" + form)
            break
        elif tag in ("NNG", "NNP", "NNB", "XSN", "VV", "VX", "XR"):
            marks.append(("close:" if not closing else "pred:") + form)
            break
    for position, (_, _, form, tag) in enumerate(morphemes):
        if tag == "ETM" and form in ("ᆯ", "을") and position + 1 < len(morphemes):
            marks.append("fut:" + morphemes[position + 1].form)
        elif tag in ("XPN", "VX"):
            marks.append(tag + form)


# Verbs that report a deed told before them: 체결했다고 밝혔다.
_REPORTING = frozenset(
    {"밝히", "말하", "전하", "강조", "설명", "덧붙이", "알리", "말씀", "소개", "언급", "당부"}
)
_NOUNS = ("NNG", "NNP", "XR", "SL", "XSN")
_HEADS = 2
"""Predicates looked at, from the end."""


def _predicates(morphemes: Sequence[Morpheme]) -> list[tuple[str, int]]:
    """Stems of the last predicates with their positions, the last one first.

    Where no verb closes the text (a headline, a list line), its last noun stands for one.
    """
    at = len(morphemes) - 1
    while at >= 0 and (morphemes[at].tag[0] in "SW" or _is_count(morphemes, at)):
        at -= 1
    found: list[tuple[str, int]] = []
    while at >= 0 and len(found) <= _HEADS:
        _, _, form, tag = morphemes[at]
        if tag[:3] in ("XSV", "XSA") and at and morphemes[at - 1].tag in _NOUNS:
            at -= 1
            found.append((morphemes[at].form, at))
        elif tag[:2] in ("VV", "VA") or (not found and tag in _NOUNS[:3]):
            found.append((form, at))
        at -= 1
    return found


def _is_count(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Whether a counter stands behind a number: the date that closes a list line."""
    return at > 0 and morphemes[at].tag == "NNB" and morphemes[at - 1].tag == "SN"


def _object(morphemes: Sequence[Morpheme], at: int) -> str | None:
    """The noun before the predicate at ``at``, in its own clause."""
    for _, _, form, tag in reversed(morphemes[max(0, at - 4) : at]):
        if tag in _NOUNS:
            return form
        if tag in ("EC", "EF", "ETM", "ETN"):
            return None
    return None


def _add_predicates(morphemes: Sequence[Morpheme], marks: list[str]) -> None:
    """What the text says is done, and to what; a reporting verb gives way to what it reports."""
    found = _predicates(morphemes)
    if len(found) > 1 and found[0][0] in _REPORTING:
        marks.append("told")
        found = found[1:]
    for rank, (stem, at) in enumerate(found[:_HEADS]):
        marks.append(f"h{rank}:{stem}")
        marks.extend([f"h{rank}{cue}" for cue in find_cues(stem)])
        noun = _object(morphemes, at)
        if noun:
            marks.append(f"o{rank}:{noun}")
            marks.append(f"oh{rank}:{noun}_{stem}")


_CLOSERS = ".)」』’'\"”"
_TAIL_CHARS = 22
"""Characters at the end in which words of status tell of the deed itself."""


def sentence_features(text: str, morphemes: Sequence[Morpheme]) -> Features:
    """Features of one sentence, list line or headline.

    ``text`` is the surface of the sentence; ``morphemes`` are its own, whatever their offsets.
    """
    words: list[str] = []
    previous = ""
    for position, (_, _, form, tag) in enumerate(morphemes):
        kind = _WORD_KINDS.get(tag[:3])
        if kind is None:
            if tag.startswith("XSV") and previous:
                words.append("do:" + previous)
            if tag[0] in "JES":
                previous = previous if tag[0] == "J" else ""
            continue
        word = form.lower()
        words.append(word + kind)
        if previous:
            words.append(previous + "_" + word)
        previous = word
        if position + 3 >= len(morphemes):
            words.append("end:" + word)
    squeezed = _DIGITS.sub("0", text).replace(" ", "_")
    for size in (2, 3):
        words.extend(["#" + squeezed[n : n + size] for n in range(len(squeezed) - size + 1)])
    tail = squeezed.rstrip(_CLOSERS)
    words.extend(["$" + tail[-n:] for n in (2, 3, 4, 5) if tail])
    marks = list(find_cues(text))
    last = next((cue for cue in reversed(marks) if cue.startswith("c:")), None)
    if last:
        marks.append("last_" + last)
    first = next((cue for cue in marks if cue.startswith("c:")), None)
    if first:
        marks.append("first_" + first)
    marks.extend(["end_" + cue for cue in find_cues(text[-_TAIL_CHARS:]) if cue[0] == "s"])
    marks.extend([name for name, pattern in _TRAITS if pattern.search(text)])
    _add_ending(morphemes, marks)
    _add_predicates(morphemes, marks)
    marks.append(f"length:{min(len(text) // 25, 5)}")
    return Features(words, marks)
