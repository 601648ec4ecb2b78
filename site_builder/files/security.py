"""security.txt (RFC 9116): whom to tell of a fault of security, where the region names somebody."""

from collections.abc import Iterator
from datetime import timedelta

from site_builder import addresses
from site_builder.files.registry import File, files
from site_builder.interface import load_languages
from site_builder.site import Site

VALID = timedelta(days=365)  # from the release on; a site that nobody renews must not claim a contact for ever


@files("security")
def security(site: Site) -> Iterator[File]:
    """Yield the file; none without a contact, or before anything was released."""
    if not site.meta.contact or site.made_at is None:
        return
    lines = [
        f"Contact: {site.meta.contact}",
        f"Expires: {site.made_at + VALID:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(language.code for language in load_languages())}",
    ]
    if site.meta.site_url:
        lines.append(f"Canonical: {site.meta.site_url}/{addresses.SECURITY}")
    yield File(place=addresses.SECURITY, content=("\n".join(lines) + "\n").encode())
