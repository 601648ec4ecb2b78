import math

import pytest
from golden import case
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from site_builder.indicators.chart_rules import Rule, outside, seven_one_side, seven_trend, two_of_three
from site_builder.indicators.control_chart import ControlChart, MonthPoint, control_chart, stretch_of
from survey_definitions.model import Text

XMR = case("xmr_nhs")
RULES = case("nhs_rules")
STEADY = [80.0, 82.0] * 6
DISTANCES = st.lists(st.floats(-4, 4), min_size=1, max_size=20)


def _chart(values: list[float], se: float = 1.0) -> ControlChart:
    return control_chart([MonthPoint(value=value, se=se) for value in values])


def _latest_rules(chart: ControlChart) -> list[tuple[Rule, int]]:
    return list(chart.stretches[-1].points[-1].flags)


@pytest.mark.parametrize("kind", ["screened", "unscreened"])
def test_equal_errors_give_the_published_xmr_limits(kind: str) -> None:
    """With one error for all months the chart is the XmR chart of the NHS, screened or not."""
    points = [MonthPoint(value=value) for value in XMR["y"]]
    found = stretch_of(points, baseline=len(points), screened=kind == "screened")
    expected = XMR[kind]
    assert (expected["lpl"], expected["mean"], expected["upl"]) == pytest.approx(
        (found.points[0].low, found.centre, found.points[0].high), abs=0.005
    )


@pytest.mark.parametrize(("sides", "expected"), RULES["seven_one_side"])
def test_seven_on_one_side_as_published(sides: list[int], expected: list[int]) -> None:
    """The seventh in a row and those after it are marked, and the first on the other side is not."""
    assert expected == seven_one_side(sides)


@pytest.mark.parametrize(("values", "expected"), RULES["seven_trend"])
def test_seven_in_a_trend_as_published(values: list[float], expected: list[int]) -> None:
    """Seven points that each rise or each fall; two equal ones end it."""
    assert expected == seven_trend(values)


@pytest.mark.parametrize(
    ("distances", "expected"),
    [
        ([2.5, 2.5, 0.5], [0, 0, 0]),
        ([2.5, 0.5, 2.5], [0, 0, 1]),
        ([0.5, 2.5, 2.5], [0, 0, 1]),
        ([-2.5, -0.5, -2.5], [0, 0, -1]),
        ([2.5, -0.5, 2.5], [0, 0, 0]),
        ([2.5, -2.5, 2.5], [0, 0, 0]),
        ([2.5, 2.5], [0, 0]),
        ([2.5, 0.5, 0.5, 2.5], [0, 0, 0, 0]),
    ],
)
def test_two_of_three_close_to_a_limit(distances: list[float], expected: list[int]) -> None:
    """Two of three beyond 2 σ, all three on one side, and the marked point is one of the two."""
    assert expected == two_of_three(distances)


@given(DISTANCES)
def test_rules_mirror(distances: list[float]) -> None:
    """Turned upside down, the same points are marked on the other side."""
    turned = [-one for one in distances]
    for rule in (outside, two_of_three, seven_trend):
        assert [-one for one in rule(distances)] == rule(turned)


def test_limits_know_how_many_answered() -> None:
    """A month with twice the error has limits twice as far from the centre."""
    points = [MonthPoint(value=80 + at % 2, se=1 + at % 2) for at in range(12)]
    found = stretch_of(points)
    near, far = found.points[0], found.points[1]
    assert 2 * (near.high - found.centre) == pytest.approx(far.high - found.centre)


def test_months_with_many_answers_weigh_more_in_the_centre() -> None:
    """Half the error counts four times: (4·80 + 4·80 + 1·89) ÷ 9 = 81."""
    points = [MonthPoint(value=80, se=1), MonthPoint(value=80, se=1), MonthPoint(value=89, se=2)]
    assert stretch_of(points).centre == pytest.approx(81)


@given(st.floats(0.1, 10), st.floats(-50, 50))
def test_chart_does_not_depend_on_the_scale(factor: float, shift: float) -> None:
    """Limits in other units mark the same months."""
    values = [80, 81, 79.5, 80.2, 80.9, 79, 80, 81, 80, 79, 80.4, 80.1, 86]
    plain = _chart(values)
    scaled = _chart([factor * value + shift for value in values], factor)
    assert [point.flags for point in plain.stretches[0].points] == [
        point.flags for point in scaled.stretches[0].points
    ]


def test_limits_are_locked_after_twelve_months() -> None:
    """What comes later no longer moves centre and limits, and is judged by them."""
    before, after = _chart(STEADY).stretches[0], _chart([*STEADY, 95.0, 96.0]).stretches[0]
    assert (before.centre, before.sigma_z, False) == (after.centre, after.sigma_z, after.trial)
    assert [(Rule.OUTSIDE, 1)] == list(after.points[12].flags)


def test_before_twelve_months_the_limits_are_on_trial() -> None:
    """Eleven months: a judgement, and the word that the limits still move (T8)."""
    found = _chart(STEADY[:11])
    assert found.stretches[0].trial
    assert (
        Text(
            id="Masih dalam naik-turun biasa. Batas percobaan: baru 11 bulan data.",
            en="Still within the usual ups and downs. Trial limits: only 11 months of data so far.",
        )
        == found.sentence
    )


def test_two_months_have_no_limits() -> None:
    """One moving range is no measure of spread."""
    found = _chart([80.0, 81.0])
    assert (81.0, None, 2, ()) == (found.estimate, found.interval, found.n, found.stretches)
    assert found.sentence.id == "Batas percobaan: baru 2 bulan data."


def test_no_month_is_no_error() -> None:
    """Where every month is hidden there is no value and no headline but the count."""
    found = _chart([])
    assert (None, 0, "Batas percobaan: baru 0 bulan data.") == (found.estimate, found.n, found.sentence.id)


def test_latest_month_beyond_a_limit_makes_the_headline() -> None:
    """The limit is named: 81 + 2.66 · 2 = 86.3 for months of 80, 82, 80, 82 and so on."""
    found = _chart([*STEADY, 86.4])
    assert (
        Text(
            id="Bulan ini di luar kebiasaan: di atas batas biasa (86,3).",
            en="This month is out of the ordinary: above the usual limit (86.3).",
        )
        == found.sentence
    )


def test_earlier_month_makes_no_headline() -> None:
    """An outlier three months ago is marked on the chart and not said of this month."""
    found = _chart([*STEADY, 90.0, 80.0, 82.0])
    assert [(Rule.OUTSIDE, 1)] == list(found.stretches[0].points[12].flags)
    assert found.sentence.en == "Still within the usual ups and downs."


@pytest.mark.parametrize(
    ("tail", "rule", "words"),
    [
        ([81.5] * 7, (Rule.ONE_SIDE, 1), "tujuh bulan atau lebih berturut-turut di atas"),
        ([80.5] * 7, (Rule.ONE_SIDE, -1), "tujuh bulan atau lebih berturut-turut di bawah"),
        ([81.1, 80.2, 80.3, 80.4, 80.5, 80.6, 80.7, 81.2], (Rule.TREND, 1), "makin naik"),
        ([85.0, 81.1, 85.0], (Rule.CLOSE, 1), "dua dari tiga bulan terakhir dekat batas atas"),
    ],
)
def test_every_rule_has_its_words(tail: list[float], rule: tuple[Rule, int], words: str) -> None:
    """The headline says which rule the latest month breaks."""
    found = _chart([*STEADY, *tail])
    assert [rule] == _latest_rules(found)
    assert words in found.sentence.id


def test_change_of_definition_starts_anew() -> None:
    """Months of another questionnaire move neither limits nor count (SKM03)."""
    old = [MonthPoint(value=60.0 + at, definition="skm-2014") for at in range(12)]
    new = [MonthPoint(value=value, definition="skm-2017") for value in STEADY[:4]]
    found = control_chart([*old, *new])
    assert (2, 4, 81.0) == (len(found.stretches), found.n, found.stretches[1].centre)
    assert "baru 4 bulan" in found.sentence.id


def test_months_that_never_move_are_ordinary() -> None:
    """Twelve times the same value: no spread, no false headline from rounding; a real change is seen."""
    assert _chart([80.1] * 15).sentence.en == "Still within the usual ups and downs."
    assert [(Rule.OUTSIDE, -1)] == _latest_rules(_chart([80.1] * 12 + [79.0]))


@pytest.mark.slow
def test_false_alarms_of_a_known_steady_process() -> None:
    """With a baseline long enough to know centre and spread, the rates are those of the normal distribution.

    A month beyond 3 σ: 2·Φ(−3) = 0.0027. Seven on one side, the seventh or a later one: 2·(1/2)⁷ = 0.0156. Seven
    rising or falling: 2/7! = 0.0004. Two of three beyond 2 σ on one side with this one beyond:
    2·p·(2·p·q + p²) with p = Φ(−2), q = 1/2 − p: 2·(p·(2·p·q) + p³)= 0.0010.
    """
    p, q = stats.norm.sf(2), 0.5 - stats.norm.sf(2)
    expected = {
        Rule.OUTSIDE: 2 * stats.norm.sf(3),
        Rule.ONE_SIDE: 2 * 0.5**7,
        Rule.TREND: 2 / math.factorial(7),
        Rule.CLOSE: 2 * (2 * p * p * q + p**3),
    }
    months = 60_000
    values = stats.norm.rvs(size=months, random_state=20261124)
    found = stretch_of([MonthPoint(value=80 + value) for value in values], baseline=months, screened=False)
    for rule, rate in expected.items():
        alarms = sum(rule in {name for name, _ in point.flags} for point in found.points)
        assert rate == pytest.approx(alarms / months, abs=5 * math.sqrt(rate / months))


@pytest.mark.slow
def test_false_alarms_with_limits_from_twelve_months() -> None:
    """Limits from 12 months are uncertain themselves: about 2 % of steady months lie outside, not 0.27 %.

    The mean of 11 moving ranges ÷ 1.128 has the variance of a standard deviation with ν = 0.605·11 = 6.7 degrees of
    freedom (Cryer & Ryan 1990, J. Qual. Technol. 22, 187–192), made unbiased by c₄(ν); the centre adds 1/12:
    P(|t_ν| > 3/(c₄·√(13/12))) = 0.021. Screening, which also drops ranges that were honest, may only add to it.
    """
    nu = 0.605 * 11
    c4 = math.sqrt(2 / nu) * math.gamma((nu + 1) / 2) / math.gamma(nu / 2)
    expected = 2 * stats.t.sf(3 / (c4 * math.sqrt(13 / 12)), nu)
    units = 8_000
    values = stats.norm.rvs(size=(units, 13), random_state=5)
    rates = {}
    for screened in (False, True):
        alarms = [
            any(rule is Rule.OUTSIDE for rule, _ in stretch_of(points, screened=screened).points[-1].flags)
            for points in ([MonthPoint(value=80 + value) for value in row] for row in values)
        ]
        rates[screened] = sum(alarms) / units
    assert expected == pytest.approx(rates[False], abs=0.004)
    assert rates[False] <= rates[True] <= rates[False] + 0.01


@pytest.mark.slow
def test_false_alarms_of_one_side_with_a_centre_from_twelve_months() -> None:
    """A centre uncertain by C ~ N(0, 1/12) makes seven on one side more frequent: E[Φ(C)⁷ + Φ(−C)⁷] = 0.035.

    With a known centre it would be 2·(1/2)⁷ = 0.016.
    """
    expected, _ = integrate.quad(
        lambda c: (stats.norm.cdf(c) ** 7 + stats.norm.sf(c) ** 7) * stats.norm.pdf(c, scale=12**-0.5), -3, 3
    )
    units = 8_000
    values = 80 + stats.norm.rvs(size=(units, 19), random_state=6)
    latest = (stretch_of([MonthPoint(value=value) for value in row]).points[-1] for row in values)
    alarms = sum(Rule.ONE_SIDE in {rule for rule, _ in point.flags} for point in latest)
    assert expected == pytest.approx(alarms / units, abs=3 * math.sqrt(expected / units))
