"""Questionnaires of one family side by side: what changed from one version to the next (SKM03)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from site_builder.records import SurveyInfo, SurveyQuestion
from survey_definitions.model import Text


class Change(StrEnum):
    """What may differ between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    TEXT = "text"
    CHOICES = "choices"
    WEIGHT = "weight"
    SCALE = "scale"
    GRADES = "grades"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One change; both are None for the whole questionnaire, one of them where a question came or went."""

    change: Change
    before: SurveyQuestion | None = None
    after: SurveyQuestion | None = None


def families(surveys: Iterable[SurveyInfo]) -> tuple[tuple[SurveyInfo, ...], ...]:
    """Return the questionnaires by family, the newest version first; those about services stand first."""
    ordered = sorted(surveys, key=lambda one: (one.subject != "service", one.family, -one.version, one.id))
    return tuple(
        tuple(some) for _, some in groupby(ordered, key=lambda one: (one.subject != "service", one.family))
    )


def earlier(family: tuple[SurveyInfo, ...]) -> dict[str, SurveyInfo]:
    """Return for each questionnaire of a family the version before it."""
    return {newer.id: older for newer, older in pairwise(family)}


def differences(before: SurveyInfo, after: SurveyInfo) -> tuple[Difference, ...]:
    """Compare two versions: the whole first, then question by question in the order in which they are asked."""
    whole = [(before.scale, after.scale, Change.SCALE), (_grades(before), _grades(after), Change.GRADES)]
    found = [Difference(change=change) for old, new, change in whole if old != new]
    old = {question.key: question for question in before.questions}
    for question in sorted(after.questions, key=lambda one: one.position):
        was = old.pop(question.key, None)
        if was is None:
            found.append(Difference(change=Change.ADDED, after=question))
        else:
            found += [Difference(change=change, before=was, after=question) for change in _changes(was, question)]
    gone = sorted(old.values(), key=lambda one: one.position)
    return (*found, *(Difference(change=Change.REMOVED, before=question) for question in gone))


def _changes(was: SurveyQuestion, now: SurveyQuestion) -> list[Change]:
    pairs = (
        (was.text, now.text, Change.TEXT),
        (_texts(was), _texts(now), Change.CHOICES),
        (was.weight, now.weight, Change.WEIGHT),
    )
    return [change for before, after, change in pairs if before != after]


def _texts(question: SurveyQuestion) -> dict[str, Text]:
    return {str(choice.value): choice.text for choice in question.choices}


def _grades(survey: SurveyInfo) -> list[tuple[str, str]]:
    return [(grade.letter, str(grade.minimum)) for grade in survey.index.grades.grades]
