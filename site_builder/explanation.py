"""How a number came about, step by step, with the rows of the open file it rests on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from site_builder.errors import SiteRefusedError
from site_builder.estimates import tallies_of
from site_builder.evaluations import Evaluation, place_of
from site_builder.indicators.ikm import exact_index
from site_builder.indicators.wording import rounded
from site_builder.interface import Language
from site_builder.interface.numbers import decimal_text, mean_text
from site_builder.interface.periods import period_text
from site_builder.open_data import rows as open_rows
from site_builder.open_data.rows import Rows, RowsBehind
from site_builder.records import Cell, Period, SurveyQuestion
from site_builder.results import UnitKey
from site_builder.site import Site

NAMED = 3
LONGEST_ENTRY = 60
EXACT_PLACES = 4
ERROR_PLACES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One evaluation to explain, with what every step needs."""

    site: Site
    unit: UnitKey
    one: Evaluation
    cell: Cell
    rows: RowsBehind
    language: Language

    def shown(self, query: str) -> Iterator[str]:
        """Show a query and its rows."""
        yield from _listed(self.rows.of(query, self.cell.place), self.language)

    def number(self, value: float, places: int) -> str:
        """Write a number of a step."""
        return decimal_text(rounded(value, places), self.language)


def explanation(site: Site, agency: str, service: str | None, period: str, language: Language) -> Iterator[str]:
    """Return the lines that tell how the number of a unit and period came about.

    Raises
    ------
    SiteRefusedError
        If there is no such agency, service or period, with the nearest names.
    """
    unit, named = _unit(site, agency, service), _period(site, period, language)
    found = [one for one in site.evaluations.of(*unit) if one.result.period == named]
    if not found:
        told = period_text(named, language)
        raise SiteRefusedError(language("explain.no_result", unit=service or agency, period=told))
    cells = {cell.place: cell for cell in site.data.cells}
    rows = RowsBehind(site.data.path)
    return (
        line
        for one in found
        for line in _lines(
            _Case(
                site=site,
                unit=unit,
                one=one,
                cell=cells[place_of(unit, one.result)],
                rows=rows,
                language=language,
            )
        )
    )


def _lines(case: _Case) -> Iterator[str]:
    """Yield a heading, then each step that this result has."""
    language, result = case.language, case.one.result
    names = case.site.names(language)
    agency, service = case.unit
    name = names.agencies[agency] if service is None else names.services.get(service, language("unit.merged"))
    heading = f"{name} – {period_text(result.period, language)} – {language.data(result.survey.title)}"
    yield from (heading, "=" * len(heading), "")
    steps = _STEPS if result.shown else _STEPS[:1]
    for number, (title, step) in enumerate(steps, start=1):
        told = list(step(case))
        while told and not told[-1]:
            told.pop()
        if told:
            yield from (f"{number}. {language(title)}", *(f"   {line}".rstrip() for line in told), "")


def _counts(case: _Case) -> Iterator[str]:
    yield from case.shown(open_rows.COUNTS)
    if case.one.result.n is None:
        yield case.language("unit.sentence_merged" if case.one.result.merged else "unit.sentence_hidden")


def _means(case: _Case) -> Iterator[str]:
    """Tell the mean of each unsur as sum ÷ number (SKM10)."""
    tallies, language = tallies_of(case.cell), case.language
    for unsur in case.one.result.unsur:
        name, tally = _name(unsur.question, language), tallies.get(unsur.question.key)
        if unsur.mean is None or tally is None:
            yield f"{name}: {language('number.hidden' if unsur.n is None else 'number.unavailable')}"
        else:
            yield f"{name}: {tally.total} ÷ {tally.n} = {mean_text(unsur.mean, language)}"


def _index(case: _Case) -> Iterator[str]:
    """Tell the weighted sum, the exact value, its rounding and its letter (SKM11, SKM13)."""
    result, language = case.one.result, case.language
    index = result.survey.index
    exact = exact_index(tallies_of(case.cell), index)
    if exact is None or result.index is None:
        yield language("unit.sentence_no_index", n=result.n)
        return
    weighted = case.number(float(exact / index.multiplier), EXACT_PLACES)
    weights = ", ".join(dict.fromkeys(str(weight) for weight in index.weights.values()))
    yield language("explain.weighted", weights=weights, total=weighted)
    value = case.number(float(exact), EXACT_PLACES)
    yield f"{index.multiplier} × {weighted} = {value} → {decimal_text(result.index, language)}"
    if result.grade is None:
        yield language("unit.provisional_why")
    else:
        minimum = decimal_text(result.grade.minimum, language)
        yield language("explain.letter", letter=result.grade.letter, minimum=minimum)
    if case.one.twin is not None:
        yield language.data(case.one.twin.sentence)


def _interval(case: _Case) -> Iterator[str]:
    estimate, found, language = case.one.estimate, case.one.index, case.language
    if estimate is None or found is None or found.interval is None:
        return
    yield from case.shown(open_rows.MOMENT)
    yield f"{language.data(found.method)}."
    error, df = case.number(estimate.se, ERROR_PLACES), case.number(estimate.df, 1)
    yield language("explain.error", error=error, df=df)
    if estimate.clusters is not None and estimate.design_effect is not None:
        effect = case.number(estimate.design_effect, 2)
        yield language("explain.clusters", clusters=estimate.clusters, effect=effect)
    yield language.data(found.sentence)
    if case.one.letters is not None:
        yield language.data(case.one.letters.sentence)


def _visitors(case: _Case) -> Iterator[str]:
    yield from case.shown(open_rows.SERVED)
    yield from _sentences(case, case.one.response, case.one.tipping)


def _ways(case: _Case) -> Iterator[str]:
    yield from case.shown(open_rows.MODES)
    if case.one.straight is not None:
        found = case.rows.straight_lines(case.one.result.survey, case.cell.place)
        yield from _listed(found, case.language)
    yield from _sentences(case, case.one.staff, case.one.straight, case.one.low)


def _compared(case: _Case) -> Iterator[str]:
    yield from _sentences(case, case.one.change, case.one.place, case.one.parts)


_STEPS: tuple[tuple[str, Callable[[_Case], Iterator[str]]], ...] = (
    ("explain.counts", _counts),
    ("explain.means", _means),
    ("explain.index", _index),
    ("explain.interval", _interval),
    ("explain.visitors", _visitors),
    ("explain.ways", _ways),
    ("explain.compared", _compared),
)


def _sentences(case: _Case, *findings: object) -> Iterator[str]:
    told = (getattr(finding, "sentence", None) for finding in findings)
    yield from (case.language.data(sentence) for sentence in told if sentence is not None and sentence.id)


def _listed(found: Rows, language: Language) -> Iterator[str]:
    """Show a query, then its rows as a table; long lists of sums are cut."""
    yield from found.sql.splitlines()
    if not found.rows:
        yield f"→ {language('explain.no_rows')}"
        return
    table = [found.columns, *([_entry(value) for value in row] for row in found.rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "→ " + "  ".join(entry.rjust(width) for entry, width in zip(row, widths, strict=True))
    yield ""


def _entry(value: object) -> str:
    text = "NULL" if value is None else str(value)
    return text if len(text) <= LONGEST_ENTRY else f"{text[: LONGEST_ENTRY - 1]}…"


def _name(question: SurveyQuestion, language: Language) -> str:
    return language.data(question.name)


def _unit(site: Site, agency: str, service: str | None) -> UnitKey:
    if agency not in site.data.agencies:
        raise _unknown("agency", agency, {code: one.name.id for code, one in site.data.agencies.items()})
    own = {one.code: one.name.id for one in site.services_of(agency)}
    if service is not None and service not in own:
        raise _unknown("service", service, own)
    return agency, service


def _period(site: Site, period: str, language: Language) -> Period:
    if period not in site.data.periods:
        names = {one.id: period_text(one, language) for one in site.data.periods.values()}
        raise _unknown("period", period, names)
    return site.data.periods[period]


def _unknown(kind: str, wanted: str, names: dict[str, str]) -> SiteRefusedError:
    """Return a refusal with the codes that come nearest, by code or by name."""
    near = ", ".join(f"{code} ({names[code]})" for code in _nearest(wanted, names)) or "-"
    return SiteRefusedError(f"{wanted}: the open file has no {kind} of this code. Nearest: {near}.")


def _nearest(wanted: str, names: dict[str, str]) -> Iterable[str]:
    folded = {spelled.casefold(): code for code, name in names.items() for spelled in (name, code)}
    close = get_close_matches(wanted.casefold(), folded, n=2 * NAMED, cutoff=0)
    return list(dict.fromkeys(folded[spelled] for spelled in close))[:NAMED]
