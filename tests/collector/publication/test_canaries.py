"""Nothing private is published: a canary in every withheld column of the private database, found by its schema."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from factories import NINE, SECRET, new_store, response, responses
from published import published_bytes
from sqlite_utils import Database

from collector.publication.allow_list import ALLOW_LIST
from collector.publication.comments.masking import mask
from collector.publication.release import publish
from collector.storage import SqliteStore
from collector.storage.reviews import Review, read_waiting, save_review
from survey_definitions.loader import load_surveys
from survey_definitions.model import Publication

NOW = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)
# One of each kind that must never leave; invented, and short enough to stay whole in any column.
KINDS = {
    "NIK": "3171019901990017",
    "telephone": "0899-1234-0017",
    "address": "Jalan Kenari 9917",
    "user agent": "Mozilla/5.0 (Kenari)",
    "comment": "antreannya kenari sekali",
    "token": "KNR7-TKN9-2345",
    "name": "Warga Kenari",
}
TEXT = " | ".join(KINDS.values())
NUMBER = 987_654_321_000_000
BLOB = b"\xca\x9a\x41\xbe\xee\x17"
# By the type of a column: an SQL expression that differs from row to row, and what it is made from.
CANARIES: dict[str, tuple[str, object]] = {
    "INTEGER": ("? + abs(random() % 1000000)", NUMBER),
    "TEXT": ("? || hex(randomblob(8))", TEXT),
    "BLOB": ("CAST(CAST(? AS TEXT) || hex(randomblob(8)) AS BLOB)", BLOB),
}
# Columns that keep their value, and why. A new column is planted without anybody doing anything.
KEPT = {
    ("response", "sequence"): "the place in the chain, which the ledger publishes",
    ("response", "received_at"): "a moment that publish reads; its day is in the ledger, its clock is looked for",
    ("import_file", "imported_at"): "the same for imported answers",
    ("counter", "survey"): "the id of a questionnaire, which is public",
    ("release", "made_at"): "it stands in release.json, beside the digested files (PUB07)",
    **{
        ("count_cube", name): "counts that publish reads, and how it finds them"
        for name in ("agency", "survey", "service", "month", "mode", "class", "until", "kept", "added")
    },
    **{
        ("count_watermark", name): "how far answers are counted, and the questions of a public questionnaire"
        for name in ("until", "released", "shapes")
    },
    ("token_batch", "kind"): "one of few words, none of them about a person",
}
Column = tuple[str, str]


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store with 40 answers that were published once, so that every log has rows."""
    store = new_store(tmp_path)
    answers = {**dict.fromkeys(NINE, 3), "saran": TEXT, "pekerjaan": "PNS", "usia": 87}
    store.append(
        responses(
            40,
            counter="ab2cd",
            answers=answers,
            visited_on=date(2024, 1, 23),
            received_at=datetime(2024, 1, 24, 4, 56, 57, tzinfo=UTC),
        )
    )
    publish(store, load_surveys(), tmp_path / "earlier", secret=SECRET, now=NOW)
    return store


def _withheld(store: SqliteStore) -> list[tuple[Column, str]]:
    """Return every withheld column with its type; one that nobody classified is withheld."""
    names = [row[1] for row in store.connection.execute("PRAGMA table_list") if row[2] == "table"]
    return [
        ((table, column), type_)
        for table in sorted(names)
        if not table.startswith(("sqlite_", "_sqlite_"))
        for _, column, type_, *_ in store.connection.execute(f"PRAGMA table_info({table})").fetchall()
        if ALLOW_LIST.get(table, {}).get(column, Publication.WITHHELD) is Publication.WITHHELD
        and (table, column) not in KEPT
    ]


def _plant(store: SqliteStore) -> set[Column]:
    """Put a canary into each withheld column, another in each row; return the columns that have one."""
    connection = store.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    withheld, planted = _withheld(store), set()
    for (table, _), _ in withheld:
        _fill(store, table)
    for (table, column), type_ in withheld:
        expression, value = CANARIES[type_]
        update = f'UPDATE "{table}" SET "{column}" = {expression}'  # noqa: S608 - our names
        if connection.execute(update, (value,)).rowcount:
            planted.add((table, column))
    return planted


def _fill(store: SqliteStore, table: str) -> None:
    """Give an empty table a row, so that its columns can hold a canary."""
    connection = store.connection
    if connection.execute(f'SELECT 1 FROM "{table}"').fetchone():  # noqa: S608
        return
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    values = {"INTEGER": 1, "BLOB": b"\x01", "TEXT": "2024-01-02"}
    row = {column: values[type_] for _, column, type_, *_ in columns}
    for _, _, other, column, key, *_ in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        _fill(store, other)
        row[column] = connection.execute(f'SELECT "{key}" FROM "{other}"').fetchone()[0]  # noqa: S608
    marks = ", ".join("?" * len(row))
    connection.execute(f'INSERT INTO "{table}" VALUES ({marks})', [*row.values()])  # noqa: S608


def test_canaries_stay_inside(store: SqliteStore, tmp_path: Path) -> None:
    """No kind of canary, number or blob is in any published byte, packed files and databases included."""
    receipts = [row[0].encode() for row in store.connection.execute("SELECT receipt FROM response")]
    planted = _plant(store)
    assert {column for column, _ in _withheld(store)} == planted
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET, now=NOW)
    needles = [
        *receipts,
        *(text.encode() for text in KINDS.values()),
        str(NUMBER)[:9].encode(),
        BLOB,
        BLOB.hex().encode(),
        b"2024-01-23",
        b"04:56",
    ]
    found = [
        (needle, name) for name, data in published_bytes(tmp_path / "out") for needle in needles if needle in data
    ]
    assert [] == found


@pytest.mark.parametrize("needle", [*KINDS.values(), str(NUMBER)])
def test_canaries_would_be_found(tmp_path: Path, needle: str) -> None:
    """The search itself works: a note that is published is found in every form the files have."""
    store = new_store(tmp_path)
    store.append(responses(20))
    store.connection.execute("UPDATE agency SET note = ?", (needle,))
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET, now=NOW)
    hits = {name for name, data in published_bytes(tmp_path / "out") if needle.encode() in data}
    release = next(path.name for path in (tmp_path / "out" / "releases").iterdir())
    prefix = f"releases/{release}/"
    assert {
        f"{prefix}data/agency.csv", f"{prefix}data/agency.csv.gz: unpacked",
        f"{prefix}data/agency.parquet: rows", f"{prefix}open.db: agency",
    } <= hits  # fmt: skip
    assert any("workbook.xlsx: xl/worksheets" in name for name in hits)


# Comments with a canary each, and what may be quoted of them; all people in them are invented.
COMMENTS = {
    "name": ("Petugas Bu Kenariwati ramah", "Kenariwati"),
    "name in capitals": ("PAK KENARIWAN GALAK SEKALI", "KENARIWAN"),
    "telephone": ("Hubungi saya di 0899-1234-0017 ya", "0899-1234-0017"),
    "telephone abroad": ("WA +62 899 1234 0017", "1234 0017"),
    "NIK": ("NIK saya 3171019901990017 salah", "3171019901990017"),
    "NIK in groups": ("NIK saya 317101.990199.0017 salah", "990199"),
    "NIP": ("NIP 19990119 202001 2 017 tidak melayani", "202001 2 017"),
    "plate": ("Mobil BN 9917 KNR parkir sembarangan", "9917 KNR"),
    "e-mail": ("Balas ke kenariwati@contoh.co.id saja", "kenariwati@"),
    "link": ("Buktinya di https://contoh.id/kenariwati", "contoh.id/kenariwati"),
    "address": ("Rumah saya Jalan Kenariwangi No. 9917", "Kenariwangi"),
}


@pytest.mark.parametrize("reviewed", [False, True])
def test_canaries_in_comments_stay_inside(tmp_path: Path, *, reviewed: bool) -> None:
    """Whether somebody accepted the comments or nobody looked: what a machine can tell is in no published byte."""
    store = new_store(tmp_path)
    answers = {**dict.fromkeys(NINE, 3), "saran_boleh_terbit": 1}
    store.append([
        response(number, answers={**answers, "saran": text})
        for number, (text, _) in enumerate(COMMENTS.values(), start=1)
    ])  # fmt: skip
    store.append(responses(20, first=100, answers={**answers, "saran": "Petugas ramah Kenariwati"}))
    if reviewed:
        for waiting in [*read_waiting(store, [load_surveys()["skm-2017"]])]:
            text = mask(waiting.text) if waiting.response <= len(COMMENTS) else None
            save_review(store, Review(
                response=waiting.response, question="saran", text=text, by="Kenari Penyetuju", on=date(2024, 4, 1)
            ))  # fmt: skip
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET, now=NOW)
    needles = [*(canary.encode() for _, canary in COMMENTS.values()), b"Kenari Penyetuju", b"kenariwati"]
    published = [*published_bytes(tmp_path / "out")]
    assert [] == [(needle, name) for name, data in published for needle in needles if needle in data]
    quotes = Database(tmp_path / "out" / "open.db").query("SELECT text FROM quote")
    assert (len(COMMENTS) if reviewed else 0) == len([*quotes])


def test_published_columns_hold_no_private_name(store: SqliteStore, tmp_path: Path) -> None:
    """No column of the open file is called like what has to stay inside."""
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET, now=NOW)
    tables = Database(tmp_path / "out" / "open.db").tables
    columns = {column.name for table in tables for column in table.columns}
    assert not columns & {
        "visited_on", "received_at", "counter", "seconds", "receipt", "nonce", "answers", "usia", "saran"
    }  # fmt: skip
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    described = {field["name"] for one in package["resources"] for field in one.get("schema", {}).get("fields", ())}
    assert columns == described
