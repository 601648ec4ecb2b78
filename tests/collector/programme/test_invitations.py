"""Invitations and their keys: outside of the database, for their owner only, gone after sealing."""

import stat
from pathlib import Path

import pytest
from factories import new_store
from programme import PROGRAMME
from trainees import BEFORE, EVENT, OVER, THREE_MONTHS, invite

from collector.errors import CollectorRefusedError
from collector.programme.invitations import EventKeys, destroy_keys, event_keys, issue_invitations, slip_of
from collector.programme.sealing import open_waves, seal
from collector.settings import CollectorSettings
from collector.storage import SqliteStore


@pytest.fixture
def settings(tmp_path: Path) -> CollectorSettings:
    """Return the settings of an instance."""
    return CollectorSettings(instance=tmp_path / "instance")


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open the database of a region with a training."""
    return new_store(tmp_path, **PROGRAMME)


def test_key_is_for_its_owner_only(settings: CollectorSettings, store: SqliteStore) -> None:
    """The first invitation draws it, in a file of its own; the second uses the same."""
    assert event_keys(settings, EVENT) is None
    first, *_ = invite(settings, store, 3)
    path = settings.keys_folder / EVENT
    assert (0o600, 0o700) == (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode))
    key = path.read_bytes()
    (second,) = invite(settings, store)
    assert key == path.read_bytes()
    assert first[:4] != second[:4]  # a batch each
    assert {"peserta": 4} == store.trainees.counts(EVENT).issued


def test_database_knows_hashes_only(settings: CollectorSettings, store: SqliteStore) -> None:
    """What is kept of an invitation is its keyed hash: 60 bits can't be tried without the key."""
    slips = invite(settings, store, 5)
    keys = event_keys(settings, EVENT)
    assert keys is not None
    kept = {bytes(row[0]) for row in store.rows("SELECT digest FROM invitation")}
    assert {keys.invitation(slip) for slip in slips} == kept
    stored = b"".join(path.read_bytes() for path in settings.instance.glob("private.db*"))
    assert [] == [slip for slip in slips if slip[4:].encode() in stored]


def test_each_purpose_has_hashes_of_its_own() -> None:
    """Wave, pair and invitation can't be told from each other, nor one event's from another's."""
    one, other = EventKeys(bytes(32)), EventKeys(bytes([1]) * 32)
    slip = "abcd0123456789gh"
    found = [one.invitation(slip), one.pair(slip), one.use(slip, "pra"), one.use(slip, "pasca")]
    found += [other.invitation(slip), other.pair(slip), other.use(slip, "pra"), other.use(slip, "pasca")]
    assert 8 == len({digest[:16] for digest in found})
    assert [32, 16, 32, 32] == [len(digest) for digest in found[:4]]


@pytest.mark.parametrize(
    ("typed", "slip"),
    [("ABCD-0123-4567-89GH", "abcd0123456789gh"), ("abcdO1234567 89gi", "abcd0123456789g1"), ("abcd", None),
     ("abcd0123456789gu", None), ("", None), ("abcd0123456789gh0", None)],
)  # fmt: skip
def test_invitation_is_sixteen_characters(typed: str, slip: str | None) -> None:
    """Separators and look-alikes are forgiven; anything else is none."""
    assert slip == slip_of(typed)


def test_nobody_is_invited_with_a_second_key(settings: CollectorSettings, store: SqliteStore) -> None:
    """A lost key is said; a new one would void the invitations that are out."""
    invite(settings, store)
    destroy_keys(settings, EVENT)
    with pytest.raises(CollectorRefusedError, match="the key of the invitations that are out is missing"):
        invite(settings, store)
    assert event_keys(settings, EVENT) is None


def test_key_that_was_changed_is_said(settings: CollectorSettings, store: SqliteStore) -> None:
    """A file that holds something else is no reason for a traceback."""
    invite(settings, store)
    (settings.keys_folder / EVENT).write_text("bukan kunci")
    with pytest.raises(CollectorRefusedError, match="the key of the training 'prima-1' can't be read"):
        event_keys(settings, EVENT)


def test_waves_of_a_role_must_lie_ahead(store: SqliteStore) -> None:
    """Who could open nothing is not invited: mentors here, and anybody when all is over."""
    assert 5 == len(open_waves(store, EVENT, "peserta", BEFORE.date()))
    assert ["transfer-3"] == [one.wave for one in open_waves(store, EVENT, "peserta", THREE_MONTHS.date())]
    for role, day in (("mentor", BEFORE), ("peserta", OVER)):
        with pytest.raises(CollectorRefusedError, match=f"no wave for the role {role}"):
            open_waves(store, EVENT, role, day.date())


def test_sealing_waits_for_the_last_wave(settings: CollectorSettings, store: SqliteStore) -> None:
    """On the last day it is refused, on the next it is done; again it changes nothing; unknown events are said."""
    invite(settings, store)
    with pytest.raises(CollectorRefusedError, match="the wave atasan-3 is open until 2024-05-31"):
        seal(settings, store, EVENT, OVER.date().replace(month=5, day=31))
    assert event_keys(settings, EVENT) is not None
    assert seal(settings, store, EVENT, OVER.date())
    assert event_keys(settings, EVENT) is None
    assert seal(settings, store, EVENT, OVER.date().replace(year=2025))
    assert OVER.date() == store.trainees.counts(EVENT).sealed_on
    with pytest.raises(CollectorRefusedError, match="'lain' is no training of this region"):
        seal(settings, store, "lain", OVER.date())
    with pytest.raises(CollectorRefusedError, match="'prima-2' has no wave"):
        seal(settings, store, "prima-2", OVER.date())


def test_sealed_event_invites_nobody(settings: CollectorSettings, store: SqliteStore) -> None:
    """A new key would open what was closed for good."""
    invite(settings, store)
    seal(settings, store, EVENT, OVER.date())
    with pytest.raises(CollectorRefusedError, match="was sealed on 2024-06-01"):
        issue_invitations(settings, store.trainees, EVENT, "peserta", 1, OVER.date())
    assert event_keys(settings, EVENT) is None
