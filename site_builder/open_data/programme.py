"""Reading from `open.db` who was trained when and why, and what else changed, with the SQL for it."""

import sqlite3
from datetime import date

from site_builder.open_data.tables import has_table
from site_builder.records import Event, Nomination, Programme, Training
from survey_definitions.model import Text

TRAININGS = "SELECT code, programme, title_id, title_en, start, end FROM training WHERE retired = 0 ORDER BY code"
ATTENDED = """
    SELECT training, agency FROM participation
    WHERE agency IN (SELECT code FROM agency) AND participants IS NOT 0 ORDER BY training, agency
"""  # the small groups that stand together name no agency, and a hidden number is not 0 (PUB05)
NOMINATIONS = "SELECT training, agency, nominated_on, reason FROM nomination ORDER BY training, agency"
EVENTS = "SELECT agency, happened_on FROM event ORDER BY agency, happened_on"


def read_programme(database: sqlite3.Connection) -> Programme:
    """Read the registers of trainings; a release without them has none."""
    if not has_table(database, "training", "participation", "nomination", "event"):
        return Programme()
    return Programme(
        trainings=tuple(
            Training(
                code=code,
                programme=programme or code,
                title=Text(id=title_id or title_en or code, en=title_en or title_id or code),
                start=date.fromisoformat(start),
                end=date.fromisoformat(end),
            )
            for code, programme, title_id, title_en, start, end in database.execute(TRAININGS)
        ),
        attended=tuple((training, agency) for training, agency in database.execute(ATTENDED)),
        nominations=tuple(
            Nomination(training=training, agency=agency, nominated_on=date.fromisoformat(day), reason=reason)
            for training, agency, day, reason in database.execute(NOMINATIONS)
        ),
        events=tuple(
            Event(agency=agency, happened_on=date.fromisoformat(day)) for agency, day in database.execute(EVENTS)
        ),
    )
