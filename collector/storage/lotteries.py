"""Lotteries in the private database: announced once, drawn once."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from collector.errors import CollectorRefusedError
from collector.programme.lottery import Lottery
from collector.registers.files.nominations import Nomination
from collector.registers.files.trainings import Training
from collector.storage import driver
from collector.storage.sqlite_store import SqliteStore

COLUMNS = "programme, units, source, announced_on, seed, drawn_on"
SAVE = f"""
    INSERT INTO lottery ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (programme) DO UPDATE SET seed = excluded.seed, drawn_on = excluded.drawn_on
    WHERE lottery.seed IS NULL
"""  # noqa: S608 - constants


def save_lottery(store: SqliteStore, lottery: Lottery) -> None:
    """Keep an announced lottery, or add the seed to it; one that was drawn stays as it is."""
    with store.transaction() as connection:
        connection.execute(
            SAVE,
            (
                lottery.programme, json.dumps(lottery.units), lottery.source, lottery.announced_on.isoformat(),
                lottery.seed, lottery.drawn_on and lottery.drawn_on.isoformat(),
            ),
        )  # fmt: skip


def read_lottery(store: SqliteStore, programme: str) -> Lottery | None:
    """Return the lottery of a programme, if one was announced."""
    return next((one for one in read_lotteries(store.connection) if one.programme == programme), None)


def read_lotteries(connection: driver.Connection) -> list[Lottery]:
    """Return every lottery, by programme."""
    return [_lottery(row) for row in connection.execute(f"SELECT {COLUMNS} FROM lottery ORDER BY programme")]  # noqa: S608 - constants


def check_lots(
    connection: driver.Connection, trainings: Iterable[Training], nominations: Iterable[Nomination]
) -> None:
    """Refuse lots in nominations.csv that are not those that were drawn.

    Raises
    ------
    CollectorRefusedError
        With every unit that has another lot.
    """
    drawn = {one.programme: one.order for one in read_lotteries(connection) if one.order}
    programmes = {training.code: training.programme for training in trainings}
    wrong = []
    for one in nominations:
        order = drawn.get(programmes.get(one.training) or "", ())
        if order and one.lot and order[one.lot - 1 : one.lot] != (one.agency,):
            said = f"was drawn as {order.index(one.agency) + 1}" if one.agency in order else "was not drawn"
            wrong.append(
                f"nominations.csv: '{one.agency}' {said} in '{programmes[one.training]}', not as {one.lot}. "
                "Write the lots as they were drawn."
            )
    if wrong:
        raise CollectorRefusedError(*wrong)


def _lottery(row: tuple[Any, ...]) -> Lottery:
    programme, units, source, announced_on, seed, drawn_on = row
    return Lottery(
        programme=programme, units=tuple(json.loads(units)), source=source,
        announced_on=date.fromisoformat(announced_on), seed=seed,
        drawn_on=date.fromisoformat(drawn_on) if drawn_on else None,
    )  # fmt: skip
