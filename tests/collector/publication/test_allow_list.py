"""Every stored column is decided on; the default is withheld."""

from pathlib import Path

from factories import new_store

from collector.publication.allow_list import ALLOW_LIST
from collector.publication.tables import open_tables
from survey_definitions.loader import load_surveys
from survey_definitions.model import Publication


def test_every_private_column_is_classified(tmp_path: Path) -> None:
    """A new column of the private database needs a decision before it can be stored."""
    connection = new_store(tmp_path).connection
    names = [row[1] for row in connection.execute("PRAGMA table_list") if row[2] == "table"]
    tables = [name for name in names if not name.startswith(("sqlite_", "_sqlite_"))]
    columns = {table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} for table in tables}
    assert columns == {table: set(decisions) for table, decisions in ALLOW_LIST.items()}


def test_what_identifies_is_withheld() -> None:
    """These columns never leave (PUB01, SKM26), whatever else changes."""
    withheld = {"id", "counter", "received_at", "seconds", "nonce", "language", "source"}
    assert {Publication.WITHHELD} == {ALLOW_LIST["response"][column] for column in withheld}


def test_open_response_tables_hold_scored_answers_only() -> None:
    """The microdata of a questionnaire have its scored questions and no other (PUB01)."""
    survey = load_surveys()["skm-2017"]
    table = open_tables([survey])[-1]
    own = {"id", "agency", "service", "period", "mode", "class"}
    assert {question.key for question in survey.scored} == {column.name for column in table.columns} - own
