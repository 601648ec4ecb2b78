"""What a request is about: its language and the words to answer with, its counter, its region."""

from flask import g, request

from collector.storage.records import CounterEntry, RegionEntry
from collector.web.desk import desk
from collector.web.interface import Interface, language_of
from collector.web.moments import timezone_of
from survey_definitions.model import Survey


def language() -> str:
    """Return the language of this request: ``?lang=`` if it is one we speak, else Indonesian."""
    return language_of(request.args.get("lang", ""))


def speech() -> Interface:
    """Return the interface's words in the language of this request."""
    return desk().interfaces[language()]


def counter_of(typed: str) -> CounterEntry | None:
    """Find the counter whose code somebody scanned or typed (O is read as 0, I and L as 1, in any case)."""
    return desk().counter(typed)


def region() -> RegionEntry | None:
    """Return the region, read once per request."""
    if "region" not in g:
        g.region = desk().region()
    found: RegionEntry | None = g.region
    return found


def asked_here(survey: str) -> Survey:
    """Return a questionnaire as the loaded region asks it."""
    found = desk().surveys[survey]
    here = region()
    return here.asked(found) if here else found


def timezone() -> str:
    """Return the name of the region's time zone."""
    return timezone_of(region())
