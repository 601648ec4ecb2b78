"""kotaksaran publish."""

import click

from collector.instance import instance_secret
from collector.publication.edition import Addresses
from collector.publication.release import publish
from collector.settings import CollectorSettings
from collector.storage import open_store
from kotak_saran.command_line import with_settings
from kotak_saran.settings import FILE, Settings
from survey_definitions.loader import load_surveys


@click.command()
@with_settings
def command(settings: Settings) -> None:
    """Release the answers as open data: open.db, CSV files and datapackage.json.

    Nothing is shown about fewer than ten people. The same answers give the same release, byte for byte.

    Example: kotaksaran publish --output output
    """
    collector = CollectorSettings(instance=settings.instance)
    addresses = Addresses(form=settings.form_url, data=settings.data_url, site=settings.site_url)
    surveys = load_surveys()
    store = open_store(collector.private_db)
    try:
        secret = instance_secret(collector, store)
        summary = publish(store, surveys, settings.output, secret=secret, addresses=addresses)
    finally:
        store.close()
    state = "Release" if summary.is_new else "Nothing changed since release"
    click.echo(
        f"{state} {summary.id}: {summary.rows_out} of {summary.rows_in} answers published, "
        f"{summary.cells_hidden} numbers hidden (fewer than 10 people)."
    )
    if summary.waiting:
        click.echo(
            f"{summary.waiting} answers wait: a published number changes by at least 10 people or not at all."
        )
    click.echo(f"{settings.output / 'open.db'}")
    if settings.data_url.startswith("http://127.0.0.1:"):
        click.echo(
            f"Pages will link to {settings.data_url}, which only this machine can reach. For the public, set "
            f"data_url, form_url and site_url in {settings.instance / FILE} and publish again."
        )
