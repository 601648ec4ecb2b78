"""Many tests at once: the share of false alarms among the alarms is held down, not the chance of any."""

from collections.abc import Sequence

RATE = 0.10


def discoveries(p_values: Sequence[float], rate: float = RATE) -> tuple[bool, ...]:
    """Return which tests count as alarms, in the order of `p_values`.

    The alarms are the i smallest, for the largest i with p_(i) ≤ i·rate/m of m tests.

    References
    ----------
    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289–300.
    """
    order = sorted(p_values)
    reached = [p for place, p in enumerate(order, start=1) if p <= place * rate / len(order)]
    return tuple(p <= max(reached, default=-1.0) for p in p_values)
