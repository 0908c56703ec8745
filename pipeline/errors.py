"""One root for every error that a user can act on.

``InternalError`` is the exception to the rule: it is a bug of ours, and says so.
"""

from __future__ import annotations


class YeonpyoError(Exception):
    """Root of all errors that name a value and a remedy."""


class SourceError(YeonpyoError):
    """A source's page or answer is not what its module expects."""


class EmptySource(SourceError):
    """A source says, legally, that it has nothing for the question asked."""


class UnreadableDocument(YeonpyoError):
    """A document cannot be read; ``reason`` is what lands in the table ``refused``."""

    def __init__(self, reason: str, *, stage: str = "load") -> None:
        super().__init__(reason)
        self.reason = reason
        self.stage = stage


class LexiconError(YeonpyoError):
    """A lexicon file breaks its own rules (order, duplicate id, unknown parent …)."""


class ModelError(YeonpyoError):
    """A model is missing, or was made by another version; the message says what to run."""


class QueryError(YeonpyoError):
    """A filter names something that no table and no lexicon knows."""


class InternalError(Exception):
    """A bug in yeonpyo, not in the user's input."""
