from decimal import Decimal
from pathlib import Path

import pytest
from open_db import NINE, NINE_2014, OpenDb, alike
from pulang_pisau import counts, moments, of_year, release

from site_builder.errors import SiteRefusedError
from site_builder.evaluations import Evaluation
from site_builder.indicators.funnel import Place
from site_builder.indicators.moments import Moments, moments_of
from site_builder.open_data import read_open_data
from site_builder.site import Site

WIDE = 40


def newest(db: OpenDb, agency: str = "izin", service: str | None = None) -> Evaluation:
    """Evaluate the newest result of a unit."""
    return Site(read_open_data(db.save())).evaluations.of(agency, service)[-1]


def test_real_year_has_the_numbers_of_the_worked_example(tmp_path: Path) -> None:
    """2019 as docs/method.md works it out: 81.05, 79.0 to 82.9, all B; target 341; tipping point 76.2."""
    found = Site(read_open_data(release(tmp_path / "open.db").save())).evaluations.of("izin")[0]
    assert found.index is not None
    assert found.index.interval is not None
    assert Decimal("81.05") == found.index.index
    assert (79.03, 82.93) == pytest.approx((found.index.interval.low, found.index.interval.high), abs=0.005)
    assert found.letters is not None
    assert ("B",) == found.letters.letters
    assert found.response is not None
    assert (341, True) == (found.response.target, found.response.below)
    assert found.tipping is not None
    assert found.tipping.estimate == pytest.approx(76.2, abs=0.05)


def test_shares_of_the_real_years(tmp_path: Path) -> None:
    """Straight lines 171 of 401, low answers 1.2 %, all entered by staff, as docs/method.md tells for 2020."""
    found = newest(release(tmp_path / "open.db"))
    assert found.straight is not None
    assert found.low is not None
    assert found.staff is not None
    assert found.straight.estimate == pytest.approx(171 / 401)
    assert found.low.estimate == pytest.approx(0.012, abs=0.0005)
    assert 1.0 == found.staff.estimate


def test_change_of_the_real_years(tmp_path: Path) -> None:
    """From 2019 to 2020: −2.96, between 0.5 and 5.5 points down, told as a fall since 2019."""
    found = newest(release(tmp_path / "open.db")).change
    assert found is not None
    assert found.sentence.id == "Turun 3,0 poin sejak Tahun 2019 (kira-kira 0,5 sampai 5,5)."
    assert found.sentence.en == "Down 3.0 points since 2019 (roughly 0.5 to 5.5)."


def test_without_sums_the_error_is_a_bound(tmp_path: Path) -> None:
    """Counts alone give a larger error than single answers counted one by one (0.63 in 2019), and say so."""
    found = Site(read_open_data(release(tmp_path / "open.db", summed=False).save())).evaluations.of("izin")[0]
    assert found.estimate is not None
    assert found.index is not None
    assert found.estimate.bound
    assert 0.63 < found.estimate.se < 3 * 0.63
    assert "terbesar yang mungkin" in found.index.method.id


def test_sums_that_contradict_the_counts_are_refused(tmp_path: Path) -> None:
    """A file whose moments belong to other answers builds no page."""
    db = OpenDb(tmp_path / "open.db", surveys=("skm-2014",))
    db.agency("izin")
    db.cell("izin", db.period("2019"), 401, counts(of_year(2020)), survey="skm-2014")
    db.moments("izin", "2019", moments(of_year(2019)), survey="skm-2014")
    with pytest.raises(SiteRefusedError, match="moment and count_cell disagree for izin/-/skm-2014/2019"):
        newest(db)


def two_services(path: Path, surveys: tuple[str, ...] = ("skm-2017",)) -> OpenDb:
    """Write an agency with a service of 40 answers of 3 and one of 40 answers of 4, visited by 100 and 300."""
    db = OpenDb(path, surveys=surveys)
    db.agency("a", "Dinas A")
    db.period("2024-T3")
    db.cell("a", "2024-T3", 80, {key: [0, 0, 40, 40] for key in NINE})
    for service, value, visitors in (("s1", 3, 100), ("s2", 4, 300)):
        db.service("a", service)
        db.cell("a", "2024-T3", 40, alike(value, 40), service=service)
        db.served("a", "2024-T3", visitors, service)
    return db


def test_parts_are_weighted_by_visitors(tmp_path: Path) -> None:
    """75 for 100 visitors and 100 for 300 make 93.75; pooled and simple mean are 87.50."""
    found = newest(two_services(tmp_path / "open.db"), "a").parts
    assert found is not None
    assert found.weighted is not None
    assert ("93.75", "87.50", 87.5) == (str(found.weighted.index), str(found.simple_mean), found.estimate)


def test_unknown_visitors_of_a_part_leave_no_weighted_index(tmp_path: Path) -> None:
    """A third service of unknown visitors: only the pooled index and the simple mean of three remain."""
    db = two_services(tmp_path / "open.db")
    db.cell("a", "2024-T3", 20, alike(2, 20), service="gabungan")
    found = newest(db, "a").parts
    assert found is not None
    assert found.weighted is None
    assert Decimal("75.00") == found.simple_mean


def test_two_questionnaires_share_no_visitors(tmp_path: Path) -> None:
    """Where two questionnaires were used in a period nobody knows whose visitors answered which."""
    db = two_services(tmp_path / "open.db")
    db.served("a", "2024-T3", 500)
    assert newest(db, "a").response is not None
    other = two_services(tmp_path / "two.db", surveys=("skm-2014", "skm-2017"))
    other.served("a", "2024-T3", 500)
    other.cell("a", "2024-T3", 30, alike(3, 30, NINE_2014), survey="skm-2014")
    found = newest(other, "a")
    assert (None, None) == (found.response, found.tipping)


def test_mixed_modes_hide_who_entered(tmp_path: Path) -> None:
    """15 of 40 from paper are 37.5 %; where small modes stand together nobody can tell (PUB02)."""
    for name, channel, expected in (("known", "paper", 0.375), ("mixed", "campuran", None)):
        db = OpenDb(tmp_path / f"{name}.db")
        db.agency("a")
        db.period("2024-T3")
        for mode, n in (("qr", 25), (channel, 15)):
            db.cell("a", "2024-T3", n, alike(3, n), channel=(mode, "open"))
        found = newest(db, "a").staff
        assert expected == (found.estimate if found else None)


def test_an_agency_far_below_the_others_stands_out(tmp_path: Path) -> None:
    """Eleven agencies near 75 and one near 40, each from 40 answers: only the last is lower than expected."""
    db = OpenDb(tmp_path / "open.db")
    db.period("2024-T3")
    for number in range(12):
        low = number == 11
        db.agency(f"a{number}", f"Dinas {number}")
        values = [16, 20, 4, 0] if low else [2, 6, 22 + number % 3, 10 - number % 3]
        db.cell(f"a{number}", "2024-T3", WIDE, dict.fromkeys(NINE, values))
        db.moments(f"a{number}", "2024-T3", _together(values))
    evaluations = Site(read_open_data(db.save())).evaluations
    places = [evaluations.of(f"a{number}")[-1].place for number in range(12)]
    assert [Place.ABOUT] * 11 + [Place.BELOW] == [place.place if place else None for place in places]


def test_services_and_few_answers_are_not_compared(tmp_path: Path) -> None:
    """A place among others is for agencies of 30 and more answers only."""
    db = two_services(tmp_path / "open.db")
    db.agency("kecil")
    db.cell("kecil", "2024-T3", 20, alike(3, 20))
    site = Site(read_open_data(db.save()))
    assert site.evaluations.of("a", "s1")[-1].place is None
    assert site.evaluations.of("kecil")[-1].place is None


def test_region_is_every_agency_together(tmp_path: Path) -> None:
    """40 answers of 3 and 40 of 4 in two agencies of 100 and 300 visitors: 87.50 pooled, 93.75 by visitors."""
    db = OpenDb(tmp_path / "open.db")
    db.period("2024-T3")
    for agency, value, visitors in (("a", 3, 100), ("b", 4, 300)):
        db.agency(agency)
        db.cell(agency, "2024-T3", 40, alike(value, 40))
        db.served(agency, "2024-T3", visitors)
    site = Site(read_open_data(db.save()))
    result = site.results.of("a")[-1]
    found = site.evaluations.comparisons.region(result.survey, result.period, site.meta.name)
    assert found is not None
    assert found.weighted is not None
    assert (87.5, "93.75") == (found.estimate, str(found.weighted.index))


def _together(values: list[int]) -> Moments:
    """Sum up people who give each question the same answer."""
    rows = [[value] * len(NINE) for value, n in enumerate(values, start=1) for _ in range(n)]
    return moments_of(NINE, rows)
