"""The score of a test: points of the right answers in a hundred, and forms that may be compared (TRN03)."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from survey_definitions.catalogue import Fault
from survey_definitions.model import Question, Scoring, Survey
from survey_definitions.problems import Problem
from survey_definitions.reading import TableReader

HIGHEST = 100


def scoring_of(reader: TableReader, questions: Iterable[Question]) -> Scoring:
    """Read how a test is scored; what each item earns stands with the item."""
    name = reader.text("name")
    form = reader.string("form")
    points = {question.key: question.points for question in questions if question.kind == "item"}
    if not points:
        reader.note(Fault.TEST_EMPTY)
    reader.close()
    return Scoring(name=name, form=form, points=points)


def score(test: Survey, answers: Mapping[str, int | str]) -> Fraction:
    """Return the score from 0 to 100; an item without an answer earns nothing.

    Raises
    ------
    ValueError
        If the questionnaire is no test.
    """
    if test.scoring is None:
        raise ValueError(f"{test.id} is no test")
    points = test.scoring.points
    earned = sum(points[key] for key in points if answers.get(key) == test.question(key).key_choice)
    return Fraction(HIGHEST * earned, sum(points.values()))


def unequal_forms(surveys: Iterable[Survey]) -> list[Problem]:
    """Return a problem for each form of a test that can't be compared with the first of its family and version."""
    first: dict[tuple[str, int], Survey] = {}
    problems = []
    for survey in surveys:
        if survey.scoring is None:
            continue
        other = first.setdefault((survey.family, survey.version), survey)
        (items, points), (their_items, their_points) = _size(survey), _size(other)
        if (items, points) != (their_items, their_points):
            problems.append(
                Fault.FORMS_DIFFER.at(
                    f"{survey.id}.toml, scoring", items=items, points=points, other=other.id,
                    their_items=their_items, their_points=their_points,
                )
            )  # fmt: skip
    return problems


def _size(test: Survey) -> tuple[int, int]:
    points = test.scoring.points if test.scoring else {}
    return len(points), sum(points.values())
