"""Check what a person made of a masked comment: words may go or be masked, none may be added.

A negation can't go alone, not even under a mask: "tidak ramah" never becomes "ramah" or "[…] ramah".
"""

import re
from collections.abc import Iterator
from enum import Enum

from collector.publication.comments.masking import MASK
from collector.publication.comments.themes import load_themes

_TOKEN = re.compile(rf"{re.escape(MASK)}|\w+|[^\w\s]")
_DOTS = re.compile(r"\[ ?(?:\.{2,3}|…) ?\]")


class Cover(Enum):
    """What the last mask does: nothing, it goes on, or it has to, because it covers a negation alone."""

    NONE = 0
    OPEN = 1
    OWES = 2


State = tuple[int, Cover]
"""How many of the wanted signs were met."""


def is_reduction(text: str, edited: str) -> bool:
    """Tell whether `edited` is `text` with words taken out, or replaced by the mask."""
    wanted = _tokens(edited)
    states: set[State] = {(0, Cover.NONE)}
    for token in _tokens(text):
        states = {state for before in states for state in _steps(before, token, wanted)}
    return any(met == len(wanted) for met, _ in states)


def with_mask(edited: str) -> str:
    """Return what a person typed in one line; dots in brackets mean the mask."""
    return " ".join(_DOTS.sub(MASK, edited).split())


def is_empty(text: str) -> bool:
    """Tell whether no word is left."""
    return not any(token != MASK and token[0].isalnum() for token in _tokens(text))


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(text)]


def _steps(before: State, token: str, wanted: list[str]) -> Iterator[State]:
    """Yield what can follow when the text goes on with `token`: it stands, is masked, is covered or is gone."""
    met, cover = before
    following = wanted[met] if met < len(wanted) else None
    covered = Cover.OWES if _belongs_to_next(token, cover) else Cover.OPEN
    if cover is not Cover.OWES:
        if following == token:
            yield met + 1, Cover.NONE
        elif following == MASK:
            yield met + 1, covered
        if cover is Cover.NONE and token != MASK and token not in load_themes().negations:
            yield before
    if cover is not Cover.NONE:
        yield met, covered


def _belongs_to_next(token: str, cover: Cover) -> bool:
    """Tell whether a covered word needs the next one covered, too: a negation, and what stands behind it."""
    table = load_themes()
    return token in table.negations or (cover is Cover.OWES and token in table.fillers)
