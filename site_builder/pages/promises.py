"""Promises in words, the same on the register and on the page of an agency."""

from dataclasses import dataclass

from site_builder import addresses
from site_builder.charts.entries import index_entry, range_text
from site_builder.follow_ups import DONE, PLANNED, FollowUp, Measured, Stage, before_after
from site_builder.interface import Language
from site_builder.interface.periods import date_text, period_text
from site_builder.pages.registry import Link
from site_builder.records import Period
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number and the period it is of; `value` says why where there is none."""

    period: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """One promise in words.

    Attributes
    ----------
    about
        What it is about: service, unsur, the survey that gave rise to it.
    stage, css
        How far it is, in words and as the name of its look.
    status
        The same with its date.
    owner
        Who is responsible, None where that is the unit itself.
    measure
        What the numbers are of; empty where there are none.
    remarks
        What has to be known: too late, taken out of the register, not comparable.
    """

    agency: str
    unit: Link
    about: tuple[str, ...]
    stage: str
    css: str
    status: str
    said: str
    action: str
    owner: Link | None
    evidence: str
    measure: str
    numbers: tuple[Number, ...]
    remarks: tuple[str, ...]


def promise_view(site: Site, promise: FollowUp, language: Language) -> PromiseView:
    """Word one promise."""
    named = None if promise.stage is Stage.DROPPED else before_after(promise, site.evaluations)
    found = [] if named is None else [one for one in (named.before, named.after) if one is not None]
    own = promise.owner == promise.agency
    return PromiseView(
        agency=promise.agency,
        unit=_unit(site, promise.agency, language),
        about=tuple(_about(site, promise, language)),
        stage=stage_text(promise.stage, language),
        css=promise.stage.name.lower(),
        status=_status(promise, language),
        said=language.data(promise.said),
        action=language.data(promise.action),
        owner=None if own else _unit(site, promise.owner, language),
        evidence=promise.evidence,
        measure=_measure(site, promise, language) if found else "",
        numbers=tuple(
            Number(period=period_text(one.period, language), value=_value(one, language)) for one in found
        ),
        remarks=tuple(_remarks(promise, language, comparable=named is None or named.comparable)),
    )


def stage_text(stage: Stage, language: Language) -> str:
    """Name a stage."""
    return {
        Stage.OVERDUE: language("follow_up.overdue"),
        Stage.UNPROVEN: language("follow_up.unproven"),
        Stage.OPEN: language("follow_up.open"),
        Stage.DONE: language("follow_up.done"),
        Stage.DROPPED: language("follow_up.dropped"),
    }[stage]


def _unit(site: Site, code: str, language: Language) -> Link:
    """Link an agency; one that is not registered has no page and keeps its code."""
    names = site.names(language).agencies
    return Link(text=names.get(code, code), path=addresses.unit(code) if code in names else "")


def _about(site: Site, promise: FollowUp, language: Language) -> list[str]:
    service = site.data.services.get(promise.service or "")
    told = [] if service is None else [language.data(service.name)]
    if promise.unsur is not None:
        told.append(_unsur(site, promise.unsur, language))
    period = _period(site, promise.period)
    if period is not None:
        told.append(language("follow_up.from_survey", period=period_text(period, language)))
    return told


def _unsur(site: Site, key: str, language: Language) -> str:
    """Name an unsur as the newest questionnaire does; one of a questionnaire that is not released keeps its key."""
    found = site.unsur.get(key)
    return key if found is None else language.data(found.name)


def _period(site: Site, code: str | None) -> Period | None:
    return site.data.periods.get(code or "") or site.data.calendar.get(code or "")


def _status(promise: FollowUp, language: Language) -> str:
    due = date_text(promise.due, language)
    if promise.stage is Stage.DONE and promise.done_on is not None:
        return language("follow_up.done_on", date=date_text(promise.done_on, language), due=due)
    if promise.stage in (Stage.UNPROVEN, Stage.DROPPED):
        return language("follow_up.was_due", due=due)
    if promise.stage is Stage.OVERDUE:
        return language("follow_up.overdue_since", due=due)
    planned = promise.status == PLANNED
    return language("follow_up.planned" if planned else "follow_up.under_way", due=due)


def _measure(site: Site, promise: FollowUp, language: Language) -> str:
    if promise.unsur is None:
        return language("follow_up.index")
    return language("follow_up.index_of", unsur=_unsur(site, promise.unsur, language))


def _value(one: Measured, language: Language) -> str:
    if one.index is None:
        return language("follow_up.merged") if one.merged else index_entry(None, one.n, language).text
    number = index_entry(one.index, one.n, language).text
    return number if one.interval is None else f"{number} ({range_text(one.interval, language)})"


def _remarks(promise: FollowUp, language: Language, *, comparable: bool) -> list[str]:
    told = []
    if promise.status == DONE and promise.done_on is not None and promise.done_on > promise.due:
        told.append(language("follow_up.late"))
    if promise.stage is Stage.UNPROVEN:
        told.append(language("follow_up.no_evidence"))
    if promise.retired:
        told.append(language("follow_up.retired"))
    if not comparable:
        told.append(language("follow_up.other_survey"))
    return told
