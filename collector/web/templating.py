"""What every template knows, and how it says the interface's words."""

from flask import Flask

from collector.web.desk import desk
from collector.web.visits import region, speech


def register_templating(app: Flask) -> None:
    """Let the templates of `app` speak, and know style and region."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_page_context)


def _page_context() -> dict[str, object]:
    return {"say": speech(), "style": desk().stylesheet, "region": region()}
