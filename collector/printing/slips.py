"""Slips that are handed out at the counter, one for each visit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from collector.printing.posters import PrintedCounter
from collector.printing.qr_codes import qr_drawing
from collector.printing.typesetting import Data, both, date_in_words, drawn, typeset, words

TEMPLATE = "slips.typ"
GROUP = 4  # characters between two spaces, as people read a code out
KINDS: Mapping[str, Data] = {
    "slips": {"kind": "slips", "code_size": 16},
    "invitations": {"kind": "invitations", "code_size": 9},
}
"""What is printed on the template: the table of its words, and the size of a code in points."""


def slips_pdf(
    counter: PrintedCounter, tokens: Sequence[str], valid_on: date, valid_until: date | None = None
) -> bytes:
    """Return slips to cut apart, ten on an A4 sheet; the QR code of each carries ``?t=<token>``.

    Parameters
    ----------
    tokens
        At least one; each is printed once, in the order given.
    valid_on, valid_until
        The first and the last local day on which the slips are valid; one day if there is no last one.
    """
    entry = counter.entry
    title: str = words()["id"]["slips"]["title"]
    document = {
        **KINDS["slips"],
        "title": f"{title}: {entry.name.id}, {entry.agency_name.id}",
        "agency": both(entry.agency_name),
        "service": both(entry.service_name),
        "simulated": counter.region.simulated,
        "trial": counter.form.is_trial,
        "date": both(date_in_words(valid_on, valid_until)),
        "slips": list(_slips(counter, tokens)),
    }
    return typeset(TEMPLATE, document)


def _slips(counter: PrintedCounter, tokens: Sequence[str]) -> Iterator[Data]:
    return drawn_slips((token, counter.form.counter(counter.entry.code, t=token)) for token in tokens)


def drawn_slips(printed: Iterable[tuple[str, str]]) -> Iterator[Data]:
    """Yield each code with its address and QR code, as the template takes them."""
    mask: int | None = None
    for code, address in printed:
        drawing = qr_drawing(address, mask)
        mask = drawing.mask  # addresses of a batch differ in the code only: one search serves all
        groups = " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
        yield {"code": groups, "address": address, "qr": drawn(drawing)}
