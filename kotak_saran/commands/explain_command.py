"""kotaksaran explain."""

import click

from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings
from site_builder.explanation import explanation
from site_builder.interface import load_languages
from site_builder.open_data import read_open_data
from site_builder.site import Site

LANGUAGES = {language.code: language for language in load_languages()}


@click.command()
@click.argument("agency")
@click.argument("period")
@click.option("--service", help="Code of one of its services, if not the agency as a whole.")
@click.option("--lang", type=click.Choice(sorted(LANGUAGES)), default="id", show_default=True, help="Language.")
@with_settings
def command(settings: Settings, *, agency: str, period: str, service: str | None, lang: str) -> None:
    """Tell step by step how the number of AGENCY in PERIOD came about, with the rows of OUTPUT/open.db it rests on.

    AGENCY is a code such as mpp, PERIOD the id of an official period: 2026, 2026-S1 or 2026-T3.

    Example: kotaksaran explain mpp 2026-T3 --output output/demo --lang en
    """
    site = Site(read_open_data(settings.output / "open.db"))
    for line in explanation(site, agency, service, period, LANGUAGES[lang]):
        click.echo(line)
