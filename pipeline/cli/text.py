"""Sub-commands that read texts and keep nothing: load, annotate."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.common import NOTHING, REFUSED, Quiet, Verbose, say

if TYPE_CHECKING:
    from pipeline.records import Annotations

ITEM_KEYS: dict[str, tuple[str, ...]] = {
    "figures": (
        "value", "value_max", "unit", "bound", "kind", "status", "metric", "scope", "as_of",
        "change_id", "change_side", "sum_id", "sum_side",
    ),
    "dates": ("edtf", "earliest", "latest", "type", "basis"),
    "entities": ("label", "entity_id", "name"),
    "people": ("name", "title", "affiliation", "entity_id"),
    "visions": ("region", "vision", "industries", "role", "horizon"),
    "events": (
        "edtf", "status", "category", "stage", "instrument", "themes", "title", "regions",
        "programs", "actors",
    ),
}  # fmt: skip
"""Keys of an item beside start, end, text and rule (docs/CONTRACT.md)."""


def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, help="A document.")],
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """One file's text, or its blocks and metadata: what the loader sees.

    Of a file that holds many documents (an archive, a collection) each one: as text behind a
    line that names it, as JSON in a list. Example: yeonpyo load release.html --format json
    """
    import msgspec

    from pipeline.export.files import json_text
    from pipeline.records import Document
    from pipeline.work import Refused, load_file

    if form not in ("text", "json"):
        raise typer.BadParameter("text or json", param_hint="--format")
    found: list[tuple[str, Document]] = []
    refused = many = False
    for member in load_file(file.name, str(file.absolute())):
        many = many or bool(found) or refused or bool(member.within)
        if isinstance(member.result, Refused):
            refused = True
            say(f"refused {file}{member.within}: {member.result.reason}")
        elif isinstance(member.result, Document):
            found.append((file.name + member.within, member.result))
    if form == "json" and found:
        documents = [msgspec.to_builtins(document) for _, document in found]
        typer.echo(json_text(documents if many else documents[0]))
    elif form == "text":
        for name, document in found:
            typer.echo(f"== {name}\n{document.text}\n" if many else document.text)
    if refused:
        raise typer.Exit(REFUSED)


def as_output(ident: str, found: Annotations) -> dict[str, Any]:
    """One line of ``yeonpyo annotate``, with exactly the contract's keys."""
    import msgspec

    line: dict[str, Any] = {"id": ident}
    for name, keys in ITEM_KEYS.items():
        line[name] = []
        for record in getattr(found, name):
            item = msgspec.to_builtins(record)
            item["vision"] = item["text"]
            item["actors"] = [actor["entity_id"] for actor in item.get("actors", ())]
            line[name].append({key: item[key] for key in ("start", "end", "text", "rule", *keys)})
    return line


def _requests(files: list[Path], date: str | None) -> Iterator[tuple[str | None, Any]]:
    """(id, (text, date)) for each input, or (id or None, error message)."""
    for file in files or [Path("-")]:
        if str(file) == "-" or file.suffix == ".jsonl":
            stream = sys.stdin.buffer if str(file) == "-" else file.open("rb")
            for line in stream:
                if line.strip():
                    yield _request(line, date)
        else:
            from pipeline.errors import UnreadableDocument
            from pipeline.load.decode import decode

            try:
                yield file.name, (decode(file.read_bytes())[0], date)
            except (UnreadableDocument, OSError) as error:
                yield file.name, str(error)


def _request(line: bytes, date: str | None) -> tuple[str | None, Any]:
    import json

    ident: str | None = None
    try:
        request = json.loads(line)
        if not isinstance(request, dict):
            return None, 'a line must be an object {"id", "text", "date"}'
        ident = request.get("id")
        for name in ("id", "text"):
            if not isinstance(request.get(name), str):
                return ident, f"{name!r} must be a string"
        stated = request.get("date")
        if stated is not None and not isinstance(stated, str):
            return ident, "'date' must be an EDTF string or null"
        request["text"].encode("utf-8")
    except (ValueError, RecursionError) as error:
        return ident, f"not valid JSON in UTF-8: {error}"
    return ident, (request["text"], stated or date)


def annotate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Plain text or .jsonl; none: stdin."),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="Publication date (EDTF) where none is given.")
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Text in, annotations out: JSON Lines {"id", "text", "date"} on stdin, or text files.

    Example: yeonpyo annotate article.txt --date 2010-02-17
    """
    from pipeline.annotator import Annotator
    from pipeline.export.files import json_text
    from pipeline.grammar.edtf import valid

    if date is not None and not valid(date):
        raise typer.BadParameter(f"{date!r} is no EDTF date", param_hint="--date")
    annotator = Annotator.create()
    done = failed = 0
    for ident, request in _requests(files or [], date):
        try:
            if isinstance(request, str):
                raise ValueError(request)
            text, stated = request
            if stated is not None and not valid(stated):
                raise ValueError(f"'date' {stated!r} is no EDTF date")
            output = as_output(ident or "", annotator.text(text, stated))
            done += 1
        except Exception as error:  # noqa: BLE001 (one bad line must not stop the others)
            output = {"id": ident, "error": str(error) or type(error).__name__}
            failed += 1
            if verbose:
                say(f"{ident}: {error}")
        sys.stdout.write(json_text(output) + "\n")
        sys.stdout.flush()
    if failed:
        say(f"{failed} of {done + failed} inputs refused", quiet)
        raise typer.Exit(REFUSED if done else NOTHING)


COMMANDS: tuple[Callable[..., None], ...] = (load, annotate)
