"""How the crawler behaves: each constant with its unit and reason."""

from __future__ import annotations

import os

from pipeline.settings import MAX_DOCUMENT_BYTES, VERSION

MIN_DELAY = 1.0
"""Seconds between two requests to one host, where sources.toml does not say more."""

LEAST_DELAY = 0.3
"""Seconds: the shortest pause that sources.toml may ask for; clients of the API keep as much."""

MAX_DELAY = 60.0
"""Seconds: the longest pause, also when a site asks for more by Retry-After or Crawl-delay."""

TIMEOUT = 60.0
"""Seconds for one answer: old municipal servers need up to 30."""

RETRIES = 4
"""Times a failed request is asked again, the pause doubled each time."""

MAX_BODY_BYTES = MAX_DOCUMENT_BYTES
"""Bytes of one answer, packed or unpacked: more than this the loaders would refuse anyway."""

MAX_REDIRECTS = 5

MAX_PAGES = 500
"""Pages of one list: at 20 a page more than a search word has in a year; a site that answers
any page number with the same page ends here."""

MAX_TRIES = 5
"""Runs in which an address that fails is asked for again."""

PARALLEL = 4
"""Crawlers at a time; sources that share a host wait for one another."""

CONTACT_VARIABLE = "YEONPYO_CONTACT"
"""Environment variable: an e-mail or web address at which a site's owner reaches the user. It
goes before ``contact`` in sources.toml."""

PRIVATE_VARIABLE = "YEONPYO_ALLOW_PRIVATE"
"""Environment variable: ``1`` lets the crawler go to private and loopback addresses, for tests."""


def user_agent(contact: str = "") -> str:
    """Names the project and whom to write to."""
    contact = os.environ.get(CONTACT_VARIABLE) or contact
    contact = contact or f"no contact given; set {CONTACT_VARIABLE}"
    return f"yeonpyo/{VERSION} (policy history research; {contact})".encode(
        "ascii", "replace"
    ).decode()
