"""Find names by the title before them: Bapak, Bu, dr., H. and the like; also after "atas nama" and "bernama"."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

LONGEST = 4
"""Words of a name that are looked for."""

_TITLE = re.compile(
    r"(?<![\w.])(?:bapak|bpk|pak|ibu|bu|ibuk|buk|saudara|saudari|sdr|sdri|tuan|tn|nyonya|ny|nona|nn|mas|mbak|mba|kak|kakak"
    r"|bang|abang|dek|dik|dr|drg|drs|dra|ir|prof|ustaz|ustad|ustadz|ustazah|haji|hajah|hj|h"
    r"|an|a\. ?n|atas nama|nama saya|namanya|bernama|yg bernama)\b\.?[ :,]*",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_](?:[\w'’-]{0,2}\.(?=\S| [A-Z])|[\w'’-]*)"
_FIRST = re.compile(_WORD)
_NEXT = re.compile(rf"(,? ?)({_WORD})")
_ALSO_WORDS = frozenset({"an", "dr", "h", "ir", "ny", "nn", "tn"})
"""Titles that without a dot are other words, too (dr = dari), unless a capital letter follows."""


@cache
def _no_names() -> frozenset[str]:
    """Return what stands after a title without being a name: "ibu hamil", "pak polisi", "bapak yang"."""
    return frozenset(files(__package__).joinpath("no_names.txt").read_text(encoding="utf-8").split())


def names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand, without their titles."""
    for title in _TITLE.finditer(text):
        found = _name(text, title.end(), title.group().strip(" :,").casefold())
        if found is not None:
            yield found


def _name(text: str, start: int, title: str) -> tuple[int, int] | None:
    """Return where the name that begins at `start` stands; after the first word only capital letters go on."""
    first = _FIRST.match(text, start)
    if first is None or _is_no_name(first.group()) or (title in _ALSO_WORDS and not first.group()[0].isupper()):
        return None
    end = first.end()
    shouted = first.group().isupper() and len(first.group()) > 1
    for _ in range(LONGEST - 1):
        following = _NEXT.match(text, end)
        if following is None or shouted:
            break
        gap, word = following.groups()
        if not word[0].isupper() or (gap and _is_no_name(word)):
            break
        end = following.end()
    return start, end


def _is_no_name(word: str) -> bool:
    return word.strip(".'’-").casefold() in _no_names() or bool(_TITLE.fullmatch(word))
