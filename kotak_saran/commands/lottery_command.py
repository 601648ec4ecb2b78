"""kotaksaran lottery announce|draw|check."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from collector.errors import CollectorRefusedError
from collector.programme.drawing import announce as announce_lottery
from collector.programme.drawing import draw as draw_lottery
from collector.programme.lottery import Lottery, as_document, repeat
from collector.settings import CollectorSettings
from collector.storage import SqliteStore, open_store
from collector.storage.registers import loaded_region
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings


@click.group()
def command() -> None:
    """Draw by lot in which order units are trained; anyone can draw again from the public file."""


@command.command()
@click.argument("programme")
@click.option("--source", required=True, help="Where the seed will come from, in words.")
@with_settings
def announce(settings: Settings, programme: str, source: str) -> None:
    """Fix the units of PROGRAMME (candidates.csv) and where the seed comes from, before it can be known.

    Example: kotaksaran lottery announce pelayanan-prima --source "IHSG penutupan 30 November 2026"
    """
    store = open_store(CollectorSettings(instance=settings.instance).private_db)
    try:
        lottery = announce_lottery(store, programme, source, _today(store))
    finally:
        store.close()
    path = _write(settings.output, lottery)
    click.echo(f"{len(lottery.units)} units, digest {lottery.input_digest}. Make it public now: {path}")


@command.command()
@click.argument("programme")
@click.option("--seed", required=True, help="What the announced source says, such as 7312.45.")
@with_settings
def draw(settings: Settings, programme: str, seed: str) -> None:
    """Draw the announced lottery of PROGRAMME, once and before its first training.

    Example: kotaksaran lottery draw pelayanan-prima --seed 7312.45
    """
    store = open_store(CollectorSettings(instance=settings.instance).private_db)
    try:
        lottery = draw_lottery(store, programme, seed, _today(store))
    finally:
        store.close()
    path = _write(settings.output, lottery)
    for place, unit in enumerate(lottery.order, start=1):
        click.echo(f"{place:3}. {unit}")
    click.echo(f"Anyone can draw it again: kotaksaran lottery check {path}")


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def check(file: Path) -> None:
    """Draw again what the public FILE says; needs nothing else.

    Example: kotaksaran lottery check output/lottery/pelayanan-prima.json
    """
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CollectorRefusedError(f"{file}: this is no lottery of Kotak Saran ({error}).") from error
    lottery = repeat(document)
    drawn = f"the seed {lottery.seed} gives the order it says" if lottery.seed else "not drawn yet"
    click.echo(f"{lottery.programme}: {len(lottery.units)} units, {drawn}.")


def _today(store: SqliteStore) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(loaded_region(store).timezone)).date()


def _write(output: Path, lottery: Lottery) -> Path:
    path = output / "lottery" / f"{lottery.programme}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(as_document(lottery), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path
