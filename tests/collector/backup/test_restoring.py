"""A restore gives back what was there, and harms nothing if it can't."""

import io
import shutil
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from factories import new_store, responses
from programme import PROGRAMME
from sqlite_utils import Database

from collector.backup.making import make_backup
from collector.backup.restoring import Restored, restore
from collector.errors import CollectorRefusedError
from collector.settings import CollectorSettings, secret_key
from collector.storage import driver, open_store
from collector.storage.migrations import migrations

DUMP = "SELECT id, answers, receipt, nonce, commitment, chain FROM response ORDER BY sequence"


@pytest.fixture
def settings(tmp_path: Path) -> CollectorSettings:
    """Return the settings of a closed instance with 12 answers, all registers, a key and settings."""
    store = new_store(tmp_path, **PROGRAMME)
    store.append(responses(12))
    store.close()
    found = CollectorSettings(instance=tmp_path / "instance")
    secret_key(found.secret_key_file)
    (found.instance / "kotaksaran.toml").write_text('form_url = "https://f.example"\n')
    return found


@pytest.fixture
def archive(settings: CollectorSettings, tmp_path: Path) -> Path:
    """Return a backup of it that holds the key."""
    return make_backup(settings, tmp_path / "copy.tar", with_key=True).path


def _restore(archive: Path, instance: Path, *, replace: bool = False, new_key: bool = False) -> Restored:
    return restore(CollectorSettings(instance=instance), archive, replace=replace, new_key=new_key)


def _rows(instance: Path) -> list[tuple[object, ...]]:
    store = open_store(instance / "private.db")
    rows = store.connection.execute(DUMP).fetchall()
    store.close()
    return rows


def _state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_restore_gives_everything_back(settings: CollectorSettings, archive: Path, tmp_path: Path) -> None:
    """Answers, registers, key and settings are those of the backup; only the owner reads them."""
    new = tmp_path / "new"
    restored = _restore(archive, new)
    assert (12, "uji") == (restored.contents.answers, restored.contents.region)
    assert {"private.db", "secret_key", "kotaksaran.toml", ".gitignore"} == {path.name for path in new.iterdir()}
    assert (settings.instance / "secret_key").read_bytes() == (new / "secret_key").read_bytes()
    assert 'form_url = "https://f.example"\n' == (new / "kotaksaran.toml").read_text()
    assert {0o600} == {(new / name).stat().st_mode & 0o777 for name in ("private.db", "secret_key")}
    assert _rows(settings.instance) == _rows(new)
    assert 2 == open_store(new / "private.db").connection.execute("SELECT count(*) FROM training").fetchone()[0]


def test_restore_refuses_an_instance_that_is_there(settings: CollectorSettings, archive: Path) -> None:
    """Without --replace nothing is touched."""
    before = _state(settings.instance)
    with pytest.raises(CollectorRefusedError, match="--replace"):
        _restore(archive, settings.instance)
    assert before == _state(settings.instance)


def test_restore_sets_the_old_one_aside(settings: CollectorSettings, archive: Path) -> None:
    """With --replace the answers of the backup are there, and the later ones in a file beside them."""
    store = open_store(settings.private_db)
    store.append(responses(5, first=100))
    store.close()
    restored = _restore(archive, settings.instance, replace=True)
    assert 12 == len(_rows(settings.instance))
    old, key = restored.set_aside
    assert key.name.startswith("secret_key.before-")
    kept = driver.connect(str(old))
    assert (17,) == kept.execute("SELECT count(*) FROM response").fetchone()
    kept.close()
    assert ("private.db", "secret_key") == restored.placed  # the settings that are there stay


def test_restore_refuses_a_running_server(settings: CollectorSettings, archive: Path) -> None:
    """While somebody has the database open nothing is replaced; afterwards it works."""
    store = open_store(settings.private_db)
    store.append(responses(1, first=200))
    with pytest.raises(CollectorRefusedError, match="Stop it first"):
        _restore(archive, settings.instance, replace=True)
    assert not list(settings.instance.glob("*.before-*"))
    store.append(responses(1, first=201))
    store.close()
    assert 14 == len(_rows(settings.instance))
    _restore(archive, settings.instance, replace=True)
    assert 12 == len(_rows(settings.instance))


def test_restore_over_a_damaged_database(settings: CollectorSettings, archive: Path) -> None:
    """What made the restore necessary is set aside, and its log never reaches the restored file."""
    settings.private_db.write_bytes(b"damaged" * 1000)
    settings.private_db.with_name("private.db-wal").write_bytes(b"left over")
    _restore(archive, settings.instance, replace=True)
    assert 12 == len(_rows(settings.instance))
    (kept,) = settings.instance.glob("private.db.before-*")
    assert b"damaged" * 1000 == kept.read_bytes()


def test_restore_without_a_key_asks_for_it(settings: CollectorSettings, tmp_path: Path) -> None:
    """A backup without the key needs one beside it, or the word that a new one may be drawn."""
    bare = make_backup(settings, tmp_path / "bare.tar", with_key=False).path
    new = tmp_path / "new"
    with pytest.raises(CollectorRefusedError, match="--new-key"):
        _restore(bare, new)
    assert {".gitignore"} == {path.name for path in new.iterdir()}
    shutil.copy(settings.secret_key_file, new)
    assert ("private.db", "kotaksaran.toml") == _restore(bare, new).placed
    other = tmp_path / "other"
    _restore(bare, other, new_key=True)
    assert settings.secret_key_file.read_bytes() != (other / "secret_key").read_bytes()


def test_restore_brings_an_older_schema_up_to_date(tmp_path: Path) -> None:
    """A backup made before the last steps of the schema gets them."""
    old = tmp_path / "old"
    old.mkdir()
    connection = driver.connect(str(old / "private.db"), isolation_level=None)
    migrations.apply(Database(connection), stop_before="m003_visits")
    connection.close()
    _packed(tmp_path / "old.tar", old)
    _restore(tmp_path / "old.tar", tmp_path / "new", new_key=True)
    assert [] == _rows(tmp_path / "new")


def _packed(archive: Path, folder: Path) -> None:
    """Pack a folder as a backup is packed."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    with tarfile.open(archive, "w") as tar:
        for name, data in {"SHA256SUMS": sums.encode(), **files}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


def _cut(archive: Path, _folder: Path) -> None:
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])


def _flip(archive: Path, _folder: Path) -> None:
    data = bytearray(archive.read_bytes())
    data[data.index(b"https://f.example")] ^= 1
    archive.write_bytes(data)


def _damage(archive: Path, folder: Path) -> None:
    database = folder / "private.db"
    data = bytearray(database.read_bytes())
    data[8192:12288] = bytes(4096)
    database.write_bytes(data)
    _packed(archive, folder)


def _newer(archive: Path, folder: Path) -> None:
    connection = driver.connect(str(folder / "private.db"), isolation_level=None)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kotak_saran', 'm999_later', '')"
    )
    connection.close()
    _packed(archive, folder)


def _without_parent(archive: Path, folder: Path) -> None:
    connection = driver.connect(str(folder / "private.db"), isolation_level=None)
    connection.execute("DELETE FROM agency")
    connection.close()
    _packed(archive, folder)


def _foreign(archive: Path, folder: Path) -> None:
    (folder / "passwd").write_text("root")
    _packed(archive, folder)


def _bad_key(archive: Path, folder: Path) -> None:
    (folder / "secret_key").write_text("kunci")
    _packed(archive, folder)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_cut, "it is cut off"),
        (_flip, "it is damaged: its files are not those it lists"),
        (_damage, "its database is"),
        (_newer, r"a newer version of Kotak Saran made it \(m999_later\)"),
        (_without_parent, "its database is damaged .*points at no agency"),
        (_foreign, "'passwd' does not belong into a backup"),
        (_bad_key, "this is not a secret key of Kotak Saran"),
    ],
)
def test_restore_refuses_what_is_not_whole(
    settings: CollectorSettings, archive: Path, tmp_path: Path, spoil: Callable[[Path, Path], None], expected: str
) -> None:
    """A spoilt backup is refused with its reason, and the instance is as it was, byte for byte."""
    unpacked = tmp_path / "unpacked"
    with tarfile.open(archive) as tar:
        tar.extractall(unpacked, filter="data")
    (unpacked / "SHA256SUMS").unlink()
    spoil(archive, unpacked)
    before = _state(settings.instance)
    with pytest.raises(CollectorRefusedError, match=expected):
        _restore(archive, settings.instance, replace=True)
    assert before == _state(settings.instance)


def test_restore_needs_a_file_of_ours(tmp_path: Path) -> None:
    """A missing file and a file of words are one sentence each."""
    with pytest.raises(CollectorRefusedError, match="there is no such file"):
        _restore(tmp_path / "none.tar", tmp_path / "new")
    (tmp_path / "words.tar").write_text("words" * 1000)
    with pytest.raises(CollectorRefusedError, match="no backup of Kotak Saran"):
        _restore(tmp_path / "words.tar", tmp_path / "new")
