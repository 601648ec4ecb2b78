"""SKM20, PUB03: what respondents say about themselves, coarsened before it is counted.

A finer code counts as the official one it maps onto, an age as its class of ten years. What a questionnaire calls
coarsened and nothing here can coarsen is not counted.
"""

from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from collector.questions.sensitive import KIND as SENSITIVE
from survey_definitions.model import Publication, Question, Survey

CLASS_STARTS = {"usia": (20, 30, 40, 50, 60)}
"""Where classes of whole numbers begin; the first class is all below, the last one has no end."""

Answer = int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """One question about the respondent.

    Attributes
    ----------
    values
        Every value that is published, in order.
    coarse
        Turns a stored answer into one of them.
    """

    key: str
    values: tuple[str, ...]
    coarse: Callable[[Answer], str]


def characteristics(survey: Survey) -> Iterator[Characteristic]:
    """Yield what a questionnaire asks about the respondent and may be counted, in list order."""
    for question in sorted(survey.questions, key=lambda question: question.list_position):
        if question.publication is not Publication.COARSENED:
            continue
        if question.kind in ("choice", SENSITIVE):
            yield _of_choices(question)
        elif question.key in CLASS_STARTS:
            yield _of_numbers(question.key, CLASS_STARTS[question.key])


def _of_choices(question: Question) -> Characteristic:
    official = {choice.value: choice.maps_to or choice.value for choice in question.choices}
    return Characteristic(
        key=question.key, values=tuple(dict.fromkeys(official.values())), coarse=lambda code: official[str(code)]
    )


def _of_numbers(key: str, starts: tuple[int, ...]) -> Characteristic:
    middle = (f"{start}-{end - 1}" for start, end in pairwise(starts))
    names = (f"<{starts[0]}", *middle, f"{starts[-1]}+")
    return Characteristic(key=key, values=names, coarse=lambda number: names[bisect(starts, int(number))])
