"""Answers in SQLite: append with idempotency and hash chain, look-ups for the form."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from collector.errors import CollectorRefusedError, StorageUnavailableError
from collector.storage import chain, driver
from collector.storage.entries import Entry, Row, insert
from collector.storage.identity import same_content
from collector.storage.migrations import migrations
from collector.storage.records import (
    NOTHING_OPENED,
    Conflict,
    CounterEntry,
    NewResponse,
    Opened,
    Outcomes,
    Receipt,
    RegionEntry,
    Stored,
    Withdrawal,
)
from collector.storage.sqlite_tools import Database
from collector.storage.tokens import spend_token
from collector.storage.trainees import TraineeStore
from collector.storage.withdrawals import withdraw
from survey_definitions.model import Text

BUSY_MILLISECONDS = 5_000  # a script waits 15 s for its answer
HELD_MILLISECONDS = 200
CHECKPOINT_PAGES = 8_000
"""Pages (4 KB) in the write-ahead log before they are copied into the file, which whoever waits then waits for."""

ERASING_MILLISECONDS = 200  # answers wait behind it, so it gives way and is tried again

DURABLE = (
    f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}",
    "PRAGMA synchronous = FULL",  # NORMAL loses acknowledged answers on a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)
"""How each connection is set up, besides WAL, which the file remembers."""
CHECK_RIGHTS = "Check that the user who runs this may read and write the folder and the files in it."
DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR", "SQLITE_CONSTRAINT")
"""Names of what SQLite says about a file that is none of ours; an error in a statement is of another schema."""

# Same content means the same questionnaire, place and answers; times differ between a try and its repetition.
FIND = """
    SELECT id, survey, version, counter, agency, service, answers, receipt, received_at, class, withdrawn_on
    FROM response WHERE id IN (SELECT value FROM json_each(?))
"""

ADD_OPENED = """
    INSERT INTO opened VALUES (?, ?, ?) ON CONFLICT (counter, day) DO UPDATE SET n = n + excluded.n
"""
NEWEST_LINK = "SELECT chain FROM response ORDER BY sequence DESC LIMIT 1"
FIND_COUNTER = """
    SELECT counter.code, counter.name_id, counter.name_en, service.agency, agency.name_id, agency.name_en,
           counter.service, service.name_id, service.name_en, counter.survey,
           counter.retired OR service.retired OR agency.retired
    FROM counter JOIN service ON service.code = counter.service JOIN agency ON agency.code = service.agency
    WHERE counter.code = ?
"""
FIND_RECEIPT = """
    SELECT receipt, received_at, survey, response.agency, agency.name_id, agency.name_en,
           service.name_id, service.name_en, mode, withdrawn_on,
           (SELECT published_on FROM ledger_range WHERE last >= sequence ORDER BY last LIMIT 1)
    FROM response LEFT JOIN agency ON agency.code = response.agency
    LEFT JOIN service ON service.code = response.service
    WHERE receipt = ?
"""
FIND_REGION = """
    SELECT code, kind, name_id, name_en, publisher_id, publisher_en, timezone, period_kind, default_survey,
           simulated, licence, additions, contact
    FROM region
"""


class SqliteStore:
    """The private database. One connection writes and one reads, each used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._connection = _connect(path)
        self._is_held = False  # by another process, longer than we waited
        self._reading = threading.Lock()  # looking up a counter never waits for the disk (WAL)
        self._reader = _connect(path)
        self._reader.execute("PRAGMA query_only = ON")
        self.erase_traces()  # of a withdrawal that a crash cut short

    @property
    def connection(self) -> driver.Connection:
        """The open connection, for the register and release parts of this package."""
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[driver.Connection]:
        """Run a block in one write transaction; durable on leaving, undone on any exception."""
        with self._lock, _as_unavailable(self.path):
            self._begin()
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _begin(self) -> None:
        """Wait for whoever holds the database; once in vain, the next are short, so that all who queue get word."""
        with self._patience(HELD_MILLISECONDS) if self._is_held else nullcontext():
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except driver.DatabaseError:
                self._is_held = True
                raise
        self._is_held = False

    def append(self, batch: Sequence[NewResponse], opened: Opened = NOTHING_OPENED) -> Outcomes:
        """Keep a batch in one transaction: on return all of it is durable, or an exception says none is."""
        return self.keep([Entry.of(response) for response in batch], opened)

    def keep(self, entries: Sequence[Entry], opened: Opened = NOTHING_OPENED) -> Outcomes:
        """Do what `append` does with answers that are ready."""
        with self.transaction() as connection:
            connection.executemany(ADD_OPENED, [(counter, day, n) for (counter, day), n in opened.items()])
            return self._keep(connection, entries)

    def append_within(self, connection: driver.Connection, batch: Sequence[NewResponse]) -> Outcomes:
        """Do what `append` does inside a transaction that the caller opened."""
        return self._keep(connection, [Entry.of(response) for response in batch])

    def _keep(self, connection: driver.Connection, entries: Sequence[Entry]) -> Outcomes:
        there = {row[0]: row[1:] for row in connection.execute(FIND, (json.dumps([one.id for one in entries]),))}
        new: dict[str, tuple[NewResponse, Stored]] = {}
        rows: list[Row] = []
        outcomes: Outcomes = []
        link = self.chain_head()
        for entry in entries:
            if entry.id in there:
                outcomes.append(_compare(entry.response, there[entry.id]))
            elif entry.id in new:
                outcomes.append(_repeat(entry.response, *new[entry.id]))
            else:
                one = entry.in_class(spend_token(connection, entry.response))
                link = chain.link(link, one.commitment)
                rows.append(one.row(link))
                stored = one.stored()
                new[one.id] = one.response, stored
                outcomes.append(stored)
        insert(connection, rows)
        return outcomes

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Delete what an answer holds besides its scores; one that is gone already stays as it is."""
        with self.transaction() as connection:
            withdraw(connection, withdrawal)

    def erase_traces(self) -> bool:
        """Empty the write-ahead log, where deleted text may still stand; False while another process reads it."""
        try:
            with self._lock, self._patience(ERASING_MILLISECONDS):
                (is_busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except driver.DatabaseError:  # such as a full disk: the text is still there
            return False
        return not is_busy

    @contextmanager
    def _patience(self, milliseconds: int) -> Iterator[None]:
        """Wait so long for other connections within a block, whatever happens in it."""
        try:
            self._connection.execute(f"PRAGMA busy_timeout = {milliseconds}")
            yield
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")

    def chain_head(self) -> bytes:
        """Return the newest link of the chain, 32 bytes."""
        with self._lock, _as_unavailable(self.path):  # the writer's own view, inside its transaction too
            row = self._connection.execute(NEWEST_LINK).fetchone()
        return bytes(row[0]) if row else chain.GENESIS

    def counter(self, code: str) -> CounterEntry | None:
        """Find a counter, retired ones included."""
        row = self._one(FIND_COUNTER, code)
        if row is None:
            return None
        return CounterEntry(
            code=row[0], name=Text(id=row[1], en=row[2]), agency=row[3], agency_name=Text(id=row[4], en=row[5]),
            service=row[6], service_name=Text(id=row[7], en=row[8]), survey=row[9], retired=bool(row[10]),
        )  # fmt: skip

    def receipt(self, code: str) -> Receipt | None:
        """Find the answer a receipt code belongs to."""
        row = self._one(FIND_RECEIPT, code)
        if row is None:
            return None
        return Receipt(
            code=row[0], received_at=row[1] and datetime.fromisoformat(row[1]), survey=row[2], agency=row[3],
            agency_name=_text(row[4], row[5]), service_name=_text(row[6], row[7]), mode=row[8],
            withdrawn_on=_date(row[9]), listed_on=_date(row[10]),
        )  # fmt: skip

    def region(self) -> RegionEntry | None:
        """Return the loaded region, or None before the first ``region load``."""
        row = self._one(FIND_REGION)
        if row is None:
            return None
        return RegionEntry(
            code=row[0], kind=row[1], name=Text(id=row[2], en=row[3]), publisher=Text(id=row[4], en=row[5]),
            timezone=row[6], period_kind=row[7], default_survey=row[8], simulated=bool(row[9]), licence=row[10],
            additions=tuple(row[11].split()), contact=row[12],
        )  # fmt: skip

    @property
    def trainees(self) -> TraineeStore:
        """Invitations and answers of trainees."""
        return TraineeStore(self)

    def rows(self, query: str, *parameters: object) -> list[Any]:
        """Return what a query finds; it never waits for who writes (WAL)."""
        with self._reading, _as_unavailable(self.path):
            return list(self._reader.execute(query, parameters))

    def probe(self) -> None:
        """Write a page and wait for the disk; it holds what it held, since nothing of ours uses `user_version`."""
        with self.transaction() as connection:
            connection.execute("PRAGMA user_version = 0")

    def version(self) -> int:
        """Return a number that is another one once any other connection has committed, of any process."""
        return int(self._one("PRAGMA data_version")[0])

    def close(self) -> None:
        """Close the connection."""
        with self._lock, self._reading:
            self._reader.close()
            self._connection.close()

    def _one(self, query: str, *parameters: str) -> Any:
        with self._reading, _as_unavailable(self.path):
            return self._reader.execute(query, parameters).fetchone()


def open_store(path: Path, *, create: bool = False) -> SqliteStore:
    """Open the private database at `path` and bring its schema up to date.

    Parameters
    ----------
    create
        Whether a missing one is made. Only what fills an instance may: a mistyped folder must not become one.

    Raises
    ------
    CollectorRefusedError
        If there is none, the file is not a database of ours or can't be opened.
    """
    if not create and not _is_there(path):
        raise CollectorRefusedError(
            f"{path.parent}: there is no instance here. Run 'kotaksaran region load' first, or name the right "
            "folder with --instance."
        )
    return SqliteStore(path)


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _cannot_open(path, error) from error
    return True


def _connect(path: Path) -> driver.Connection:
    try:
        _make_private(path)
        connection = driver.connect(str(path), check_same_thread=False, isolation_level=None)
    except (OSError, driver.DatabaseError) as error:
        raise _cannot_open(path, error) from error
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA journal_mode = WAL")
        for pragma in DURABLE:
            connection.execute(pragma)
        migrations.apply(Database(connection))
    except driver.DatabaseError as error:
        connection.close()
        raise _cannot_open(path, error) from error
    return connection


def make_private_folder(folder: Path) -> None:
    """Make the instance's folder if it is missing: for its owner only, and kept out of git."""
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        (folder / ".gitignore").write_text("*\n", encoding="ascii")


def _make_private(path: Path) -> None:
    """Make the instance's folder and file readable by their owner only."""
    make_private_folder(path.parent)
    if not path.exists():
        path.touch(mode=0o600)


def _cannot_open(path: Path, error: Exception) -> CollectorRefusedError:
    """Say what is true: a file that may not be used is no damaged one, and a full disk is neither."""
    if isinstance(error, OSError):
        return CollectorRefusedError(f"{path}: this can't be used ({error.strerror}). {CHECK_RIGHTS}")
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(DAMAGED):
        return CollectorRefusedError(
            f"{path}: this is not a readable Kotak Saran database ({error}). "
            "Choose another folder with --instance, or restore the file from a backup."
        )
    if name.startswith("SQLITE_BUSY"):
        return CollectorRefusedError(f"{path}: another program keeps the database busy. Try again in a moment.")
    remedy = "Free some space on the disk." if name.startswith("SQLITE_FULL") else CHECK_RIGHTS
    return CollectorRefusedError(f"{path}: the database can't be opened ({error}). {remedy}")


@contextmanager
def _as_unavailable(path: Path) -> Iterator[None]:
    try:
        yield
    except driver.IntegrityError as error:  # trying again would not help
        raise CollectorRefusedError(f"{path}: the answer contradicts the registers ({error}).") from error
    except driver.DatabaseError as error:
        raise StorageUnavailableError(f"{path}: the database could not be used ({error}).") from error


def _repeat(response: NewResponse, first: NewResponse, stored: Stored) -> Stored | Conflict:
    """Compare with an answer of the same batch, as `_compare` does with one that was there before."""
    is_same = same_content(first) == same_content(response)
    if is_same:
        return replace(stored, is_new=False)
    return Conflict(id=response.id, receipt=stored.receipt, received_at=stored.received_at)


def _compare(response: NewResponse, existing: tuple[object, ...]) -> Stored | Conflict:
    *content, receipt, received_at, response_class, withdrawn_on = existing
    sent_at = datetime.fromisoformat(str(received_at)) if received_at else response.received_at
    if withdrawn_on is None and tuple(content) != same_content(response):
        return Conflict(id=response.id, receipt=str(receipt or ""), received_at=sent_at)
    # A withdrawn answer is not brought back by a phone that sends it once more.
    return Stored(
        id=response.id,
        receipt=str(receipt or ""),
        received_at=sent_at,
        is_new=False,
        response_class=str(response_class or response.response_class),
    )


def _text(id_: str | None, en: str | None) -> Text | None:
    return None if id_ is None or en is None else Text(id=id_, en=en)


def _date(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)
