"""Units beside each other without a league table: higher than, about, or lower than expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

from site_builder.indicators.between_units import RandomEffects, dersimonian_laird, paule_mandel
from site_builder.indicators.distributions import normal_quantile, normal_two_sided
from site_builder.indicators.false_discovery import RATE, discoveries
from site_builder.indicators.finding import CONFIDENCE, Finding, Interval
from site_builder.indicators.peers import Peer
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.wording import sentence
from survey_definitions.model import Text

FEWEST_UNITS = 2
OUTER = 0.998

SUMMARY = Text(
    id="Dari {n} unit, {above} lebih tinggi dan {below} lebih rendah daripada yang diharapkan; {about} lainnya "
    "tidak jelas berbeda dari rata-rata.",
    en="Of {n} units {above} are higher and {below} lower than expected; the other {about} do not clearly differ "
    "from the average.",
)
TOO_FEW = Text(
    id="Unit yang dapat dibandingkan terlalu sedikit.", en="There are too few units that can be compared."
)
METHOD = Text(
    id="corong dengan τ² aditif (DerSimonian–Laird); tiga kelas menurut Benjamini–Hochberg 10 %",
    en="funnel with additive τ² (DerSimonian–Laird); three classes by Benjamini–Hochberg at 10%",
)


class Place(StrEnum):
    """Where a unit lies among its peers."""

    ABOVE = "above"
    ABOUT = "about"
    BELOW = "below"


PLACED = {
    Place.ABOVE: Text(
        id="Nilai {unit} lebih tinggi daripada yang diharapkan dari unit lain.",
        en="The score of {unit} is higher than expected from the other units.",
    ),
    Place.ABOUT: Text(
        id="Nilai {unit} tidak jelas berbeda dari unit lain.",
        en="The score of {unit} does not clearly differ from the other units.",
    ),
    Place.BELOW: Text(
        id="Nilai {unit} lebih rendah daripada yang diharapkan dari unit lain.",
        en="The score of {unit} is lower than expected from the other units.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPoint:
    """One unit in the funnel.

    Attributes
    ----------
    z
        (value − μ) ÷ √(SE² + τ²).
    limits, outer
        Where 95 % and 99.8 % of units of this precision lie.
    shrunken
        Empirical-Bayes value: the unit's own number drawn to μ the more, the less it rests on.
    """

    peer: Peer
    z: float
    place: Place
    limits: Interval
    outer: Interval
    shrunken: float
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelFinding(Finding):
    """μ of `n` units as `estimate`; `second_tau2` is Paule and Mandel's τ², to see what hangs on the choice."""

    tau2: float | None
    second_tau2: float | None
    points: tuple[FunnelPoint, ...]


@indicator(
    "funnel",
    name=Text(id="Perbandingan antarunit", en="Comparison of units"),
    why=Text(
        id="Daftar peringkat menghukum kebetulan: unit kecil selalu ada di puncak dan di dasar. Corong hanya "
        "menandai unit yang berbeda lebih jauh daripada yang wajar.",
        en="League tables punish chance: small units are always at the top and at the bottom. A funnel marks only "
        "units that differ by more than is usual.",
    ),
    direction=Direction.NEITHER,
    reference="Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202; DerSimonian & Laird (1986), Controlled "
    "Clinical Trials 7; Benjamini & Hochberg (1995), JRSS B 57",
    reviewed_on=date(2026, 11, 24),
)
def funnel(peers: Sequence[Peer]) -> FunnelFinding:
    """Sort units of the same period, questionnaire and kind into three classes.

    Parameters
    ----------
    peers
        Units of 30 and more answers; `biaya` only within one tariff type (SKM18).
    """
    if len(peers) < FEWEST_UNITS:
        return FunnelFinding(
            estimate=None,
            interval=None,
            n=len(peers),
            method=METHOD,
            sentence=TOO_FEW,
            tau2=None,
            second_tau2=None,
            points=(),
        )
    values, errors = [peer.value for peer in peers], [peer.se for peer in peers]
    model = dersimonian_laird(values, errors)
    half = normal_quantile((1 + CONFIDENCE) / 2) * model.se
    points = _points(peers, model)
    return FunnelFinding(
        estimate=model.mean,
        interval=Interval(low=model.mean - half, high=model.mean + half),
        n=len(peers),
        method=METHOD,
        sentence=_summary(points),
        tau2=model.tau2,
        second_tau2=paule_mandel(values, errors).tau2,
        points=points,
    )


def _points(peers: Sequence[Peer], model: RandomEffects) -> tuple[FunnelPoint, ...]:
    scores = [(peer.value - model.mean) / sqrt(peer.se**2 + model.tau2) for peer in peers]
    alarms = discoveries([normal_two_sided(z) for z in scores], RATE)
    return tuple(_point(peer, z, model, alarm=alarm) for peer, z, alarm in zip(peers, scores, alarms, strict=True))


def _point(peer: Peer, z: float, model: RandomEffects, *, alarm: bool) -> FunnelPoint:
    place = (Place.ABOVE if z > 0 else Place.BELOW) if alarm else Place.ABOUT
    return FunnelPoint(
        peer=peer,
        z=z,
        place=place,
        limits=_limits(peer, model, CONFIDENCE),
        outer=_limits(peer, model, OUTER),
        shrunken=model.mean + model.tau2 / (model.tau2 + peer.se**2) * (peer.value - model.mean),
        sentence=sentence(PLACED[place], unit=peer.unit),
    )


def _limits(peer: Peer, model: RandomEffects, level: float) -> Interval:
    half = normal_quantile((1 + level) / 2) * sqrt(peer.se**2 + model.tau2)
    return Interval(low=model.mean - half, high=model.mean + half, level=level)


def _summary(points: tuple[FunnelPoint, ...]) -> Text:
    places = [point.place for point in points]
    counts = {place.value: places.count(place) for place in Place}
    return sentence(SUMMARY, n=len(points), **counts)
