"""kotaksaran build."""

import click

from kotak_saran.command_line import with_settings
from kotak_saran.progress import progress_bar
from kotak_saran.settings import Settings
from site_builder.builder import build


@click.command()
@click.option("--strict", is_flag=True, help="Refuse to switch to a site with a warning, such as a dead link.")
@with_settings
def command(settings: Settings, *, strict: bool) -> None:
    """Build the public pages from OUTPUT/open.db into OUTPUT/site, and switch to them at once.

    Example: kotaksaran build --output output --strict
    """
    with progress_bar("Pages") as progress:
        report = build(settings.output / "open.db", settings.output / "site", strict=strict, progress=progress)
    for warning in report.warnings:
        click.echo(f"Warning: {warning}", err=True)
    click.echo(f"{report.pages} pages in {settings.output / 'site'}")
