"""What is masked in a comment, and what is left so that it can still be understood. All people are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.publication.comments.masking import MASK, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIK saya 3171019901990017", "NIK saya […]"),
        ("nik 3171 0199 0199 0017 belum jadi", "nik […] belum jadi"),
        ("no 5 317101.990199.0017 jam 08.00", "no 5 […] jam 08.00"),  # by the date of birth in it (stdnum)
        ("NPWP 01.300.066.6-091.000", "NPWP […]"),
        ("NIP 19800101 200501 1 003 galak", "NIP […] galak"),
        ("rekening 123456789", "rekening […]"),
        ("hubungi 0812-3456-7890 ya", "hubungi […] ya"),
        ("WA 0812.3456.789", "WA […]"),
        ("telp (0717) 421234 atau +62 812 3456 7890", "telp […] atau […]"),
        ("０８１２３４５６７８９", "[…]"),  # wide digits
        ("08\u200b12-3456\u200b-7890", "[…]"),  # invisible signs between them
        ("mobil BN 1234 AB dan bn 2345 xy parkir", "mobil […] dan […] parkir"),
        ("plat B 1 RI", "plat […]"),
        ("tulis ke budi.s@contoh.co.id atau @budi_s", "tulis ke […] atau […]"),
        ("lihat https://contoh.id/a?b=c atau wa.me/6281 ya", "lihat […] atau […] ya"),
        ("rumah Jalan Kenari No. 9917 RT 03/RW 02", "rumah […] […]"),
        ("Hubungi Bu Siti di loket", "Hubungi Bu […] di loket"),
        ("pak budi ramah", "pak […] ramah"),
        ("Petugas bernama Budi Santoso ramah", "Petugas bernama […] ramah"),
        ("Pak Ahmad Fauzi, S.H. marah-marah", "Pak […]. marah-marah"),
        ("dr. Andi Wijaya Sp.PD datang telat", "dr. […] datang telat"),
        ("H. Mahmud dan Hj. Aminah", "H. […] dan Hj. […]"),
        ("PETUGAS BU SITI SANGAT RAMAH", "PETUGAS BU […] SANGAT RAMAH"),
        ("a.n. Siti Aminah sudah 3 bulan", "a.n. […] sudah 3 bulan"),
    ],
)
def test_mask_hides_what_is_personal(text: str, masked: str) -> None:
    """Numbers of people and cars, addresses, accounts, and names behind a title."""
    assert masked == mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "bapak itu baik, ibu hamil didahulukan, pak polisi membantu",
        "Mohon Bapak/Ibu petugas lebih sabar",
        "buka 08.00-15.00 tapi baru dilayani 10.30",
        "bayar Rp 1.500.000 padahal gratis",
        "tanggal 12/03/2024 - 15/03/2024",
        "antre di loket 3 sejak jam 7, nomor A 12",
        "lulusan D3 dan S1",
        "dr loket 1 ke loket 2",
        "mas-mas di loket ramah",
        "sejak 2022 2023 2024",
    ],
)
def test_mask_leaves_what_is_said(text: str) -> None:
    """Opening hours, sums, dates and roles are what a comment is about."""
    assert text == mask(text)


def test_mask_makes_one_harmless_line() -> None:
    """Line ends become spaces; nothing that steers a terminal or turns the direction of writing is left."""
    assert "satu dua [31mtiga" == mask("satu\n dua\t\x1b[31mtiga\u202e")


@given(st.text(alphabet="aBu Siti.,0812[…]@-/\n", max_size=80))
def test_mask_is_stable(text: str) -> None:
    """What was masked stays as it is when it is masked once more, and holds no long number."""
    once = mask(text)
    assert mask(once) == once
    assert not any(part.isdecimal() and len(part) > 6 for part in once.replace(MASK, " ").split())
