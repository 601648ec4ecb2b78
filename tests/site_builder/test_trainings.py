from datetime import date
from pathlib import Path

import pytest
from open_db import NINE, OpenDb

from site_builder import builder
from site_builder.builder import build
from site_builder.errors import SiteRefusedError
from site_builder.indicators.training_obstacles import Obstacle
from site_builder.open_data import read_open_data
from site_builder.site import Site
from site_builder.trainings import TrainingResult

PRIMA = [("p-1", "prima", "2024-09-03", "2024-09-05"), ("p-2", "prima", "2024-12-03", "2024-12-05")]


def region(path: Path, agencies: int = 6, months: int = 18) -> OpenDb:
    """Write monthly answers, from January 2024 on, that move a little and differently in each agency."""
    db = OpenDb(path)
    for at in range(months):
        db.period(f"{2024 + at // 12}-{at % 12 + 1:02}")
    for number in range(agencies):
        db.agency(f"a{number}")
        for at in range(months):
            high = 20 + (number * 7 + at * 5 + number * at) % 6
            counts = [0, 4, 36 - high, high]
            db.cell(f"a{number}", f"{2024 + at // 12}-{at % 12 + 1:02}", 40, dict.fromkeys(NINE, counts))
    return db


def only(db: OpenDb) -> TrainingResult:
    """Evaluate the one programme of a region."""
    (result,) = Site(read_open_data(db.save())).trainings.results
    return result


def test_units_count_as_trained_from_the_month_after(tmp_path: Path) -> None:
    """Two units are trained in September and one in December 2024, three are not: an estimate over three."""
    db = region(tmp_path / "open.db")
    attended = [("p-1", "a0", 12), ("p-1", "a1", None), ("p-2", "a2", 15), ("p-2", "a3", 0), ("p-1", "gabungan", 9)]
    db.programme(PRIMA, attended, [("p-1", "a0", "2024-08-01", "undian"), ("p-1", "a1", "2024-08-01", "undian"),
                                   ("p-2", "a2", "2024-08-01", "undian")])  # fmt: skip
    found = only(db)
    assert {"a0": date(2024, 9, 5), "a1": date(2024, 9, 5), "a2": date(2024, 12, 5)} == found.trained
    assert (None, 3, True) == (found.effect.obstacle, found.effect.n, found.effect.by_lot)
    assert found.effect.interval is not None
    assert 0 in found.effect.interval


def test_another_change_at_the_same_time_is_an_obstacle(tmp_path: Path) -> None:
    """A queue system in the month of the training: nobody can say which of the two it was (T11)."""
    db = region(tmp_path / "open.db")
    db.programme(PRIMA[:1], [("p-1", "a0", 12), ("p-1", "a1", 12)], events=[("a0", "2024-09-10")])
    assert {"a0": Obstacle.OTHER_CHANGE} == only(db).obstacles


def test_another_training_is_another_change(tmp_path: Path) -> None:
    """A second programme in the next month hinders the first as much as a new queue would."""
    db = region(tmp_path / "open.db")
    trainings = [*PRIMA[:1], ("q-1", None, "2024-10-01", "2024-10-02")]
    db.programme(trainings, [("p-1", "a0", 12), ("p-1", "a1", 12), ("q-1", "a0", 10)])
    prima = next(one for one in Site(read_open_data(db.save())).trainings.results if one.code == "prima")
    assert {"a0": Obstacle.OTHER_CHANGE} == prima.obstacles


def test_chosen_for_a_low_score_in_the_month_of_the_training(tmp_path: Path) -> None:
    """Without a month between choice and training the rise after a bad month is no effect (T11)."""
    db = region(tmp_path / "open.db")
    db.programme(PRIMA[:1], [("p-1", "a0", 12)], [("p-1", "a0", "2024-10-01", "nilai-rendah")])
    found = only(db)
    assert Obstacle.AFTER_BAD_MONTH is found.effect.obstacle
    assert "setelah bulan yang buruk" in found.effect.sentence.id


def test_a_training_after_the_data_says_nothing_yet(tmp_path: Path) -> None:
    """Who was trained in the last month of the data, or later, is not trained yet."""
    db = region(tmp_path / "open.db")
    db.programme([("p-9", "prima", "2025-06-02", "2025-06-03")], [("p-9", "a0", 12)])
    assert () == Site(read_open_data(db.save())).trainings.results


def test_page_and_json_tell_the_same(tmp_path: Path) -> None:
    """The agency's page has the sentence of its JSON; an agency that was not trained has neither."""
    db = region(tmp_path / "open.db")
    db.programme(PRIMA[:1], [("p-1", "a0", 12)], [("p-1", "a0", "2024-10-01", "nilai-rendah")])
    site = tmp_path / "site"
    build(db.save(), site, strict=True)
    sentence = "Kami tidak dapat mengatakan apakah ini karena pelatihan: unit dipilih setelah bulan yang buruk"
    assert sentence in (site / "unit/a0/index.html").read_text("utf-8")
    assert sentence in (site / "api/v1/agencies/a0.json").read_text("utf-8")
    assert 'id="pelatihan"' not in (site / "unit/a1/index.html").read_text("utf-8")


def test_release_with_trainings_needs_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package of the estimates nothing is built; a release without trainings needs none."""

    def missing() -> None:
        raise SiteRefusedError("needs diff-diff")

    monkeypatch.setattr(builder, "refuse_without_evaluation", missing)
    build(region(tmp_path / "plain.db", 1, 1).save(), tmp_path / "plain")
    db = region(tmp_path / "open.db", 1, 1)
    db.programme(PRIMA, [])
    with pytest.raises(SiteRefusedError, match="needs diff-diff"):
        build(db.save(), tmp_path / "site")
    assert not (tmp_path / "site").exists()
