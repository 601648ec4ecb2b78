"""PUB09 for one release: its signals, and its counts without the flagged answers."""

from dataclasses import dataclass

from collector.publication.edition import Edition
from collector.publication.quality.columns import columns_of
from collector.publication.quality.memory import tellable
from collector.publication.quality.told import Told, raised_rows, told_signals
from collector.publication.quality.unflagged import Unflagged, unflagged_of
from collector.storage.unflagged import read_told_numbers

RULE = "PUB09"


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityReport:
    """What a release tells about how its answers came in."""

    told: tuple[Told, ...]
    unflagged: tuple[Unflagged, ...]


def quality_of(edition: Edition) -> QualityReport:
    """Compute all signals from the answers that `edition` shows."""
    columns = columns_of(edition)
    told = told_signals(columns, edition)
    found = unflagged_of(columns, raised_rows(told), edition)
    return QualityReport(told=told, unflagged=tellable(found, read_told_numbers(edition.store)))
