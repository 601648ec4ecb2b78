"""What every template knows, and how it says the interface's words."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2.runtime import Context

from collector.web.desk import desk
from collector.web.interface import Interface
from collector.web.visits import region, speech


class PageContext(Context):
    """A context that says words at once.

    Jinja first looks at whatever is called for marks of its own; a page says some thirty texts, and looking took
    ten times as long as saying.
    """

    def call(self, obj: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        """Call something from a template."""
        if not isinstance(obj, Interface):
            return super().call(obj, *args, **values)
        values.pop("_block_vars", None)  # Jinja's own
        values.pop("_loop_vars", None)
        return obj(*args, **values)


def register_templating(app: Flask) -> None:
    """Let the templates of `app` speak, and know style and region."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.context_class = PageContext
    app.context_processor(_page_context)


def _page_context() -> dict[str, object]:
    return {"say": speech(), "style": desk().stylesheet, "region": region()}
