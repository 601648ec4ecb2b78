"""kotaksaran datasette."""

import click

from collector.ports import check_port
from collector.publication.datasette.newest import newest_release
from collector.publication.datasette.processes import open_listener, serve
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings


@click.command()
@click.option("--host", help="Address to listen on; 127.0.0.1 if not set.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; 8001 if not set.")
@click.option("--follow", "following", is_flag=True, help="Go over to each new release; no request is dropped.")
@with_settings
def command(settings: Settings, host: str | None, port: int | None, *, following: bool) -> None:
    """Serve the newest release read-only in Datasette, in Indonesian and English.

    Example: kotaksaran datasette --output output --port 8001 --follow
    """
    host, port = host or settings.host, port or settings.data_port
    newest_release(settings.output)  # refuses before anything is started
    check_port(host, port)
    click.echo(f"Open data: http://{host}:{port}/  (Ctrl-C stops)")
    serve(
        settings.output, open_listener(host, port), click.echo, sql=settings.data_sql, following=following
    )  # fmt: skip
