"""Printed invitations, and the list for mail merge."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
import zxingcpp
from PIL import Image

from collector.printing.addresses import form_address
from collector.printing.invitations import PrintedInvitations
from collector.registers.files.trainings import Training
from collector.registers.files.waves import Wave

SLIPS = [f"k7m2{number:012d}" for number in range(11)]


@pytest.fixture
def printed() -> PrintedInvitations:
    """Return eleven invitations to one training."""
    training = Training(
        code="prima-1", programme=None, title_id="Pelayanan prima di loket", title_en="Good service", jp=20,
        method="pelatihan", topic="pelayanan-publik", level="", start=date(2024, 2, 6), end=date(2024, 2, 8),
        provider="Badan Kepegawaian", unsur=(), declared_on=None, evaluated_from=None,
    )  # fmt: skip
    waves = [
        Wave(training="prima-1", wave=wave, survey="x", opens=opens, closes=closes)
        for wave, opens, closes in (
            ("pra", date(2024, 2, 1), date(2024, 2, 6)), ("transfer-6", date(2024, 8, 8), date(2024, 8, 31))
        )
    ]  # fmt: skip
    return PrintedInvitations(
        training=training, role="peserta", waves=waves, form=form_address("https://saran.uji.go.id"),
        simulated=False, slips=SLIPS,
    )  # fmt: skip


def test_invitation_says_what_for_and_how_long(
    printed: PrintedInvitations, words_of: Callable[[bytes], str]
) -> None:
    """Each code is there in readable groups and in its address, with the training, the role and the last day."""
    text = words_of(printed.pdf())
    for slip in SLIPS:
        groups = " ".join(slip[at : at + 4] for at in range(0, 16, 4))
        assert (1, 1) == (text.count(groups), text.count(f"https://saran.uji.go.id/u/{slip}"))
    assert 11 == text.count("Simpan sampai 31 Agustus 2024") == text.count("Pelayanan prima di loket")
    assert 11 == text.count("peserta, Badan Kepegawaian")


def test_invitations_are_tagged_and_the_same_bytes(
    printed: PrintedInvitations, facts_of: Callable[[bytes], dict[str, str]]
) -> None:
    """Eleven need two sheets; printing again gives the same."""
    sheet = printed.pdf()
    facts = facts_of(sheet)
    assert ("2", "yes") == (facts["Pages"], facts["Tagged"])
    assert sheet == printed.pdf()


def test_every_invitation_is_read_by_a_phone(
    printed: PrintedInvitations, picture_of: Callable[..., Image.Image]
) -> None:
    """The QR codes of the first sheet open their addresses."""
    found = zxingcpp.read_barcodes(picture_of(printed.pdf(), dpi=200))
    assert sorted(f"https://saran.uji.go.id/u/{slip}" for slip in SLIPS[:10]) == sorted(one.text for one in found)


def test_list_is_for_mail_merge(printed: PrintedInvitations) -> None:
    """Number, code and address; no column for a name."""
    rows = list(csv.reader(io.StringIO(printed.csv().decode())))
    assert ["number", "code", "address"] == rows[0]
    assert ["11", SLIPS[10], f"https://saran.uji.go.id/u/{SLIPS[10]}"] == rows[11]
    assert 12 == len(rows)
