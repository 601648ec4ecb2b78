"""Typesetting: words in two languages, dates, and texts that are never markup."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest

from collector.errors import CollectorRefusedError
from collector.printing.posters import PrintedCounter, posters_pdf
from collector.printing.typesetting import date_in_words, words
from collector.web.interface import load_interface
from survey_definitions.model import Text

Printed = Callable[..., PrintedCounter]


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    return len(value) if isinstance(value, list) else type(value)


def test_words_have_the_same_keys_in_both_languages() -> None:
    """Nothing is printed in one language only."""
    assert _shape(words()["id"]) == _shape(words()["en"])


@pytest.mark.parametrize("language", ["id", "en"])
def test_words_of_the_last_step_are_those_of_the_button(language: str) -> None:
    """The poster names the button as the form does."""
    assert load_interface(language)("form.send") in words()[language]["poster"]["steps"][2]


def test_date_in_words_names_the_day() -> None:
    """17 August 1945 was a Friday; a span of days goes without weekdays."""
    assert Text(id="Jumat, 17 Agustus 1945", en="Friday, 17 August 1945") == date_in_words(date(1945, 8, 17))
    span = date_in_words(date(2026, 12, 28), date(2027, 1, 2))
    assert Text(id="28 Desember 2026 sampai 2 Januari 2027", en="28 December 2026 to 2 January 2027") == span


def test_typeset_shows_markup_in_names_as_text(printed: Printed, words_of: Callable[[bytes], str]) -> None:
    """Markup of Typst, HTML or JSON in a name is printed as it is."""
    service = '#panic("x") *tebal* $x$ `a` @b \\u{41} // c /* d {address} "e" \\'
    counter = '</script><b>Loket</b> #import "base.typ"'
    sheet = printed(service_name=Text(id=service, en="x"), name=Text(id=counter, en="= Counter"))
    text = words_of(posters_pdf([sheet]))
    assert service in text
    assert counter in text
    assert "= Counter" in text


def test_typeset_composes_accents_and_drops_control_characters(
    printed: Printed, words_of: Callable[[bytes], str]
) -> None:
    """A decomposed é is composed; a direction mark and a bell never reach the paper."""
    sheet = printed(name=Text(id="Loket Cafe\u0301\u202e\a 1", en="x"))
    assert "Loket Café 1" in words_of(posters_pdf([sheet]))


def test_typeset_refuses_what_no_font_has(printed: Printed) -> None:
    """A character that would be an empty box is named in one sentence."""
    with pytest.raises(CollectorRefusedError, match=r"A name can't be printed: .*😀.*without that character"):
        posters_pdf([printed(name=Text(id="Loket 😀", en="x"))])


def test_typeset_gives_the_same_bytes_in_another_process() -> None:
    """No date, no random id: time zone and hash seed change nothing."""
    script = (
        "import hashlib\nfrom collector.printing.paper_form import paper_pdf\n"
        "from collector.storage.records import RegionEntry\nfrom survey_definitions.loader import load_survey\n"
        "from survey_definitions.model import Text\nname = Text(id='Kota Uji', en='Test City')\n"
        "region = RegionEntry(code='uji', kind='kota', name=name, publisher=name, timezone='Asia/Jakarta',\n"
        "    period_kind='triwulan', default_survey='skm-2017', simulated=False, licence='CC-BY-4.0')\n"
        "print(hashlib.sha256(paper_pdf(load_survey('skm-2017'), region)).hexdigest())"
    )
    digests = [
        subprocess.run(
            [sys.executable, "-c", script],
            check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Jakarta"))
    ]  # fmt: skip
    assert digests[0] == digests[1]
    assert 65 == len(digests[0])


def test_help_loads_neither_typst_nor_segno() -> None:
    """The list of commands stays light."""
    script = (
        "import sys\nfrom kotak_saran.command_line import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('typst', 'segno') if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert "[]" == run.stderr.strip()
