"""The SQLite driver and its exceptions, named in this one place.

pysqlite3 ships a current SQLite (3.51.3 or newer: older ones carry the WAL-reset corruption bug). Its exceptions
are not those of the standard module, so nobody else imports either.
"""

import pysqlite3 as sqlite3

Connection = sqlite3.Connection
Cursor = sqlite3.Cursor
Row = sqlite3.Row
DatabaseError = sqlite3.DatabaseError
IntegrityError = sqlite3.IntegrityError
SQLITE_VERSION: str = sqlite3.sqlite_version
connect = sqlite3.connect

# What a connection may be asked to do, for those that answer strangers.
ALLOW: int = sqlite3.SQLITE_OK
DENY: int = sqlite3.SQLITE_DENY
BLANK: int = sqlite3.SQLITE_IGNORE
READ: int = sqlite3.SQLITE_READ
FUNCTION: int = sqlite3.SQLITE_FUNCTION
PRAGMA: int = sqlite3.SQLITE_PRAGMA
SELECT: int = sqlite3.SQLITE_SELECT
RECURSIVE: int = sqlite3.SQLITE_RECURSIVE
