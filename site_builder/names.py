"""A name for every unit that no other unit has: two kelurahan may both be called Pasir Putih."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from site_builder.records import OpenData
from survey_definitions.model import LANGUAGES, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names by code in one language; that of a service carries its agency."""

    agencies: Mapping[str, str]
    services: Mapping[str, str]


def names_in(written: Callable[[Text], str], data: OpenData) -> Names:
    """Name every agency and service, adding parent or code only where a name occurs twice.

    Parameters
    ----------
    written
        Picks the language of a text.
    """
    plain = {code: written(agency.name) for code, agency in data.agencies.items()}
    placed = {
        code: f"{plain[code]} ({plain[agency.parent]})" if agency.parent in plain else plain[code]
        for code, agency in data.agencies.items()
    }
    agencies = _distinct(plain, placed)
    services = {
        code: f"{written(service.name)} – {agencies.get(service.agency, service.agency)}"
        for code, service in data.services.items()
    }
    return Names(agencies=agencies, services=_distinct(services, services))


def agency_texts(data: OpenData) -> Mapping[str, Text]:
    """Return the name of every agency that no other has, in every language of the data."""
    found = {language: names_in(itemgetter(language), data).agencies for language in LANGUAGES}
    return {code: Text(**{language: names[code] for language, names in found.items()}) for code in data.agencies}


def _distinct(plain: Mapping[str, str], placed: Mapping[str, str]) -> Mapping[str, str]:
    """Return `plain` names; where they occur twice `placed` ones, and with the code if those still do."""
    plain_count, once = _occurrences(plain), dict(plain)
    once.update({code: placed[code] for code, occurs in plain_count.items() if occurs > 1})
    once_count = _occurrences(once)
    return {code: f"{name} [{code}]" if once_count[code] > 1 else name for code, name in once.items()}


def _occurrences(names: Mapping[str, str]) -> Mapping[str, int]:
    """Count for every code how often its name occurs; names that differ only in case are the same."""
    folded = Counter(name.casefold() for name in names.values())
    return {code: folded[name.casefold()] for code, name in names.items()}
