"""kotaksaran region load."""

from pathlib import Path

import click

from collector.registers.loader import load_registers
from collector.settings import CollectorSettings
from collector.storage import open_store
from collector.storage.registers import save_registers
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings
from survey_definitions.loader import load_surveys


@click.group()
def command() -> None:
    """Load or update the registers of a region."""


@command.command()
@click.argument("folder", type=click.Path(path_type=Path))
@with_settings
def load(settings: Settings, folder: Path) -> None:
    """Load the registers of FOLDER; what vanished from them is retired, never deleted.

    Example: kotaksaran region load regions/pulang-pisau --instance pp
    """
    registers = load_registers(folder, load_surveys())
    store = open_store(CollectorSettings(instance=settings.instance).private_db, create=True)
    try:
        summary = save_registers(store, registers)
    finally:
        store.close()
    for warning in registers.warnings:
        click.echo(f"Please look: {warning}", err=True)
    click.echo(f"{registers.region.name.id}: {summary.said()}; {summary.retired} retired now.")
