"""Addresses for whoever watches the server: ``/healthz`` (alive) and ``/readyz`` (able to take answers)."""

from flask import Blueprint, Response

from collector.web.desk import desk

views = Blueprint("health", __name__)


@views.get("/healthz")
def alive() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@views.get("/readyz")
def ready() -> Response:
    """Say whether answers can be kept, or in a few words why not."""
    reason = desk().readiness.fault(desk().store)
    if reason:
        return Response(f"not ready: {reason}\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")
