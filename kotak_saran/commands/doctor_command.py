"""kotaksaran doctor."""

import click

from collector.health.registry import Level
from collector.health.report import examine
from collector.settings import CollectorSettings
from kotak_saran.command_line import REFUSED, with_settings
from kotak_saran.settings import Settings


@click.command()
@with_settings
def command(settings: Settings) -> None:
    """Say in words how the instance is; exit with 1 if something must be mended. Nothing is changed.

    Example: kotaksaran doctor --instance instance
    """
    collector = CollectorSettings(
        instance=settings.instance,
        form_url=settings.form_url,
        data_url=settings.data_url,
        site_url=settings.site_url,
    )
    findings = examine(collector, settings.output)
    for finding in findings:
        click.echo(f"{finding.level:<5}{finding.words}")
    to_mend = sum(finding.level is Level.BAD for finding in findings)
    click.echo(f"{to_mend} to mend." if to_mend else "All is well.")
    if to_mend:
        raise click.exceptions.Exit(REFUSED)
