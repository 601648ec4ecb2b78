"""Our plugin for Datasette: connections within bounds, pages that know what they are, faults in plain words."""

import sys
import traceback
from collections.abc import Awaitable
from typing import Any

from datasette import Response, hookimpl
from datasette.views.base import DatasetteError
from jinja2 import Environment

from collector.publication.datasette.documents import DATABASE
from collector.publication.datasette.guard import guard
from collector.storage import driver

BAD_REQUEST, FORBIDDEN, SERVER_FAULT = 400, 403, 500
REPLACED = ("datasette.handle_exception", "datasette.forbidden")
"""Parts of Datasette that log what was asked, and speak English."""


@hookimpl
def prepare_connection(conn: driver.Connection, database: str) -> None:
    """Bound what strangers can do through a connection to the open file; Datasette's own database is not theirs."""
    if database == DATABASE:
        guard(conn)


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Any) -> None:
    """Tell every page, error pages too, what it is part of."""
    env.trim_blocks = env.lstrip_blocks = True
    env.globals.update(portal=datasette.portal, say=datasette.portal.say)


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Awaitable[Response]:
    """Say what went wrong; only a fault of ours is logged, without what was asked."""
    if isinstance(exception, MemoryError):  # the fault of a query that wanted too much, not of the server
        return _fault(datasette, request, BAD_REQUEST, datasette.portal.say("error.memory"))
    status = _status(exception)
    if status == SERVER_FAULT:
        traceback.print_tb(exception.__traceback__)
        print(type(exception).__name__, file=sys.stderr)  # noqa: T201  its message may hold what was asked
        return _fault(datasette, request, status, datasette.portal.say(f"error.{SERVER_FAULT}"))
    if getattr(exception, "message_is_html", False):  # Datasette's way to say that a query took too long
        return _fault(datasette, request, status, datasette.portal.say("error.slow"))
    return _fault(datasette, request, status, str(getattr(exception, "message", exception)))


@hookimpl
def forbidden(datasette: Any, request: Any, message: str) -> Awaitable[Response]:
    """Say that a page is not for strangers."""
    return _fault(datasette, request, FORBIDDEN, message)


def _status(exception: Exception) -> int:
    """Tell whose fault it was; what Datasette refuses in words, and values it can't read, are the asker's."""
    status = int(getattr(exception, "status", SERVER_FAULT))
    if status == SERVER_FAULT and isinstance(exception, DatasetteError | ValueError):
        return BAD_REQUEST
    return status


async def _fault(datasette: Any, request: Any, status: int, message: str) -> Response:
    fault = {"ok": False, "error": message, "status": status, "title": None}
    if request.path.endswith(".json"):
        return Response.json(fault, status=status)
    return Response.html(await datasette.render_template("error.html", fault, request=request), status=status)
