"""The one style of all pages: small enough to stand in the page, allowed there by its hash."""

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Stylesheet:
    """The style as it stands in a page: light for the blank form, whole for others, and for kiosk and screen.

    Attributes
    ----------
    sources
        What the content security policy says to allow these, and nothing else.
    """

    blank: Markup
    whole: Markup
    kiosk: Markup
    screen: Markup
    sources: str


def load_stylesheet() -> Stylesheet:
    """Read the style and take out what browsers don't need."""
    blank = minified(_read("form.css"))
    whole = blank + minified(_read("states.css"))
    kiosk = whole + minified(_read("kiosk.css"))
    screen = whole + minified(_read("screen.css"))
    return Stylesheet(
        blank=Markup(blank),  # noqa: S704  our own files
        whole=Markup(whole),  # noqa: S704
        kiosk=Markup(kiosk),  # noqa: S704
        screen=Markup(screen),  # noqa: S704
        sources=" ".join(_source(style) for style in (blank, whole, kiosk, screen)),
    )


def minified(css: str) -> str:
    """Remove comments and the white space around punctuation; strings with such white space are not supported."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)
    return css.replace(";}", "}").strip()


def _read(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _source(style: str) -> str:
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"'sha256-{digest}'"
