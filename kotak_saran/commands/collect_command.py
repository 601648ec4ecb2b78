"""kotaksaran collect."""

import click
from flask import Flask

from collector.instance import instance_secret
from collector.ports import check_port
from collector.settings import CollectorSettings
from collector.storage import open_store
from collector.storage.registers import loaded_region
from collector.web.app import create_app
from collector.web.serve import serve
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings


@click.command()
@click.option("--host", help="Address to listen on; 127.0.0.1 if not set.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; 8000 if not set.")
@click.option("--threads", type=click.IntRange(1, 256), help="Threads that answer requests; 8 if not set.")
@with_settings
def command(settings: Settings, host: str | None, port: int | None, threads: int | None) -> None:
    """Serve the form of every counter at /l/<code>.

    Example: kotaksaran collect --port 8000
    """
    collector = CollectorSettings(
        instance=settings.instance,
        form_url=settings.form_url,
        data_url=settings.data_url,
        site_url=settings.site_url,
        trusted_proxy=settings.trusted_proxy,
    )
    host, port = host or settings.host, port or settings.form_port
    app = _app(collector)
    check_port(host, port)
    click.echo(f"Form: http://{host}:{port}/  (Ctrl-C stops)")
    serve(app, host=host, port=port, threads=threads or settings.threads)


def _app(collector: CollectorSettings) -> Flask:
    """Make the application of an instance that has a region and its key; anything else could only serve wrongly."""
    store = open_store(collector.private_db)
    loaded_region(store)
    instance_secret(collector, store)
    return create_app(collector, store)
