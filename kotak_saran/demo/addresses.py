"""Where the demo answers: its three servers, and pages worth opening first."""

import sys
from collections.abc import Iterator

from collector.ports import check_port
from collector.registers.records import Registers
from kotak_saran.demo.servers import Server
from kotak_saran.settings import Settings
from site_builder.addresses import unit
from survey_definitions.problems import RefusedError

FORM, DATA, SITE = "form", "open data", "site"


def check_ports(settings: Settings) -> None:
    """Refuse ports that are taken or the same, before any work is done.

    Raises
    ------
    RefusedError
        Naming the port and the option that changes it.
    """
    ports = {
        "--form-port": settings.form_port,
        "--data-port": settings.data_port,
        "--site-port": settings.site_port,
    }
    for option, port in ports.items():
        others = [other for other in ports if other != option and ports[other] == port]
        if others:
            raise RefusedError(f"{option} and {others[0]} are both {port}. Give each server a port of its own.")
        check_port(settings.host, port, option)


def servers(settings: Settings) -> tuple[Server, ...]:
    """Return the three servers of the demo on its published release."""
    host = settings.host
    collect = ("collect", "--instance", str(settings.instance), "--host", host, "--port", str(settings.form_port))
    data = ("datasette", "--instance", str(settings.instance), "--output", str(settings.output))
    site = (str(settings.output / "site"), host, str(settings.site_port))
    return (
        Server(
            name=FORM, host=host, port=settings.form_port, path="/readyz",
            command=(sys.executable, "-m", "kotak_saran", *collect),
        ),
        Server(
            name=DATA, host=host, port=settings.data_port, path="/",
            command=(
                sys.executable, "-m", "kotak_saran", *data, "--host", host, "--port", str(settings.data_port)
            ),
        ),
        Server(
            name=SITE, host=host, port=settings.site_port, path="/",
            command=(sys.executable, "-m", "kotak_saran.demo.site_server", *site),
        ),
    )  # fmt: skip


def environment(settings: Settings) -> dict[str, str]:
    """Return the variables by which the form knows the addresses of the other two."""
    return {
        "KOTAKSARAN_FORM_URL": settings.form_url,
        "KOTAKSARAN_DATA_URL": settings.data_url,
        "KOTAKSARAN_SITE_URL": settings.site_url,
    }


def welcome(settings: Settings, registers: Registers) -> Iterator[str]:
    """Yield the three addresses, with a counter and an agency to begin with, line by line."""
    counter, agency = registers.counters[0], registers.agencies[0]
    yield f"Form       {settings.form_url}/l/{counter.code}   ({counter.name.id}; every counter has its own)"
    yield f"Open data  {settings.data_url}/"
    yield f"Site       {settings.site_url}/"
    yield f"           {settings.site_url}/{unit(agency.code)}   ({agency.name.id})"
    yield "All answers are simulated. Ctrl-C stops the three servers."
