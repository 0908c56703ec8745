"""Mail (EML): the message as a document, its attachments for whoever wants them."""

from __future__ import annotations

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

import msgspec

from pipeline.errors import UnreadableDocument
from pipeline.load.decode import decode
from pipeline.load.html import load_html
from pipeline.load.page import Declared, Page
from pipeline.load.structure import clean

_HEADER = re.compile(
    rb"(?:return-path|received|from|to|cc|subject|date|mime-version|message-id|delivered-to|"
    rb"reply-to|sender|content-type|x-[\w-]+|dkim-signature|authentication-results):",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(rb"^(?:from|date|received|message-id):", re.IGNORECASE | re.MULTILINE)
_SNIFF_BYTES = 4_096

MAX_PARTS = 500
"""Parts of one message; more is an attack."""


def looks_like_mail(data: bytes) -> bool:
    """Whether bytes begin with at least three mail headers, From, Date or an id among them."""
    head = data[:_SNIFF_BYTES]
    if not _HEADER.match(head):
        return False
    head = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    starts = [line for line in head.splitlines() if line[:1] not in (b" ", b"\t")]
    named = sum(_HEADER.match(line) is not None for line in starts)
    return named >= 3 and _ADDRESSED.search(head) is not None


def load_mail(data: bytes) -> Page:
    """The page of a message: subject, body (plain text before HTML), sender and date.

    Raises UnreadableDocument for a message without text.
    """
    message = _parse(data)
    body = _body(message)
    subject = _header(message, "Subject")
    name, address = parseaddr(_header(message, "From") or "")
    text = f"{subject}\n\n\n\n{body.text}" if subject else body.text
    shift = len(text) - len(body.text)
    if not text.strip():
        raise UnreadableDocument("mail has no text; give its attachments instead")
    return Page(
        text=text,
        fixed=tuple(
            msgspec.structs.replace(block, start=block.start + shift, end=block.end + shift)
            for block in body.fixed
        ),
        declared=Declared(
            title=subject, published=_date(message), author=name or None,
            publisher=None if name else address or None,
        ),
        encoding=body.encoding,
    )


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each attached file of a message, in order; pictures in the text are
    left out. Raises UnreadableDocument for more than ``MAX_PARTS`` parts."""
    number = 0
    for part in _leaves(_parse(data)):
        name = part.get_filename()
        if name is None and part.get_content_type() != "message/rfc822":
            continue
        if part.get_content_maintype() == "image":
            continue
        payload = _payload(part)
        if payload.strip():
            number += 1
            yield _file_name(name, number), payload


def _parse(data: bytes) -> EmailMessage:
    try:
        return email.message_from_bytes(data, policy=email.policy.default)
    except (ValueError, IndexError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise UnreadableDocument(f"mail is damaged ({error}); fetch it again") from error


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    try:
        for number, part in enumerate(message.walk()):
            if number > MAX_PARTS:
                raise UnreadableDocument(f"mail has more than {MAX_PARTS} parts; split it")
            if not part.is_multipart():
                yield part
    except RecursionError as error:
        raise UnreadableDocument("mail is nested too deep; save its text") from error


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = str(message.get(name) or "")
    except (ValueError, IndexError, KeyError, AttributeError, TypeError, LookupError,
            email.errors.MessageError):
        return None
    return " ".join(clean(value).split()) or None


def _body(message: EmailMessage) -> Page:
    """The text of a message: its plain part, else its HTML part."""
    rich: bytes | None = None
    for part in _leaves(message):
        if part.get_filename() is not None:
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and (payload := _payload(part)).strip():
            text, encoding = decode(payload, part.get_content_charset())
            return Page(text=clean(text), encoding=encoding)
        if kind == "text/html" and rich is None:
            rich = _payload(part)
    return load_html(rich) if rich and rich.strip() else Page(text="")


def _payload(part: EmailMessage) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnreadableDocument(f"mail is damaged ({error}); fetch it again") from error
    return payload if isinstance(payload, bytes) else b""


def _date(message: EmailMessage) -> str | None:
    """The day on which the message was sent, as its sender's clock said."""
    value = _header(message, "Date")
    try:
        return parsedate_to_datetime(value).date().isoformat() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _file_name(name: str | None, number: int) -> str:
    """A name that is no path."""
    name = clean(name or "").replace("\\", "/").rsplit("/", 1)[-1].replace("\n", " ").strip()
    return name if name not in ("", ".", "..") else f"attachment-{number}"
