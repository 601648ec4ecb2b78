"""Nothing of a page changes unseen: the site of a small fixed database, file by file."""

from pathlib import Path

from golden_site import DATABASE, SITE, compared

from site_builder.builder import build

RENEW = "if this was meant, run `python tests/data/renew_site.py` and read the difference"


def test_site_is_the_golden_one(tmp_path: Path) -> None:
    """Every file is there, none is new, and each has the bytes that were looked at."""
    made = build(DATABASE, tmp_path / "site", strict=True).site
    places, kept = (
        compared(made),
        sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*") if path.is_file()),
    )
    assert (sorted(set(places) - set(kept)), sorted(set(kept) - set(places))) == ([], []), RENEW
    differing = [place for place in places if (made / place).read_bytes() != (SITE / place).read_bytes()]
    assert differing == [], RENEW
