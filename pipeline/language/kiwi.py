"""Kiwi, the morphological analyser, as a spaCy tokenizer.

A spaCy token is a run of morphemes that share characters (했 = 하 + 었), so tokens are aligned
to the surface and ``doc.text`` is the text unchanged. ``token.tag_`` joins the Sejong tags with
``+``; ``token.lemma_`` joins the morphemes' forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from kiwipiepy import Kiwi
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.settings import MAX_BLOCK_CHARS, MAX_REPEAT


class Morpheme(NamedTuple):
    """One morpheme: half-open span in the text, dictionary form, Sejong tag."""

    start: int
    end: int
    form: str
    tag: str


class Chunk(NamedTuple):
    """A sentence as Kiwi found it inside one span of the text."""

    start: int
    end: int
    span: int
    morphemes: tuple[Morpheme, ...]


Span = tuple[int, int]

_new = tuple.__new__
_start = itemgetter(0)
_end = itemgetter(1)

_REPEAT = re.compile(rf"(.)\1{{{MAX_REPEAT},}}", re.DOTALL)


def build_kiwi(words: Iterable[tuple[str, str]] = ()) -> Kiwi:
    """A Kiwi with the lexicon's ``(form, tag)`` words. Takes a second: make one a process.

    The multi-word dictionary is left out: it doubles time and memory of loading, and the
    lexicon brings the names that matter here.
    """
    kiwi = Kiwi(load_multi_dict=False, num_workers=1)
    for form, tag in sorted(set(words)):
        kiwi.add_user_word(form, tag, 3.0)
    return kiwi


def line_spans(text: str) -> list[Span]:
    """Spans of the non-empty lines: the division used where no outline is known."""
    return [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


def _pieces(text: str, spans: Sequence[Span]) -> tuple[list[str], list[tuple[int, int]]]:
    """Surfaces for Kiwi (newlines and repeats neutralised, lengths kept) with span and offset."""
    surfaces: list[str] = []
    origins: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(spans):
        while start < end:
            stop = end
            if end - start > MAX_BLOCK_CHARS:
                space = text.rfind(" ", start, start + MAX_BLOCK_CHARS)
                stop = space + 1 if space > start else start + MAX_BLOCK_CHARS
            surface = text[start:stop].replace("\n", " ").replace("\r", " ")
            # A run of one letter costs quadratic time: blank its tail, keep its length.
            surface = _REPEAT.sub(
                lambda run: run[1] * MAX_REPEAT + " " * (len(run[0]) - MAX_REPEAT), surface
            )
            surfaces.append(surface)
            origins.append((number, start))
            start = stop
    return surfaces, origins


def analyse(kiwi: Kiwi, text: str, spans: Sequence[Span]) -> list[Chunk]:
    """Sentences with their morphemes, in order of the text, none crossing a span."""
    surfaces, origins = _pieces(text, spans)
    chunks: list[Chunk] = []
    if not surfaces:
        return chunks
    # One by one: with one thread a batch only adds the cost of its queue.
    results = (kiwi.tokenize(surface, split_sents=True) for surface in surfaces)
    for (number, offset), sentences in zip(origins, results, strict=True):
        for sentence in sentences:
            tokens: Sequence[Any] = sentence
            if not tokens:
                continue
            # Half a million morphemes a second: made without the constructor's detour.
            made = [
                _new(Morpheme, (start := offset + t.start, start + t.len, t.form, t.tag))
                for t in tokens
            ]
            made.sort(key=_start)
            morphemes = tuple(made)
            end = max(map(_end, morphemes))
            if chunks and chunks[-1].span == number and not _closes(chunks[-1], morphemes[0]):
                before = chunks.pop()
                cut = _inner_stop(before.morphemes)
                if cut:
                    kept = before.morphemes[:cut]
                    chunks.append(Chunk(kept[0].start, kept[-1].end, number, kept))
                morphemes = before.morphemes[cut:] + morphemes
            chunks.append(Chunk(morphemes[0].start, end, number, morphemes))
    return chunks


def _inner_stop(morphemes: Sequence[Morpheme]) -> int:
    """Index after the last full stop that has a final ending before it; 0 where there is none."""
    for index in range(len(morphemes) - 1, 0, -1):
        if morphemes[index - 1].tag == "SF" and index > 1 and morphemes[index - 2].tag == "EF":
            return index
    return 0


_QUOTES = ("SSC", "SSO", "SS", "SW", "SY")


def _closes(chunk: Chunk, following: Morpheme) -> bool:
    """Whether a sentence really ends with ``chunk``.

    Kiwi also ends one at a closing quotation mark (‘…사업’ | 은 …): what has neither a final
    ending nor a full stop, or is followed by a particle, goes on.
    """
    if following.tag.startswith("J"):
        return False
    last = next((m for m in reversed(chunk.morphemes) if m.tag not in _QUOTES), None)
    return last is not None and last.tag in ("EF", "SF", "ETN", "SE")


def build_doc(vocab: Vocab, text: str, chunks: Sequence[Chunk]) -> Doc:
    """A Doc whose text is ``text``: surface tokens from morphemes, the rest filled in."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    lemmas: list[str] = []
    starts: list[bool | int | None] = []
    position = 0

    def fill(until: int, sentence_start: bool) -> bool:
        """Add what lies between tokens; a single space belongs to the token before it."""
        nonlocal position
        gap = text[position:until]
        if gap.startswith(" ") and words and not spaces[-1]:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
            tags.append("SP" if gap.isspace() else "SW")
            lemmas.append(gap)
            starts.append(sentence_start)
            sentence_start = False
        position = until
        return sentence_start

    for chunk in chunks:
        first = fill(chunk.start, True) if chunk.start > position else True
        if not words:
            first = True
        index, morphemes = 0, chunk.morphemes
        while index < len(morphemes):
            start, end, form, tag = morphemes[index]
            index += 1
            while index < len(morphemes) and (
                morphemes[index].start < end or morphemes[index].end == morphemes[index].start
            ):
                end = max(end, morphemes[index].end)
                form += "+" + morphemes[index].form
                tag += "+" + morphemes[index].tag
                index += 1
            if start > position:
                first = fill(start, first)
            if end <= position:  # a morpheme inside what a gap or a token already covers
                continue
            words.append(text[position:end])
            spaces.append(False)
            tags.append(tag)
            lemmas.append(form)
            starts.append(first)
            first = False
            position = end
    if position < len(text):
        fill(len(text), True)
    return Doc(vocab, words=words, spaces=spaces, tags=tags, lemmas=lemmas, sent_starts=starts)


class KiwiTokenizer:
    """spaCy tokenizer: ``text -> Doc`` by Kiwi over the spans that ``segment`` gives.

    ``segment`` divides a text into what may hold sentences: the outline's blocks in the full
    pipeline, the lines otherwise.
    """

    def __init__(
        self, vocab: Vocab, kiwi: Kiwi, segment: Callable[[str], Sequence[Span]] = line_spans
    ) -> None:
        self.vocab = vocab
        self.kiwi = kiwi
        self.segment = segment

    def __call__(self, text: str) -> Doc:
        return build_doc(self.vocab, text, analyse(self.kiwi, text, self.segment(text)))

    # spaCy writes a tokenizer with its pipeline; this one has no state beyond code and lexicon.
    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **__: Any) -> KiwiTokenizer:
        return self

    def to_disk(self, _path: object, **__: Any) -> None:
        return None

    def from_disk(self, _path: object, **__: Any) -> KiwiTokenizer:
        return self
