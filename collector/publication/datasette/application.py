"""One Datasette for each language on the same immutable release, behind one gate."""

import json
from concurrent.futures import Executor, wait
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

from datasette.app import Datasette
from datasette.plugins import pm

from collector.publication.datasette import plugin
from collector.publication.datasette.documents import DATABASE, FILE, INSPECTED, SETTINGS, metadata_file
from collector.publication.datasette.gate import Application, Gate
from collector.publication.datasette.portal import Portal, read_facts, read_portal
from survey_definitions.model import LANGUAGES

_HERE = Path(__file__).parent
_NAME = "kotak-saran"
_NEWER = hasattr(Datasette, "add_query")  # Datasette 1.0


class PortalDatasette(Datasette):  # type: ignore[misc]  # Datasette has no types
    """Datasette with what its pages say of themselves."""

    def __init__(self, portal: Portal, **options: Any) -> None:
        self.portal = portal
        super().__init__([], **options)


async def application(*, sql: bool) -> Application:
    """Return the application on the release in the working folder, ready to answer.

    The folder is the working one so that Datasette knows no path it could show.

    Parameters
    ----------
    sql
        Whether strangers may write SQL of their own.

    Raises
    ------
    RuntimeError
        If the first page can't be shown.
    """
    _register()
    first = urlsplit(read_facts(Path())["data_url"]).path.rstrip("/") + "/"
    bases = {language: first if language == LANGUAGES[0] else f"{first}{language}/" for language in LANGUAGES}
    applications: dict[str, Application] = {}
    for language, base in bases.items():
        elsewhere = next(other for other in bases.values() if other != base)
        datasette = _datasette(
            read_portal(Path(), language, base=base, elsewhere=elsewhere, sql_path="/-/query" if _NEWER else ""),
            sql=sql,
        )
        await datasette.invoke_startup()
        answer = await datasette.client.get("/")
        if answer.status_code != 200:  # noqa: PLR2004  OK
            raise RuntimeError(f"The first page of the open data answers {answer.status_code}.")
        start_threads(datasette.executor, SETTINGS["num_sql_threads"])
        applications[base] = datasette.app()
    return Gate(applications)


def start_threads(executor: Executor, number: int) -> None:
    """Start all threads of a pool now, which otherwise would start one by one as they are needed."""
    together = Barrier(number)
    wait([executor.submit(together.wait) for _ in range(number)])


def _register() -> None:
    """Put our plugin in the place of what it replaces."""
    if not pm.has_plugin(_NAME):
        pm.register(plugin, name=_NAME)
        for name in plugin.REPLACED:
            pm.unregister(name=name)


def _datasette(portal: Portal, *, sql: bool) -> PortalDatasette:
    metadata = json.loads(Path(metadata_file(portal.language)).read_text(encoding="utf-8"))
    # Datasette 1.0 looks for stored queries here, 0.65 inside the metadata.
    queries = metadata["databases"][DATABASE]["queries"]
    newer = {"config": {"databases": {DATABASE: {"queries": queries}}}} if _NEWER else {}
    return PortalDatasette(
        portal,
        immutables=[FILE],
        inspect_data=json.loads(Path(INSPECTED).read_text(encoding="utf-8")),
        metadata=metadata,
        settings={**SETTINGS, "default_allow_sql": sql, "base_url": portal.base},
        template_dir=str(_HERE / "templates"),
        static_mounts=[("static", str(_HERE / "static"))],
        **newer,
    )
