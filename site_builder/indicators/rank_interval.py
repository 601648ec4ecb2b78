"""Ranks with their intervals, for where a rank cannot be avoided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from site_builder.indicators.distributions import normal_quantile
from site_builder.indicators.finding import CONFIDENCE, Finding
from site_builder.indicators.ikm import INDEX_PLACES
from site_builder.indicators.peers import Peer
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.wording import sentence
from survey_definitions.model import Text

RANKED = Text(
    id="Peringkat {unit} antara {lo} dan {hi} dari {n} unit.",
    en="{unit} ranks between {lo} and {hi} of {n} units.",
)
SUMMARY = Text(
    id="Dari {n} unit, {first} bisa saja yang teratas.", en="Of {n} units, {first} may be the highest one."
)
NONE = Text(id="", en="")
METHOD = Text(
    id="selang peringkat bersama (Klein–Wright–Wieczorek)", en="joint rank intervals (Klein–Wright–Wieczorek)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """The ranks one unit may have, 1 being the highest value."""

    peer: Peer
    low: int
    high: int
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RankFinding(Finding):
    """The ranks of `n` units in the order they were given; there is no single number."""

    ranks: tuple[Rank, ...]


@indicator(
    "rank-interval",
    name=Text(id="Selang peringkat", en="Rank interval"),
    why=Text(
        id="Satu angka peringkat terlihat pasti padahal tidak. Selangnya menunjukkan peringkat mana saja yang "
        "masih mungkin.",
        en="A single rank looks certain and is not. Its interval shows which ranks are still possible.",
    ),
    direction=Direction.NEITHER,
    reference="Klein, Wright & Wieczorek (2020), A joint confidence region for an overall ranking of populations, "
    "Journal of the Royal Statistical Society C 69, 589–606",
    reviewed_on=date(2026, 11, 24),
)
def rank_interval(peers: Sequence[Peer]) -> RankFinding:
    """Rank units of the same period and questionnaire, the highest value first.

    Parameters
    ----------
    peers
        Units of 30 and more answers.
    """
    values, errors = [-peer.value for peer in peers], [peer.se for peer in peers]
    spans = rank_spans(values, errors, CONFIDENCE, places=INDEX_PLACES)
    ranks = tuple(_rank(peer, span, len(peers)) for peer, span in zip(peers, spans, strict=True))
    first = sum(rank.low == 1 for rank in ranks)
    told = sentence(SUMMARY, n=len(peers), first=first) if peers else NONE
    return RankFinding(estimate=None, interval=None, n=len(peers), method=METHOD, sentence=told, ranks=ranks)


def rank_spans(
    values: Sequence[float], errors: Sequence[float], level: float, *, places: int
) -> list[tuple[int, int]]:
    """Return the lowest and highest rank of each value, 1 being the smallest value.

    Parameters
    ----------
    values, errors
        Independent estimates with their standard errors.
    level
        Chance that all ranks lie in their intervals at once.
    places
        Decimals the values are published with: intervals are compared as readers see them.

    Returns
    -------
    list of pairs
        With intervals x ± z·SE, rounded, and z so that all m hold at once ((2Φ(z) − 1)^m = level): unit k ranks
        after every unit whose interval ends at or before the beginning of its own, and before every one that
        begins at or after its end.
    """
    if not values:
        return []
    x = np.asarray(values, dtype=float)
    half = np.asarray(errors, dtype=float) * normal_quantile((1 + level ** (1 / len(x))) / 2)
    low, high = np.round(x - half, places), np.round(x + half, places)
    before, after = high[None, :] <= low[:, None], low[None, :] >= high[:, None]
    tied = before & after  # intervals rounded to one and the same point, each with itself among them
    firsts, lasts = 1 + np.sum(before & ~tied, axis=1), len(x) - np.sum(after & ~tied, axis=1)
    return [(int(first), int(last)) for first, last in zip(firsts, lasts, strict=True)]


def _rank(peer: Peer, span: tuple[int, int], units: int) -> Rank:
    low, high = span
    told = sentence(RANKED, unit=peer.unit, lo=low, hi=high, n=units)
    return Rank(peer=peer, low=low, high=high, sentence=told)
