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

FEATURES_VERSION = 3
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
    words.extend(["#" + squeezed[n : n + 3] for n in range(len(squeezed) - 2)])
    marks = list(find_cues(text))
    last = next((cue for cue in reversed(marks) if cue.startswith("c:")), None)
    if last:
        marks.append("last_" + last)
    first = next((cue for cue in marks if cue.startswith("c:")), None)
    if first:
        marks.append("first_" + first)
    marks.extend([name for name, pattern in _TRAITS if pattern.search(text)])
    _add_ending(morphemes, marks)
    marks.append(f"length:{min(len(text) // 25, 5)}")
    return Features(words, marks)
