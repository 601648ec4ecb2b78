"""Reading `open.db`, read-only: in this package is the only SQL of the public side, each table once."""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, urlsplit

from site_builder.errors import SiteRefusedError
from site_builder.indicators.moments import Moments
from site_builder.ledger import LedgerDay, LedgerEntry, ListedReceipt
from site_builder.open_data.measures import read_served, read_ways
from site_builder.open_data.programme import read_programme
from site_builder.open_data.signals import read_signals
from site_builder.open_data.tables import has_table
from site_builder.quality import Quality
from site_builder.records import (
    Agency,
    Cell,
    CellPlace,
    Meta,
    OpenData,
    Period,
    Service,
    SurveyInfo,
    SurveyQuestion,
)
from survey_definitions.model import LANGUAGES, Choice, Grade, GradeTable, Index, Text

SCHEMA_VERSION = 1
REMEDY = "Run `kotaksaran publish` to write one."

_CODE = re.compile(r"[a-z0-9-]+")
_KEY = re.compile(r"[a-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")

_META = "SELECT key, value FROM meta"
_SURVEYS = "SELECT * FROM survey ORDER BY survey"
_GRADES = "SELECT * FROM grade WHERE survey = ? ORDER BY position"
_QUESTIONS = "SELECT * FROM question WHERE survey = ? ORDER BY list_position"
_CHOICES = "SELECT * FROM choice WHERE survey = ? AND question = ?"
_AGENCIES = "SELECT * FROM agency ORDER BY code"
_SERVICES = "SELECT * FROM service ORDER BY code"
_PERIODS = "SELECT * FROM period WHERE official = ? ORDER BY start, id"
_MOMENTS = "SELECT * FROM moment ORDER BY agency, service, survey, period"
_DAYS = "SELECT number, first_day, last_day, rows, last_position, head FROM chain_day ORDER BY number"
_RECEIPTS = "SELECT receipt_hash, position, withdrawn FROM commitment ORDER BY receipt_hash, position"
_ENTRIES = "SELECT position, commitment, receipt_hash, withdrawn FROM commitment ORDER BY position"
_CELLS = """
    SELECT c.agency, c.service, c.survey, c.period, c.question, c.value,
           sum(c.n) AS n, max(c.n IS NULL) AS hidden
    FROM count_cell AS c JOIN period AS p ON p.id = c.period AND p.official = ?
    GROUP BY c.agency, c.service, c.survey, c.period, c.question, c.value
    ORDER BY c.agency, c.service, c.survey, c.period, c.question, c.value
"""


def read_open_data(path: Path) -> OpenData:
    """Read one release.

    Raises
    ------
    SiteRefusedError
        If the file is missing, unreadable, no open.db, of a newer schema, or holds something that must not
        reach a page (a code that is no code, an address that is no web address).
    """
    with opened(path) as database:
        return _read(database, path)


def read_ledger(path: Path) -> tuple[list[LedgerDay], list[LedgerEntry]]:
    """Read the ledger of one release; empty where the release has none yet.

    Raises
    ------
    SiteRefusedError
        If the file is missing or no open.db.
    """
    with opened(path) as database:
        _meta(database, path)
        if not has_table(database, "chain_day", "commitment"):
            return [], []
        entries = [LedgerEntry(row[0], row[1], row[2], bool(row[3])) for row in database.execute(_ENTRIES)]
        return _ledger_days(database), entries


def read_receipts(path: Path) -> tuple[list[LedgerDay], list[ListedReceipt]]:
    """Read what a respondent needs of the ledger, by receipt hash; empty where the release has none yet."""
    with opened(path) as database:
        if not has_table(database, "chain_day", "commitment"):
            return [], []
        receipts = [ListedReceipt(row[0], row[1], bool(row[2])) for row in database.execute(_RECEIPTS)]
        return _ledger_days(database), receipts


def read_quality(data: OpenData) -> Quality:
    """Read how the answers of a release came in; nothing where it is older than that."""
    with opened(data.path) as database:
        return read_signals(database, data.surveys, {**data.periods, **data.calendar})


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a release read-only; whatever is wrong with it becomes one sentence."""
    if not path.is_file():
        raise SiteRefusedError(f"{path}: there is no open database here. {REMEDY}")
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.row_factory = sqlite3.Row
            yield database
    except (sqlite3.Error, LookupError, TypeError, ValueError) as error:
        raise SiteRefusedError(
            f"{path}: this is not a readable open database of Kotak Saran ({error}). {REMEDY}"
        ) from error


def _read(database: sqlite3.Connection, path: Path) -> OpenData:
    meta = _meta(database, path)
    surveys = {survey.id: survey for survey in _surveys(database)}
    return OpenData(
        path=path,
        meta=meta,
        surveys=surveys,
        agencies={agency.code: agency for agency in _agencies(database)},
        services={service.code: service for service in _services(database)},
        periods={period.id: period for period in _periods(database, official=True)},
        calendar={period.id: period for period in _periods(database, official=False)},
        cells=tuple(_cells(database, official=True)),
        months=tuple(_cells(database, official=False)),
        ways=read_ways(database, surveys.values()),
        served=read_served(database),
        programme=read_programme(database),
        moments=dict(_moments(database, surveys)),
    )


def _ledger_days(database: sqlite3.Connection) -> list[LedgerDay]:
    names = [field.name for field in fields(LedgerDay)]
    return [LedgerDay(**{name: row[name] for name in names}) for row in database.execute(_DAYS)]


def _meta(database: sqlite3.Connection, path: Path) -> Meta:
    found = {str(row["key"]): str(row["value"]) for row in database.execute(_META)}
    if int(found["schema_version"]) > SCHEMA_VERSION:
        raise SiteRefusedError(
            f"{path}: it was published by a newer Kotak Saran (schema {found['schema_version']}, "
            f"this version reads {SCHEMA_VERSION}). Update Kotak Saran, or publish again with this version."
        )
    return Meta(
        release=found["release"],
        region=found["region"],
        region_kind=found["region_kind"],
        name=Text(id=found["region_name_id"], en=found["region_name_en"]),
        publisher=Text(id=found["publisher_id"], en=found["publisher_en"]),
        licence=found["licence"],
        simulated=found["simulated"] == "1",
        period_kind=found["period_kind"],
        k=int(found["k"]),
        form_url=_web_address(found["form_url"]),
        data_url=_web_address(found["data_url"]),
        site_url=_web_address(found["site_url"]),
        data_until=date.fromisoformat(found["data_until"]) if found["data_until"] else None,
        contact=_contact(found.get("contact", "")),
    )


def _surveys(database: sqlite3.Connection) -> Iterator[SurveyInfo]:
    for row in database.execute(_SURVEYS).fetchall():
        questions = tuple(_questions(database, row["survey"]))
        yield SurveyInfo(
            id=row["survey"],
            family=row["family"],
            version=row["version"],
            subject=row["subject"],
            title=_text(row, "title"),
            regulation=_text(row, "regulation"),
            scale=(row["scale_minimum"], row["scale_maximum"]),
            questions=questions,
            index=Index(
                name=_text(row, "index_name"),
                weights={asked.key: asked.weight for asked in questions if asked.weight is not None},
                multiplier=row["multiplier"],
                grades=GradeTable(grades=tuple(_grades(database, row["survey"]))),
            ),
        )


def _grades(database: sqlite3.Connection, survey: str) -> Iterator[Grade]:
    for row in database.execute(_GRADES, (survey,)):
        yield Grade(letter=row["letter"], minimum=Decimal(row["minimum"]), label=_text(row, "label"))


def _questions(database: sqlite3.Connection, survey: str) -> Iterator[SurveyQuestion]:
    for row in database.execute(_QUESTIONS, (survey,)).fetchall():
        choices = database.execute(_CHOICES, (survey, row["key"]))
        yield SurveyQuestion(
            key=_code(row["key"], _KEY),
            position=row["position"],
            list_position=row["list_position"],
            name=_text(row, "name"),
            text=_text(row, "text"),
            definition=_text(row, "definition"),
            weight=Fraction(row["weight"]) if row["weight"] else None,
            choices=tuple(Choice(value=choice["value"], text=_text(choice, "text")) for choice in choices),
        )


def _agencies(database: sqlite3.Connection) -> Iterator[Agency]:
    for row in database.execute(_AGENCIES):
        yield Agency(
            code=_code(row["code"]),
            parent=row["parent"] or None,
            kind=row["kind"],
            name=_text(row, "name"),
            note=row["note"] or "",
            retired=bool(row["retired"]),
        )


def _services(database: sqlite3.Connection) -> Iterator[Service]:
    for row in database.execute(_SERVICES):
        yield Service(
            code=_code(row["code"]),
            agency=row["agency"],
            name=_text(row, "name"),
            tariff=row["tariff"] or "",
            note=row["note"] or "",
            retired=bool(row["retired"]),
        )


def _periods(database: sqlite3.Connection, *, official: bool) -> Iterator[Period]:
    for row in database.execute(_PERIODS, (int(official),)):
        yield Period(
            id=row["id"],
            kind=row["kind"],
            year=row["year"],
            number=row["number"],
            start=date.fromisoformat(row["start"]),
            end=date.fromisoformat(row["end"]),
            closed="closed" not in row.keys() or bool(row["closed"]),  # noqa: SIM118 - a Row holds values
        )


def _cells(database: sqlite3.Connection, *, official: bool) -> Iterator[Cell]:
    rows = database.execute(_CELLS, (int(official),))
    for (agency, service, survey, period), group in groupby(rows, key=lambda row: tuple(row[:4])):
        n: int | None = None
        counts: dict[str, dict[int, int] | None] = {}
        for _, _, _, _, question, value, answers, hidden in group:
            if question is None:
                n = None if hidden else answers
            elif hidden:
                counts[question] = None
            else:
                known = counts.setdefault(question, {})
                if known is not None:
                    known[value] = answers
        yield Cell(agency=agency, service=service, survey=survey, period=period, n=n, counts=counts)


def _moments(
    database: sqlite3.Connection, surveys: Mapping[str, SurveyInfo]
) -> Iterator[tuple[CellPlace, Moments]]:
    """Yield the sums for standard errors; none where the release is older than they are."""
    if not has_table(database, "moment"):
        return
    for row in database.execute(_MOMENTS):
        yield (
            CellPlace(row["agency"], row["service"], row["survey"], row["period"]),
            Moments(
                questions=tuple(question.key for question in surveys[row["survey"]].scored),
                n=row["n"],
                sums=_numbers(row["sums"]),
                products=_numbers(row["products"]),
                clusters=row["clusters"],
                cluster_products=None if row["clusters"] is None else _numbers(row["cluster_products"]),
            ),
        )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, json.loads(text)))


def _text(row: sqlite3.Row, name: str) -> Text:
    """Return a text in both languages; where one is missing the other stands in for it."""
    indonesian, english = (_CONTROL.sub(" ", row[f"{name}_{language}"] or "") for language in LANGUAGES)
    return Text(id=indonesian or english, en=english or indonesian)


def _code(code: str, allowed: re.Pattern[str] = _CODE) -> str:
    """Return `code` if it is one: it becomes a folder name and part of an address."""
    if not allowed.fullmatch(code):
        raise ValueError(f"{code!r} is not a code")
    return code


def _contact(address: str) -> str:
    if address and not (address.startswith(("mailto:", "https://")) and address.isprintable()):
        raise ValueError(f"{address!r} is no address")
    return address


def _web_address(address: str) -> str:
    if address and urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError(f"{address!r} is not a web address")
    return address.rstrip("/")
