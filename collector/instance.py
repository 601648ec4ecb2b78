"""An instance: the private database and the secret key that belongs to it."""

from collector.errors import CollectorRefusedError
from collector.settings import CollectorSettings, secret_key
from collector.storage.keyed import relies_on_key
from collector.storage.sqlite_store import SqliteStore


def instance_secret(instance: CollectorSettings, store: SqliteStore) -> bytes:
    """Return the secret key; draw one only where nothing was made with another.

    Raises
    ------
    CollectorRefusedError
        If the key is lost although the database relies on it: a new one would silently void what is printed.
    """
    path = instance.secret_key_file
    if not path.exists() and relies_on_key(store):
        raise CollectorRefusedError(
            f"{path}: the secret key is missing, and this instance was used with one: printed slips and sheets, "
            "open forms and the row ids of releases depend on it. Restore the file from a backup. If there is "
            "none, write a new key, which makes the slips, sheets and forms that are out worthless: "
            f"python3 -c 'import secrets; print(secrets.token_hex(32))' > {path}"
        )
    return secret_key(path)
