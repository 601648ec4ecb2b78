"""kotaksaran tokens."""

from datetime import date, timedelta
from pathlib import Path

import click

from collector.instance import instance_secret
from collector.printing.selection import printed_counters
from collector.printing.slips import slips_pdf
from collector.proofs.issue import issue_slips
from collector.settings import CollectorSettings
from collector.storage import open_store
from kotak_saran.command_line import with_settings
from kotak_saran.days import as_day, not_before, today_in
from kotak_saran.private_files import write_private
from kotak_saran.settings import Settings
from survey_definitions.loader import load_surveys

MOST = 2_000


@click.command()
@click.argument("counter")
@click.option("--count", type=click.IntRange(1, MOST), default=50, show_default=True, help="How many slips.")
@click.option("--day", type=as_day, metavar="DAY", help="First day they are good; today if not set.")
@click.option("--days", type=click.IntRange(1, 31), default=1, show_default=True, help="For how many days.")
@click.option(
    "--honeypots", type=click.IntRange(0, MOST), default=0, help="Slips never handed out; a use is a signal."
)
@click.option("--folder", type=click.Path(path_type=Path), help="Where to; 'slips' in the instance if not set.")
@with_settings
def command(
    settings: Settings,
    counter: str,
    count: int,
    day: date | None,
    days: int,
    honeypots: int,
    folder: Path | None,
) -> None:
    """Print slips for COUNTER, one to hand out at each visit; an answer with one counts as proven.

    Each slip is good once. The tokens stand on paper only: the database keeps their digests, and printing the same
    slips again is not possible.

    Example: kotaksaran tokens n5pe6 --count 50 --day 2026-11-25
    """
    collector = CollectorSettings(instance=settings.instance)
    store = open_store(collector.private_db)
    try:
        (printed,) = printed_counters(store, load_surveys(), form_url=settings.form_url, codes=[counter])
        today = today_in(printed.region.timezone)
        first = not_before(day or today, today, "a slip")
        last = first + timedelta(days=days - 1)
        secret = instance_secret(collector, store)
        tokens = issue_slips(store, secret, printed.entry, (first, last), count, honeypots)
    finally:
        store.close()
    sheet = slips_pdf(printed, tokens, first, last if days > 1 else None)
    path = write_private(folder or settings.instance / "slips", f"{printed.entry.code}-{first}", sheet)
    click.echo(f"{count} slips for {printed.entry.agency_name.id}, good from {first} to {last}: {path}")
    if honeypots:
        click.echo(f"{honeypots} honeypots are kept beside them and printed nowhere; a use of one is a signal.")
