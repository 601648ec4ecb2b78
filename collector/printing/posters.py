"""Posters that hang at a counter for months, and the sheet that is valid for one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from xml.sax.saxutils import escape

from collector.printing.addresses import FormAddress
from collector.printing.qr_codes import qr_drawing
from collector.printing.typesetting import Data, both, date_in_words, drawn, typeset, words
from collector.storage.records import CounterEntry, RegionEntry
from survey_definitions.model import Survey

TEMPLATE = "poster.typ"
Paper = Literal["a4", "a5"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCounter:
    """A counter with everything its sheets show.

    Attributes
    ----------
    form
        Where the form is served; see `form_address`.
    results_url
        Public address where results can be read; empty where there is none.
    """

    entry: CounterEntry
    region: RegionEntry
    survey: Survey
    form: FormAddress
    results_url: str = ""


def posters_pdf(counters: Sequence[PrintedCounter], paper: Paper = "a4") -> bytes:
    """Return one page for each of `counters`, which belong to one region, as tagged PDF."""
    return typeset(TEMPLATE, _document(counters, paper, _title("poster", counters)))


def poster_svg(counter: PrintedCounter) -> bytes:
    """Return the A4 poster as SVG: letters are outlines, so it looks the same everywhere."""
    title = _title("poster", [counter])
    svg = typeset(TEMPLATE, _document([counter], "a4", title), "svg")
    start = svg.index(b">") + 1
    return svg[: start - 1] + b' role="img">' + f"<title>{escape(title)}</title>".encode() + svg[start:]


def day_sheet_pdf(counter: PrintedCounter, code: str, valid_on: date) -> bytes:
    """Return the morning's sheet: an A4 page whose QR code carries ``?k=<code>`` and is valid on one day."""
    document = _document([counter], "a4", _title("day_sheet", [counter]))
    (sheet,) = document["posters"]
    address = counter.form.counter(counter.entry.code, k=code)
    sheet |= {"address": address, "qr": drawn(qr_drawing(address)), "date": both(date_in_words(valid_on))}
    return typeset(TEMPLATE, {**document, "day": True})


def _title(kind: str, counters: Sequence[PrintedCounter]) -> str:
    title: str = words()["id"][kind]["title"]
    entry = counters[0].entry
    place = entry.agency_name.id if len(counters) > 1 else f"{entry.name.id}, {entry.agency_name.id}"
    return f"{title}: {place}"


def _document(counters: Sequence[PrintedCounter], paper: Paper, title: str) -> Data:
    first = counters[0]
    return {
        "title": title,
        "paper": paper,
        "day": False,
        "region": first.region.name.id,
        "simulated": first.region.simulated,
        "trial": first.form.is_trial,
        "results": first.results_url,
        "posters": [_poster(counter) for counter in counters],
    }


def _poster(counter: PrintedCounter) -> Data:
    address = counter.form.counter(counter.entry.code)
    return {
        "agency": both(counter.entry.agency_name),
        "service": both(counter.entry.service_name),
        "counter": both(counter.entry.name),
        "code": counter.entry.code,
        "address": address,
        "qr": drawn(qr_drawing(address)),
        "survey": f"{counter.survey.title.id} · {counter.survey.regulation.id}",
    }
