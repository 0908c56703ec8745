"""Bytes to text: UTF-8, UTF-16, CP949 and EUC-KR, then whatever charset-normalizer finds."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from pipeline.errors import UnreadableDocument

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Names under which pages declare what is really CP949.
_KOREAN = {"euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "ks_c_5601", "ksc_5601", "korean",
           "x-windows-949", "windows-949", "ms949", "cp949", "uhc", "euc_kr"}
_SAMPLE_BYTES = 65_536
MAX_BAD_SHARE = 0.002
"""Share of characters that may be undecodable: a cut-off last character or a stray byte in a
page is no reason to lose it, more is the wrong encoding."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_USUAL = re.compile(r"[\s!-~가-힣ㄱ-ㆎ　-〿·‐-※←-⇿①-⓿─-◿㈀-㏿一-鿿！-～\xa0-\xb7]")
_HANGUL = re.compile(r"[가-힣]")
# The 2,350 syllables of KS X 1001 are what people write; other syllables in number mean a
# text decoded by the wrong table.
_RARE = frozenset(
    chr(code) for code in range(0xAC00, 0xD7A4)
    if len(chr(code).encode("euc_kr", "ignore")) != 2
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of ``data`` and the encoding's name. ``declared`` is what the document says of
    itself (a ``meta`` tag); it is tried, not believed.

    Raises UnreadableDocument for binary data and for what no encoding fits.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _lenient(data, encoding)
            if text is None:
                raise UnreadableDocument(
                    f"byte order mark says {encoding}, but the bytes do not decode as it; "
                    "save the file as UTF-8"
                )
            return _printable(text.lstrip("\ufeff")), encoding
    if b"\x00" in data[:_SAMPLE_BYTES]:
        return _utf16(data)
    candidates = ("utf-8", _python_name(declared), "cp949", "johab")
    for candidate in filter(None, candidates):
        decoded = _lenient(data, candidate)
        if decoded is not None and (candidate == "utf-8" or _plausible(decoded, candidate)):
            return _printable(decoded), candidate
    return _guess(data)


def _python_name(declared: str | None) -> str | None:
    if not declared:
        return None
    name = declared.strip("'\" \t;").lower()
    if name in _KOREAN:
        return "cp949"
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):  # unknown, or no name at all (a zero byte in it)
        return None


def _lenient(data: bytes, encoding: str) -> str | None:
    """The text, with U+FFFD for a few bad bytes; None if there are more than a few."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    except UnicodeError:
        return None
    sample = data[:_SAMPLE_BYTES].decode(encoding, "replace")
    if sample.count("\ufffd") > 1 + len(sample) * MAX_BAD_SHARE:
        return None
    text = data.decode(encoding, "replace")
    return text if text.count("\ufffd") <= 1 + len(text) * MAX_BAD_SHARE else None


def _plausible(text: str, encoding: str) -> bool:
    """Whether a legacy decoding gives text that a person may have written."""
    sample = text[:_SAMPLE_BYTES]
    if len(_USUAL.findall(sample)) < 0.95 * len(sample):
        return False
    hangul = _HANGUL.findall(sample)
    if encoding not in ("cp949", "johab"):
        return True
    rare = sum(c in _RARE for c in hangul)
    return bool(hangul) and rare <= 0.03 * len(hangul) + 1


def _utf16(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: zero bytes belong to ASCII characters, all on one side."""
    best: tuple[float, str, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _lenient(data, encoding)
        if text is None or "\x00" in text[:_SAMPLE_BYTES]:
            continue
        sample = text[:_SAMPLE_BYTES]
        share = len(_USUAL.findall(sample)) / max(1, len(sample))
        if share >= 0.9 and (best is None or share > best[0]):
            best = (share, text, encoding)
    if best is None:
        raise UnreadableDocument(
            f"binary data (zero bytes among the first {min(len(data), _SAMPLE_BYTES)}), no text; "
            "give the document as text, HTML, or a format that has a loader"
        )
    return _printable(best[1]), best[2]


def _guess(data: bytes) -> tuple[str, str]:
    sample = data[:_SAMPLE_BYTES]
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 or byte == 127 for byte in sample)
    if controls > 0.01 * len(sample):
        raise UnreadableDocument(
            f"binary data ({controls} control bytes in the first {len(sample)}), no text; "
            "give the document as text, HTML, or a format that has a loader"
        )
    best = from_bytes(sample).best()
    if best is not None:
        text = _lenient(data, best.encoding)
        if text is not None and _plausible(text, best.encoding):
            return _printable(text), best.encoding
    raise UnreadableDocument(
        "no encoding fits: not UTF-8, UTF-16, CP949 or EUC-KR, and charset-normalizer finds no "
        "other; save the file as UTF-8"
    )


def _printable(text: str) -> str:
    """``text`` if it is text: control characters are the sign of binary data."""
    sample = text[:_SAMPLE_BYTES]
    controls = len(_CONTROL.findall(sample))
    if controls > 2 + 0.01 * len(sample):
        raise UnreadableDocument(
            f"binary data ({controls} control characters in the first {len(sample)}), no text; "
            "give the document as text, HTML, or a format that has a loader"
        )
    return _CONTROL.sub("", text) if controls or len(text) > _SAMPLE_BYTES else text
