"""A run's answers as WARC/1.1, to be read by any tool that knows the format."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.collect.archive import Answer


class WarcFile:
    """One gzip member a record: a cut end spoils the last alone. Made at the first answer.

    A 304 is written as a ``revisit`` record (server not modified), as the standard has it.
    """

    def __init__(self, folder: Path, source: str, at: str, agent: str) -> None:
        stamp = "".join(c for c in at if c.isdigit())[:20]
        self.path = folder / f"{source}-{stamp}.warc.gz"
        self._agent = agent
        self._writer: WARCWriter | None = None

    def _open(self) -> WARCWriter:
        if self._writer is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = open(self.path, "ab")  # noqa: SIM115 (closed by close)
            self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
            info = {"software": self._agent, "format": "WARC File Format 1.1", "robots": "obey"}
            self._writer.write_record(self._writer.create_warcinfo_record(self.path.name, info))
        return self._writer

    def write(self, answer: Answer, reason: str = "") -> None:
        """Append an answer: head as received, body untouched."""
        writer = self._open()
        line = f"{answer.status} {reason}".rstrip()
        head = StatusAndHeaders(line, list(answer.headers), protocol="HTTP/1.1")
        extra = {"WARC-Date": answer.at}
        kind = "response"
        if answer.status == 304:
            kind = "revisit"
            extra["WARC-Profile"] = (
                "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
            )
        with closing(BytesIO(answer.data)) as payload:
            writer.write_record(
                writer.create_warc_record(
                    answer.url, kind, payload=payload, http_headers=head,
                    warc_headers_dict=extra,
                )
            )  # fmt: skip
        self._file.flush()

    def close(self) -> None:
        """Close the file, if one was made."""
        if self._writer is not None:
            self._file.close()
