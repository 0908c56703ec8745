"""The network: fetch what the sources have into ``corpus/raw/``. Nothing else goes online."""

from pipeline.collect.collect import collect
from pipeline.collect.config import read_config
from pipeline.collect.report import CollectReport, SourceReport

__all__ = ["CollectReport", "SourceReport", "collect", "read_config"]
