"""What truly happened in the invented city is found on its pages, or refused, after publishing and building."""

import json
from pathlib import Path
from typing import Any

import pytest

from kotak_saran.command_line import main

TRUE_EFFECT = 3  # points, of the programme pelayanan-prima (kotak_saran/demo/parameters.py)
TRAINED = ("bapenda", "disdukcapil", "disnaker", "dispusip", "pkm-lazuardi")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill the invented city, publish and build it once."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.raises(SystemExit) as stopped:
        main(["demo", "--no-serve", "--instance", str(folder / "in"), "--output", str(folder / "out")])
    assert stopped.value.code == 0
    return folder / "out/site"


def trainings(site: Path, agency: str) -> dict[str, Any]:
    """Return the findings about an agency's programmes by their code."""
    document = json.loads((site / f"api/v1/agencies/{agency}.json").read_text("utf-8"))
    return {one["programme"]: one for one in document["trainings"]}


@pytest.mark.parametrize("agency", TRAINED)
def test_true_effect_of_the_roll_out_lies_in_the_interval(site: Path, agency: str) -> None:
    """Units whose order was drawn by lot truly gained 3 points: the interval holds 3 and leaves out 0."""
    found = trainings(site, agency)["pelayanan-prima"]
    low, high = (float(found["interval"][end]) for end in ("low", "high"))
    assert 0 < low < TRUE_EFFECT < high
    assert (True, None) == (found["by_lot"], found["obstacle"])


def test_unit_chosen_after_a_bad_month_is_refused(site: Path) -> None:
    """The health centre rose from its bad month by itself: no estimate, but the sentence T11, in both languages."""
    found = trainings(site, "pkm-muara-lentera")["pembinaan-unit"]
    assert (None, None) == (found["effect"], found["interval"])
    assert found["obstacle"] in {"other_change", "after_bad_month"}
    for prefix, sentence in (
        ("", "Kami tidak dapat mengatakan apakah ini karena pelatihan"),
        ("en/", "We cannot say whether this is because of the training"),
    ):
        assert sentence in (site / f"{prefix}unit/pkm-muara-lentera/index.html").read_text("utf-8")


def test_untrained_unit_has_no_finding(site: Path) -> None:
    """The unit that waits for its turn is compared with, and nothing is said of its training."""
    assert "pelayanan-prima" not in trainings(site, "diskominfo")
    assert {} == trainings(site, "dpmptsp")


def test_trainings_that_changed_nothing_show_no_effect(site: Path) -> None:
    """The workshop on complaints changed nothing, and no effect is seen: its interval holds 0."""
    found = trainings(site, "dinsos")["pengaduan-1"]
    assert float(found["interval"]["low"]) < 0 < float(found["interval"]["high"])
    assert "Belum terlihat pengaruh." in found["sentence"]["id"]
