"""Faults of a file, said so that its maker can correct them."""

from collections.abc import Sequence

from collector.errors import CollectorRefusedError
from survey_definitions.problems import Problem

MOST_SHOWN = 40


def refuse(problems: Sequence[Problem | str]) -> None:
    """Raise with all `problems`, the first forty in words and the rest as a count; do nothing without any."""
    if not problems:
        return
    shown: list[Problem | str] = list(problems[:MOST_SHOWN])
    if len(problems) > MOST_SHOWN:
        shown.append(f"… and {len(problems) - MOST_SHOWN} more like these.")
    raise CollectorRefusedError(*shown)


def refused(code: str, where: str, what: str, remedy: str) -> CollectorRefusedError:
    """Return the refusal of a whole file for one reason."""
    return CollectorRefusedError(Problem(code=code, where=where, what=what, remedy=remedy))
