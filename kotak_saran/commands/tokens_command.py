"""kotaksaran tokens COUNTER, kotaksaran tokens training EVENT."""

from datetime import date, timedelta
from pathlib import Path

import click

from collector.instance import instance_secret
from collector.printing.addresses import form_address
from collector.printing.invitations import PrintedInvitations
from collector.printing.selection import printed_counters
from collector.printing.slips import slips_pdf
from collector.programme.invitations import issue_invitations
from collector.programme.sealing import known_training, open_waves
from collector.proofs.issue import issue_slips
from collector.registers.files.waves import ROLES, TRAINEE
from collector.settings import CollectorSettings
from collector.storage import open_store
from collector.storage.registers import loaded_region
from kotak_saran.command_line import with_settings
from kotak_saran.days import as_day, not_before, today_in
from kotak_saran.private_files import write_private
from kotak_saran.settings import Settings
from survey_definitions.loader import load_surveys

MOST = 2_000


class _SlipsFirst(click.Group):
    """A group in which everything but the name of a subcommand is about a counter's slips."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `tokens n5pe6 …` as the slips of that counter."""
        known = (*self.commands, *self.get_help_option_names(ctx))
        return super().parse_args(ctx, args if not args or args[0] in known else ["counter", *args])


@click.group(cls=_SlipsFirst)
def command() -> None:
    """Print slips for a counter, one for each visit, or invitations for the trainees of a training.

    Example: kotaksaran tokens n5pe6 --count 50
    """


@command.command()
@click.argument("counter")
@click.option("--count", type=click.IntRange(1, MOST), default=50, show_default=True, help="How many slips.")
@click.option("--day", type=as_day, metavar="DAY", help="First day they are good; today if not set.")
@click.option("--days", type=click.IntRange(1, 31), default=1, show_default=True, help="For how many days.")
@click.option(
    "--honeypots", type=click.IntRange(0, MOST), default=0, help="Slips never handed out; a use is a signal."
)
@click.option("--folder", type=click.Path(path_type=Path), help="Where to; 'slips' in the instance if not set.")
@with_settings
def counter(
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


@command.command()
@click.argument("event")
@click.option("--count", type=click.IntRange(1, MOST), required=True, help="How many invitations.")
@click.option("--role", type=click.Choice(list(ROLES)), default=TRAINEE, show_default=True, help="Who is invited.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where to; the instance's if not set.")
@with_settings
def training(settings: Settings, event: str, count: int, role: str, folder: Path | None) -> None:
    """Print invitations to the evaluation of EVENT (its code in trainings.csv), and a list for mail merge.

    One opens every wave of its role once. They stand on paper and in these two files only: delete the files when
    they are handed out, and note nowhere who got which one.

    Example: kotaksaran tokens training pelayanan-1 --count 30
    """
    collector = CollectorSettings(instance=settings.instance)
    form = form_address(settings.form_url)
    store = open_store(collector.private_db)
    try:
        region, invited = loaded_region(store), known_training(store, event)
        today = today_in(region.timezone)
        waves = open_waves(store, event, role, today)
        slips = issue_invitations(collector, store.trainees, event, role, count, today)
    finally:
        store.close()
    printed = PrintedInvitations(
        training=invited, role=role, waves=waves, form=form, simulated=region.simulated, slips=slips
    )
    where, name = folder or settings.instance / "invitations", f"{event}-{role}"
    paths = write_private(where, name, printed.pdf()), write_private(where, name, printed.csv(), "csv")
    click.echo(f"{count} invitations for {event} ({role}), {len(waves)} waves: {paths[0]}, {paths[1]}")
