"""Look at the private database without changing it: for the health report."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from collector.errors import CollectorRefusedError
from collector.storage import driver
from collector.storage.copies import applied_migrations, faults_of, known_migrations, looked_at
from collector.storage.keyed import HOLDS_KEYED
from collector.storage.sqlite_store import DURABLE

FULL = 2


class Inspection:
    """A read-only view of the database; make one with `inspect`."""

    def __init__(self, connection: driver.Connection) -> None:
        self._connection = connection

    @property
    def sqlite_version(self) -> tuple[int, ...]:
        """The SQLite in use."""
        return tuple(int(part) for part in driver.SQLITE_VERSION.split("."))

    @property
    def is_wal(self) -> bool:
        """Whether readers and the writer leave each other alone."""
        return bool(self._value("PRAGMA journal_mode") == "wal")

    @property
    def waits_for_disk(self) -> bool:
        """Whether the collector's connections wait for the disk with each answer (`synchronous` is FULL)."""
        for pragma in DURABLE:
            self._connection.execute(pragma)
        return bool(self._value("PRAGMA synchronous") == FULL)

    @property
    def faults(self) -> list[str]:
        """What SQLite finds wrong."""
        return list(faults_of(self._connection))

    @property
    def missing_migrations(self) -> list[str]:
        """Steps of the schema still to be taken; the next command takes them."""
        return sorted(known_migrations() - applied_migrations(self._connection))

    @property
    def newer_migrations(self) -> list[str]:
        """Steps of the schema this version doesn't know."""
        return sorted(applied_migrations(self._connection) - known_migrations())

    @property
    def region(self) -> tuple[str, int, int] | None:
        """Code of the loaded region, its units and its counters in use; None before the first load."""
        code = self._value("SELECT code FROM region")
        units = self._value("SELECT count(*) FROM agency WHERE NOT retired")
        counters = self._value("SELECT count(*) FROM counter WHERE NOT retired")
        return None if code is None else (code, units, counters)

    @property
    def relies_on_key(self) -> bool:
        """Whether something is there that was made with the secret key."""
        return bool(self._value(HOLDS_KEYED))

    @property
    def newest_answer(self) -> datetime | None:
        """When the newest answer came."""
        return _moment(self._value("SELECT max(received_at) FROM response"))

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return int(self._value("SELECT count(*) FROM response"))

    @property
    def last_release(self) -> tuple[str, datetime] | None:
        """Id and moment of the newest release."""
        row = self._connection.execute(
            "SELECT id, made_at FROM release ORDER BY position DESC LIMIT 1"
        ).fetchone()  # fmt: skip
        return None if row is None else (row[0], datetime.fromisoformat(row[1]))

    @property
    def last_opened_day(self) -> str | None:
        """The newest day with opened forms on disk."""
        day: str | None = self._value("SELECT max(day) FROM opened")
        return day

    @property
    def questionnaires(self) -> list[str]:
        """Ids of the questionnaires that were answered or are asked."""
        rows = self._connection.execute(
            "SELECT survey FROM response WHERE survey IS NOT NULL UNION SELECT survey FROM counter ORDER BY 1"
        )
        return [row[0] for row in rows]

    def _value(self, query: str) -> Any:
        row = self._connection.execute(query).fetchone()
        return None if row is None else row[0]


@contextmanager
def inspect(path: Path) -> Iterator[Inspection]:
    """Open the database at `path` for looking.

    Raises
    ------
    CollectorRefusedError
        If it can't be read at all.
    """
    try:
        with looked_at(path) as connection:
            yield Inspection(connection)
    except driver.DatabaseError as error:
        raise CollectorRefusedError(
            f"{path}: the database can't be read ({error}). If it is damaged, 'kotaksaran restore' brings a backup "
            "back."
        ) from error


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
