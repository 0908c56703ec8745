"""ZIP containers: opened and read within bounds, whatever their directory claims."""

from __future__ import annotations

import io
import zipfile
import zlib

from pipeline.errors import UnreadableDocument

MAX_MEMBERS = 5_000
"""Files in one archive. A year of a board's attachments in one file has a few hundred."""

MAX_MEMBER_BYTES = 64 * 1024 * 1024
"""Bytes of one file once unpacked."""

MAX_TOTAL_BYTES = 256 * 1024 * 1024
"""Bytes of all files of an archive once unpacked."""

MAX_RATIO = 400
"""Times that a file of more than 1 MiB may grow. Text packs 10:1, empty table XML 100:1."""

_RATIO_BYTES = 1024 * 1024
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
           RuntimeError, KeyError, IndexError)


def open_zip(data: bytes, name: str = "ZIP archive") -> zipfile.ZipFile:
    """The archive in ``data``, its directory checked.

    Raises UnreadableDocument for a damaged or cut archive, a password, or a bomb.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except _ERRORS as error:
        raise UnreadableDocument(
            f"{name} is damaged or cut ({error}); fetch it again"
        ) from error
    if len(members) > MAX_MEMBERS:
        raise UnreadableDocument(
            f"{name} holds {len(members)} files, the limit is {MAX_MEMBERS}; unpack it"
        )
    total = 0
    for member in members:
        if member.flag_bits & 0x1:
            raise UnreadableDocument(f"{name} is protected by a password; unpack it first")
        total += member.file_size
        grown = member.file_size > _RATIO_BYTES and (
            member.file_size > MAX_RATIO * max(1, member.compress_size)
        )
        if grown or total > MAX_TOTAL_BYTES:
            raise UnreadableDocument(
                f"{name} unpacks to far more than it holds ({member.filename[:60]}: "
                f"{member.compress_size} to {member.file_size} bytes): looks like a bomb; "
                "unpack it by hand if you trust it"
            )
    return archive


def read_member(
    archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, limit: int = MAX_MEMBER_BYTES
) -> bytes:
    """The bytes of one file of ``archive``; no more than ``limit`` are ever unpacked.

    Raises UnreadableDocument for a larger file, and for what is damaged or unknown.
    """
    label = name if isinstance(name, str) else name.filename
    try:
        with archive.open(name) as member:
            data = member.read(limit + 1)
    except _ERRORS as error:
        raise UnreadableDocument(
            f"{label[:80]} in the archive is damaged or cut ({error}); fetch it again"
        ) from error
    if len(data) > limit:
        raise UnreadableDocument(
            f"{label[:80]} in the archive is larger than {limit} bytes; split it"
        )
    return data
