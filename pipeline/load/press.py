"""Newspapers, agencies and trade press: by name and by the domain of a reporter's address."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pipeline.errors import LexiconError

PRESS_FILE = Path(__file__).resolve().parent.parent / "lexicon" / "press.toml"


_PAPER = re.compile(
    r"[가-힣A-Za-z0-9]{1,12}(?:신문|일보|뉴스|경제|타임[스즈]|투데이|통신|저널|방송|데일리|매일|미디어|포스트|헤럴드|신보|닷컴)"
)


def reads_as_paper(name: str) -> bool:
    """Whether a name that may not be in the table ends as papers' names do."""
    return _PAPER.fullmatch(name.replace(" ", "")) is not None


class Press(NamedTuple):
    """Names and domains to the canonical name of a paper."""

    by_name: MappingProxyType[str, str]
    by_domain: MappingProxyType[str, str]

    def name(self, text: str) -> str | None:
        """The paper that ``text`` names, blanks and case aside."""
        return self.by_name.get(text.replace(" ", "").casefold())

    def of_address(self, address: str) -> str | None:
        """The paper whose domain ``address`` (an e-mail address or a host) ends in."""
        domain = address.rsplit("@", 1)[-1].strip("./").casefold()
        while "." in domain:
            if domain in self.by_domain:
                return self.by_domain[domain]
            domain = domain.split(".", 1)[1]
        return None


@lru_cache(maxsize=1)
def load_press() -> Press:
    """The table of ``lexicon/press.toml``. Raises LexiconError for a name or domain that two
    papers claim."""
    entries = tomllib.loads(PRESS_FILE.read_text("utf-8"))["press"]
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for entry in entries:
        for name in (entry["name"], *entry.get("aliases", ())):
            _add(names, name.replace(" ", "").casefold(), entry["name"])
        for domain in entry.get("domains", ()):
            _add(domains, domain.casefold(), entry["name"])
    return Press(MappingProxyType(names), MappingProxyType(domains))


def _add(table: dict[str, str], key: str, name: str) -> None:
    if table.setdefault(key, name) != name:
        raise LexiconError(f"press.toml: {key} belongs to both {table[key]} and {name}")
