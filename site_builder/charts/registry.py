"""Where charts of a unit are kept."""

from collections.abc import Callable

from site_builder.charts.spec import ChartSpec, ChartSubject
from site_builder.interface import Language
from site_builder.registry import Registry

UnitChart = Callable[[ChartSubject, Language], ChartSpec | None]

_CHARTS: Registry[tuple[int, UnitChart]] = Registry("site_builder.charts")


def chart(name: str, *, order: int) -> Callable[[UnitChart], UnitChart]:
    """Register a chart that pages of agencies and services show, at the place `order` among the others.

    The function returns None where there is nothing to draw.
    """

    def keep(make: UnitChart) -> UnitChart:
        _CHARTS.register(name)((order, make))
        return make

    return keep


def unit_charts(subject: ChartSubject, language: Language) -> tuple[ChartSpec, ...]:
    """Make every chart there is something to draw for, in the order of the page."""
    ordered = sorted(_CHARTS, key=lambda item: (item[1][0], item[0]))
    made = (make(subject, language) for _, (_, make) in ordered)
    return tuple(spec for spec in made if spec is not None)
