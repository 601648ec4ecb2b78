"""The disability question on the form: only where the region asks it, and kept only with the permission."""

import json
from collections.abc import Callable
from typing import Any

import factories
from form_client import Citizen, StrictClient

Rows = Callable[[str], list[tuple[Any, ...]]]
ADDRESS = "/l/ab2cd"
WITH = factories.REGION + 'additions = ["disabilitas"]\n'


def test_disability_is_not_asked_by_default(client: StrictClient) -> None:
    """Nobody is asked unless the region decided so."""
    assert "disabilitas" not in client.get(ADDRESS).text


def test_disability_is_asked_last_once_the_region_says_so(
    client: StrictClient, reload: Callable[..., None]
) -> None:
    """A load of the register adds it to the running form, in both languages, with the tick before it."""
    client.get(ADDRESS)
    reload(region=WITH)
    page = client.page(ADDRESS)

    names = [field.get("name") for field in page.all("main//*[@name]") if field.get("type") != "hidden"]
    asked = [name for name in dict.fromkeys(names) if name != "situs"]
    assert asked[-2:] == ["disabilitas_boleh_simpan", "disabilitas"]
    assert "Saya setuju jawaban di bawah ini disimpan" in page.words()
    assert "I agree that the answer below is stored" in client.page(f"{ADDRESS}?lang=en").words()


def test_disability_is_kept_with_permission_only(citizen: Citizen, reload: Callable[..., None], rows: Rows) -> None:
    """The same choice is stored with the tick and not without."""
    reload(region=WITH)
    citizen.sends(citizen.opens(ADDRESS), disabilitas="FISIK", disabilitas_boleh_simpan="1")
    citizen.sends(citizen.opens(ADDRESS), disabilitas="FISIK")

    assert [json.loads(answers).get("disabilitas") for (answers,) in rows("answers")] == ["FISIK", None]
