"""kotaksaran restore."""

from pathlib import Path

import click

from collector.backup.restoring import restore
from collector.settings import CollectorSettings
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Set an instance that is there aside; nothing of it is deleted.")
@click.option("--new-key", is_flag=True, help="Draw a new secret key where there is none.")
@with_settings
def command(settings: Settings, file: Path, *, replace: bool, new_key: bool) -> None:
    """Make an instance what it was when the backup FILE was made, after proving that FILE is whole.

    Example: kotaksaran restore kotak-saran.tar --instance instance
    """
    restored = restore(CollectorSettings(instance=settings.instance), file, replace=replace, new_key=new_key)
    contents = restored.contents
    click.echo(
        f"{settings.instance}: {contents.answers} answers of the region '{contents.region or '-'}' are back."
    )
    click.echo(f"Restored: {', '.join(restored.placed)}.")
    for path in restored.set_aside:
        click.echo(f"Set aside: {path}")
