"""The audit of rows about respondents and comments: planted weaknesses stop a release."""

import pytest

from collector.errors import CollectorRefusedError
from collector.publication.open_file import Row
from collector.publication.respondents_audit import audit_profiles, audit_themes


def _profile(total: int | None, **counts: int | None) -> list[Row]:
    cells = {None: total, **counts}
    return [("dinas", "2024-T1", "usia", value, n, "PUB03" if n is None else None) for value, n in cells.items()]


def _theme(n: int | None) -> list[Row]:
    return [("dinas", "2024-T1", "perilaku", "ramah", n, "PUB05" if n is None else None)]


@pytest.mark.parametrize(
    ("now", "before", "why"),
    [
        (_profile(33, a=None, b=30), [], "can be subtracted"),
        (_profile(34, a=None, b=30, c=None), [], "can be subtracted"),
        (_profile(34, a=4, b=30), [], "below 5"),
        (_profile(9, a=9), [], "total 9 is below 10"),
        (_profile(None, a=30), [], "its parts are not"),
        (_profile(41, a=30, b=10), [], "not the total"),
        (_profile(42, a=12, b=30), _profile(36, a=6, b=30), "total moved from 36 to 42"),
        (_profile(42, a=12, b=30), _profile(52, a=9, b=43), "moved by fewer than 5"),
        (_profile(60, a=20, b=40), _profile(40, a=None, b=None), "not so any more"),
        (_profile(None), _profile(40, a=20, b=20), "not so any more"),
        (_profile(50, a=None, b=30, c=None), _profile(40, a=None, b=23, c=None), "moved by fewer than 5"),
    ],
)
def test_profile_that_gives_somebody_away_stops_the_release(now: list[Row], before: list[Row], why: str) -> None:
    """The sentence names unit, period and characteristic, and why."""
    with pytest.raises(CollectorRefusedError, match=f"PUB03, PUB04.*dinas, 2024-T1, usia: .*{why}"):
        audit_profiles(now, before)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (_profile(39, a=None, b=30, c=None), []),
        (_profile(None), []),
        (_profile(50, a=12, b=38), _profile(40, a=12, b=28)),
        (_profile(50, a=None, b=30, c=None), _profile(40, a=None, b=25, c=None)),
        (_profile(50, a=12, b=38), _profile(None)),
    ],
)
def test_sound_profiles_pass(now: list[Row], before: list[Row]) -> None:
    """Two hidden counts with nine together, a hidden table, and moves by five and ten."""
    audit_profiles(now, before)


@pytest.mark.parametrize(
    ("now", "before", "why"), [(9, None, "9 comments are fewer"), (21, 12, "moved from 12 to 21")]
)
def test_theme_of_few_comments_stops_the_release(now: int, before: int | None, why: str) -> None:
    """Fewer than ten comments, or a difference of fewer than ten."""
    with pytest.raises(CollectorRefusedError, match=f"PUB05, PUB04.*perilaku, ramah: .*{why}"):
        audit_themes(_theme(now), _theme(before) if before else [])
    audit_themes(_theme(22), _theme(12))
    audit_themes(_theme(None), _theme(None))
