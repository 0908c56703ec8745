"""The command ``yeonpyo``. Thin: what a sub-command needs is imported when it is called."""

from __future__ import annotations

import os
import sys

import typer

from pipeline.cli import fetch, models, review, state, text
from pipeline.errors import InternalError, QueryError, YeonpyoError

app = typer.Typer(
    name="yeonpyo",
    help="Policy history out of Korean documents: tables, a timeline, and where each cell is from.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (state, fetch, text, models):
    for command in module.COMMANDS:
        app.command(command.__name__.removesuffix("_"))(command)
app.add_typer(review.app)


def main() -> None:
    """Run the command; exit 0 done, 1 some inputs refused, 2 wrong use, 3 nothing done."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # Korean on a terminal whose locale knows none
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except QueryError as error:
        sys.exit(_complain(str(error), 2))
    except YeonpyoError as error:
        sys.exit(_complain(str(error), 3))
    except InternalError as error:
        sys.exit(_complain(f"a bug in yeonpyo, please report it: {error}", 3))
    except BrokenPipeError:
        # The reader (head, less) has gone: be quiet, also when Python flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _complain(message: str, code: int) -> int:
    sys.stderr.write(f"yeonpyo: {message}\n")
    return code
