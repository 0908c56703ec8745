"""How the crawler behaves: each constant with its unit and reason."""

from __future__ import annotations

import os

from pipeline.settings import MAX_DOCUMENT_BYTES, VERSION

MIN_DELAY = 1.0
"""Seconds between two requests to one host. Clients of the press release API keep 0.3 or more."""

MAX_DELAY = 60.0
"""Seconds: the longest pause, also when a site asks for more by Retry-After."""

TIMEOUT = 60.0
"""Seconds for one answer: old municipal servers need up to 30."""

RETRIES = 4
"""Times a failed request is asked again, the pause doubled each time."""

MAX_BODY_BYTES = MAX_DOCUMENT_BYTES
"""Bytes of one answer: more than this the loaders would refuse anyway."""

MAX_REDIRECTS = 5

CONTACT_VARIABLE = "YEONPYO_CONTACT"
"""Environment variable: an e-mail or web address at which a site's owner reaches the user."""


def user_agent() -> str:
    """Names the project and whom to write to."""
    contact = os.environ.get(CONTACT_VARIABLE) or f"no contact given; set {CONTACT_VARIABLE}"
    return f"yeonpyo/{VERSION} (policy history research; {contact})"
