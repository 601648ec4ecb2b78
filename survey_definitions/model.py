"""Questionnaires once loaded: frozen records, no dictionaries."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

LANGUAGES = ("id", "en")


class Publication(StrEnum):
    """What may leave the private database of one column (PUB, default: withheld)."""

    PUBLISHED = "published"
    COARSENED = "coarsened"
    WITHHELD = "withheld"


class Subject(StrEnum):
    """What an answer is about: a service a citizen used, or a training event."""

    SERVICE = "service"
    TRAINING = "training"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in every interface language."""

    id: str
    en: str

    def __getitem__(self, language: str) -> str:
        """Return the text in `language` (``id`` or ``en``)."""
        return {"id": self.id, "en": self.en}[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer a respondent can pick; `maps_to` is the official code a finer one belongs to (SKM20)."""

    value: str
    text: Text
    maps_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The ordered whole numbers a scored question accepts."""

    key: str
    minimum: int
    maximum: int

    @property
    def values(self) -> range:
        """Every value of the scale, lowest first."""
        return range(self.minimum, self.maximum + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Attributes
    ----------
    key
        The name the answer travels under everywhere; for unsur the key of SKM01, never a position.
    kind
        The question type: ``scale``, ``choice``, ``multiple``, ``item``, ``number``, ``text`` or ``sensitive``, or
        ``consent``, which is the tick that belongs to another question.
    name
        The short label used in tables and charts.
    text
        The question as it is asked.
    definition
        What the question measures, or None.
    choices
        The answers on offer, lowest score first for a scale; empty for ``number`` and ``text``.
    required
        Whether the form insists on an answer.
    publication
        What may be published of the answer.
    position, list_position
        Place in the questionnaire and in tables and charts; they differ by law (SKM02).
    wording
        ``legal`` for the words of a regulation, ``own`` for ours ("susunan sendiri", SKM03).
    minimum, maximum
        Inclusive bounds of a ``number``, or the longest ``text`` in characters; None without a bound.
    key_choice, points
        Value of the right choice of an ``item`` of a test, and what it earns; None and 0 for all others.
    """

    key: str
    kind: str
    name: Text
    text: Text
    definition: Text | None
    choices: tuple[Choice, ...]
    required: bool
    publication: Publication
    position: int
    list_position: int
    wording: str
    minimum: int | None = None
    maximum: int | None = None
    key_choice: str | None = None
    points: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of questions as the form shows it.

    Attributes
    ----------
    repeated
        Whether it is asked once for each trainer and subject of the event (TRN02).
    """

    key: str
    title: Text
    intro: Text | None
    questions: tuple[Question, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A letter, the lowest rounded index that earns it, and its legal words."""

    letter: str
    minimum: Decimal
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeTable:
    """Grades from the best to the worst; the last one's minimum is the lowest possible index."""

    grades: tuple[Grade, ...]

    def grade_of(self, index: Decimal) -> Grade:
        """Return the grade of an index already rounded to 2 decimals (SKM13).

        Raises
        ------
        ValueError
            If the index lies below the table.
        """
        for grade in self.grades:
            if index >= grade.minimum:
                return grade
        raise ValueError(f"index {index} lies below the grade table")


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """How scored answers become one number: multiplier times the weighted sum of means (SKM11).

    Attributes
    ----------
    weights
        Exact weight of each scored question by key; they sum to 1 (SKM04).
    multiplier
        Points of the index per point of the scale, 25 for 1 to 4.
    """

    name: Text
    weights: dict[str, Fraction]
    multiplier: int
    grades: GradeTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """How the items of a test become one number from 0 to 100 (TRN03).

    Attributes
    ----------
    form
        Letter of the parallel form; forms of one family and version are equally long and earn the same points.
    points
        What each item earns by its key.
    """

    name: Text
    form: str
    points: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A questionnaire in one version; a live one never changes, a change is a new version with a new id.

    A test has a `scoring` in place of scale and index, which are empty then.
    """

    id: str
    family: str
    version: int
    status: str
    subject: Subject
    title: Text
    regulation: Text
    scale: Scale
    sections: tuple[Section, ...]
    index: Index
    scoring: Scoring | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order it is asked (questionnaire order, SKM02)."""
        return tuple(self._walk())

    @property
    def scored(self) -> tuple[Question, ...]:
        """The questions of the index, in list order (SKM02)."""
        found = (question for question in self._walk() if question.key in self.index.weights)
        return tuple(sorted(found, key=lambda question: question.list_position))

    @property
    def counted(self) -> frozenset[str]:
        """Keys of the questions that make the index, or of a test its score."""
        return frozenset(self.scoring.points if self.scoring else self.index.weights)

    def question(self, key: str) -> Question:
        """Return the question called `key`; raise KeyError if there is none."""
        for question in self._walk():
            if question.key == key:
                return question
        raise KeyError(key)

    @property
    def table(self) -> str:
        """Name of the table that holds its published answers."""
        return "response_" + self.id.replace("-", "_")

    def _walk(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions
