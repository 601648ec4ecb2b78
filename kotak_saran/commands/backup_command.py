"""kotaksaran backup."""

from pathlib import Path

import click

from collector.backup.making import make_backup
from collector.settings import CollectorSettings
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--with-key", is_flag=True, help="Take the secret key along; guard such a file like the key.")
@with_settings
def command(settings: Settings, file: Path | None, *, with_key: bool) -> None:
    """Copy the private database and the settings into FILE, while the server keeps collecting.

    Without FILE the copy goes into the instance's folder 'backups'; carry it to another machine.

    Example: kotaksaran backup /media/disk/kotak-saran.tar
    """
    backup = make_backup(CollectorSettings(instance=settings.instance), file, with_key=with_key)
    click.echo(f"{backup.path}: {backup.contents.answers} answers of the region '{backup.contents.region or '-'}'.")
    click.echo(f"SHA-256 {backup.digest}")
    click.echo(
        "It holds the secret key: whoever has this file can forge visits."
        if with_key
        else "The secret key is not in it; keep a copy of it in another place (--with-key takes it along)."
    )
