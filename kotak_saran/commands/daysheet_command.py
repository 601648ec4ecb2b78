"""kotaksaran daysheet."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from collector.instance import instance_secret
from collector.printing.posters import day_sheet_pdf
from collector.printing.selection import printed_counters
from collector.proofs.screen_codes import sheet_code
from collector.settings import CollectorSettings
from collector.storage import open_store
from kotak_saran.command_line import with_settings
from kotak_saran.days import as_day, not_before, today_in
from kotak_saran.private_files import write_private
from kotak_saran.settings import Settings
from survey_definitions.loader import load_surveys


@click.command()
@click.argument("counter")
@click.option("--day", type=as_day, metavar="DAY", help="Day of the sheet; today if not set.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where to; 'sheets' in the instance if not set.")
@with_settings
def command(settings: Settings, counter: str, day: date | None, folder: Path | None) -> None:
    """Print the sheet that lies at COUNTER for one day; who scans it that day was there.

    Example: kotaksaran daysheet n5pe6 --day 2026-11-25
    """
    collector = CollectorSettings(instance=settings.instance)
    store = open_store(collector.private_db)
    try:
        (printed,) = printed_counters(store, load_surveys(), form_url=settings.form_url, codes=[counter])
        secret = instance_secret(collector, store)
    finally:
        store.close()
    zone = ZoneInfo(printed.region.timezone)
    today = today_in(printed.region.timezone)
    good_on = not_before(day or today, today, "a sheet")
    code = sheet_code(secret, printed.entry.agency, datetime.combine(good_on, time(12), zone), zone)
    sheet = day_sheet_pdf(printed, code, good_on)
    path = write_private(folder or settings.instance / "sheets", f"{printed.entry.code}-{good_on}", sheet)
    click.echo(f"Sheet for {printed.entry.agency_name.id}, good on {good_on} only: {path}")
