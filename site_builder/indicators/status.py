"""How far a number may be trusted by its n alone (PUB02; from 30 a letter)."""

from enum import StrEnum

FEWEST_FOR_A_LETTER = 30


class Status(StrEnum):
    """The words of the JSON contract."""

    NORMAL = "normal"
    SEMENTARA = "sementara"
    HIDDEN = "hidden"


def status_of(n: int | None, k: int) -> Status:
    """Return the status of a number from `n` people; below `k` nothing may be shown, not even n."""
    if n is None or n < k:
        return Status.HIDDEN
    return Status.NORMAL if n >= FEWEST_FOR_A_LETTER else Status.SEMENTARA
