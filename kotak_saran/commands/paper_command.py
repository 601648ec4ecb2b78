"""kotaksaran paper."""

from pathlib import Path

import click

from collector.printing.paper_form import csv_template, paper_pdf
from collector.printing.selection import active_unit
from collector.settings import CollectorSettings
from collector.storage import open_store
from collector.storage.registers import loaded_region
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings
from survey_definitions.loader import load_survey
from survey_definitions.model import LANGUAGES


@click.command()
@click.option("--survey", required=True, help="Questionnaire to print, such as skm-2017.")
@click.option("--unit", metavar="CODE", help="Unit that hands it out; its name and services are printed.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="id", show_default=True)
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where to; 'paper' in the output folder if not set."
)
@with_settings
def command(settings: Settings, survey: str, unit: str | None, language: str, folder: Path | None) -> None:
    """Print the questionnaire as A4 with the codes to key in, and write the table to key it into.

    The table (CSV) holds the header row; fill in one row for each sheet and import it with --mode paper.

    Example: kotaksaran paper --survey skm-2017 --unit disdukcapil
    """
    folder = folder or settings.output / "paper"
    definition = load_survey(survey)
    store = open_store(CollectorSettings(instance=settings.instance).private_db)
    try:
        region = loaded_region(store)
        definition = region.asked(definition)
        agency, services = active_unit(store, unit) if unit else (None, [])
    finally:
        store.close()
    sheet = paper_pdf(definition, region, language, agency, services)
    name = f"{survey}-{unit}" if unit else survey
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}-{language}.pdf").write_bytes(sheet)
    click.echo(f"Questionnaire: {folder / f'{name}-{language}.pdf'}")
    click.echo(_write_table(folder / f"{name}.csv", csv_template(definition)))


def _write_table(path: Path, header: str) -> str:
    """Write the empty table, unless one that is filled in lies there already; say which."""
    if path.exists() and path.read_bytes().strip() != header.encode().strip():
        return f"Table: {path} was there already, with other content, and stays as it is."
    path.write_bytes(header.encode())
    return f"Table: {path}"
