"""The network: fetch what the sources have into ``corpus/raw/``. Nothing else goes online."""

from pipeline.collect.collect import collect
from pipeline.collect.report import CollectReport, SourceReport

__all__ = ["CollectReport", "SourceReport", "collect"]
