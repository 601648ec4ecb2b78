"""A training order drawn by lot, which anyone can draw again from the public file (TRN05).

The units and where the seed will come from are announced first; the seed is what that source then says, so nobody
chose it. Each unit's place follows from one SHA-256: no program of ours is needed to repeat it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from collector.errors import CollectorRefusedError

FEWEST = 2
METHOD = {
    "id": "input_digest = SHA-256 dari kode program dan kode unit menurut abjad, masing-masing diakhiri baris "
    "baru. Nomor undian = urutan SHA-256 dari input_digest, seed, dan kode unit, ditulis dengan cara yang sama.",
    "en": "input_digest = SHA-256 of the programme's code and the units' codes in alphabetical order, each ended "
    "by a line feed. Lot = rank of the SHA-256 of input_digest, seed and the unit's code, written the same way.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lottery:
    """One programme's lottery; announced, and then drawn.

    Attributes
    ----------
    units
        Codes of the units in alphabetical order.
    source
        Where the seed comes from, said before it is known.
    seed
        What the source said; None until it is drawn.
    """

    programme: str
    units: tuple[str, ...]
    source: str
    announced_on: date
    seed: str | None = None
    drawn_on: date | None = None

    @property
    def input_digest(self) -> str:
        """SHA-256 of programme and units, 64 hexadecimal digits."""
        return _digest(self.programme, *self.units)

    @property
    def order(self) -> tuple[str, ...]:
        """The units in the order drawn; empty before."""
        if self.seed is None:
            return ()
        seed = self.seed
        return tuple(sorted(self.units, key=lambda unit: _digest(self.input_digest, seed, unit)))


def as_document(lottery: Lottery) -> dict[str, Any]:
    """Return the public file: all that is needed to repeat the draw."""
    return {
        "programme": lottery.programme,
        "units": list(lottery.units),
        "input_digest": lottery.input_digest,
        "source": lottery.source,
        "announced_on": lottery.announced_on.isoformat(),
        "seed": lottery.seed,
        "drawn_on": lottery.drawn_on.isoformat() if lottery.drawn_on else None,
        "order": list(lottery.order),
        "method": METHOD,
    }


def repeat(document: Mapping[str, Any]) -> Lottery:
    """Draw again what a public file says, and return it.

    Raises
    ------
    CollectorRefusedError
        If the file is no lottery, or its digest or order is not what its units and seed give.
    """
    try:
        drawn_on = document["drawn_on"]
        lottery = Lottery(
            programme=str(document["programme"]),
            units=tuple(str(unit) for unit in document["units"]),
            source=str(document["source"]),
            announced_on=date.fromisoformat(document["announced_on"]),
            seed=document["seed"],
            drawn_on=date.fromisoformat(drawn_on) if drawn_on else None,
        )
        said = (document["input_digest"], tuple(document["order"]))
    except (KeyError, TypeError, ValueError) as error:
        raise CollectorRefusedError(f"The file is no lottery of Kotak Saran ({error}).") from error
    if said != (lottery.input_digest, lottery.order):
        raise CollectorRefusedError(
            f"The lottery of '{lottery.programme}' can't be repeated: its units and seed give another "
            f"{'digest' if said[0] != lottery.input_digest else 'order'} than the file says."
        )
    return lottery


def _digest(*lines: str) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
