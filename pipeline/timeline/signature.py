"""What a text is compared by: a MinHash of its letters, its numbers, how long it is.

Shingles run over letters and digits alone, so that the same text as HWP, PDF and HTML, with
other line breaks, blanks, marks and quotes, is the same. Made once a document, in a worker.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable

import numpy as np
from datasketch import MinHash

from pipeline.records import Block, Record

SHINGLE = 6
"""Letters of one shingle: two or three Korean words' stems; shorter ones are shared by chance."""

N_PERMUTATIONS = 128
"""Hash values of a signature: the likeness is estimated to within .05."""

MAX_LETTERS = 60_000
"""Letters from the start that are looked at. Two plans alike so far are one plan."""

_OTHER = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Signature(Record, frozen=True):
    """``minhash`` holds 128 unsigned 32-bit numbers; ``numbers`` the distinct numbers written."""

    minhash: bytes
    n_letters: int
    numbers: tuple[str, ...]


def body(text: str, blocks: Iterable[Block]) -> str:
    """``text`` without its furniture: what a document says, not what is printed around it."""
    parts: list[str] = []
    at = 0
    for block in blocks:
        if block.kind == "furniture" and block.start >= at:
            parts.append(text[at : block.start])
            at = block.end
    parts.append(text[at:])
    return "".join(parts)


def letters(text: str) -> str:
    """The letters and digits of ``text`` in compatible form (㈜ as 주), small."""
    return _OTHER.sub("", unicodedata.normalize("NFKC", text)).casefold()[:MAX_LETTERS]


def shingles(squeezed: str) -> set[int]:
    """The shingles of what ``letters`` gives, each as a 32-bit number."""
    data = squeezed.encode("utf-32-le", "surrogatepass")
    last = max(1, len(squeezed) - SHINGLE + 1)
    return {zlib.crc32(data[4 * n : 4 * (n + SHINGLE)]) for n in range(last)}


def signature(text: str) -> Signature:
    """The signature of a document's ``body``."""
    squeezed = letters(text)
    hashed = MinHash(num_perm=N_PERMUTATIONS, hashfunc=int, scheme="affine32")
    hashed.update_batch(sorted(shingles(squeezed)))
    numbers = {match[0].replace(",", "") for match in _NUMBER.finditer(text[: 2 * MAX_LETTERS])}
    return Signature(
        minhash=np.asarray(hashed.hashvalues, dtype="<u4").tobytes(),
        n_letters=len(squeezed),
        numbers=tuple(sorted(numbers)),
    )
