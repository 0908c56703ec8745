"""One document as the extractors see it: text, blocks, sentences, morphemes, spaCy Doc."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kiwipiepy import Kiwi
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.language.kiwi import Chunk, Morpheme, analyse, build_doc
from pipeline.records import Block


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence inside one block. ``block`` is the index into ``Analysis.blocks``."""

    start: int
    end: int
    block: int
    morphemes: tuple[Morpheme, ...]


@dataclass(frozen=True)
class Analysis:
    """The analysed text. ``published`` is the publication date in EDTF, or None.

    ``blocks`` are all blocks in order of the text, furniture included; ``sentences`` lie in
    blocks other than furniture and tables (a table's text is in its cells).
    """

    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    published: str | None = None
    title: str | None = None

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at ``offset``, if any."""
        at = bisect_right(self._sentence_starts, offset) - 1
        if at < 0 or offset >= self.sentences[at].end:
            return None
        return self.sentences[at]

    def block_at(self, offset: int) -> int | None:
        """Index of the innermost block that holds ``offset`` (a cell before its table)."""
        at = bisect_right(self._block_starts, offset) - 1
        while at >= 0:
            if self.blocks[at].start <= offset < self.blocks[at].end:
                return at
            at -= 1
        return None


def readable(blocks: Sequence[Block]) -> list[int]:
    """Indices of the blocks whose text is read: no furniture, and a table only in its cells."""
    return [n for n, b in enumerate(blocks) if b.kind not in ("furniture", "table")]


def analyse_text(
    kiwi: Kiwi,
    text: str,
    blocks: Sequence[Block],
    published: str | None = None,
    title: str | None = None,
) -> tuple[Analysis, list[Chunk]]:
    """Analyse ``text`` block by block; the chunks are what ``build_doc`` makes a Doc of."""
    indices = readable(blocks)
    chunks = analyse(kiwi, text, [(blocks[n].start, blocks[n].end) for n in indices])
    sentences = tuple(
        Sentence(chunk.start, chunk.end, indices[chunk.span], chunk.morphemes) for chunk in chunks
    )
    return Analysis(text, tuple(blocks), sentences, published, title), chunks


def to_doc(vocab: Vocab, analysis: Analysis, chunks: Sequence[Chunk]) -> Doc:
    """The spaCy Doc of an analysis."""
    return build_doc(vocab, analysis.text, chunks)
