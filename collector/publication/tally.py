"""Count answers: how many respondents a cell has and how many gave each value of each question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from survey_definitions.model import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The scored questions of a survey in list order and the values of its scale."""

    questions: tuple[str, ...]
    minimum: int
    width: int

    @classmethod
    def of(cls, survey: Survey) -> "Shape":
        """Return the shape of `survey`."""
        return cls(
            questions=tuple(question.key for question in survey.scored),
            minimum=survey.scale.minimum,
            width=len(survey.scale.values),
        )


@dataclass(slots=True)
class Tally:
    """Counts of one cell: `n` respondents and, question by question, how many gave each value."""

    shape: Shape
    n: int = 0
    counts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.counts = self.counts or [0] * (len(self.shape.questions) * self.shape.width)

    def add(self, answers: Sequence[int | None]) -> None:
        """Count one respondent; None is a question that was not answered."""
        self.n += 1
        for position, answer in enumerate(answers):
            if answer is not None:
                self.counts[position * self.shape.width + answer - self.shape.minimum] += 1

    def values(self, question: str) -> list[int]:
        """Return how many gave each value of `question`, lowest value first."""
        start = self.shape.questions.index(question) * self.shape.width
        return self.counts[start : start + self.shape.width]

    def answered(self, question: str) -> int:
        """Return how many respondents answered `question`."""
        return sum(self.values(question))

    def without(self, questions: Iterable[str]) -> "Tally":
        """Return a copy in which nobody answered `questions`."""
        copy = Tally(self.shape, self.n, list(self.counts))
        for question in questions:
            start = self.shape.questions.index(question) * self.shape.width
            copy.counts[start : start + self.shape.width] = [0] * self.shape.width
        return copy

    @classmethod
    def of(cls, shape: Shape, numbers: Sequence[int]) -> "Tally":
        """Return the tally that `numbers` gave; of nobody where they are empty."""
        return cls(shape, numbers[0], list(numbers[1:])) if numbers else cls(shape)

    @property
    def numbers(self) -> list[int]:
        """Respondents, then all counts; empty where there is nobody."""
        return [self.n, *self.counts] if self.n else []

    def __add__(self, other: "Tally") -> "Tally":
        summed = [mine + theirs for mine, theirs in zip(self.counts, other.counts, strict=True)]
        return Tally(self.shape, self.n + other.n, summed)

    def __sub__(self, other: "Tally") -> "Tally":
        left = [mine - theirs for mine, theirs in zip(self.counts, other.counts, strict=True)]
        return Tally(self.shape, self.n - other.n, left)


def total(tallies: Iterable[Tally], shape: Shape) -> Tally:
    """Return the sum of `tallies`; an empty tally where there is none."""
    summed = Tally(shape)
    for tally in tallies:
        summed = summed + tally
    return summed
