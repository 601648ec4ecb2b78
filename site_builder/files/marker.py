"""build.json: what this site was made from; the same input and versions give the same bytes."""

import json
from collections.abc import Iterator

from site_builder import addresses
from site_builder.downloads import downloads_of
from site_builder.files.registry import File, files
from site_builder.manifest import code_digest, digest_of_file, versions
from site_builder.site import Site


@files("marker")
def marker(site: Site) -> Iterator[File]:
    """Yield the file that says so, and by which the builder knows a folder as its own."""
    inputs = {one.place: f"sha256:{digest_of_file(one.source)}" for one in downloads_of(site.data.path)}
    document = {
        "made_by": "kotaksaran build",
        "release": site.release,
        "simulated": site.meta.simulated,
        "inputs": inputs,
        "code": code_digest(),
        "versions": versions(),
    }
    yield File(place=addresses.MARKER, content=(json.dumps(document, indent=1) + "\n").encode())
