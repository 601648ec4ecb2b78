"""The index of a whole made of parts: pooled, by visitors, and the simple mean beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from site_builder.indicators.combination import combined
from site_builder.indicators.finding import Finding, Interval
from site_builder.indicators.ikm import INDEX_PLACES, Tally, exact_index
from site_builder.indicators.index_estimate import IndexEstimate
from site_builder.indicators.logit_interval import logit_interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.rounding import round_half_up
from site_builder.indicators.satisfaction_index import interval_of, method_of
from site_builder.indicators.wording import joined, rounded, sentence
from survey_definitions.model import Text

POOLED = Text(
    id="Nilai {unit} dihitung dari semua isian bersama: {index}.",
    en="The score of {unit} is computed from all answers together: {index}.",
)
WEIGHTED = Text(
    id="Bila tiap bagian ditimbang menurut jumlah pengunjungnya: {index} (kira-kira {lo} sampai {hi}).",
    en="With each part weighted by its number of visitors: {index} (roughly {lo} to {hi}).",
)
SIMPLE = Text(
    id="Rata-rata sederhana dari {m} bagian, besar dan kecil sama berat: {index}.",
    en="Simple mean of {m} parts, large and small alike: {index}.",
)
HIDDEN = Text(id="", en="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A published part: its index, and how many people it served (None where that was not reported)."""

    estimate: IndexEstimate
    visitors: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedIndex:
    """An index with each part weighted by `weighting`; `weights` are the shares, in the order of the parts."""

    weighting: str
    weights: tuple[float, ...]
    value: float
    index: Decimal
    se: float
    df: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateFinding(Finding):
    """The pooled index as `estimate`; beside it what may be told of the others."""

    weighted: WeightedIndex | None
    simple_mean: Decimal | None


@indicator(
    "aggregation",
    name=Text(
        id="Nilai wilayah dan unit dengan banyak layanan", en="Score of a region, or of a unit with services"
    ),
    why=Text(
        id="Loket yang rajin mengumpulkan isian tidak boleh mewakili seluruh kota. Karena itu nilai gabungan "
        "ditemani nilai yang ditimbang menurut pengunjung.",
        en="A counter that collects many answers must not speak for a whole city. So the pooled score is "
        "accompanied by one weighted by visitors.",
    ),
    direction=Direction.HIGHER,
    reference="SKM16; Cochran (1977), Sampling Techniques, ch. 5 (stratified estimates)",
    reviewed_on=date(2026, 11, 24),
)
def aggregation(
    unit: Text, pooled: IndexEstimate, parts: Sequence[Part], k: int, *, reveals_nothing: bool
) -> AggregateFinding:
    """Put the ways of adding up side by side.

    Parameters
    ----------
    unit
        Name of the whole.
    pooled
        Its index from all published answers together; it always is the index of the unit.
    parts
        Its published parts.
    k
        Fewest answers a published number may rest on (PUB02).
    reveals_nothing
        Whether the audit of the release found that the simple mean lets nobody work out a hidden part (PUB04).

    Raises
    ------
    ValueError
        If a part is of another definition than the whole: such numbers are never added up (SKM03).
    """
    if any(part.estimate.measure != pooled.measure for part in parts):
        raise ValueError("parts of different questionnaires have no common index (SKM03)")
    if pooled.fewest < k:
        return AggregateFinding(
            estimate=None,
            interval=None,
            n=None,
            method=method_of(pooled),
            sentence=HIDDEN,
            weighted=None,
            simple_mean=None,
        )
    weighted = by_visitors(parts)
    simple = _simple_mean(parts) if reveals_nothing else None
    return AggregateFinding(
        estimate=pooled.value,
        interval=interval_of(pooled),
        n=pooled.n,
        method=method_of(pooled),
        sentence=_told(unit, pooled, weighted, simple, len(parts)),
        weighted=weighted,
        simple_mean=simple,
    )


def by_visitors(parts: Sequence[Part]) -> WeightedIndex | None:
    """Return Σ W·x with W = N ÷ ΣN and SE² = Σ W²·SE², or None unless every part reports its visitors."""
    counts = [part.visitors for part in parts if part.visitors is not None]
    if not parts or len(counts) < len(parts) or sum(counts) == 0:
        return None
    weights = [count / sum(counts) for count in counts]
    found = combined([(weight, part.estimate) for weight, part in zip(weights, parts, strict=True)])
    people = 1 / sum(weight**2 / part.estimate.n for weight, part in zip(weights, parts, strict=True))
    limits = parts[0].estimate.measure.limits
    return WeightedIndex(
        weighting="visitors",
        weights=tuple(weights),
        value=found.value,
        index=round_half_up(found.value, INDEX_PLACES),
        se=found.se,
        df=found.df,
        interval=logit_interval(found.value, found.se, found.df, people, limits),
    )


def pooled_over(estimates: Sequence[IndexEstimate], tallies: Mapping[str, Tally]) -> IndexEstimate | None:
    """Return the index of all answers of several units together, each a stratum of its own.

    Parameters
    ----------
    estimates
        The units, of one definition.
    tallies
        Their answers, added up by question.

    Returns
    -------
    IndexEstimate or None
        None where some question has no answer (SKM15). SE² = Σ (n_h/n)²·SE_h², which leaves out how units differ
        in the questions they skip.
    """
    measure, n = estimates[0].measure, sum(one.n for one in estimates)
    exact = exact_index(tallies, measure.index)
    if exact is None:
        return None
    spread = combined([(one.n / n, one) for one in estimates])
    return IndexEstimate(
        measure=measure,
        value=float(exact),
        index=round_half_up(exact, INDEX_PLACES),
        se=spread.se,
        df=spread.df,
        n=n,
        fewest=min(tallies[key].n for key in measure.index.weights),
        clusters=None,
        design_effect=None,
        bound=any(one.bound for one in estimates),
    )


def _simple_mean(parts: Sequence[Part]) -> Decimal | None:
    if not parts:
        return None
    return round_half_up(
        sum((Fraction(part.estimate.index) for part in parts), Fraction(0)) / len(parts), INDEX_PLACES
    )


def _told(
    unit: Text, pooled: IndexEstimate, weighted: WeightedIndex | None, simple: Decimal | None, parts: int
) -> Text:
    told = [sentence(POOLED, unit=unit, index=pooled.index)]
    if weighted is not None:
        ends = {"lo": rounded(weighted.interval.low), "hi": rounded(weighted.interval.high)}
        told.append(sentence(WEIGHTED, index=weighted.index, **ends))
    if simple is not None:
        told.append(sentence(SIMPLE, m=parts, index=simple))
    return joined(*told)
