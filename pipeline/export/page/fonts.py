"""A Korean font for the page and its charts, cut down to the characters in use.

The faces are Noto Sans KR and Noto Serif KR (OFL 1.1), as the package ``pylopdf-fonts-ko``
carries them. A reader whose machine has a Korean font is shown that one; the cut-down faces are
there for machines that have none, and weigh 60 to 300 KB instead of 12 MB.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from pathlib import Path

SANS = "Noto Sans KR"
SERIF = "Noto Serif KR"


def font_directory() -> Path:
    """The folder of the font files, for vl-convert."""
    return _path(SANS).parent


def _path(family: str) -> Path:
    import pylopdf_fonts_ko

    found = pylopdf_fonts_ko.sans_path() if family == SANS else pylopdf_fonts_ko.serif_path()
    return Path(found)


def subset(family: str, characters: Iterable[str]) -> bytes:
    """A WOFF2 font of ``family`` with these characters; those that it lacks are left out."""
    from fontTools import subset as tool

    options = tool.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = ["kern", "palt", "tnum", "locl"]
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright, family, style, licence and its address
    options.recalc_timestamp = False  # the same characters give the same bytes
    font = tool.load_font(str(_path(family)), options)
    try:
        subsetter = tool.Subsetter(options)
        subsetter.populate(text="".join(sorted(set(characters))))
        subsetter.subset(font)
        buffer = io.BytesIO()
        tool.save_font(font, buffer, options)
    finally:
        font.close()
    return buffer.getvalue()


def font_face(family: str, name: str, characters: Iterable[str]) -> str:
    """An ``@font-face`` rule that holds the cut-down ``family`` under ``name``."""
    data = base64.b64encode(subset(family, characters)).decode("ascii")
    return (
        f'@font-face{{font-family:"{name}";font-display:swap;'
        f'src:url("data:font/woff2;base64,{data}") format("woff2")}}'
    )
