"""The SQLite driver and its exceptions, named in this one place.

pysqlite3 ships a current SQLite (3.51.3 or newer: older ones carry the WAL-reset corruption bug). Its exceptions
are not those of the standard module, so nobody else imports either.
"""

import pysqlite3 as sqlite3

Connection = sqlite3.Connection
Row = sqlite3.Row
DatabaseError = sqlite3.DatabaseError
IntegrityError = sqlite3.IntegrityError
SQLITE_VERSION: str = sqlite3.sqlite_version
connect = sqlite3.connect
