"""The state: one SQLite database, and what its tables and columns are."""

from pipeline.store.database import Store, StoreBusy, StoreError
from pipeline.store.schema import EXPORTED, TABLES, Column, Table

__all__ = ["EXPORTED", "TABLES", "Column", "Store", "StoreBusy", "StoreError", "Table"]
