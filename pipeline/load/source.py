"""Files on disk: which there are under the paths given, in one order, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from pipeline.errors import UnreadableDocument
from pipeline.records import RawDocument, Record
from pipeline.settings import MAX_DOCUMENT_BYTES


class FileRef(Record, frozen=True, kw_only=True):
    """A file to read. ``path`` is relative to the PATH given (POSIX separators; for a file
    given directly, its name), ``absolute`` is where it is."""

    path: str
    absolute: str


class Refusal(Record, frozen=True, kw_only=True):
    """A path that could not be read, and why."""

    path: str
    reason: str


def discover(paths: Iterable[str | os.PathLike[str]]) -> Iterator[FileRef | Refusal]:
    """The files at and under ``paths``, lazily, sorted by name within each folder.

    Hidden files and folders are skipped, a folder reached again through a symbolic link is
    refused once, what is missing or closed to us is a Refusal: nothing raises.
    """
    for path in paths:
        top = Path(path)
        try:
            mode = top.stat().st_mode
        except OSError as error:
            yield Refusal(path=str(path), reason=_why(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(top, "", frozenset())
        else:
            yield _file(top, top.name, mode)


def read(ref: FileRef) -> RawDocument:
    """The bytes of one file. Raises UnreadableDocument when it is too large or cannot be read."""
    try:
        size = os.stat(ref.absolute).st_size
        if size > MAX_DOCUMENT_BYTES:
            raise UnreadableDocument(
                f"too large: {size} bytes, the limit is {MAX_DOCUMENT_BYTES}; split the file"
            )
        with open(ref.absolute, "rb") as file:
            data = file.read(MAX_DOCUMENT_BYTES + 1)
    except OSError as error:
        raise UnreadableDocument(_why(error)) from error
    known = _sidecar(Path(ref.absolute))
    return RawDocument(
        data=data,
        path=ref.path,
        url=known.url,
        source=known.source,
        retrieved=known.retrieved,
        licence=known.licence,
        title=known.title,
        publisher=known.publisher,
        published=known.published,
        version_of=known.version_of,
    )


class _Sidecar(msgspec.Struct):
    """What ``yeonpyo collect`` wrote beside a fetched original."""

    url: str | None = None
    source: str | None = None
    retrieved: str | None = None
    licence: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    version_of: str | None = None


def _sidecar(path: Path) -> _Sidecar:
    """Where a fetched file came from: the hidden ``.NAME.json`` beside it, if there is one."""
    beside = path.with_name(f".{path.name}.json")
    try:
        return msgspec.json.decode(beside.read_bytes(), type=_Sidecar)
    except FileNotFoundError:
        return _Sidecar()
    except (OSError, msgspec.DecodeError) as error:
        raise UnreadableDocument(
            f"its record {beside.name} cannot be read ({error}); fetch it again or delete both"
        ) from error


def _walk(
    folder: Path, prefix: str, above: frozenset[tuple[int, int]]
) -> Iterator[FileRef | Refusal]:
    """``above`` holds device and inode of the folders on the way here: one of them again is a
    loop."""
    try:
        here = folder.stat()
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        yield Refusal(path=prefix.rstrip("/") or folder.name, reason=_why(error))
        return
    identity = (here.st_dev, here.st_ino)
    if identity in above:
        yield Refusal(
            path=prefix.rstrip("/"),
            reason="a symbolic link that leads back to a folder above it; remove the link",
        )
        return
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield Refusal(path=prefix + name, reason=_why(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(path, f"{prefix}{name}/", above | {identity})
        else:
            yield _file(path, prefix + name, mode)


def _file(path: Path, relative: str, mode: int) -> FileRef | Refusal:
    if not stat.S_ISREG(mode):
        return Refusal(path=relative, reason="not a regular file (a pipe, socket or device)")
    if not os.access(path, os.R_OK):
        return Refusal(path=relative, reason="no permission to read it; change the file's mode")
    return FileRef(path=relative, absolute=os.path.abspath(path))


def _why(error: OSError) -> str:
    remedies = {
        "FileNotFoundError": "no such file or folder; check the path",
        "PermissionError": "no permission to read it; change the file's mode",
    }
    return remedies.get(type(error).__name__, f"cannot be read: {error.strerror or error}")
