"""kotaksaran visitors add."""

from datetime import date

import click

from collector.errors import CollectorRefusedError
from collector.settings import CollectorSettings
from collector.storage import open_store
from collector.storage.registers import loaded_region
from collector.storage.visitors import add_visitors
from kotak_saran.command_line import with_settings
from kotak_saran.days import as_day, today_in
from kotak_saran.settings import Settings

MOST_SERVED = 100_000  # by one service on one day; more is a slip of the finger


@click.group()
def command() -> None:
    """Note how many people were served."""


@command.command()
@click.argument("service")
@click.argument("day", type=as_day)
@click.argument("served", type=click.IntRange(0, MOST_SERVED))
@with_settings
def add(settings: Settings, service: str, day: date, served: int) -> None:
    """Note that SERVICE served SERVED people on DAY; typing it again corrects the number.

    Example: kotaksaran visitors add ktp 2026-11-24 57
    """
    store = open_store(CollectorSettings(instance=settings.instance).private_db)
    try:
        today = today_in(loaded_region(store).timezone)
        if day > today:
            raise CollectorRefusedError(f"{day} has not come yet: today is {today}. Correct the day.")
        before = add_visitors(store, service, day, served)
    finally:
        store.close()
    instead = "" if before is None else f" (instead of {before})"
    click.echo(f"{service}, {day}: {served} people served{instead}.")
