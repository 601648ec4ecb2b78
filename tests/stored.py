"""What must hold of the private database after any accident."""

import hashlib
import json

from collector.storage import SqliteStore

CONTENT = """SELECT id, survey, version, agency, service, counter, training, class, mode, offline, language,
    visited_on, received_at, seconds, answers, source, source_row, nonce, commitment, chain
    FROM response ORDER BY sequence"""


def check_chain(store: SqliteStore) -> None:
    """Assert that every commitment opens to the stored content and every link follows from the one before."""
    head = bytes(32)
    for *content, nonce, commitment, link in store.connection.execute(CONTENT):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        assert commitment == hashlib.sha256(nonce + text).digest()
        head = hashlib.sha256(head + commitment).digest()
        assert link == head


def check_integrity(store: SqliteStore) -> None:
    """Assert that SQLite finds nothing wrong with the file and its references."""
    assert [("ok",)] == [tuple(row) for row in store.connection.execute("PRAGMA integrity_check")]
    assert [] == store.connection.execute("PRAGMA foreign_key_check").fetchall()
