"""Builds open databases by hand, from the DDL of the contract, for tests of the public side."""

import hashlib
import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from site_builder.indicators.moments import Moments
from survey_definitions.loader import load_survey

NINE = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")
NINE_2014 = (*NINE[:7], "maklumat", "pengaduan")

META = {
    "schema_version": "1",
    "release": "abc123",
    "region": "contoh",
    "region_kind": "kota",
    "region_name_id": "Kota Contoh",
    "region_name_en": "Contoh City",
    "publisher_id": "Bagian Organisasi",
    "publisher_en": "Organisation Section",
    "licence": "CC-BY-4.0",
    "simulated": "0",
    "period_kind": "triwulan",
    "k": "10",
    "form_url": "",
    "data_url": "https://data.example",
    "site_url": "",
    "data_until": "2024-09-30",
}

DDL = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) STRICT;
CREATE TABLE survey (survey TEXT PRIMARY KEY, family TEXT, version INTEGER, subject TEXT, title_id TEXT,
  title_en TEXT, regulation_id TEXT, regulation_en TEXT, index_name_id TEXT, index_name_en TEXT, multiplier INTEGER,
  scale_minimum INTEGER, scale_maximum INTEGER) STRICT;
CREATE TABLE grade (survey TEXT, position INTEGER, letter TEXT, minimum TEXT, label_id TEXT, label_en TEXT) STRICT;
CREATE TABLE question (survey TEXT, key TEXT, position INTEGER, list_position INTEGER, kind TEXT, name_id TEXT,
  name_en TEXT, text_id TEXT, text_en TEXT, definition_id TEXT, definition_en TEXT, scale TEXT, weight TEXT,
  class TEXT) STRICT;
CREATE TABLE choice (survey TEXT, question TEXT, value TEXT, text_id TEXT, text_en TEXT) STRICT;
CREATE TABLE agency (code TEXT, parent TEXT, kind TEXT, name_id TEXT, name_en TEXT, note TEXT,
  retired INTEGER) STRICT;
CREATE TABLE service (code TEXT, agency TEXT, name_id TEXT, name_en TEXT, tariff TEXT, note TEXT,
  retired INTEGER) STRICT;
CREATE TABLE period (id TEXT, kind TEXT, year INTEGER, number INTEGER, start TEXT, end TEXT,
  official INTEGER) STRICT;
CREATE TABLE count_cell (agency TEXT, service TEXT, survey TEXT, period TEXT, mode TEXT, class TEXT, question TEXT,
  value INTEGER, n INTEGER, rule TEXT) STRICT;
CREATE TABLE moment (agency TEXT, service TEXT, survey TEXT, period TEXT, n INTEGER, sums TEXT, products TEXT,
  clusters INTEGER, cluster_products TEXT) STRICT;
CREATE TABLE denominator (agency TEXT, service TEXT, period TEXT, served INTEGER, tokens_issued INTEGER,
  opened INTEGER, answered_by_class TEXT, rule TEXT) STRICT;
CREATE TABLE chain_day (number INTEGER PRIMARY KEY, first_day TEXT, last_day TEXT, rows INTEGER,
  last_position INTEGER, head TEXT) STRICT;
CREATE TABLE commitment (position INTEGER PRIMARY KEY, commitment TEXT, receipt_hash TEXT,
  withdrawn INTEGER) STRICT;
CREATE TABLE release_log (position INTEGER PRIMARY KEY, release TEXT, rows_in INTEGER, rows_out INTEGER,
  cells_hidden INTEGER, rules TEXT, chain_head TEXT) STRICT;
"""  # fmt: skip

PROGRAMME_DDL = """
CREATE TABLE training (code TEXT, programme TEXT, title_id TEXT, title_en TEXT, start TEXT, end TEXT,
  retired INTEGER) STRICT;
CREATE TABLE participation (training TEXT, agency TEXT, participants INTEGER) STRICT;
CREATE TABLE nomination (training TEXT, agency TEXT, nominated_on TEXT, reason TEXT) STRICT;
CREATE TABLE event (agency TEXT, happened_on TEXT) STRICT;
"""  # fmt: skip

FOLLOW_UP_DDL = """
CREATE TABLE IF NOT EXISTS follow_up (code TEXT PRIMARY KEY, agency TEXT, service TEXT, period TEXT, unsur TEXT,
  said_id TEXT, said_en TEXT, action_id TEXT, action_en TEXT, owner TEXT, due TEXT, status TEXT, done_on TEXT,
  evidence TEXT, retired INTEGER, overdue INTEGER) STRICT;
"""

VOICES_DDL = """
CREATE TABLE IF NOT EXISTS theme (agency TEXT, period TEXT, question TEXT, theme TEXT, n INTEGER,
  rule TEXT) STRICT;
CREATE TABLE IF NOT EXISTS quote (agency TEXT, period TEXT, text TEXT) STRICT;
CREATE TABLE IF NOT EXISTS profile (agency TEXT, period TEXT, attribute TEXT, value TEXT, n INTEGER,
  rule TEXT) STRICT;
"""

Counts = Sequence[int]


def spread(n: int, total: int) -> list[int]:
    """Return counts of the values 1 to 4 with `n` answers that sum to `total`."""
    low, above = divmod(total, n)
    counts = [0, 0, 0, 0]
    counts[low - 1] = n - above
    if above:
        counts[low] += above
    return counts


def alike(value: int, n: int, keys: Sequence[str] = NINE) -> dict[str, list[int]]:
    """Return counts of `n` respondents who gave `value` to every question."""
    return {key: [n if value == one else 0 for one in range(1, 5)] for key in keys}


class OpenDb:
    """An open database being written; `path` can be read once `save` was called."""

    def __init__(self, path: Path, surveys: Sequence[str] = ("skm-2017",), **meta: str) -> None:
        self.path = path
        self._db = sqlite3.connect(path)
        self._db.executescript(DDL)
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", sorted({**META, **meta}.items()))
        for survey in surveys:
            self._survey(survey)

    def agency(self, code: str, name: str = "", **more: Any) -> None:
        """Register an agency; `more` may name parent, kind, note, retired, name_en."""
        name = name or f"Dinas {code}"
        self._insert(
            "agency", code, more.get("parent"), more.get("kind", "opd"), name, more.get("name_en", name),
            more.get("note", ""), int(more.get("retired", False)),
        )  # fmt: skip

    def service(self, agency: str, code: str, name: str = "", **more: Any) -> None:
        """Register a service; `more` may name tariff, note, retired, name_en."""
        name = name or f"Layanan {code}"
        self._insert(
            "service", code, agency, name, more.get("name_en", name), more.get("tariff", ""), more.get("note", ""),
            int(more.get("retired", False)),
        )  # fmt: skip

    def period(self, name: str) -> str:
        """Register an official period or month by its id and return the id."""
        year, _, part = name.partition("-")
        kind = {"": "tahunan", "S": "semester", "T": "triwulan"}.get(part[:1], "bulan")
        months = {"tahunan": 12, "semester": 6, "triwulan": 3, "bulan": 1}[kind]
        number = int(part.lstrip("ST") or 1)
        first = (number - 1) * months
        after = date(int(year) + (first + months) // 12, (first + months) % 12 + 1, 1)
        start, end = date(int(year), first + 1, 1), after - timedelta(days=1)
        self._insert(
            "period", name, kind, int(year), number, start.isoformat(), end.isoformat(), int(kind != "bulan")
        )
        return name

    def running(self, name: str) -> str:
        """Register a period that had not ended at the release, as only newer open files can say."""
        self._db.execute("ALTER TABLE period ADD COLUMN closed INTEGER NOT NULL DEFAULT 1")
        self._db.execute("UPDATE period SET closed = 0 WHERE id = ?", (name,))
        return name

    def cell(
        self,
        agency: str,
        period: str,
        n: int,
        counts: Mapping[str, Counts | None],
        *,
        service: str | None = None,
        survey: str = "skm-2017",
        channel: tuple[str, str] = ("qr", "open"),
    ) -> None:
        """Count answers of one channel; a question with None instead of counts is hidden."""
        place = (agency, service, survey, period, *channel)
        self._insert("count_cell", *place, None, None, n, None)
        for key, values in counts.items():
            if values is None:
                self._insert("count_cell", *place, key, None, None, "PUB02")
                continue
            for value, given in enumerate(values, start=1):
                self._insert("count_cell", *place, key, value, given, None)

    def hidden(self, agency: str, period: str, *, service: str | None = None, survey: str = "skm-2017") -> None:
        """Hide a whole cell."""
        place = (agency, service, survey, period, "campuran", "campuran")
        self._insert("count_cell", *place, None, None, None, "PUB02")

    def moments(
        self,
        agency: str,
        period: str,
        moments: Moments,
        *,
        service: str | None = None,
        survey: str = "skm-2017",
    ) -> None:
        """Add the sums for standard errors of a cell."""
        clustered = None if moments.cluster_products is None else json.dumps(moments.cluster_products)
        self._insert(
            "moment", agency, service, survey, period, moments.n, json.dumps(moments.sums),
            json.dumps(moments.products), moments.clusters, clustered,
        )  # fmt: skip

    def served(self, agency: str, period: str, served: int, service: str | None = None) -> None:
        """Report how many people were served."""
        self._insert("denominator", agency, service, period, served, None, None, None, None)

    def responses(
        self, rows: Sequence[Sequence[Any]], survey: str = "skm-2017", keys: Sequence[str] = NINE
    ) -> None:
        """Add microdata: rows of agency, published part, period and one answer a question (PUB01)."""
        table = f"response_{survey.replace('-', '_')}"
        columns = ", ".join(f'"{key}" INTEGER' for key in keys)
        self._db.execute(f"CREATE TABLE {table} (id TEXT, agency TEXT, service TEXT, period TEXT, {columns})")
        for number, (agency, part, period, *answers) in enumerate(rows):
            self._insert(table, str(number), agency, part, period, *answers)

    def programme(
        self,
        trainings: Sequence[tuple[str, str | None, str, str]],
        attended: Sequence[tuple[str, str, int | None]],
        nominations: Sequence[tuple[str, str, str, str]] = (),
        events: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Add trainings (code, programme, start, end), who came, who was chosen when and why, and other changes."""
        self._db.executescript(PROGRAMME_DDL)
        for code, programme, start, end in trainings:
            self._insert("training", code, programme, f"Latihan {code}", f"Training {code}", start, end, 0)
        for row in attended:
            self._insert("participation", *row)
        for row in nominations:
            self._insert("nomination", *row)
        for row in events:
            self._insert("event", *row)

    def follow_up(self, code: str, agency: str, due: str, status: str = "rencana", **more: Any) -> None:
        """Add a promise; `more` may name any other column of the register."""
        self._db.executescript(FOLLOW_UP_DDL)
        said = more.get("said", f"Kata warga {code}")
        action = more.get("action", f"Janji {code}")
        self._insert(
            "follow_up", code, agency, more.get("service"), more.get("period"), more.get("unsur"),
            said, more.get("said_en", said), action, more.get("action_en", action), more.get("owner", agency),
            due, status, more.get("done_on"), more.get("evidence"), int(more.get("retired", False)),
            int(more.get("overdue", False)),
        )  # fmt: skip

    def comments(
        self, agency: str, period: str, themes: Mapping[tuple[str, str], int | None], quotes: Sequence[str] = ()
    ) -> None:
        """Add what comments are about: how many by unsur and theme, None where hidden, and approved quotes."""
        self._db.executescript(VOICES_DDL)
        for (question, theme), n in themes.items():
            self._insert("theme", agency, period, question, theme, n, "PUB05" if n is None else None)
        for text in quotes:
            self._insert("quote", agency, period, text)

    def profile(self, agency: str, period: str, attribute: str, counts: Mapping[str | None, int | None]) -> None:
        """Add a characteristic of respondents: the total under None, hidden numbers None."""
        self._db.executescript(VOICES_DDL)
        for value, n in counts.items():
            self._insert("profile", agency, period, attribute, value, n, "PUB03" if n is None else None)

    def ledger(self, receipts: Sequence[str], withdrawn: Collection[str] = ()) -> None:
        """List answers by their receipts, in this order, under one head for 2 September 2024."""
        link = bytes(32)
        for position, receipt in enumerate(receipts, start=1):
            commitment = hashlib.sha256(receipt.encode()).digest()
            link = hashlib.sha256(link + commitment).digest()
            listed = hashlib.sha256(receipt[8:].encode()).hexdigest()[:16]
            self._insert("commitment", position, commitment.hex(), listed, int(receipt in withdrawn))
        count = len(receipts)
        self._insert("chain_day", 1, "2024-09-02", "2024-09-02", count, count, link.hex())

    def execute(self, sql: str, *values: Any) -> None:
        """Do anything else to the file."""
        self._db.execute(sql, values)

    def save(self) -> Path:
        """Write the file and return its path."""
        self._db.commit()
        self._db.close()
        return self.path

    def _survey(self, name: str) -> None:
        survey = load_survey(name)
        self._insert(
            "survey", name, survey.family, survey.version, survey.subject.value, survey.title.id, survey.title.en,
            survey.regulation.id, survey.regulation.en, survey.index.name.id, survey.index.name.en,
            survey.index.multiplier, survey.scale.minimum, survey.scale.maximum,
        )  # fmt: skip
        for place, grade in enumerate(survey.index.grades.grades, start=1):
            self._insert("grade", name, place, grade.letter, str(grade.minimum), grade.label.id, grade.label.en)
        for question in survey.questions:
            weight = survey.index.weights.get(question.key)
            definition = question.definition
            self._insert(
                "question", name, question.key, question.position, question.list_position, question.kind,
                question.name.id, question.name.en, question.text.id, question.text.en,
                definition and definition.id, definition and definition.en,
                "1-4" if weight else None, str(weight) if weight else None, question.publication.value,
            )  # fmt: skip
            for choice in question.choices:
                self._insert("choice", name, question.key, choice.value, choice.text.id, choice.text.en)

    def _insert(self, table: str, *values: Any) -> None:
        marks = ", ".join("?" * len(values))
        self._db.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - names of this file
