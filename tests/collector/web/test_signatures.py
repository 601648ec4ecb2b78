"""Signed times."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.web.signatures import LIFETIME, Signer, Stamp, read_stamp

SIGNER = Signer(bytes(range(32)))
NOW = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)
STAMP = Stamp(survey="skm-2017", version=1, rendered_at=NOW)
WRITTEN = STAMP.write(SIGNER, "ab2cd")


def test_stamp_reads_what_was_written() -> None:
    """Questionnaire, version and time come back as they were signed."""
    assert read_stamp(SIGNER, WRITTEN, "ab2cd", NOW) == STAMP


def test_stamp_signature_is_hmac_sha256() -> None:
    """The signature is the first 16 bytes of HMAC-SHA-256 over the JSON list, as `openssl dgst -hmac` gives it."""
    # printf '["stamp", "ab2cd", "skm-2017", "1", "1740967200"]' |
    #   openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f -binary | head -c 16 | basenc --base64url
    assert WRITTEN == "skm-2017~1~1740967200~myp4PD0_ELVnvp3P4EJ8Lg"


@pytest.mark.parametrize(
    ("signer", "counter", "moment"),
    [
        (Signer(bytes(32)), "ab2cd", NOW),
        (SIGNER, "ab2ce", NOW),
        (SIGNER, "ab2cd", NOW + LIFETIME + timedelta(seconds=1)),
    ],
    ids=["other key", "other counter", "too old"],
)
def test_stamp_counts_for_its_key_counter_and_time_only(signer: Signer, counter: str, moment: datetime) -> None:
    """A stamp is worth nothing elsewhere or later."""
    assert read_stamp(signer, WRITTEN, counter, moment) is None


@given(st.integers(0, len(WRITTEN) - 1), st.characters())
def test_stamp_with_any_changed_character_is_forged(position: int, character: str) -> None:
    """No single character can be changed, not even to one that looks or sorts alike."""
    changed = WRITTEN[:position] + character + WRITTEN[position + 1 :]

    expected = STAMP if changed == WRITTEN else None
    assert read_stamp(SIGNER, changed, "ab2cd", NOW) == expected


@given(st.text(max_size=80))
def test_stamp_of_any_other_text_is_forged(text: str) -> None:
    """Arbitrary text never raises and never passes."""
    assert read_stamp(SIGNER, text, "ab2cd", NOW) is None


def test_seconds_are_unknown_where_the_clock_went_back() -> None:
    """A negative time is no time."""
    assert STAMP.seconds_until(NOW + timedelta(seconds=61.9)) == 61
    assert STAMP.seconds_until(NOW - timedelta(seconds=5)) is None


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_signature_keeps_parts_apart(first: list[str], second: list[str]) -> None:
    """Different lists of parts have different signatures, however they would run together."""
    assert (SIGNER.sign("x", *first) == SIGNER.sign("x", *second)) == (first == second)
