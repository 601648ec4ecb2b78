"""The health report: each thing that can be wrong is said, and nothing is changed by looking."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from factories import SECRET, new_store, responses

from collector.errors import CollectorRefusedError
from collector.health.registry import Finding, Level
from collector.health.report import examine
from collector.publication.release import publish
from collector.settings import CollectorSettings, secret_key
from collector.storage import driver, open_store
from collector.storage.copies import looked_at
from survey_definitions.loader import load_surveys

NOW = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> CollectorSettings:
    """Return the settings of a healthy, published instance with public addresses."""
    store = new_store(tmp_path)
    store.append(responses(12))
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET, now=NOW)
    store.close()
    addresses = {f"{name}_url": f"https://{name}.example" for name in ("form", "data", "site")}
    found = CollectorSettings(instance=tmp_path / "instance", **addresses)
    secret_key(found.secret_key_file)
    return found


def _examine(settings: CollectorSettings, now: datetime = NOW) -> list[Finding]:
    return examine(settings, settings.instance.parent / "out", now)


def test_healthy_instance_is_well(settings: CollectorSettings) -> None:
    """Every check says something, none of it to be looked at; the files are as they were."""
    before = {path.name: path.read_bytes() for path in settings.instance.iterdir()}
    findings = _examine(settings)
    assert [] == [finding.words for finding in findings if finding.level is not Level.GOOD]
    said = " ".join(finding.words for finding in findings)
    for words in (
        "SQLite 3.5", "synchronous = FULL", "it holds 12 answers", "Only the owner", "GiB are free",
        "The clock says 2024-04-02 08:00", "secret key is there", "'uji' has 2 units and 3 counters",
        "questionnaires are as they were", "https addresses", "No opened form", "is shown, whole",
    ):  # fmt: skip
        assert words in said
    assert before == {path.name: path.read_bytes() for path in settings.instance.iterdir()}


def _sql(statement: str) -> Callable[[CollectorSettings], None]:
    def spoil(settings: CollectorSettings) -> None:
        connection = driver.connect(str(settings.private_db), isolation_level=None)
        connection.executescript(statement)
        connection.close()

    return spoil


def _change_release(settings: CollectorSettings) -> None:
    (settings.instance.parent / "out" / "data" / "meta.csv").write_text("changed")


def _publish_elsewhere(settings: CollectorSettings) -> None:
    store = open_store(settings.private_db)
    store.append(responses(30, first=100))
    publish(store, load_surveys(), settings.instance.parent / "other", secret=SECRET, now=NOW)
    store.close()


@pytest.mark.parametrize(
    ("spoil", "level", "expected"),
    [
        (lambda one: one.secret_key_file.unlink(), Level.BAD, "secret_key is missing. Restore it from a backup"),
        (lambda one: one.secret_key_file.write_text("kunci"), Level.BAD, "this is not a secret key"),
        (lambda one: one.private_db.chmod(0o644), Level.BAD, "private.db can be read by others. Run: chmod 600"),
        (lambda one: one.instance.chmod(0o755), Level.BAD, "instance can be read by others. Run: chmod 700"),
        (_sql("PRAGMA foreign_keys = OFF; DELETE FROM agency"), Level.BAD, "points at no agency. Stop the server"),
        (_sql("DELETE FROM region"), Level.BAD, "No region is loaded"),
        (_sql("UPDATE counter SET retired = 1"), Level.LOOK, "0 counters in use: nobody can answer yet"),
        (_sql("UPDATE counter SET survey = 'hilang'"), Level.BAD, "in use are not defined: hilang"),
        (_sql("UPDATE response SET received_at = '2024-04-02T08:06:00+00:00'"), Level.BAD,
         "stored on 2024-04-02 08:06"),
        (_sql("UPDATE _sqlite_migrations SET name = 'm999_later' WHERE name LIKE 'm003%'"), Level.BAD,
         "A newer version made this database (m999_later)"),
        (_sql("DELETE FROM _sqlite_migrations WHERE name LIKE 'm003%'"), Level.LOOK, "m003_visits to come"),
        (_sql("PRAGMA journal_mode = DELETE"), Level.LOOK, "not in WAL mode"),
        (_sql("DELETE FROM release"), Level.LOOK, "Nothing was published yet"),
        (_change_release, Level.BAD, "were changed. Run 'kotaksaran publish'"),
        (_publish_elsewhere, Level.BAD, "the newest is"),
        (lambda one: (one.instance.parent / "out" / "current").unlink(), Level.BAD, "holds no release"),
    ],
)  # fmt: skip
def test_each_fault_is_said(
    settings: CollectorSettings, spoil: Callable[[CollectorSettings], object], level: Level, expected: str
) -> None:
    """What is wrong is named, with what to do."""
    spoil(settings)
    found = [finding for finding in _examine(settings) if expected in finding.words]
    assert [level] == [finding.level for finding in found]


def test_old_sqlite_is_refused(settings: CollectorSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """3.51.2 still has the WAL-reset bug."""
    monkeypatch.setattr(driver, "SQLITE_VERSION", "3.51.2")
    assert any(f.level is Level.BAD and "SQLite 3.51.2 can damage" in f.words for f in _examine(settings))


def test_full_disk_and_local_addresses_are_pointed_out(
    settings: CollectorSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Little space, and addresses nobody else can reach, are to be looked at."""
    usage = type("Usage", (), {"free": 5 << 20})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    words = [f.words for f in _examine(CollectorSettings(instance=settings.instance)) if f.level is Level.LOOK]
    assert "0.0 GiB are free for the instance; make it 1.0 or more." in words
    assert any(one.startswith("form_url, data_url, site_url: no https address is set") for one in words)


def test_fresh_instance_needs_no_key_yet(tmp_path: Path) -> None:
    """Before the first answer a missing key is no loss."""
    new_store(tmp_path).close()
    found = _examine(CollectorSettings(instance=tmp_path / "instance"))
    assert any(f.level is Level.LOOK and "no secret key yet" in f.words for f in found)


def test_no_instance_and_no_database_are_refused(tmp_path: Path) -> None:
    """A mistyped folder makes none; a file of words is named."""
    settings = CollectorSettings(instance=tmp_path / "instance")
    with pytest.raises(CollectorRefusedError, match="there is no instance here"):
        _examine(settings)
    assert [] == list(tmp_path.iterdir())
    settings.instance.mkdir()
    settings.private_db.write_text("words" * 1000)
    with pytest.raises(CollectorRefusedError, match="the database can't be read"):
        _examine(settings)


def test_looking_can_write_nothing(settings: CollectorSettings) -> None:
    """The connection a check gets refuses to write, whatever a check does."""
    with looked_at(settings.private_db) as connection, pytest.raises(driver.DatabaseError, match="readonly"):
        connection.execute("DELETE FROM region")
