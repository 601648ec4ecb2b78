"""Codes on a screen and on a day sheet: good where and when they are shown, and nowhere else."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from factories import SECRET

from collector.codes import ALPHABET
from collector.proofs.screen_codes import is_valid, screen_code, seconds_left, sheet_code

NOON = datetime(2024, 2, 1, 5, 10, tzinfo=UTC)  # 12:10 in Jakarta
ZONE = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("later", "valid"),
    [
        (0, True),
        (19, True),
        (20, True),
        (49, True),
        (50, False),
        (-11, False),
    ],  # minutes; windows end at :00 and :30
)
def test_screen_code_lives_for_its_window_and_the_next(later: int, *, valid: bool) -> None:
    """Shown at 12:10, it is good until 13:00, and was not good before 12:00."""
    code = screen_code(SECRET, "dinas", NOON)
    assert valid is is_valid(SECRET, "dinas", code, NOON + timedelta(minutes=later), ZONE)


def test_screen_shows_another_code_after_its_window() -> None:
    """At 12:10 twenty minutes are left; then the code differs."""
    left = seconds_left(NOON)
    assert 20 * 60 == left
    assert screen_code(SECRET, "dinas", NOON) != screen_code(SECRET, "dinas", NOON + timedelta(seconds=left))


def test_sheet_code_is_good_on_its_local_day_only() -> None:
    """Printed for 1 February: good from midnight to midnight in Jakarta (17:00 UTC the day before)."""
    code = sheet_code(SECRET, "dinas", NOON, ZONE)
    first, last = datetime(2024, 1, 31, 17, 0, tzinfo=UTC), datetime(2024, 2, 1, 16, 59, tzinfo=UTC)
    assert [True, True, False, False] == [
        is_valid(SECRET, "dinas", code, moment, ZONE)
        for moment in (first, last, first - timedelta(minutes=1), last + timedelta(minutes=1))
    ]


def test_code_of_another_unit_or_instance_is_worth_nothing() -> None:
    """A unit's screen proves no visit elsewhere, and another instance has other codes."""
    code = screen_code(SECRET, "kelurahan", NOON)
    assert not is_valid(SECRET, "dinas", code, NOON, ZONE)
    assert not is_valid(b"x" * 32, "kelurahan", code, NOON, ZONE)


def test_code_is_read_as_people_type_it() -> None:
    """Capitals and hyphens do no harm."""
    code = screen_code(SECRET, "dinas", NOON)
    assert is_valid(SECRET, "dinas", f"{code[:4].upper()}-{code[4:].upper()}", NOON, ZONE)
    assert 8 == len(code)


def test_forged_codes_are_never_accepted() -> None:
    """200,000 guesses and not one hit (3 codes of 40 bits are good at a time)."""
    random = Random(20240201)
    good = {screen_code(SECRET, "dinas", NOON), screen_code(SECRET, "dinas", NOON - timedelta(minutes=30)),
            sheet_code(SECRET, "dinas", NOON, ZONE)}  # fmt: skip
    guesses = {"".join(random.choices(ALPHABET, k=8)) for _ in range(200_000)}
    assert not guesses & good
    assert not any(is_valid(SECRET, "dinas", guess, NOON, ZONE) for guess in sorted(guesses)[:2_000])
