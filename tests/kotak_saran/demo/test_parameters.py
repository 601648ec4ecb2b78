"""True changes month by month, and the months of the demo."""

from datetime import date

import pytest

from kotak_saran.demo.parameters import DEMO, Change

JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2025, month, 1) for month in (7, 8, 9, 10))


def test_step_is_there_from_its_first_month_on() -> None:
    """A step without an end is whole from its first month and stays."""
    step = Change(agency="a", points=3, start=AUGUST)
    assert [0.0, 1.0, 1.0, 1.0] == [step.share(month) for month in (JULY, AUGUST, SEPTEMBER, OCTOBER)]


def test_bad_month_is_over_after_its_end() -> None:
    """A change with an end leaves no trace afterwards."""
    month = Change(agency="a", points=-4, start=AUGUST, end=AUGUST)
    assert [0.0, 1.0, 0.0] == [month.share(when) for when in (JULY, AUGUST, SEPTEMBER)]


def test_slope_grows_by_equal_parts_across_the_year() -> None:
    """A slope of four months is a quarter, a half … there, counted across New Year."""
    slope = Change(agency="a", points=8, start=date(2025, 12, 1), months=4)
    months = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]
    assert [0.25, 0.5, 0.75, 1.0, 1.0] == [slope.share(month) for month in months]


def test_demo_covers_24_months() -> None:
    """The demo's months are those of the visitors' register: October 2024 to September 2026."""
    months = DEMO.month_starts
    assert (24, date(2024, 10, 1), date(2026, 9, 1)) == (len(months), months[0], months[-1])


def test_channels_share_all_answers() -> None:
    """The parts of the channels sum to 1, and agencies with much paper have most of it on paper."""
    for agency in ("disdukcapil", "dinsos"):
        assert sum(DEMO.shares(agency)) == pytest.approx(1)
    assert DEMO.shares("dinsos")[-1] > 0.5 > DEMO.shares("disdukcapil")[-1]
