"""The questionnaire on paper, and the table its answers are keyed into."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from collector.errors import CollectorRefusedError
from collector.importing.importer import DATE_COLUMNS, SERVICE_COLUMN
from collector.printing.typesetting import Data, typeset
from collector.registers.files.agencies import Agency
from collector.registers.files.services import Service
from collector.storage.records import RegionEntry
from survey_definitions.model import Choice, Question, Section, Subject, Survey

TEMPLATE = "paper.typ"
DATE_COLUMN = DATE_COLUMNS[0]
MOST_LISTED, MOST_LETTERS = 12, 800  # services that are printed to be ticked; of more, the name is written by hand


def paper_columns(survey: Survey) -> tuple[str, ...]:
    """Return the columns of the table, in the order in which the sheet asks."""
    return (DATE_COLUMN, SERVICE_COLUMN, *(question.key for question in survey.questions))


def csv_template(survey: Survey) -> str:
    """Return the header row that ``kotaksaran import --mode paper`` reads; answers go below it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow(paper_columns(survey))
    return text.getvalue()


def paper_pdf(
    survey: Survey,
    region: RegionEntry,
    language: str = "id",
    agency: Agency | None = None,
    services: Sequence[Service] = (),
) -> bytes:
    """Return the questionnaire as A4 pages.

    Parameters
    ----------
    agency, services
        The unit that hands it out and what it offers; without them, both are written by hand.

    Raises
    ------
    CollectorRefusedError
        If `survey` evaluates a training: its answers belong to an event, and import takes none.
    """
    if survey.subject is not Subject.SERVICE:
        raise CollectorRefusedError(
            f"'{survey.id}' evaluates a training; paper sheets are for questionnaires about a service."
        )
    return typeset(TEMPLATE, _document(survey, region, language, agency, services))


def _document(
    survey: Survey, region: RegionEntry, language: str, agency: Agency | None, services: Sequence[Service]
) -> Data:
    letters = sum(len(service.name[language]) for service in services)
    listed = services if len(services) <= MOST_LISTED and letters <= MOST_LETTERS else ()
    unit = agency.code if agency else "…"
    return {
        "title": f"{survey.title[language]}: {agency.name[language] if agency else region.name[language]}",
        "language": language,
        "survey": survey.title[language],
        "regulation": survey.regulation[language],
        "region": region.name[language],
        "simulated": region.simulated,
        "trial": False,
        "unit": agency.name[language] if agency else "",
        "unit_code": unit,
        "date_column": DATE_COLUMN,
        "service_column": SERVICE_COLUMN,
        "services": [{"value": service.code, "text": service.name[language]} for service in listed],
        "sections": [_section(section, language) for section in survey.sections],
        "columns": paper_columns(survey),
        "command": f"kotaksaran import FILE.csv --survey {survey.id} --unit {unit} --mode paper",
    }


def _section(section: Section, language: str) -> Data:
    return {
        "title": section.title[language],
        "intro": section.intro[language] if section.intro else "",
        "questions": [_question(question, language) for question in section.questions],
    }


def _question(question: Question, language: str) -> dict[str, Any]:
    bounds = [str(bound) for bound in (question.minimum, question.maximum) if bound is not None]
    return {
        "number": question.position,
        "key": question.key,
        "kind": question.kind,
        "text": question.text[language],
        "choices": [_choice(choice, language) for choice in question.choices],
        "digits": max(map(len, bounds), default=4),
        "range": "–".join(bounds),
    }


def _choice(choice: Choice, language: str) -> Data:
    return {"value": choice.value, "text": choice.text[language]}
