"""What may identify a person in words that will be published (PUB05): numbers are refused, names pointed out."""

import re

_NUMBERS = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"),
    # NIK 16 digits, NIP 18: nothing an office publishes has that many in a row
    "a personal number (NIK or NIP)": re.compile(r"(?<!\d)\d(?:[ .-]?\d){15,17}(?!\d)"),
    "a telephone number": re.compile(r"(?<!\d)(?:\+?62|0)[ .-]?\d(?:[ .-]?\d){7,12}(?!\d)"),
}
_TITLE = re.compile(
    r"\b(?:Bapak|Pak|Bu|Ibu|Sdr\.?|Sdri\.?|Saudara|Saudari|Drs?\.|dr\.|drg\.|Ir\.|Hj?\.) ?(?=[A-Z])\w+"
)
_DEGREE = re.compile(r"\b\w+, ?(?:S|M|A)\.? ?(?:[A-Z][a-z]{0,3}\.?)(?=\W|$)")


def personal_data(text: str) -> str | None:
    """Say which kind of number or address in `text` belongs to a person; None if there is none."""
    return next((what for what, pattern in _NUMBERS.items() if pattern.search(text)), None)


def name_like(text: str) -> str | None:
    """Return the part of `text` that reads like a person's name, after a title or before a degree."""
    found = _TITLE.search(text) or _DEGREE.search(text)
    return found[0] if found else None
