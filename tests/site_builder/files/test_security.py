from pathlib import Path

import pytest
from open_db import OpenDb
from showcase import BuiltSite

from site_builder.builder import build
from site_builder.errors import SiteRefusedError


def test_security_txt_names_the_contact_of_the_region(tmp_path: Path) -> None:
    """Contact, an end a year after the release, languages and its own address (RFC 9116)."""
    db = OpenDb(tmp_path / "open.db", contact="mailto:aman@kota.example", site_url="https://hasil.example")
    site = build(db.save(), tmp_path / "site").site
    assert (site / ".well-known" / "security.txt").read_text(encoding="utf-8").splitlines() == [
        "Contact: mailto:aman@kota.example",
        "Expires: 2025-09-30T00:00:00Z",
        "Preferred-Languages: id, en",
        "Canonical: https://hasil.example/.well-known/security.txt",
    ]


def test_without_a_contact_none_is_invented(site: BuiltSite) -> None:
    """A region that names nobody has no such file."""
    assert not (site.folder / ".well-known").exists()


@pytest.mark.parametrize("contact", ["javascript:alert(1)", "mailto:a@b.example\nExpires: 2999", "kantor"])
def test_a_contact_that_is_no_address_is_refused(tmp_path: Path, contact: str) -> None:
    """Nothing else gets into the file."""
    with pytest.raises(SiteRefusedError, match="is no address"):
        build(OpenDb(tmp_path / "open.db", contact=contact).save(), tmp_path / "site")
