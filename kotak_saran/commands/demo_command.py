"""kotaksaran demo: an invented city, simulated, published, built and served."""

from functools import partial

import click

from collector.instance import instance_secret
from collector.publication.edition import Addresses
from collector.publication.release import publish
from collector.registers.loader import load_registers
from collector.registers.records import Registers
from collector.settings import CollectorSettings
from collector.storage import open_store
from collector.storage.registers import save_registers
from collector.storage.sqlite_store import SqliteStore
from kotak_saran.command_line import with_settings
from kotak_saran.demo.addresses import check_ports, environment, servers, welcome
from kotak_saran.demo.instance import check_instance, check_output, store_answers
from kotak_saran.demo.parameters import DEMO
from kotak_saran.demo.region import region_folder
from kotak_saran.demo.servers import run_until_stopped
from kotak_saran.demo.simulation import refuse_real, simulate
from kotak_saran.demo.steps import Steps
from kotak_saran.progress import progress_bar
from kotak_saran.settings import Settings
from site_builder.builder import build
from survey_definitions.loader import load_surveys
from survey_definitions.model import Survey

PORT = click.IntRange(1, 65535)


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop after building; serve nothing.")
@click.option("--form-port", type=PORT, help="Port of the form; 8000 if not set.")
@click.option("--data-port", type=PORT, help="Port of Datasette; 8001 if not set.")
@click.option("--site-port", type=PORT, help="Port of the site; 8002 if not set.")
@partial(with_settings, instance="instance/demo", output="output/demo")
def command(settings: Settings, *, no_serve: bool) -> None:
    """Fill an invented city with simulated answers, publish and build, and serve form, open data and site.

    Everything stays in instance/demo and output/demo unless --instance and --output say otherwise. The same answers
    are simulated every time; a second run stores nothing new.

    Example: kotaksaran demo --form-port 9000
    """
    surveys = load_surveys()
    registers = load_registers(region_folder(), surveys)
    private_db = CollectorSettings(instance=settings.instance).private_db
    refuse_real(registers.region)
    if not no_serve:
        check_ports(settings)
    check_instance(private_db, registers.region, DEMO)
    check_output(settings.output, registers.region)
    steps = Steps(of=5)
    store = open_store(private_db, create=True)
    try:
        secret = instance_secret(CollectorSettings(instance=settings.instance), store)  # before any answer needs it
        _fill(store, registers, surveys, steps)
        _publish(store, surveys, settings, secret, steps)
    finally:
        store.close()
    _build(settings, steps)
    if not no_serve:
        click.echo("Starting the three servers …")
        run_until_stopped(
            servers(settings), environment(settings), lambda: click.echo("\n".join(welcome(settings, registers)))
        )
        click.echo("Stopped.")


def _fill(store: SqliteStore, registers: Registers, surveys: dict[str, Survey], steps: Steps) -> None:
    region = registers.region
    with steps.step(f"Registers of {region.name.id}") as results:
        loaded = save_registers(store, registers)
        results.append(loaded.said())
    with steps.step("Simulated answers") as results, progress_bar("      Services") as progress:
        responses = simulate(DEMO, registers, surveys[region.default_survey], progress)
        results.append(f"{len(responses):,} answers in {DEMO.months} months")
    with steps.step("Private database") as results, progress_bar("      Answers") as progress:
        filled = store_answers(store, responses, progress)
        new = filled.answers - filled.known
        results.append(f"{new:,} answers stored" if new else "nothing new: all answers were there already")


def _publish(
    store: SqliteStore, surveys: dict[str, Survey], settings: Settings, secret: bytes, steps: Steps
) -> None:
    addresses = Addresses(form=settings.form_url, data=settings.data_url, site=settings.site_url)
    with steps.step("Open data") as results:
        summary = publish(store, surveys, settings.output, secret=secret, addresses=addresses)
        state = "release" if summary.is_new else "nothing changed since release"
        results.append(f"{state} {summary.id}, {summary.rows_out:,} of {summary.rows_in:,} answers published")


def _build(settings: Settings, steps: Steps) -> None:
    site = settings.output / "site"
    with steps.step("Pages") as results, progress_bar("      Pages") as progress:
        report = build(settings.output / "open.db", site, strict=False, progress=progress)
        results.append(f"{report.pages} pages in {site}")
    for warning in report.warnings:
        click.echo(f"Warning: {warning}", err=True)
