"""The contract of a question type and the place where the types are listed."""

import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import ClassVar, TypeVar

from survey_definitions.model import Choice, Publication, Question
from survey_definitions.problems import quoted

Answer = int | str
"""What is stored of one answer: a whole number or a text."""

_SENTENCES = {
    "not_a_number": "{value} is not a whole number.",
    "outside_scale": "{value} is outside the scale {minimum} to {maximum}.",
    "unknown_choice": "{value} is not one of the answers on offer: {choices}.",
    "too_small": "{value} is below {minimum}.",
    "too_large": "{value} is above {maximum}.",
    "too_long": "The text has {length} characters; at most {maximum} are kept.",
}


class AnswerRefusedError(ValueError):
    """A written value is not one the question accepts.

    Attributes
    ----------
    reason
        Key of the sentence, the same in every interface language.
    values
        What the sentence mentions, by placeholder.
    """

    def __init__(self, reason: str, **values: Answer) -> None:
        self.reason = reason
        self.values = values
        super().__init__(_SENTENCES[reason].format(**{**values, "value": quoted(values.get("value", ""))}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """How a question looks on the page.

    Attributes
    ----------
    template
        Name of the control under ``templates/controls``: ``radios``, ``checkboxes``, ``select``, ``input`` or
        ``textarea``.
    options
        What can be picked, in the order shown; empty where the answer is written.
    attributes
        Further attributes of the written control, such as ``maxlength``.
    """

    template: str
    options: tuple[Choice, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


class QuestionType(ABC):
    """The four faces of an answer: as sent by a form, as stored, as published, as read by a person."""

    kind: ClassVar[str]
    takes_several: ClassVar[bool] = False
    """Whether a form may send the question's field more than once; the values are then one, with spaces between."""

    @abstractmethod
    def parse(self, question: Question, raw: str) -> Answer | None:
        """Turn a written value into the stored one; None where nothing was written."""

    @abstractmethod
    def control(self, question: Question) -> Control:
        """Describe the control the form shows."""

    @abstractmethod
    def text(self, question: Question, answer: Answer, language: str) -> str:
        """Say the answer in words."""

    def coarsened(self, question: Question, answer: Answer) -> Answer | None:  # noqa: ARG002  for types that have one
        """Return the coarser value that may be counted in public, or None if there is none."""
        return None

    def published(self, question: Question, answer: Answer) -> Answer | None:
        """Return what may leave the private database; None means withheld, which is the default (PUB)."""
        match question.publication:
            case Publication.PUBLISHED:
                return answer
            case Publication.COARSENED:
                return self.coarsened(question, answer)
            case _:
                return None


_TYPES: dict[str, QuestionType] = {}
T = TypeVar("T", bound=type[QuestionType])


def question_type(kind: str) -> Callable[[T], T]:
    """Register the decorated class as the type of the questions of `kind`."""

    def register(cls: T) -> T:
        if kind in _TYPES:
            raise ValueError(f"question type {kind!r} is registered twice")
        cls.kind = kind
        _TYPES[kind] = cls()
        return cls

    return register


def type_of(question: Question) -> QuestionType:
    """Return the type of `question`; raise KeyError if nothing handles its kind."""
    return _TYPES[question.kind]


def discover() -> None:
    """Import every module of the package in name order, so that each registers its type."""
    package = import_module(__package__ or "collector.questions")
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        import_module(f"{package.__name__}.{name}")
