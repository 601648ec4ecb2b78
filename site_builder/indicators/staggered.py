"""The only module that knows diff-diff (extra `evaluation`): estimates for training at different dates."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from site_builder.indicators.training_panel import UnitMonths

VERSION = "3.13.0"  # as pyproject.toml pins it


class Comparison(StrEnum):
    """Who trained units are compared with."""

    NOT_YET_TRAINED = "not_yet_treated"
    NEVER_TRAINED = "never_treated"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMonth:
    """One shown month of a unit; `first` is the unit's first month that is no baseline, 0 if there is none."""

    unit: int
    month: int
    value: float
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """An average effect and its analytic standard error, in points."""

    effect: float
    se: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTime:
    """Callaway and Sant'Anna's effects by (first month, month), in points, and their averages.

    Attributes
    ----------
    overall
        Over all months after training of all units ("simple").
    dynamic
        Over the months since training, each counting once.
    by_lag
        By months since `first`, negative before it.
    """

    effects: Mapping[tuple[int, int], float]
    overall: Mean
    dynamic: Mean
    by_lag: Mapping[int, float]


def rows_of(units: Sequence[UnitMonths]) -> tuple[UnitMonth, ...]:
    """Return the months both estimators read.

    Those between nomination and training are left out and `first` is where the baseline ends: each unit has its
    own anticipation, and no such month enters an average.
    """
    return tuple(
        UnitMonth(unit=place, month=month + 1, value=value, first=unit.baseline_end + 1 if unit.after else 0)
        for place, unit in enumerate(units)
        for month in (*unit.baseline, *unit.after)
        if (value := unit.values[month]) is not None
    )


def imputation_mean(rows: Sequence[UnitMonth]) -> Mean:
    """Return the mean effect by imputation with its conservative error.

    The error is that of theorem 3 with leave-one-out, in groups by months since training: in groups by date, a
    date of one unit would have no error at all.

    References
    ----------
    Borusyak, Jaravel & Spiess (2024), Review of Economic Studies, 91, 3253–3285.
    """
    from diff_diff import ImputationDiD  # noqa: PLC0415 - the extra, and 2 s of CPU

    found = _fitted(ImputationDiD(aux_partition="horizon", leave_one_out=True), rows)
    return Mean(effect=float(found.overall_att), se=float(found.overall_se))


def group_time(rows: Sequence[UnitMonth], comparison: Comparison) -> GroupTime | None:
    """Return the effects by first month and month, each as a difference to the month before `first`.

    Returns
    -------
    GroupTime or None
        None where no trained unit has that month shown beside a unit to compare with.

    References
    ----------
    Callaway, B., & Sant'Anna, P. H. C. (2021). Difference-in-differences with multiple time periods. Journal of
    Econometrics, 225, 200–230.
    """
    if not _comparable(rows, comparison):
        return None
    from diff_diff import CallawaySantAnna  # noqa: PLC0415 - the extra, and 2 s of CPU

    found = _fitted(CallawaySantAnna(control_group=comparison, estimation_method="reg"), rows)
    with _quiet():
        study = found.aggregate("event_study")
    since = study.event_time >= 0
    return GroupTime(
        effects={(int(first), int(month)): float(cell["effect"]) for (first, month), cell in _cells(found)},
        overall=Mean(effect=float(found.overall_att), se=float(found.overall_se)),
        dynamic=Mean(
            effect=float(study.att[since].mean()),
            se=float(np.sqrt(study.vcov[np.ix_(since, since)].sum()) / since.sum()),
        ),
        by_lag={int(lag): float(effect) for lag, effect in zip(study.event_time, study.att, strict=True)},
    )


def _cells(found: Any) -> list[tuple[tuple[int, int], Mapping[str, float]]]:
    return [(key, cell) for key, cell in sorted(found.group_time_effects.items()) if np.isfinite(cell["effect"])]


def _comparable(rows: Sequence[UnitMonth], comparison: Comparison) -> bool:
    """Tell whether one trained unit and one to compare it with both show the month before and one after."""
    shown = {(row.unit, row.month) for row in rows}
    firsts = {row.unit: row.first for row in rows}
    return any(
        (row.unit, row.first - 1) in shown and {(other, row.month), (other, row.first - 1)} <= shown
        for row in rows
        if 0 < row.first <= row.month
        for other, first in firsts.items()
        if first == 0 or (comparison is Comparison.NOT_YET_TRAINED and first > row.month)
    )


def _fitted(estimator: Any, rows: Sequence[UnitMonth]) -> Any:
    import pandas as pd  # noqa: PLC0415 - the extra

    frame = pd.DataFrame(
        {
            "unit": [row.unit for row in rows],
            "month": [row.month for row in rows],
            "value": [row.value for row in rows],
            "first": [row.first for row in rows],
        }
    )
    with _quiet():
        return estimator.fit(frame, outcome="value", unit="unit", time="month", first_treat="first")


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the package's remarks to analysts; what they warn of is decided before (training_obstacles)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield
