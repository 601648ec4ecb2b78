"""Who answered and who did not: the steps from being served to answering, and who respondents say they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.interface import Language
from site_builder.interface.numbers import count_text
from site_builder.interface.periods import period_text
from site_builder.records import Period
from site_builder.site import Site
from site_builder.voices import Characteristic, Count, Steps, Voices

_YEARS = re.compile(r"<(?P<under>\d+)|(?P<first>\d+)-(?P<last>\d+)|(?P<over>\d+)\+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow:
    """One step or value with its number in words; `note` stands in small below its name."""

    name: str
    n: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView:
    """One characteristic with its values."""

    name: str
    rows: tuple[NumberRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentsView:
    """Both tables for one period."""

    caption: str
    steps: tuple[NumberRow, ...]
    profile: tuple[ProfileView, ...]
    profile_text: str


def respondents_view(site: Site, voices: Voices, period: Period, language: Language) -> RespondentsView:
    """Word who answered an agency in a period."""
    told = period_text(period, language)
    profile = tuple(_profile(site, one, language) for one in voices.characteristics if one.total is not None)
    return RespondentsView(
        caption=language("voices.caption", period=told),
        steps=() if voices.steps is None else tuple(_steps(voices.steps, language)),
        profile=profile,
        profile_text=language("voices.profile_text", period=told) if profile else language("voices.profile_none"),
    )


def _steps(steps: Steps, language: Language) -> Iterator[NumberRow]:
    """Name every step, those too that nobody recorded; "opened" is never the base of a rate."""
    yield NumberRow(name=language("voices.served"), n=_count(steps.served, language))
    yield NumberRow(name=language("voices.issued"), n=_count(steps.issued, language))
    opened = _count(steps.opened, language)
    if steps.opened.n is not None:
        opened = language("voices.at_least", n=opened)
    yield NumberRow(name=language("voices.opened"), n=opened, note=language("voices.opened_note"))
    if steps.answered:
        yield NumberRow(name=language("voices.answered"), n=count_text(sum(steps.answered.values()), language))
    names = {
        "token": language("voices.token"),
        "poster": language("voices.poster"),
        "open": language("voices.open"),
        "campuran": language("voices.campuran"),
    }
    for name, words in names.items():
        if name in steps.answered:
            what = language("voices.of_them", what=words)
            yield NumberRow(name=what, n=count_text(steps.answered[name], language))


def _count(count: Count, language: Language) -> str:
    if count.n is None:
        return language("number.hidden") if count.hidden else language("voices.not_recorded")
    return count_text(count.n, language)


def _profile(site: Site, one: Characteristic, language: Language) -> ProfileView:
    """List the values of a characteristic under its name; codes that no questionnaire explains stay codes."""
    asked = next((each for survey in site.surveys for each in survey.questions if each.key == one.key), None)
    words = {} if asked is None else {str(choice.value): language.data(choice.text) for choice in asked.choices}
    rows = [
        NumberRow(
            name=words.get(value) or _years(value, language),
            n=language("voices.hidden") if n is None else count_text(n, language),
        )
        for value, n in one.counts.items()
    ]
    rows.append(NumberRow(name=language("voices.all_told"), n=count_text(one.total or 0, language)))
    return ProfileView(name=one.key if asked is None else language.data(asked.name), rows=tuple(rows))


def _years(value: str, language: Language) -> str:
    """Word a class of ages such as ``<20``, ``20-29`` or ``60+``."""
    found = _YEARS.fullmatch(value)
    if found is None:
        return value
    if found["under"]:
        return language("voices.under", n=found["under"])
    if found["over"]:
        return language("voices.over", n=found["over"])
    return language("voices.years", first=found["first"], last=found["last"])
