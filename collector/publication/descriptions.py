"""Rows that make the open file explain itself: questionnaires, grades, questions and registers."""

from collections.abc import Iterable, Iterator

from collector.periods import MONTH, Period
from collector.publication.open_file import Value
from collector.registers.records import Agency, Service
from survey_definitions.model import Question, Survey

Row = tuple[Value, ...]


def survey_row(survey: Survey) -> Row:
    """Describe a questionnaire."""
    return (
        survey.id, survey.family, survey.version, survey.subject.value, survey.title.id, survey.title.en,
        survey.regulation.id, survey.regulation.en, survey.index.name.id, survey.index.name.en,
        survey.index.multiplier, survey.scale.minimum, survey.scale.maximum,
    )  # fmt: skip


def grade_rows(survey: Survey) -> Iterator[Row]:
    """Describe the grade table, the best grade first (SKM04)."""
    for position, grade in enumerate(survey.index.grades.grades, start=1):
        yield (survey.id, position, grade.letter, str(grade.minimum), grade.label.id, grade.label.en)


def question_rows(survey: Survey) -> Iterator[Row]:
    """Describe every question with both of its places (SKM02) and its weight as an exact fraction."""
    for question in survey.questions:
        weight = survey.index.weights.get(question.key)
        yield (
            survey.id, question.key, question.position, question.list_position, question.kind,
            question.name.id, question.name.en, question.text.id, question.text.en,
            question.definition.id if question.definition else None,
            question.definition.en if question.definition else None,
            None if weight is None else f"{survey.scale.minimum}-{survey.scale.maximum}",
            None if weight is None else str(weight), question.publication.value,
        )  # fmt: skip


def choice_rows(survey: Survey) -> Iterator[Row]:
    """Describe every answer on offer."""
    for question in survey.questions:
        yield from _choices(survey, question)


def agency_rows(agencies: Iterable[tuple[Agency, bool]]) -> Iterator[Row]:
    """List the units, retired ones included."""
    for agency, retired in agencies:
        yield (
            agency.code, agency.parent, agency.kind, agency.name.id, agency.name.en, agency.note, int(retired)
        )  # fmt: skip


def service_rows(services: Iterable[tuple[Service, bool]]) -> Iterator[Row]:
    """List the services, retired ones included."""
    for service, retired in services:
        yield (
            service.code, service.agency, service.name.id, service.name.en, service.tariff, service.note,
            int(retired),
        )  # fmt: skip


def period_rows(periods: Iterable[Period]) -> Iterator[Row]:
    """List the periods that have answers, in order of time."""
    for period in sorted(periods):
        yield (
            period.id, period.kind, period.year, period.number, period.start.isoformat(), period.end.isoformat(),
            int(period.kind != MONTH),
        )  # fmt: skip


def _choices(survey: Survey, question: Question) -> Iterator[Row]:
    for position, choice in enumerate(question.choices, start=1):
        yield (survey.id, question.key, position, choice.value, choice.text.id, choice.text.en)
