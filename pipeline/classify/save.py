"""Writing and reading a model file: skops, the same bytes for the same model."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from skops import io as skops_io

_EPOCH = (1980, 1, 1, 0, 0, 0)
_ID = re.compile(r'"__id__": (\d+)')
_FILE = re.compile(r'"file": "(\d+)\.npy"')

TRUSTED: tuple[str, ...] = ()
"""Types that a model file may hold beyond those skops itself trusts: none are needed."""


def dump(state: dict[str, Any], path: Path) -> None:
    """Write ``state`` so that equal states give equal bytes.

    skops names arrays after memory addresses and stamps the zip with the time of day; both are
    replaced, addresses by their order of appearance.
    """
    numbers: dict[str, str] = {}

    def number(address: str) -> str:
        return numbers.setdefault(address, str(len(numbers)))

    with zipfile.ZipFile(io.BytesIO(skops_io.dumps(state))) as source:
        schema = source.read("schema.json").decode("utf-8")
        schema = _ID.sub(lambda m: f'"__id__": {number(m[1])}', schema)
        schema = _FILE.sub(lambda m: f'"file": "{number(m[1])}.npy"', schema)
        entries = {"schema.json": schema.encode("utf-8")}
        for name in source.namelist():
            if name != "schema.json":
                stem, dot, suffix = name.partition(".")
                entries[number(stem) + dot + suffix] = source.read(name)
    json.loads(schema)  # still whole after the renaming
    with zipfile.ZipFile(path, "w") as target:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, entries[name])


def load(path: Path) -> Any:
    """The state in ``path``; types outside the trusted ones raise skops' own error."""
    return skops_io.load(path, trusted=list(TRUSTED))
