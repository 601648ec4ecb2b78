"""Evaluations as programs outside read them: the fields that api/v1 adds to each period and each agency.

Numbers of the index are strings with 2 decimals, shares are numbers from 0 to 1; null is what is hidden, not
reported or cannot be computed.
"""

from collections.abc import Iterable
from typing import Any

from site_builder.evaluations import Evaluation
from site_builder.indicators.change import ChangeFinding
from site_builder.indicators.finding import Finding, Interval
from site_builder.indicators.index_estimate import IndexEstimate
from site_builder.indicators.rounding import round_half_up
from site_builder.indicators.signals import ReleasedSignal
from site_builder.monthly import Monthly
from site_builder.trainings import TrainingResult
from survey_definitions.model import Text

INDEX_PLACES = 2
SHARE_PLACES = 4

Fields = dict[str, Any]


def period_fields(one: Evaluation, signals: Iterable[ReleasedSignal]) -> Fields:
    """Return what a period gains by its evaluation, and the signals of it that are raised."""
    response, tipping = one.response, one.tipping
    weighted = one.parts.weighted if one.parts else None
    return {
        "interval": _interval(one),
        "letters": list(one.letters.letters) if one.letters else [],
        "visitors": response.visitors if response else None,
        "target": response.target if response else None,
        "response_rate": _share(response),
        "tipping_point": _points(tipping.estimate) if tipping else None,
        "change": _change(one.change, one.since.id if one.since else None),
        "straight_line_share": _share(one.straight),
        "low_answer_share": _share(one.low),
        "staff_entry_share": _share(one.staff),
        "class": one.place.place.value if one.place else None,
        "index_weighted": {
            "index": str(weighted.index),
            "weighting": weighted.weighting,
            **_ends(weighted.interval),
        }
        if weighted
        else None,
        "simple_mean": str(one.parts.simple_mean) if one.parts and one.parts.simple_mean else None,
        "signals": [
            {"signal": found.id, "value": found.value, "threshold": found.threshold, "flagged": found.flagged}
            for found in signals
            if found.raised
        ],
    }


def month_fields(monthly: Monthly | None) -> Fields | None:
    """Return the newest month with its limits."""
    if monthly is None:
        return None
    month, point, stretch = monthly.months[-1], monthly.drawn[-1], monthly.stretches[-1]
    return {
        "period": month.period.id,
        "survey": month.survey.id,
        "n": month.n,
        "index": str(month.index),
        "limits": {"low": _points(point.low), "high": _points(point.high)} if point else None,
        "trial": stretch.trial if stretch else True,
        "flags": [rule.value for rule, _ in point.flags] if point else [],
        "sentence": _words(monthly.chart.sentence),
    }


def training_fields(one: TrainingResult, agency: str) -> Fields:
    """Return what was found about one programme, for one of the agencies trained in it."""
    effect, obstacle = one.effect, one.obstacles.get(agency)
    return {
        "programme": one.code,
        "trainings": [training.code for training in one.trainings],
        "trained_until": one.trained[agency].isoformat(),
        "units": effect.n,
        "effect": _points(effect.estimate),
        "interval": _ends(effect.interval) if effect.interval else None,
        "second_estimate": _points(effect.second.overall.effect) if effect.second else None,
        "detectable": _points(effect.detectable),
        "by_lot": effect.by_lot,
        "obstacle": effect.obstacle.value if effect.obstacle else None,
        "unit_obstacle": obstacle.value if obstacle else None,
        "sentence": _words(effect.sentence),
    }


def _interval(one: Evaluation) -> Fields | None:
    if one.estimate is None or one.index is None or one.index.interval is None:
        return None
    interval = one.index.interval
    return {**_ends(interval), "level": interval.level, "basis": _basis(one.estimate)}


def _basis(estimate: IndexEstimate) -> str:
    if estimate.bound:
        return "bound"
    return "respondents" if estimate.clusters is None else "clusters"


def _change(found: ChangeFinding | None, since: str | None) -> Fields | None:
    if found is None or found.estimate is None or found.interval is None:
        return None
    return {
        "since": since,
        "points": _points(found.estimate),
        **_ends(found.interval),
        "clear": found.arrow is not None,
    }


def _ends(interval: Interval) -> Fields:
    return {"low": _points(interval.low), "high": _points(interval.high)}


def _points(value: float | None) -> str | None:
    return None if value is None else str(round_half_up(value, INDEX_PLACES))


def _share(found: Finding | None) -> float | None:
    if found is None or found.estimate is None:
        return None
    return float(round_half_up(found.estimate, SHARE_PLACES))


def _words(text: Text) -> Fields:
    return {"id": text.id, "en": text.en}
