"""The index of a definition file: exact weights, multiplier and grade table (SKM04, SKM11, SKM13)."""

import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from survey_definitions.catalogue import Fault
from survey_definitions.model import Grade, GradeTable, Index, Publication, Question, Scale, Text
from survey_definitions.reading import TableReader

FRACTION = re.compile(r"-?[0-9]{1,9}(/0*[1-9][0-9]{0,8})?")
Graded = tuple[TableReader, Grade]
GRADE_MINIMUM = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


def index_of(reader: TableReader, scale: Scale, questions: tuple[Question, ...]) -> Index:
    """Read the index and check it against the scale and the questions of the file."""
    name = reader.text("name")
    multiplier = reader.integer("multiplier", least=1)
    weights = _weights(reader.part("weights"), questions)
    graded = _graded(reader)
    if multiplier and scale.values:
        _check_reach(graded, multiplier * scale.minimum, multiplier * scale.maximum)
    grades = GradeTable(grades=tuple(grade for _, grade in graded))
    reader.close()
    return Index(name=name, weights=weights, multiplier=multiplier or 0, grades=grades)


def no_index(name: Text) -> Index:
    """Return the index of a questionnaire that has none, such as a test: nothing weighs."""
    return Index(name=name, weights={}, multiplier=0, grades=GradeTable(grades=()))


def _weights(reader: TableReader, questions: tuple[Question, ...]) -> dict[str, Fraction]:
    keys = reader.keys()
    by_key = {question.key: question for question in reversed(questions)}  # of a repeated key the first counts
    for key in keys:
        if reason := _unscored(by_key.get(key)):
            reader.note(Fault.WEIGHT_UNSCORED, key=key, reason=reason)
    weights = {key: weight for key in keys if (weight := _weight(reader, key)) is not None}
    total = sum(weights.values(), Fraction(0))
    if len(weights) == len(keys) and total != 1:
        reader.note(Fault.WEIGHTS_SUM, total=f"{total} (about {float(total):.4f})")
    return weights


def _unscored(question: Question | None) -> str:
    if question is None:
        return "no question has this key"
    if question.kind not in {"scale", ""}:
        return f"its type is {question.kind!r}"
    return "" if question.publication is Publication.PUBLISHED else "its answers are not published"


def _weight(reader: TableReader, key: str) -> Fraction | None:
    written = reader.raw(key)
    if not isinstance(written, str) or not FRACTION.fullmatch(written.strip()):
        value = written if isinstance(written, str) else str(written)
        reader.note(Fault.WEIGHT_NOT_FRACTION, key=key, value=value)
        return None
    weight = Fraction(written.strip())
    if weight <= 0:
        reader.note(Fault.WEIGHT_NOT_POSITIVE, key=key, value=weight)
        return None
    return weight


def _graded(reader: TableReader) -> list[Graded]:
    graded = [(each, _grade(each)) for each in reader.parts("grades", "grade", named_by="letter")]
    letters = [grade.letter for _, grade in graded if grade.letter]
    for letter in dict.fromkeys(letter for letter in letters if letters.count(letter) > 1):
        reader.note(Fault.DUPLICATE_KEY, "grades", noun="grade", value=letter)
    read = [(each, grade.minimum) for each, grade in graded if not grade.minimum.is_nan()]
    for (_, before), (each, value) in pairwise(read):
        if value >= before:
            each.note(Fault.GRADE_ORDER, "minimum", value=value, before=before)
    return graded


def _check_reach(graded: list[Graded], lowest: int, highest: int) -> None:
    for each, best in graded[:1]:
        if not best.minimum.is_nan() and best.minimum > highest:
            each.note(Fault.GRADE_UNREACHABLE, "minimum", value=best.minimum, highest=f"{highest}.00")
    for each, worst in graded[-1:]:
        if not worst.minimum.is_nan() and worst.minimum != lowest:
            each.note(Fault.GRADE_LOWEST, "minimum", value=worst.minimum, lowest=f"{lowest}.00")


def _grade(reader: TableReader) -> Grade:
    letter, label = reader.string("letter"), reader.text("label")
    written = reader.raw("minimum")
    minimum = Decimal("NaN")  # stands for one that cannot be read
    if written is None:
        reader.string("minimum")
    elif isinstance(written, str) and GRADE_MINIMUM.fullmatch(written.strip()):
        minimum = Decimal(written.strip())
    else:
        reader.note(Fault.GRADE_MINIMUM, "minimum", value=str(written))
    reader.close()
    return Grade(letter=letter, minimum=minimum, label=label)
