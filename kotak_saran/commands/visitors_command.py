"""kotaksaran visitors add."""

from datetime import datetime

import click

from collector.settings import CollectorSettings
from collector.storage import open_store
from collector.storage.visitors import add_visitors
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings


@click.group()
def command() -> None:
    """Note how many people were served."""


@command.command()
@click.argument("service")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("served", type=click.IntRange(min=0))
@with_settings
def add(settings: Settings, service: str, day: datetime, served: int) -> None:
    """Note that SERVICE served SERVED people on DAY; typing it again corrects the number.

    Example: kotaksaran visitors add ktp 2026-11-24 57
    """
    store = open_store(CollectorSettings(instance=settings.instance).private_db)
    try:
        before = add_visitors(store, service, day.date(), served)
    finally:
        store.close()
    instead = "" if before is None else f" (instead of {before})"
    click.echo(f"{service}, {day:%Y-%m-%d}: {served} people served{instead}.")
