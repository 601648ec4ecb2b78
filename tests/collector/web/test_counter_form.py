"""The blank form of a counter."""

import re
from collections.abc import Callable

import factories
import pytest
from flask import Flask
from form_client import QUESTIONNAIRE_ORDER, Citizen, StrictClient, words

from collector.web.desk import EXTENSION
from survey_definitions.model import Survey

ADDRESS = "/l/ab2cd"


def test_form_names_the_service_the_agency_and_the_counter(client: StrictClient) -> None:
    """Who scans the wrong poster sees it from the first lines."""
    page = client.page(ADDRESS)

    assert page.status == 200
    assert page.words("h1") == "KTP-el"
    assert page.title == "KTP-el – Kotak Saran"
    assert "Dinas Uji, Loket 1" in page.words()


def test_form_asks_in_questionnaire_order(client: StrictClient) -> None:
    """The form asks sarana eighth and pengaduan ninth, as the legal questionnaire does (SKM02)."""
    radios = client.page(ADDRESS).all("input[@type='radio']")

    asked = list(dict.fromkeys(radio.get("name") for radio in radios))
    assert tuple(asked[:9]) == QUESTIONNAIRE_ORDER


def test_form_keeps_the_legal_wording(client: StrictClient, skm: Survey) -> None:
    """Question and answers of an unsur stand on the page as the regulation words them."""
    fieldset = client.page(ADDRESS).all("fieldset")[8]

    legend, *labels = [words(element) for element in fieldset.iter() if element.tag in ("legend", "label")]
    assert legend.endswith(" Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?")
    assert labels == [
        "Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal", "Dikelola dengan baik",
    ]  # fmt: skip
    assert skm.questions[8].key == "pengaduan"


def test_form_shows_progress_without_script(client: StrictClient) -> None:
    """Each scored question says where one is."""
    legends = [words(legend) for legend in client.page(ADDRESS).all("legend")]

    assert legends[0].startswith("1 dari 9 · Persyaratan ")
    assert legends[8].startswith("9 dari 9 · ")


def test_form_puts_what_may_be_skipped_last(client: StrictClient, skm: Survey) -> None:
    """Comment and respondent questions are optional, marked so, and come after the nine unsur."""
    page = client.page(ADDRESS)

    required = [question.required for question in skm.questions]
    assert required == sorted(required, reverse=True)
    ticks = sum(question.kind == "consent" for question in skm.questions)  # a box is left empty
    assert page.words().count("boleh dilewati") == required.count(False) - ticks
    assert words(page.all("fieldset")[9]).endswith("Laki-laki Perempuan Tidak menjawab")


def test_form_labels_every_control(client: StrictClient) -> None:
    """Every visible control has a label and every group of radios a legend, for screen readers."""
    page = client.page(ADDRESS)

    wrapped = {id(field) for label in page.all("label") for field in label.iter("input")}
    named = {label.get("for") for label in page.all("label")}
    for tag in ("input", "select", "textarea"):
        for field in page.all(tag):
            assert field.get("type") == "hidden" or id(field) in wrapped or field.get("id") in named
    assert len(page.all("fieldset")) == len(page.all("legend"))


@pytest.mark.parametrize("typed", ["AB2CD", "ab2cd", "Ab2-Cd", "%20ab2cd"])
def test_form_opens_for_any_way_to_write_the_code(client: StrictClient, typed: str) -> None:
    """A code is typed from paper in any letter case, with or without separators."""
    assert client.page(f"/l/{typed}").words("h1") == "KTP-el"


@pytest.mark.parametrize("typed", ["xrO1d", "xr0Id", "xroLd", "XR01D"])
def test_form_opens_for_look_alikes(client: StrictClient, typed: str) -> None:
    """O is read as 0, I and L as 1 (Crockford)."""
    assert client.page(f"/l/{typed}").words("h1") == "Izin usaha"


@pytest.mark.parametrize("typed", ["zzzzz", "ab2c", "ab2cdd", "ab2c€", "%00", "uuuuu", "x" * 2000])
def test_unknown_counter_gets_a_friendly_404(client: StrictClient, typed: str) -> None:
    """A mistyped address says what to do."""
    page = client.page(f"/l/{typed}")

    assert page.status == 404
    assert page.words("h1") == "Loket tidak ditemukan"
    assert "Coba pindai lagi kode QR" in page.words()


def test_retired_counter_never_ends_in_404(client: StrictClient) -> None:
    """A poster that still hangs leads to a friendly page that names its counter, with no form on it."""
    page = client.page("/l/0d999")

    assert page.status == 200
    assert page.words("h1") == "Loket ini sudah tidak dipakai"
    assert "Loket Lama, Dinas Uji" in page.words()
    assert not page.all("form")
    assert page.all("main//a")[0].get("href") == "https://situs.example/"


def test_form_speaks_english(client: StrictClient) -> None:
    """`?lang=en` gives an English page that stays English when it is sent."""
    page = client.page(f"{ADDRESS}?lang=en")

    assert page.root.get("lang") == "en"
    assert page.words("h1") == "Identity card"
    assert words(page.all("legend")[0]).startswith("1 of 9 · Requirements")
    assert "lang=en" in page.action
    assert page.all("header//a")[0].get("href") == "?lang=id"


def test_form_falls_back_to_indonesian(client: StrictClient) -> None:
    """A language we don't speak gives the default one."""
    assert client.page(f"{ADDRESS}?lang=fr").root.get("lang") == "id"


def test_form_carries_a_new_id_each_time(client: StrictClient) -> None:
    """Two people never share an id: 128 random bits, spliced into the prepared page."""
    first, second = client.page(ADDRESS), client.page(ADDRESS)

    assert re.fullmatch(r"[0-9a-f]{32}", first.hidden["id"])
    assert first.hidden["id"] != second.hidden["id"]
    assert set(first.hidden) == {"id", "t", "p"}


def test_form_is_sent_to_another_address_than_its_own(client: StrictClient) -> None:
    """Browsers drop a page once something was sent to its address; going back must find the page's own id."""
    for address in (ADDRESS, f"{ADDRESS}?lang=en"):
        assert client.page(address).action != address


def test_form_says_what_is_kept(client: StrictClient) -> None:
    """The privacy note is on the page and has a version."""
    note = client.page(ADDRESS).words("details")

    assert "tidak memakai kuki" in note
    assert note.endswith("Catatan privasi versi 3")
    assert "menunggu di perangkat ini" in note


def test_form_shows_a_changed_name_without_restart(citizen: Citizen, reload: Callable[..., None]) -> None:
    """Loading registers again changes the page, although it is prepared."""
    assert citizen.opens(ADDRESS).words("h1") == "KTP-el"

    services = [["dinas", "ktp", "Kartu penduduk", "Identity card", "gratis", ""], *factories.SERVICES[2:]]
    reload(services=(factories.SERVICES[0], *services))

    assert citizen.opens(ADDRESS).words("h1") == "Kartu penduduk"


def test_form_escapes_names(client: StrictClient, reload: Callable[..., None]) -> None:
    """A name with markup in it is shown, not obeyed."""
    evil = '"><script>alert(1)</script> & {{ 7*7 }}'
    services = [["dinas", "ktp", evil, evil, "gratis", ""], *factories.SERVICES[2:]]
    reload(services=(factories.SERVICES[0], *services))

    page = client.page(ADDRESS)

    assert page.words("h1") == evil
    assert not [script for script in page.all("script") if script.text]


def test_every_questionnaire_has_a_form(app: Flask) -> None:
    """The form is made from any definition, with a control for each question."""
    desk = app.extensions[EXTENSION]

    for survey in desk.surveys.values():
        form = desk.form_class(survey, desk.interfaces["id"])()
        templates = {form[question.key].control.template for question in survey.questions}
        assert templates <= {"radios", "checkboxes", "select", "input", "textarea", "tick"}
