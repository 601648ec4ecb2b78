"""Addresses for whoever watches the server: ``/healthz`` (alive) and ``/readyz`` (able to take answers)."""

from flask import Blueprint, Response

from collector.errors import StorageUnavailableError
from collector.web.desk import desk

views = Blueprint("health", __name__)


@views.get("/healthz")
def alive() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@views.get("/readyz")
def ready() -> Response:
    """Say whether the private database can be read and holds a region."""
    try:
        reason = "" if desk().store.region() else "no region is loaded"
    except StorageUnavailableError:
        reason = "the private database can't be used"
    if reason:
        return Response(f"not ready: {reason}\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")
