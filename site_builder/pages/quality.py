"""How answers came in: patterns that need an explanation, beside what the unit says, and never an accusation."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from site_builder import addresses
from site_builder.indicators.signals import LABEL, PATTERNS, ReleasedSignal
from site_builder.interface import Language
from site_builder.interface.numbers import count_text
from site_builder.interface.periods import date_text, period_text
from site_builder.pages.registry import Content, Link, Page, page
from site_builder.quality import MONTH, Reply, SignalPlace
from site_builder.results import MERGED
from site_builder.site import Site

COUNTED = frozenset({"burst", "exceeds", "honeypot"})  # the others are shares in percent
EXACT = frozenset({"exceeds"})  # of two published numbers; the others are told in tens


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRow:
    """One raised signal of a unit, a service or a month."""

    where: str
    pattern: str
    value: str
    threshold: str
    flagged: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The reply of a unit."""

    text: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPeriod:
    """What is asked about one official period, and what the unit says."""

    period: str
    sentence: str
    caption: str
    rows: tuple[PatternRow, ...]
    replies: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedUnit:
    """A unit that is asked, newest period first; `periods` after the first are folded."""

    code: str
    unit: Link
    periods: tuple[AskedPeriod, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A pattern in words, and when a unit is asked about it."""

    name: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityView:
    """What the page shows; `table` is the address of all signals, raised or not."""

    sentence: str
    units: tuple[AskedUnit, ...]
    patterns: tuple[Explained, ...]
    table: str


@page("quality")
def quality_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the one page about data quality."""
    yield Page(path=addresses.QUALITY, content=partial(_content, site, language))


def clarification_of(site: Site, language: Language, agency: str) -> Iterator[str]:
    """Say on an agency's page what its newest official period is asked about (T14)."""
    quality = site.quality
    newest = quality.newest.get(agency)
    if newest is not None and newest in quality.raised.get(agency, ()):
        yield language(
            "quality.notice",
            period=period_text(quality.periods[newest.period], language),
            label=language.data(LABEL),
            sentence=language.data(quality.finding(newest, site.meta.k).sentence),
        )


def _content(site: Site, language: Language) -> Content:
    return Content(
        template="quality.html",
        title=language("quality.title"),
        description=language("quality.description"),
        view=QualityView(
            sentence=_sentence(site, language),
            units=tuple(_units(site, language)),
            patterns=tuple(
                Explained(name=_sentence_case(language.data(PATTERNS[name])), rule=language(f"signal_rule.{name}"))
                for name in PATTERNS
            ),
            table=addresses.signals_in_datasette(site.meta.data_url),
        ),
    )


def _sentence(site: Site, language: Language) -> str:
    if not site.quality.by_place:
        return language("quality.none_told")
    raised = sum(len(places) for places in site.quality.raised.values())
    told = count_text(len(site.quality.by_place), language)
    if not raised:
        return language("quality.none_raised", told=told)
    return language(
        "quality.raised", told=told, raised=count_text(raised, language), units=len(site.quality.raised)
    )


def _units(site: Site, language: Language) -> Iterator[AskedUnit]:
    names = site.names(language).agencies
    for code in sorted(site.quality.raised, key=lambda one: names[one].casefold()):
        grouped: dict[str, list[SignalPlace]] = {}
        for place in site.quality.raised[code]:
            grouped.setdefault(_official(site, place), []).append(place)
        yield AskedUnit(
            code=code,
            unit=Link(text=names[code], path=addresses.unit(code)),
            periods=tuple(_asked(site, language, code, period, places) for period, places in grouped.items()),
        )


def _official(site: Site, place: SignalPlace) -> str:
    """Return the official period that a month lies in; other periods are official."""
    periods = site.quality.periods
    day = periods[place.period].start
    official = (one for one in periods.values() if one.kind != MONTH and one.start <= day <= one.end)
    return next((one.id for one in official), place.period)


def _asked(site: Site, language: Language, agency: str, period: str, places: list[SignalPlace]) -> AskedPeriod:
    whole = SignalPlace(agency, None, period)
    name = period_text(site.quality.periods[period], language)
    is_whole = whole in places
    return AskedPeriod(
        period=name,
        sentence=language.data(site.quality.finding(whole, site.meta.k).sentence)
        if is_whole
        else language("quality.only_parts"),
        caption=language("quality.caption", unit=site.names(language).agencies[agency], period=name),
        rows=tuple(
            _row(_where(site, language, place), one, language)
            for place in sorted(places, key=lambda one: (one != whole, one.service is None, str(one)))
            for one in site.quality.by_place[place]
            if one.raised
        ),
        replies=tuple(_said(one, language) for one in _replies(site, places)),
    )


def _replies(site: Site, places: list[SignalPlace]) -> list[Reply]:
    """Return the replies to a period and to its months, once each, in order."""
    found = {reply: None for place in places for reply in site.quality.replies_to(place)}
    return sorted(found, key=lambda one: one.replied_on)


def _said(reply: Reply, language: Language) -> Said:
    return Said(text=language.data(reply.text), day=date_text(reply.replied_on, language))


def _where(site: Site, language: Language, place: SignalPlace) -> str:
    """Name the unit as a whole, a service, or a month."""
    period = site.quality.periods[place.period]
    if period.kind == MONTH:
        month = language.each("calendar.months")[period.start.month - 1]
        return language("quality.month", month=month, year=period.year)
    if place.service is None:
        return language("quality.whole")
    if place.service == MERGED:
        return language("unit.merged")
    service = site.data.services.get(place.service)
    return language.data(service.name) if service else place.service


def _row(where: str, one: ReleasedSignal, language: Language) -> PatternRow:
    return PatternRow(
        where=where,
        pattern=_sentence_case(language.data(PATTERNS[one.id])),
        value=_amount(one.id, one.value, language, at_least=one.id not in EXACT),
        threshold=language("quality.threshold", value=_amount(one.id, one.threshold, language)),
        flagged=language("number.few")
        if one.flagged is None
        else _number(one.flagged, language, at_least=one.id not in EXACT),
    )


def _amount(name: str, value: float | None, language: Language, *, at_least: bool = False) -> str:
    if value is None:
        return language("number.hidden")
    unit = "" if name in COUNTED else language("quality.percent")
    return f"{_number(int(value), language, at_least=at_least)}{unit}"


def _number(value: int, language: Language, *, at_least: bool) -> str:
    told = count_text(value, language)
    return language("quality.at_least", n=told) if at_least else told


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
