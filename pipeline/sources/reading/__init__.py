"""What the sources share: records in and out, and how lists, views, feeds and files are read.

Nothing here knows the network: bytes in, records out. A page that is not what its source expects
raises SourceError with the likeliest reason; a page that says it has nothing raises EmptySource.
"""

from pipeline.sources.reading.board import Board
from pipeline.sources.reading.dates import iso_day, windows
from pipeline.sources.reading.feed import read_feed
from pipeline.sources.reading.files import read_file
from pipeline.sources.reading.html import (
    parse_html,
    query_value,
    text_beside,
    text_of,
    unexpected,
    with_query,
)
from pipeline.sources.reading.records import (
    Busy,
    Fetch,
    Fields,
    Found,
    Halt,
    Made,
    Query,
    Source,
)

__all__ = [
    "Board",
    "Busy",
    "Fetch",
    "Fields",
    "Found",
    "Halt",
    "Made",
    "Query",
    "Source",
    "iso_day",
    "parse_html",
    "query_value",
    "read_feed",
    "read_file",
    "text_beside",
    "text_of",
    "unexpected",
    "windows",
    "with_query",
]
