"""The demo's own folders: refused if they hold anything else, filled once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from collector.storage import open_store
from collector.storage.reading import read_responses
from collector.storage.records import Conflict, NewResponse, RegionEntry
from collector.storage.sqlite_store import SqliteStore
from kotak_saran.demo.parameters import Simulation
from kotak_saran.demo.simulation import response_ids
from site_builder.errors import SiteRefusedError
from site_builder.open_data import read_open_data
from survey_definitions.problems import RefusedError

BATCH = 4000
"""Answers in one transaction: one wait for the disk each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FillSummary:
    """How many simulated answers are stored now, and how many of them were there before."""

    answers: int
    known: int


def check_instance(private_db: Path, region: RegionEntry, simulation: Simulation) -> None:
    """Refuse a private database that is not the demo's; a missing one is fine.

    Answers people give in the running demo follow the simulated ones, so the oldest answer tells whose it is.

    Raises
    ------
    RefusedError
        If it holds another region, or if its oldest answer is not a simulated one.
    """
    if not private_db.exists():
        return
    store = open_store(private_db)
    try:
        found = store.region()
        oldest = next(read_responses(store), None)
    finally:
        store.close()
    if found is not None and (found.code, found.simulated) != (region.code, True):
        raise RefusedError(
            f"{private_db.parent}: this folder holds the region '{found.code}' and not the demo; "
            "it was left as it is. Choose another folder with --instance."
        )
    if oldest is not None and oldest.id != next(response_ids(simulation)):
        raise _foreign_answers(private_db)


def check_output(output: Path, region: RegionEntry) -> None:
    """Refuse an output folder that holds something else than a release of the demo.

    Raises
    ------
    RefusedError
        If there is a release of another region, or a site without any release.
    """
    open_file = output / "open.db"
    if open_file.exists():
        try:
            meta = read_open_data(open_file).meta
        except SiteRefusedError as refused:
            raise _foreign_output(output, "an open.db the demo did not write") from refused
        if (meta.region, meta.simulated) != (region.code, True):
            raise _foreign_output(output, f"a release of the region '{meta.region}'")
    elif (output / "site").exists():
        raise _foreign_output(output, "a site the demo did not build")


def store_answers(
    store: SqliteStore, responses: Sequence[NewResponse], progress: Callable[[int, int], None]
) -> FillSummary:
    """Keep the simulated answers; those that are there already stay as they are.

    Parameters
    ----------
    progress
        Called with how many answers are stored, and of how many.

    Raises
    ------
    RefusedError
        If an answer with the same id but other content is there: another version of the demo made it.
    """
    known = 0
    for start in range(0, len(responses), BATCH):
        batch = responses[start : start + BATCH]
        with store.transaction() as connection:
            outcomes = store.append_within(connection, batch)
            if any(isinstance(outcome, Conflict) for outcome in outcomes):
                raise _foreign_answers(store.path)
        known += sum(1 for outcome in outcomes if not (isinstance(outcome, Conflict) or outcome.is_new))
        progress(start + len(batch), len(responses))
    return FillSummary(answers=len(responses), known=known)


def _foreign_answers(private_db: Path) -> RefusedError:
    return RefusedError(
        f"{private_db.parent}: this folder holds answers that this demo did not simulate; they were left as they "
        "are. Choose another folder with --instance, or delete this one if an older demo made it."
    )


def _foreign_output(output: Path, what: str) -> RefusedError:
    return RefusedError(
        f"{output}: this folder holds {what}; it was left as it is. Choose another folder with --output."
    )
