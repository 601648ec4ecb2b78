"""kotaksaran build."""

import click

from kotak_saran.command_line import with_settings
from kotak_saran.progress import progress_bar
from kotak_saran.settings import Settings
from site_builder.builder import build


@click.command()
@click.option("--strict", is_flag=True, help="Refuse to switch to a site with a warning, such as a dead link.")
@click.option("--pdf", is_flag=True, help="Print posters and reports as well, for every agency and period.")
@with_settings
def command(settings: Settings, *, strict: bool, pdf: bool) -> None:
    """Build the public pages from OUTPUT/open.db into OUTPUT/site, and switch to them at once.

    What has not changed since the last build is taken over.

    Example: kotaksaran build --output output --strict
    """
    source, site = settings.output / "open.db", settings.output / "site"
    with progress_bar("Pages and files") as progress:
        plates = settings.output / ".plates"
        report = build(source, site, strict=strict, pdf=pdf, plates=plates, progress=progress)
    for warning in report.warnings:
        click.echo(f"Warning: {warning}", err=True)
    click.echo(f"{report.pages} pages in {site}; {report.written} of {report.pages + report.files} files written")
