"""build.json: what this site was made from; the same input and versions give the same bytes."""

import hashlib
import json
from collections.abc import Iterator
from importlib.metadata import version

from site_builder import addresses
from site_builder.files.registry import File, files
from site_builder.site import Site

PACKAGES = ("jinja2", "kotak-saran", "matplotlib")


@files("marker")
def marker(site: Site) -> Iterator[File]:
    """Yield the file that says so, and by which the builder knows a folder as its own."""
    with site.data.path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    document = {
        "made_by": "kotaksaran build",
        "release": site.meta.release,
        "simulated": site.meta.simulated,
        "inputs": {"open.db": f"sha256:{digest}"},
        "versions": {package: version(package) for package in PACKAGES},
    }
    yield File(place=addresses.MARKER, content=(json.dumps(document, indent=1) + "\n").encode())
