"""How many gave which answer: one bar for each unsur, from the lowest answer to the highest (SKM02)."""

from collections.abc import Iterator, Mapping

from site_builder.charts.entries import index_entry, n_entry
from site_builder.charts.marks import Bar, Label, Mark
from site_builder.charts.registry import chart
from site_builder.charts.spec import ChartSpec, ChartSubject, Column, Entry, Row, RowGroup, plain
from site_builder.charts.unsur import shortened
from site_builder.indicators.rounding import round_half_up
from site_builder.interface import Language
from site_builder.interface.numbers import count_text
from site_builder.interface.periods import period_text
from site_builder.results import Result, UnsurResult, newest_shown, settled

WIDTH = 360
ROW = 39
FOOT = 4
TRACK = (18, 34)
NAME_LINE = 13
TEXT_LINE = 30
ROOM = 7  # percent a number needs inside its bar
TINTS = 4


@chart("distribution", order=40)
def distribution(subject: ChartSubject, language: Language) -> ChartSpec | None:
    """Show whether a mean comes from everybody's "good" or from a quarrel of 1 and 4."""
    result = newest_shown(settled(subject.results))
    if result is None or not any(subject.counts.values()):
        return None
    period = period_text(result.period, language)
    values = range(result.survey.scale[0], result.survey.scale[1] + 1)
    return ChartSpec(
        kind="distribution",
        file="sebaran.csv",
        heading=language("chart_distribution.heading", period=period),
        note=language("chart_distribution.text", low=values[0], high=values[-1]),
        title=language("chart_distribution.title", unit=subject.name, period=period),
        description=_description(result, subject, language),
        width=WIDTH,
        height=ROW * len(result.unsur) + FOOT,
        frame=tuple(_names(result, language)),
        marks=tuple(_marks(result, subject.counts, language)),
        caption=language("chart_distribution.heading", period=period),
        columns=(
            Column(key="survey"),
            Column(key="period"),
            Column(key="key"),
            Column(key="name", heading=language("column.unsur")),
            *(Column(key=f"value_{value}", heading=str(value), numeric=True) for value in values),
            Column(key="n", heading=language("column.n"), numeric=True),
        ),
        groups=(RowGroup(heading="", rows=tuple(_row(result, one, subject, language) for one in result.unsur)),),
        simulated=subject.simulated,
        folded=True,
    )


def _names(result: Result, language: Language) -> Iterator[Mark]:
    for place, one in enumerate(result.unsur):
        name = shortened(language.data(one.question.name))
        yield Label(css="name", x=0, y=ROW * place + NAME_LINE, text=name)


def _marks(result: Result, counts: Mapping[str, Mapping[int, int] | None], language: Language) -> Iterator[Mark]:
    """Draw the shares of each answer; a number stands inside where there is room for it."""
    lowest = result.survey.scale[0]
    for place, one in enumerate(result.unsur):
        given, top = counts.get(one.question.key), ROW * place
        if not given or not sum(given.values()):
            text = index_entry(None, one.n, language).text
            yield Label(css="value muted", x=WIDTH, y=top + NAME_LINE, text=text, anchor="end")
            continue
        left, total = 0.0, sum(given.values())
        for value, n in sorted(given.items()):
            right = left + WIDTH * n / total
            if n:
                css = f"band-{max(TINTS - (value - lowest), 1)}"
                yield Bar(css=css, left=left, top=top + TRACK[0], right=right, bottom=top + TRACK[1])
            if n * 100 >= ROOM * total:
                share = str(round_half_up(100 * n / total, 0))
                yield Label(css="name", x=(left + right) / 2, y=top + TEXT_LINE, text=share, anchor="middle")
            left = right


def _description(result: Result, subject: ChartSubject, language: Language) -> str:
    """Say the same as the picture: the unsur with the largest share of the two lowest answers."""
    found = []
    for one in result.unsur:
        given = subject.counts.get(one.question.key)
        if given and sum(given.values()):
            low = sum(n for value, n in given.items() if value < result.survey.scale[0] + 2)
            found.append((low / sum(given.values()), one))
    share, most = max(found, key=lambda pair: pair[0])
    return language(
        "chart_distribution.description",
        unsur=language.data(most.question.name),
        percent=round_half_up(100 * share, 0),
    )


def _row(result: Result, one: UnsurResult, subject: ChartSubject, language: Language) -> Row:
    given = subject.counts.get(one.question.key)
    values = range(result.survey.scale[0], result.survey.scale[1] + 1)
    hidden = Entry(text=language("number.hidden"), value="", muted=True)
    cells = [hidden if given is None else _count(given.get(value, 0), language) for value in values]
    return (
        plain(result.survey.id),
        plain(result.period.id),
        plain(one.question.key),
        plain(language.data(one.question.name)),
        *cells,
        n_entry(one.n, language),
    )


def _count(n: int, language: Language) -> Entry:
    return Entry(text=count_text(n, language), value=str(n))
