"""The index by official period, with the line broken where the questionnaire changes or a period is hidden."""

from site_builder.charts import trend_drawing as drawing
from site_builder.charts.entries import (
    INTERVAL_COLUMNS,
    interval_entries,
    n_entry,
    result_grade,
    result_index,
    with_interval,
)
from site_builder.charts.registry import chart
from site_builder.charts.spec import ChartSpec, ChartSubject, Column, Row, RowGroup, plain
from site_builder.charts.timeline import slots_of
from site_builder.interface import Language
from site_builder.interface.numbers import decimal_text
from site_builder.interface.periods import period_text
from site_builder.results import Result, newest_shown


@chart("trend", order=20)
def trend(subject: ChartSubject, language: Language) -> ChartSpec | None:
    """Show how the index went from period to period; with one period there is only the table."""
    results = subject.results
    if not results:
        return None
    drawable = len(results) >= drawing.FEWEST_POINTS and any(result.index is not None for result in results)
    slots = slots_of(results, drawing.LEFT, drawing.RIGHT) if drawable else ()
    return ChartSpec(
        kind="trend",
        file="tren.csv",
        heading=language("chart_trend.heading"),
        note=_note(results, language),
        title=language("chart_trend.title", unit=subject.name),
        description=_description(results, language),
        width=drawing.WIDTH,
        height=drawing.HEIGHT,
        frame=drawing.frame_of(slots, language) if drawable else (),
        marks=drawing.marks_of(slots, subject.intervals, language) if drawable else (),
        caption=language("chart_trend.caption"),
        columns=_columns(language),
        groups=_groups(subject, language),
        simulated=subject.simulated,
    )


def _note(results: tuple[Result, ...], language: Language) -> str:
    """Explain every sign of the picture, and none that is not in it."""
    if all(result.index is None for result in results):
        return language("chart_trend.no_number")
    if len(results) < drawing.FEWEST_POINTS:
        return language("chart_trend.one_period")
    parts = [language("chart_trend.text"), language("chart_trend.text_interval")]
    if any(result.index is not None and result.grade is None for result in results):
        parts.append(language("chart_trend.text_provisional"))
    if any(not result.shown and not result.merged for result in results):
        parts.append(language("chart_trend.text_few", few=language("number.few")))
    if any(result.merged for result in results):
        parts.append(language("chart_trend.text_merged", merged=language("number.merged_mark")))
    if any(result.shown and result.index is None for result in results):
        parts.append(language("chart_trend.text_absent"))
    if len({result.survey.id for result in results}) > 1:
        parts.append(language("chart_trend.text_break"))
    return " ".join(parts)


def _description(results: tuple[Result, ...], language: Language) -> str:
    """Say the same as the picture: its range of time, the latest number, and every break."""
    first, last = period_text(results[0].period, language), period_text(results[-1].period, language)
    latest = newest_shown(result for result in results if result.index is not None)
    if latest is None or latest.index is None:
        said = language("chart_trend.description_empty", first=first, last=last)
    else:
        index, period = decimal_text(latest.index, language), period_text(latest.period, language)
        said = language("chart_trend.description", first=first, last=last, index=index, period=period)
    begins: dict[str, str] = {}
    for result in results:
        begins.setdefault(result.survey.id, period_text(result.period, language))
    breaks = ", ".join(list(begins.values())[1:])
    return f"{said} {language('chart_trend.description_breaks', periods=breaks)}" if breaks else said


def _columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(key="survey"),
        Column(key="period"),
        Column(key="start"),
        Column(key="end"),
        Column(key="name", heading=language("column.period")),
        Column(key="n", heading=language("column.n"), numeric=True),
        Column(key="index", heading=language("column.score"), numeric=True),
        Column(key="grade", heading=language("column.grade")),
        *INTERVAL_COLUMNS,
        Column(key="status"),
    )


def _groups(subject: ChartSubject, language: Language) -> tuple[RowGroup, ...]:
    """Return the newest period first and each questionnaire by itself: the table breaks where the line does."""
    results = subject.results
    surveys = dict.fromkeys(result.survey.id for result in reversed(results))
    groups: list[RowGroup] = []
    for survey in surveys:
        own = [result for result in reversed(results) if result.survey.id == survey]
        heading = language.data(own[0].survey.title) if len(surveys) > 1 else ""
        groups.append(RowGroup(heading=heading, rows=tuple(_row(result, subject, language) for result in own)))
    return tuple(groups)


def _row(result: Result, subject: ChartSubject, language: Language) -> Row:
    interval = subject.intervals.get((result.survey.id, result.period.id))
    return (
        plain(result.survey.id),
        plain(result.period.id),
        plain(result.period.start.isoformat()),
        plain(result.period.end.isoformat()),
        plain(period_text(result.period, language)),
        n_entry(result.n, language, merged=result.merged),
        with_interval(result_index(result, language), interval, language),
        result_grade(result, language),
        *interval_entries(interval),
        plain(result.status),
    )
