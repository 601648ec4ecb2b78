from pathlib import Path

from open_db import OpenDb

from site_builder.interface import load_languages
from site_builder.names import names_in
from site_builder.open_data import read_open_data


def test_same_names_are_told_apart(tmp_path: Path) -> None:
    """Two kelurahan called Pasir Putih carry their kecamatan, and without one their code; others stay short."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("x", "Kecamatan X", kind="kecamatan")
    db.agency("p1", "Pasir Putih", parent="x", kind="kelurahan")
    db.agency("p2", "pasir putih", kind="kelurahan")
    db.agency("p3", "Pasir Putih", parent="x", kind="kelurahan")
    db.service("x", "s1", "KTP")
    db.service("x", "s2", "KTP")
    db.service("p2", "s3", "KTP")
    names = names_in(load_languages()[0].data, read_open_data(db.save()))
    assert dict(names.agencies) == {
        "x": "Kecamatan X",
        "p1": "Pasir Putih (Kecamatan X) [p1]",
        "p2": "pasir putih",
        "p3": "Pasir Putih (Kecamatan X) [p3]",
    }
    assert names.services["s1"] == "KTP – Kecamatan X [s1]"
    assert names.services["s3"] == "KTP – pasir putih"
