"""kotaksaran datasette."""

import subprocess

import click

from collector.ports import check_port
from collector.publication.datasette_server import datasette_command
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings


@click.command()
@click.option("--host", help="Address to listen on; 127.0.0.1 if not set.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; 8001 if not set.")
@with_settings
def command(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the newest release read-only in Datasette, with titles and column descriptions.

    Example: kotaksaran datasette --output output --port 8001
    """
    listen = (host or settings.host, port or settings.data_port)
    arguments = datasette_command(settings.output, *listen)
    check_port(*listen)
    click.echo(f"Open data: http://{listen[0]}:{listen[1]}/  (Ctrl-C stops)")
    raise SystemExit(subprocess.run(arguments, check=False).returncode)
