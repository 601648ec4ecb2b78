import random
from collections.abc import Callable

import numpy as np
import pytest
from golden import case, columns, numbers
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.indicators.calibration import Margin, calibrated
from site_builder.indicators.design import Design, design_effect, design_of, ratio, total
from site_builder.indicators.finding import Interval
from site_builder.indicators.logit_interval import logit_interval

API = case("survey_api")
CLOSE = 1e-6

Reader = Callable[[], tuple[dict[str, np.ndarray], Design]]


def stratified(*, finite: bool = True) -> tuple[dict[str, np.ndarray], Design]:
    """Read the schools drawn by type of school."""
    schools = columns("apistrat")
    population = numbers(schools["fpc"]) if finite else None
    weights = numbers(schools["pw"])
    return schools, design_of(len(weights), weights=weights, strata=schools["stype"], population=population)


def clustered() -> tuple[dict[str, np.ndarray], Design]:
    """Read the schools of the districts drawn."""
    schools = columns("apiclus1")
    weights, population = numbers(schools["pw"]), numbers(schools["fpc"])
    return schools, design_of(len(weights), weights=weights, clusters=schools["dnum"], population=population)


def mean_of(values: np.ndarray, design: Design, where: np.ndarray | None = None) -> tuple[float, float]:
    """Return mean and standard error, of a part of the rows if `where` names it."""
    part = np.ones(design.size) if where is None else where.astype(float)
    found = ratio(values * part, part, design)
    return found.value, found.se


def test_unemployment_by_strata_with_finite_populations() -> None:
    """Mean and ratio of eight municipalities are those of R survey and SUDAAN."""
    example = case("survey_unemp")
    stratum, unit, weight, jobless, workers, population = np.array(example["rows"], dtype=float).T
    design = design_of(len(stratum), weights=weight, strata=stratum, clusters=unit, population=population)
    expected = example["expected"]
    mean, share = ratio(jobless, np.ones_like(jobless), design), ratio(jobless, workers, design)
    assert (expected["mean_ue91"], expected["se"]) == pytest.approx((mean.value, mean.se), abs=CLOSE)
    assert (expected["ratio"], expected["ratio_se"]) == pytest.approx((share.value, share.se), abs=1e-7)
    assert mean.df == 6


def test_schools_by_strata() -> None:
    """Means, a ratio and parts of the stratified sample are those of R survey."""
    schools, design = stratified()
    expected, score = API["apistrat"], numbers(schools["api00"])
    assert expected["mean_api00"] == pytest.approx(mean_of(score, design), abs=CLOSE)
    assert expected["mean_enroll"] == pytest.approx(mean_of(numbers(schools["enroll"]), design), abs=CLOSE)
    tested = ratio(numbers(schools["api.stu"]), numbers(schools["enroll"]), design)
    assert expected["ratio_api.stu_enroll"] == pytest.approx((tested.value, tested.se), abs=CLOSE)
    wide = schools["sch.wide"] == "Yes"
    assert expected["subset_sch.wide_Yes"] == pytest.approx(mean_of(score, design, wide), abs=CLOSE)
    for kind, found in expected["by_stype"].items():
        assert found == pytest.approx(mean_of(score, design, schools["stype"] == kind), abs=CLOSE)


def test_schools_without_finite_populations() -> None:
    """Without the correction the standard error is the larger one that R survey prints."""
    schools, design = stratified(finite=False)
    assert API["apistrat"]["no_fpc_se"] == pytest.approx(mean_of(numbers(schools["api00"]), design)[1], abs=CLOSE)


def test_schools_have_the_interval_on_the_logit() -> None:
    """On a scale from 200 to 1000 the logit interval is that of R survey, with 197 degrees of freedom."""
    schools, design = stratified()
    found = ratio(numbers(schools["api00"]), np.ones(design.size), design)
    low, high = API["apistrat"]["logit_ci_on_200_1000"]
    interval = logit_interval(found.value, found.se, found.df, design.size, (200, 1000))
    assert (low, high) == pytest.approx((interval.low, interval.high), abs=CLOSE)
    assert Interval(low=interval.low, high=interval.high) == interval


def test_schools_by_district() -> None:
    """Mean, total, ratio and a part of the cluster sample are those of R survey."""
    schools, design = clustered()
    expected, score, pupils = API["apiclus1"], numbers(schools["api00"]), numbers(schools["enroll"])
    assert expected["mean_api00"] == pytest.approx(mean_of(score, design), abs=CLOSE)
    every = total(pupils, design)
    assert expected["total_enroll"] == pytest.approx((every.value, every.se), rel=1e-9)
    tested = numbers(schools["api.stu"])
    found = ratio(tested, pupils, design)
    assert expected["ratio_api.stu_enroll"] == pytest.approx((found.value, found.se), abs=CLOSE)
    high = (schools["stype"] == "H").astype(float)
    part = ratio(tested * high, pupils * high, design)
    assert expected["ratio_H_only"] == pytest.approx((part.value, part.se), abs=CLOSE)


def test_simple_sample_of_schools() -> None:
    """The simple sample has the mean and error that R survey prints."""
    schools = columns("apisrs")
    design = design_of(200, weights=numbers(schools["pw"]), population=numbers(schools["fpc"]))
    assert API["apisrs"]["mean_api00"] == pytest.approx(mean_of(numbers(schools["api00"]), design), abs=CLOSE)


@pytest.mark.parametrize(("name", "read"), [("apistrat", stratified), ("apiclus1", clustered)])
def test_design_effect_of_schools(name: str, read: Reader) -> None:
    """Unequal weights cost a fifth here, and districts cost ninefold, as R survey prints."""
    schools, design = read()
    score = numbers(schools["api00"])
    centred = score - mean_of(score, design)[0]
    assert API[name]["deff"] == pytest.approx(design_effect(centred, design), abs=CLOSE)


def test_schools_post_stratified_and_raked() -> None:
    """Known totals change weights, mean and error as in R survey."""
    schools, design = clustered()
    score, expected = numbers(schools["api00"]), API["apiclus1"]
    controls = expected["rake"]["controls"]
    margins = [Margin(classes=schools[name], totals=totals) for name, totals in controls.items()]
    one, both = calibrated(design, margins[:1]), calibrated(design, margins)
    assert expected["poststratify_stype"]["mean_api00"] == pytest.approx(mean_of(score, one), abs=CLOSE)
    assert expected["rake"]["mean_api00"] == pytest.approx(mean_of(score, both), abs=CLOSE)
    assert expected["rake"]["weights"] == pytest.approx(np.unique(both.weights.round(8)), abs=CLOSE)


def test_calibration_refuses_what_does_not_fit() -> None:
    """A class without a total, and totals of different sums, are refused in one sentence."""
    design, kinds = design_of(4), np.array(["a", "a", "b", "b"])
    with pytest.raises(ValueError, match="each class"):
        calibrated(design, [Margin(classes=kinds, totals={"a": 10})])
    margins = [
        Margin(classes=kinds, totals={"a": 10, "b": 10}),
        Margin(classes=np.array(["x", "y", "x", "y"]), totals={"x": 30, "y": 10}),
    ]
    with pytest.raises(ValueError, match="contradict"):
        calibrated(design, margins)


def test_single_cluster_is_refused() -> None:
    """The variance of a stratum with one cluster is unknown, unless the population has no other."""
    strata, values = np.array([1, 1, 2]), np.array([3.0, 4.0, 2.0])
    with pytest.raises(ValueError, match="single cluster"):
        ratio(values, np.ones(3), design_of(3, strata=strata))
    whole = design_of(3, strata=strata, population=np.array([20.0, 20.0, 1.0]))
    assert ratio(values, np.ones(3), whole).se > 0


def test_population_smaller_than_the_sample_is_refused() -> None:
    """Nobody can draw four of three."""
    with pytest.raises(ValueError, match="fewer clusters"):
        total(np.ones(4), design_of(4, population=np.full(4, 3.0)))


def test_same_cluster_code_in_two_strata_is_two_clusters() -> None:
    """Counters are often numbered anew in each office."""
    strata, clusters = np.array(["a", "a", "b", "b"]), np.array([1, 2, 1, 2])
    assert total(np.arange(4.0), design_of(4, strata=strata, clusters=clusters)).df == 2


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2), st.integers(0, 5)), min_size=12, max_size=40),
    st.randoms(use_true_random=False),
    st.floats(0.01, 100),
)
def test_error_depends_on_neither_order_nor_unit(
    rows: list[tuple[int, int, int]],
    shuffling: random.Random,
    scale: float,
) -> None:
    """Shuffled rows give the same error, and a value in another unit an error in that unit."""
    rows = [*rows, *((1, stratum, cluster) for stratum in range(3) for cluster in (0, 1))]
    shuffled = shuffling.sample(rows, len(rows))

    def error(of: list[tuple[int, int, int]], times: float) -> float:
        values, strata, clusters = np.array(of).T
        return ratio(values * times, np.ones(len(of)), design_of(len(of), strata=strata, clusters=clusters)).se

    assert error(rows, 1) == pytest.approx(error(shuffled, 1), abs=1e-12)
    assert error(rows, scale) == pytest.approx(scale * error(rows, 1), rel=1e-9)
