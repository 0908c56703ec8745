"""Predicates of a sentence, read off its morphemes: stem, tense, form, modality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.events.triggers import Triggers
from pipeline.language.kiwi import Morpheme

Tense = Literal["past", "present", "future"]
Form = Literal["final", "connective", "serial", "adnominal", "nominal"]
Modality = Literal["plan", "forecast", "progress"]

_NOUN = ("NNG", "NNP", "XR", "SL", "XSN")
_COORDINATING = {"고", "며", "으며", "고서", "지만", "으나", "나", "는데", "ᆫ데", "으면서", "면서"}
_FUTURE_ADNOMINAL = {"ᆯ", "을"}
_PAST_ADNOMINAL = {"ᆫ", "은", "던"}


@dataclass(frozen=True, slots=True)
class Predicate:
    """``start`` is where the verbal noun or verb begins, ``end`` where its endings end.

    ``stem_end`` ends the verbal noun (the part that a headline keeps); ``stem`` is that noun,
    or the verb's stem.
    """

    start: int
    stem_end: int
    end: int
    stem: str
    verbal_noun: bool
    tense: Tense
    form: Form
    modality: Modality | None


def find_predicates(
    text: str, morphemes: Sequence[Morpheme], triggers: Triggers
) -> list[Predicate]:
    """All predicates in order of the text, without those that carry grammar alone."""
    found: list[Predicate] = []
    index, size = 0, len(morphemes)
    while index < size:
        morpheme = morphemes[index]
        tag, form = morpheme.tag, morpheme.form
        if tag == "XSV" or tag == "VV" or tag.startswith("VV-"):
            predicate, index = _read(text, morphemes, index, triggers)
            if predicate is not None:
                found.append(predicate)
        elif form == "키" and (decided := _decided(text, morphemes, index)) is not None:
            found.append(decided)
            index += 3
        elif form == "중" and tag == "NNB" and index > 0:
            if (under_way := _under_way(text, morphemes, index, triggers)) is not None:
                found.append(under_way)
            index += 1
        else:
            index += 1
    return found


def _decided(text: str, morphemes: Sequence[Morpheme], index: int) -> Predicate | None:
    """``확대키로 했다``: 하기로 contracted, which Kiwi takes for a noun 키 with a particle."""
    run = morphemes[index : index + 3]
    if index == 0 or len(run) < 3 or morphemes[index - 1].tag not in _NOUN:
        return None
    if (run[0].form, run[1].form, run[2].form) != ("키", "로", "하"):
        return None
    noun = morphemes[index - 1]
    stem = text[noun.start : noun.end]
    return Predicate(noun.start, noun.end, run[2].end, stem, True, "future", "final", "plan")


def _under_way(
    text: str, morphemes: Sequence[Morpheme], index: int, triggers: Triggers
) -> Predicate | None:
    """``추진 중``, ``조성중인``: a verbal noun with 중."""
    noun = morphemes[index - 1]
    if noun.tag not in _NOUN or not triggers.suggest(noun.form):
        return None
    rest = morphemes[index + 1 : index + 4]
    form: Form = "final" if any(m.tag == "EF" for m in rest) else "adnominal"
    end = morphemes[index].end
    stem = text[noun.start : noun.end]
    return Predicate(noun.start, noun.end, end, stem, True, "present", form, "progress")


def _read(
    text: str, morphemes: Sequence[Morpheme], index: int, triggers: Triggers
) -> tuple[Predicate | None, int]:
    head = morphemes[index]
    start, stem_end, stem, verbal_noun = head.start, head.end, head.form, False
    if head.tag == "XSV" and index > 0 and morphemes[index - 1].tag in _NOUN:
        first = index - 1
        # 활성/NNG + 화/XSN + 되/XSV: the derived noun is the stem.
        while first > 0 and morphemes[first].tag == "XSN" and morphemes[first - 1].tag in _NOUN:
            first -= 1
        start, stem_end = morphemes[first].start, morphemes[index - 1].end
        stem, verbal_noun = text[start:stem_end], True
    tense: Tense = "present"
    form: Form = "nominal"
    modality: Modality | None = None
    end = head.end
    index += 1
    while index < len(morphemes):
        morpheme = morphemes[index]
        tag = morpheme.tag
        if tag in ("EP",):
            if morpheme.form in ("었", "았", "였"):
                tense = "past"
            elif morpheme.form == "겠":
                tense, modality = "future", "plan"
        elif tag in ("VX", "XSV", "XSA") or (
            tag == "VV"
            and morpheme.form in ("있", "오", "나가", "하")
            and morphemes[index - 1].tag == "EC"
        ):
            # 추진돼 왔다, 추진하고 있다: the auxiliary says that it goes on.
            if morpheme.form in ("있", "오", "나가", "가", "계시"):
                modality = modality or "progress"
                if morpheme.form in ("나가", "가"):
                    modality = None
            form = "nominal"
        elif tag == "EC":
            form = "connective" if morpheme.form in _COORDINATING else "serial"
            if morpheme.form in ("기로", "려고", "으려고"):
                tense, modality = "future", "plan"
            if morpheme.form.endswith(("다고", "라고", "자고")):
                form = "final"
                if morpheme.form.startswith("겠"):
                    modality = "plan"
        elif tag == "ETM":
            form = "adnominal"
            if morpheme.form in _FUTURE_ADNOMINAL:
                tense = "future"
            elif morpheme.form in _PAST_ADNOMINAL:
                tense = "past"
        elif tag in ("EF", "ETN"):
            form = "final"
        else:
            break
        end = max(end, morpheme.end)
        index += 1
    if form == "adnominal" or (verbal_noun and form == "nominal"):
        modality = _noun_modality(morphemes, index, triggers) or modality
    if form == "final" and end > head.end and modality is None:
        modality = _noun_modality(morphemes, index, triggers, following_nouns=1)
    if verbal_noun and stem in triggers.plan_nouns:
        modality = "plan"  # 예정돼 있다, 계획하고 있다
    if tense == "future" and modality is None:
        modality = "plan"
    key = stem if verbal_noun else head.form
    if key in triggers.function or (not verbal_noun and head.form in triggers.function):
        return None, index
    return (
        Predicate(start, stem_end, end, key, verbal_noun, tense, form, modality),
        index,
    )


def _noun_modality(
    morphemes: Sequence[Morpheme], index: int, triggers: Triggers, following_nouns: int = 2
) -> Modality | None:
    """What the nouns right after an ending say: 확정할 *계획*, 추진될 *전망*, 조성 *중*."""
    seen = 0
    for morpheme in morphemes[index : index + 3]:
        if morpheme.form in triggers.plan_nouns:
            return "plan"
        if morpheme.form in triggers.forecast_nouns:
            return "forecast"
        if morpheme.form == "중" and morpheme.tag == "NNB":
            return "progress"
        if morpheme.tag == "NNB" and morpheme.form in ("것", "거"):
            return "plan"
        if morpheme.tag.startswith("NN"):
            seen += 1
        if seen >= following_nouns or not morpheme.tag.startswith(("NN", "J")):
            return None
    return None
