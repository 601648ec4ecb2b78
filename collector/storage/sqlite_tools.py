"""sqlite-utils, loaded without pandas.

It loads pandas wherever that is installed, as it is for the training estimates: 45 MB and half a second for column
types that nothing here has.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    """Let `name` look as if it were not installed, unless it is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # Python's own mark for it
    try:
        yield
    finally:
        del sys.modules[name]


with _hidden("pandas"):
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

__all__ = ["Database", "Migrations"]
