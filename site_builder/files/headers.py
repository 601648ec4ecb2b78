"""What a server should say with each file: a strict policy of content, for two kinds of servers.

Nothing of the site comes from elsewhere. The cards alone may stand in frames of other sites; their style stands
inside them, so its digest is part of the policy.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from importlib.resources import files as resources
from urllib.parse import urlsplit

from site_builder import addresses
from site_builder.files.registry import File, files
from site_builder.site import Site

CARD_STYLE = "card.css"
NOBODY, EVERYBODY = "'none'", "*"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
OPEN = {"Access-Control-Allow-Origin": "*"}
SHARED = (f"/{addresses.API}*", "/data/*", "/*.csv", "/*.json", "/*.svg")


@files("headers")
def headers(site: Site) -> Iterator[File]:
    """Yield the two files."""
    base = urlsplit(site.meta.site_url).path
    yield File(place=addresses.HEADERS, content=_for_hosts(base).encode())
    yield File(place=addresses.NGINX_HEADERS, content=_for_nginx().encode())


def policy(frames: str) -> str:
    """Return the policy of pages that may stand in frames of `frames`."""
    source = resources("site_builder").joinpath("templates", CARD_STYLE).read_bytes()
    style = source.removesuffix(b"\n")  # as a template includes it
    digest = b64encode(hashlib.sha256(style).digest()).decode()
    allowed = {
        "default-src": NOBODY,
        "style-src": f"'self' 'sha256-{digest}'",
        "script-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": NOBODY,
        "frame-ancestors": frames,
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def _for_hosts(base: str) -> str:
    """Write the headers as hosts of static sites read them; a name that begins with ! is taken back first."""
    cards = f"{base}/*/{addresses.CARD}"
    lines = [f"{base}/*", *_listed({"Content-Security-Policy": policy(NOBODY), **ALWAYS})]
    lines += [cards, "  ! Content-Security-Policy", *_listed({"Content-Security-Policy": policy(EVERYBODY)})]
    for place in SHARED:
        lines += [f"{base}{place}", *_listed(OPEN)]
    return "\n".join(lines) + "\n"


def _for_nginx() -> str:
    """Write the headers as a part of a `server` of nginx."""
    said = {"Content-Security-Policy": policy("$kotaksaran_frames"), **ALWAYS}
    cards, shared = re.escape(f"/{addresses.CARD}") + "$", r"\.(csv|json|svg|db|parquet|xlsx)$"
    return "\n".join(
        (
            "# include this inside the server that serves the site",
            f'set $kotaksaran_frames "{NOBODY}";',
            f'if ($uri ~ "{cards}") {{ set $kotaksaran_frames "{EVERYBODY}"; }}',
            'set $kotaksaran_origin "";',
            f'if ($uri ~ "{shared}") {{ set $kotaksaran_origin "*"; }}',
            *(f'add_header {name} "{value}" always;' for name, value in said.items()),
            "add_header Access-Control-Allow-Origin $kotaksaran_origin always;  # an empty one is not sent",
            "",
        )
    )


def _listed(headers: dict[str, str]) -> list[str]:
    return [f"  {name}: {value}" for name, value in headers.items()]
