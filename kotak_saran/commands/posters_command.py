"""kotaksaran posters."""

from pathlib import Path

import click

from collector.printing.poster_files import ALL, write_posters
from collector.printing.selection import printed_counters
from collector.settings import CollectorSettings
from collector.storage import open_store
from kotak_saran.command_line import with_settings
from kotak_saran.progress import progress_bar
from kotak_saran.settings import FILE, Settings
from survey_definitions.loader import load_surveys


@click.command()
@click.option("--counter", "codes", multiple=True, metavar="CODE", help="Only this counter; may be given again.")
@click.option("--unit", metavar="CODE", help="Only the counters of this unit.")
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where to; 'posters' in the output folder if not set."
)
@with_settings
def command(settings: Settings, codes: tuple[str, ...], unit: str | None, folder: Path | None) -> None:
    """Print a poster for every counter: A4 and A5 as PDF, A4 as SVG.

    The QR code leads to the counter's form below form_url, which has to be an https address.

    Example: kotaksaran posters --unit disdukcapil
    """
    folder = folder or settings.output / "posters"
    store = open_store(CollectorSettings(instance=settings.instance).private_db)
    try:
        counters = printed_counters(
            store, load_surveys(), form_url=settings.form_url, site_url=settings.site_url, codes=codes, unit=unit
        )
    finally:
        store.close()
    with progress_bar("Posters") as progress:
        files = write_posters(counters, folder, together=not codes, progress=progress)
    units = {counter.entry.agency for counter in counters}
    click.echo(f"Posters in {folder}: {files} files (counters: {len(counters)}, units: {len(units)}).")
    if not codes:
        click.echo(f"{ALL} in a unit's folder holds all its posters, to be printed in one go.")
    if counters[0].form.is_trial:
        click.echo(
            f"form_url is {settings.form_url}, an address for trials only, and the posters say so. To hang "
            f"them up, set form_url to the form's https address in {settings.instance / FILE} and print again."
        )
