"""kotaksaran import."""

from pathlib import Path

import click

from collector.importing.importer import MODES, ImportSummary, import_answers
from collector.settings import CollectorSettings
from collector.storage import open_store
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings
from survey_definitions.loader import load_survey


@click.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--survey", required=True, help="Questionnaire that was used, such as skm-2014.")
@click.option("--unit", required=True, help="Code of the unit the answers are about.")
@click.option("--mode", type=click.Choice(MODES), default="import", show_default=True, help="Where they come from.")
@with_settings
def command(settings: Settings, file: Path, survey: str, unit: str, mode: str) -> None:
    """Import the answers in FILE (CSV): all of them, or none with every fault by row and column.

    Columns are named after the questions; visited_on or submitted_at gives the period, service_code the service.
    The same file a second time stores nothing.

    Example: kotaksaran import answers.csv --survey skm-2014 --unit dpmptsp
    """
    definition = load_survey(survey)
    store = open_store(CollectorSettings(instance=settings.instance).private_db)
    try:
        summary = import_answers(store, file, definition, unit, mode)
    finally:
        store.close()
    click.echo(_words(file, summary))


def _words(file: Path, summary: ImportSummary) -> str:
    if summary.earlier:
        when = f"{summary.earlier.imported_at:%Y-%m-%d %H:%M} UTC"
        return (
            f"{file.name}: nothing stored. The same file was imported on {when} "
            f"({summary.earlier.rows} answers, {summary.earlier.survey}, {summary.earlier.agency})."
        )
    lines = [f"{file.name}: {summary.stored} answers stored."]
    if summary.identical:
        lines.append(f"{summary.identical} rows repeat an earlier row in every cell; they are kept and counted.")
    if summary.ignored:
        lines.append(f"Columns not read: {', '.join(summary.ignored)}.")
    return "\n".join(lines)
