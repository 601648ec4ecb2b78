"""The receipts of the ledger in small lists, so that a phone loads one of many, and the script that looks there."""

from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files as resources
from itertools import product

from site_builder import addresses
from site_builder.files.registry import File, files
from site_builder.site import Site

MOST_LISTED = 500
_HEX = "0123456789abcdef"


@files("receipts")
def receipts(site: Site) -> Iterator[File]:
    """Yield one list for each beginning of a hash, empty ones too, and the script of the page."""
    _, listed = site.ledger
    if not listed:
        return
    digits = prefix_digits(len(listed))
    lines: dict[str, list[str]] = defaultdict(list)
    for one in listed:
        mark = " x" if one.withdrawn else ""
        lines[one.receipt_hash[:digits]].append(f"{one.receipt_hash} {one.position}{mark}\n")
    for prefix in map("".join, product(_HEX, repeat=digits)):
        yield File(place=addresses.receipt_list(prefix), content="".join(lines[prefix]).encode())
    script = resources("site_builder").joinpath("templates", "receipt.js")
    yield File(place=addresses.RECEIPT_SCRIPT, content=script.read_bytes())


def prefix_digits(count: int) -> int:
    """Return how many digits of a hash choose a list, so that each holds about 500 receipts at most."""
    digits = 1
    while count > MOST_LISTED * 16**digits:
        digits += 1
    return digits
