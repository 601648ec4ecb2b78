"""kotaksaran training status|seal."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import click

from collector.programme.sealing import known_training, seal, waves_of
from collector.registers.files.waves import POST, PRE
from collector.settings import CollectorSettings
from collector.storage import SqliteStore, open_store
from collector.storage.registers import loaded_region
from kotak_saran.command_line import REFUSED, with_settings
from kotak_saran.settings import Settings


@click.group()
def command() -> None:
    """Follow the evaluation of a training, and seal it after its last wave."""


@command.command()
@click.argument("event")
@with_settings
def status(settings: Settings, event: str) -> None:
    """Count invitations and answers of EVENT, wave by wave: enough for a reminder, and nobody's name.

    Example: kotaksaran training status pelayanan-1
    """
    store = open_store(CollectorSettings(instance=settings.instance).private_db)
    try:
        known_training(store, event)
        counts = store.trainees.counts(event)
        invited = ", ".join(f"{count} {role}" for role, count in counts.issued.items())
        click.echo(f"{event}: {f'invited: {invited}' if invited else 'nobody is invited yet'}.")
        for wave in waves_of(store, event):
            answered, issued = counts.answered.get(wave.wave, 0), counts.issued.get(wave.role, 0)
            state = _state(wave.opens, wave.closes, _today(store))
            click.echo(f"  {wave.wave:12} {wave.survey:20} {answered} of {issued} answered; {state}")
        if counts.answered.get(POST):
            unpaired = store.trainees.count_unpaired(event, POST, PRE)
            click.echo(f"  {unpaired} of {counts.answered[POST]} post-tests have no pre-test: kept, not compared.")
        if counts.sealed_on:
            click.echo(f"  Sealed on {counts.sealed_on}.")
    finally:
        store.close()


@command.command("seal")
@click.argument("event")
@with_settings
@click.pass_context
def seal_(context: click.Context, settings: Settings, event: str) -> None:
    """Destroy the keys of EVENT after its last wave; then nothing ties an answer to an invitation.

    Tests before and after stay paired, by random numbers. This can't be undone.

    Example: kotaksaran training seal pelayanan-1
    """
    collector = CollectorSettings(instance=settings.instance)
    store = open_store(collector.private_db)
    try:
        is_clean = seal(collector, store, event, _today(store))
    finally:
        store.close()
    if is_clean:
        click.echo(f"{event} is sealed: keys destroyed, pairs are random numbers.")
        return
    click.echo(
        f"{event} is sealed and its keys are destroyed, but another program is reading the database, so old pages "
        "still stand in its working file. Run the same command again in a moment.",
        err=True,
    )
    context.exit(REFUSED)


def _state(opens: date, closes: date, today: date) -> str:
    if today < opens:
        return f"opens on {opens}"
    return f"open until {closes}" if today <= closes else f"closed since {closes}"


def _today(store: SqliteStore) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(loaded_region(store).timezone)).date()
