"""The bare address ``/``, for somebody who typed only the host name."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from collector.web.pages import message_page, site_link

views = Blueprint("home", __name__)


@views.get("/")
def show() -> ResponseReturnValue:
    """Say how to get to a form."""
    return message_page("home", 200, site_link("home.link"))
