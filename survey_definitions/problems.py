"""One problem as a user reads it, and the exception that carries them."""

from dataclasses import dataclass

LONGEST_QUOTE = 60
"""Characters of a cell, code or setting that are repeated in a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A single fault in something a user gave us.

    Attributes
    ----------
    code
        Stable identifier from a catalogue, such as ``DEF03``.
    where
        File and place in it, in the user's terms (a key, or row and column).
    what
        What is wrong, in one sentence.
    remedy
        What to do about it, in one sentence.
    """

    code: str
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Write the problem on one line."""
        return f"{self.where}: {self.what} {self.remedy} [{self.code}]"


def shortened(written: str, most: int = LONGEST_QUOTE) -> str:
    """Return at most the beginning of what somebody gave us: a cell may hold a whole book."""
    return written if len(written) <= most else f"{written[: most - 1]}…"


def quoted(written: object, most: int = LONGEST_QUOTE) -> str:
    """Write what somebody gave us, shortened, and a text between quotes."""
    return repr(shortened(written, most)) if isinstance(written, str) else shortened(str(written), most)


class RefusedError(Exception):
    """Base of everything that is refused with a reason; the command line prints it and exits with 1."""

    def __init__(self, *found: Problem | str) -> None:
        self.found = found
        super().__init__("\n".join(self.problems))

    @property
    def problems(self) -> tuple[str, ...]:
        """Every reason as one line."""
        return tuple(str(problem) for problem in self.found)


class DefinitionRefusedError(RefusedError):
    """A questionnaire is missing or has faults."""
