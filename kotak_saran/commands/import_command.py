"""kotaksaran import."""

from pathlib import Path

import click

from collector.importing.importer import MODES, ImportSummary, import_answers
from collector.importing.kiosk import KioskSummary, import_kiosk_file
from collector.importing.kiosk_file import is_kiosk_file
from collector.instance import instance_secret
from collector.settings import CollectorSettings
from collector.storage import SqliteStore, open_store
from collector.storage.imports import ImportedFile
from collector.web.signatures import Signer
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings
from survey_definitions.loader import load_survey, load_surveys
from survey_definitions.problems import shortened


@click.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--survey", help="Questionnaire that was used, such as skm-2014.")
@click.option("--unit", help="Code of the unit the answers are about.")
@click.option("--mode", type=click.Choice(MODES), help="Where they come from.  [default: import]")
@click.option("--sheet", help="Sheet of a workbook, if not the first.")
@click.option("--again", is_flag=True, help="Take rows although most of them are there already.")
@with_settings
def command(
    settings: Settings,
    file: Path,
    survey: str | None,
    unit: str | None,
    mode: str | None,
    sheet: str | None,
    *,
    again: bool,
) -> None:
    """Import the answers in FILE: all of them, or none with every fault by row and column.

    FILE is CSV or an Excel workbook. Columns are named after the questions; visited_on or submitted_at gives the
    period, service_code the service. The same table a second time stores nothing; one is refused of which half the
    rows or more are there already.

    The file a kiosk exports needs neither --survey nor --unit: it names its counter.

    Example: kotaksaran import answers.xlsx --survey skm-2014 --unit dpmptsp
    """
    collector = CollectorSettings(instance=settings.instance)
    if is_kiosk_file(file):
        if mode or sheet or again:
            raise click.UsageError("A kiosk's file has neither --mode nor --sheet, and needs no --again.")
        click.echo(_import_kiosk_file(collector, file, survey, unit))
        return
    if not (survey and unit):
        raise click.UsageError("Missing option '--survey' or '--unit'; only a kiosk's file needs neither.")
    definition = load_survey(survey)
    store = open_store(collector.private_db)
    try:
        region = store.region()
        asked = region.asked(definition) if region else definition
        summary = import_answers(store, file, asked, unit, mode or "import", sheet, again=again)
    finally:
        store.close()
    click.echo(_words(file, summary))


def _import_kiosk_file(collector: CollectorSettings, file: Path, survey: str | None, unit: str | None) -> str:
    store: SqliteStore = open_store(collector.private_db)
    try:
        signer = Signer(instance_secret(collector, store))
        region = store.region()
        surveys = load_surveys()
        asked = {key: region.asked(one) for key, one in surveys.items()} if region else surveys
        summary = import_kiosk_file(store, file, asked, signer, survey, unit)
    finally:
        store.close()
    return _kiosk_words(file, summary)


def _words(file: Path, summary: ImportSummary) -> str:
    if summary.earlier:
        return _nothing_stored(file, summary.earlier)
    lines = [f"{file.name}: {summary.stored} answers stored."]
    if summary.identical:
        lines.append(f"{summary.identical} rows repeat an earlier row in every cell; they are kept and counted.")
    if summary.ignored:
        lines.append(f"Columns not read: {', '.join(map(shortened, summary.ignored))}.")
    if summary.other_sheets:
        lines.append(f"Sheets not read: {', '.join(summary.other_sheets)}. Name one with --sheet.")
    return "\n".join(lines)


def _kiosk_words(file: Path, summary: KioskSummary) -> str:
    if summary.earlier:
        return _nothing_stored(file, summary.earlier)
    lines = [f"{file.name}: {summary.stored} answers of counter {summary.counter} stored."]
    if summary.known:
        lines.append(f"{summary.known} answers had arrived before; they are there once.")
    if summary.beside:
        lines.append(f"{summary.beside} answers had the id of another one; both are kept.")
    return "\n".join(lines)


def _nothing_stored(file: Path, earlier: ImportedFile) -> str:
    when = f"{earlier.imported_at:%Y-%m-%d %H:%M} UTC"
    return (
        f"{file.name}: nothing stored. The same file was imported on {when} "
        f"({earlier.rows} answers, {earlier.survey}, {earlier.agency})."
    )
