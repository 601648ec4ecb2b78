"""Mask what may tell who wrote a comment or whom it names.

A comment is masked before any person reads it for publishing, and once more when it is published::

    mask("Hubungi Bu Siti di 0812-3456-7890")  # "Hubungi Bu […] di […]"

It masks too much rather than too little: whoever reviews sees the result and may refuse it. A name without a title
can't be told from other words; that is what the person is for.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

from collector.publication.comments.names import names

MASK = "[…]"
MOST_DIGITS = 6
"""A number with more digits in a row is masked, whatever it is: an account, a card, a mistyped NIK."""

Span = tuple[int, int]

_MONEY = re.compile(r"\b(?:rp\.? ?[\d.,]*\d|\d[\d.,]*(?= ?(?:rupiah|ribu|rb|juta|jt)\b))", re.IGNORECASE)
_IDENTITY = re.compile(r"(?<!\d)(?=(\d(?:[ .-]?\d){14,15})(?!\d))")
# First letters of number plates, as the police assigns them.
_AREA = (
    "A[ABDEG]?|B[ABDEGHKLMNP]?|D[ABCDEGHKLMNRSTW]?|E[ABDEF]?|F|G|H|K[BHTU]?|L|M|N|P[ABGSTYP]?|R|S|T|W|Z"
)  # fmt: skip
_PATTERNS = (
    re.compile(rf"\d{{{MOST_DIGITS + 1},}}"),
    re.compile(r"\b\d{8}[ .-]?\d{6}[ .-]?[12][ .-]?\d{3}\b"),  # NIP: birth date, month of entry, sex, number
    re.compile(r"\b\d{4}(?:[ .-]\d{4}){3}\b"),  # sixteen digits in fours: NIK, family card, bank card
    re.compile(r"\b\d{2}\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3}\b"),  # NPWP, the tax number
    re.compile(rf"\b(?:{_AREA})(?: ?\d{{2,4}} ?[A-Z]{{1,3}}| \d [A-Z]{{1,3}}| ?\d{{3,4}})\b"),
    re.compile(rf"\b(?:{_AREA.lower()}) ?\d{{3,4}} ?[a-z]{{1,3}}\b"),
    re.compile(r"[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+"),  # e-mail
    re.compile(r"(?<!\w)@\w[\w.]*"),  # an account of a social network
    re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE),
    re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?i:com|net|org|info|id|me|co|io|ly|gg|site|online)\b(?:/\S*)?"),
    re.compile(
        r"\b(?i:jalan|jln|jl|gang|gg)\b\.? ?[A-Z][\w.]*(?: [A-Z][\w.]*)*(?:,? ?(?i:nomor|no)\b\.?)?(?: ?\d+\w?)?"
    ),
    re.compile(r"\bRT\W{0,2}\d+(?:\W{1,3}(?:RW\W{0,2})?\d+)?|\bRW\W{0,2}\d+", re.IGNORECASE),
)  # fmt: skip


def mask(text: str) -> str:
    """Return a comment in one line with everything replaced by `MASK` that a machine can tell is personal."""
    while (masked := _masked(text)) != text:  # a mask may bring two parts of an address together
        text = masked
    return text


def _masked(text: str) -> str:
    plain = _plain(text)
    spans = _joined(chain(_patterns(plain), _numbers(plain), _phones(plain), names(plain)))
    masked, last = [], 0
    for start, end in spans:
        masked += [plain[last:start], MASK]
        last = end
    return "".join((*masked, plain[last:]))


def _plain(text: str) -> str:
    """Return the text in one line: wide digits narrow, nothing invisible, nothing that steers a terminal."""
    seen = "".join(sign if sign.isspace() or not _is_hidden(sign) else "" for sign in text)
    # NFKC would write the mask itself with three dots.
    return " ".join(MASK.join(unicodedata.normalize("NFKC", part) for part in seen.split(MASK)).split())


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs")


def _patterns(text: str) -> Iterator[Span]:
    for pattern in _PATTERNS:
        yield from (found.span() for found in pattern.finditer(text))


def _numbers(text: str) -> Iterator[Span]:
    """Yield identity and tax numbers written with any separators."""
    from stdnum.id import nik, npwp  # noqa: PLC0415  only where comments are read

    for found in _IDENTITY.finditer(text):
        if nik.is_valid(found.group(1)) or npwp.is_valid(found.group(1)):
            yield found.span(1)


def _phones(text: str) -> Iterator[Span]:
    """Yield telephone numbers of Indonesia, and of other countries with their code; sums of money are none."""
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415  0.1 s

    money = [found.span() for found in _MONEY.finditer(text)]
    for match in PhoneNumberMatcher(text, "ID", leniency=Leniency.VALID):
        if not any(start <= match.start and match.end <= end for start, end in money):
            yield match.start, match.end


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that touch or overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
