"""Keeping: the private database. SQL of the private side stands here and in publication/open_file.py only."""

from collector.storage.records import ResponseStore
from collector.storage.sqlite_store import SqliteStore, open_store

__all__ = ["ResponseStore", "SqliteStore", "open_store"]
