"""How often would chance alone give this? If the order was drawn by lot, other draws tell."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from site_builder.indicators.imputation import imputed
from site_builder.indicators.training_panel import Selection, UnitMonths, grid_of

MOST_ORDERS = 999
SEED = 5
TIE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Permutation:
    """How many of the orders looked at give a difference at least as large, the true one among them.

    `every` tells that these are all orders there are, not a sample of them.
    """

    as_large: int
    orders: int
    every: bool

    @property
    def share(self) -> float:
        """The share of such orders; under no effect at most p of all draws have a share of at most p."""
        return self.as_large / self.orders


def permutation(units: Sequence[UnitMonths]) -> Permutation | None:
    """Deal the dates of training anew among the units of the lot and estimate each time.

    Parameters
    ----------
    units
        A panel; those with selection ``lot`` took part in the draw, trained or not.

    Returns
    -------
    Permutation or None
        None where fewer than two units took part, or the true order gives no estimate.

    References
    ----------
    Fisher, R. A. (1935). The design of experiments, ch. II; Phipson, B., & Smyth, G. K. (2010). Permutation
    p-values should never be zero. Stat. Appl. Genet. Mol. Biol. 9, 39.
    """
    drawn = [place for place, unit in enumerate(units) if unit.selection is Selection.LOT]
    true = _effect(units)
    if len(drawn) < 2 or true is None:  # noqa: PLR2004 - one unit has no order
        return None
    dates = [_date(units[place]) for place in drawn]
    every = _orders(dates) <= MOST_ORDERS + 1
    dealt = _all_orders(Counter(dates)) if every else _some_orders(dates)
    effects = [_effect(_with_dates(units, drawn, order)) for order in dealt]
    as_large = sum(effect is None or abs(effect) >= abs(true) - TIE for effect in effects)
    mine = 0 if every else 1  # the true order is one of all; beside a sample it is counted on top
    return Permutation(as_large=as_large + mine, orders=len(effects) + mine, every=every)


_Date = tuple[int | None, int | None]


def _date(unit: UnitMonths) -> _Date:
    return unit.trained, unit.nominated


def _effect(units: Sequence[UnitMonths]) -> float | None:
    found = imputed(grid_of(units))
    return None if found is None else found.effect


def _with_dates(units: Sequence[UnitMonths], drawn: Sequence[int], dates: Sequence[_Date]) -> list[UnitMonths]:
    dealt = list(units)
    for place, (trained, nominated) in zip(drawn, dates, strict=True):
        dealt[place] = replace(units[place], trained=trained, nominated=nominated)
    return dealt


def _orders(dates: Sequence[_Date]) -> int:
    same = math.prod(math.factorial(n) for n in Counter(dates).values())
    return math.factorial(len(dates)) // same


def _all_orders(left: Counter[_Date]) -> Iterator[tuple[_Date, ...]]:
    if not left.total():
        yield ()
    for date in [date for date, n in left.items() if n]:
        for rest in _all_orders(left - Counter([date])):
            yield (date, *rest)


def _some_orders(dates: Sequence[_Date]) -> Iterator[list[_Date]]:
    chance = np.random.default_rng(SEED)  # fixed: the same data give the same page
    for _ in range(MOST_ORDERS):
        yield [dates[place] for place in chance.permutation(len(dates))]
