"""WTForms forms made from questionnaires: one field per question, checked by the question's type."""

from collections.abc import Sequence
from itertools import count
from typing import Any, ClassVar

from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import StopValidation

from collector.questions import Answer, AnswerRefusedError, Control, parse, type_of
from collector.questions.sensitive import permitted
from collector.web.interface import Interface
from survey_definitions.model import Question, Survey

ID_FIELD = "id"
STAMP_FIELD = "t"
PROOF_FIELD = "p"
TRAP_FIELD = "situs"
OFFLINE_FIELD = "offline"
AGE_FIELD = "age"
ENVELOPE = (ID_FIELD, STAMP_FIELD, PROOF_FIELD, TRAP_FIELD, OFFLINE_FIELD, AGE_FIELD)
"""Fields around the answers; no question may be called like one of them."""


class AnswerField(Field):
    """One question on the page: what was written, what it means, and what is wrong with it."""

    def __init__(self, *, question: Question, interface: Interface, number: int | None, **options: Any) -> None:
        super().__init__(validators=[_insist] if question.required else [], **options)
        self.question = question
        self.interface = interface
        self.number = number

    @property
    def control(self) -> Control:
        """How the question looks."""
        return type_of(self.question).control(self.question)

    @property
    def written(self) -> str:
        """What the respondent wrote, kept for showing it again."""
        return str(self.raw_data[0]) if self.raw_data else ""

    @property
    def title(self) -> str:
        """The question in a message: its number, if it has one, and its short name."""
        name = self.question.name[self.interface.language]
        if self.number is None:
            return name
        return self.interface("error.question", number=self.number, name=name)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Turn what was written into the stored value; a ValueError becomes the field's message."""
        self.data: Answer | None = None
        if not valuelist:
            return
        try:
            self.data = parse(self.question, str(valuelist[0]))
        except AnswerRefusedError as refused:
            words = self.interface(f"refused.{refused.reason}", **refused.values)
            raise ValueError(f"{self.title}: {words}") from refused


def _insist(_form: BaseForm, field: AnswerField) -> None:
    if field.data is None and not field.process_errors:
        kind = "pick" if field.control.options else "write"
        raise StopValidation(f"{field.title}: {field.interface(f'error.{kind}')}")


class AnswerForm(BaseForm):
    """The form of one questionnaire in one language; unbound without `fields`."""

    unbound: ClassVar[dict[str, Any]] = {}

    def __init__(self, fields: MultiDict[str, str] | None = None) -> None:
        super().__init__(self.unbound, meta=_Meta())
        self.process(fields)

    @property
    def answers(self) -> dict[str, Answer]:
        """The stored value of every question that was answered."""
        found = ((key, field.data) for key, field in self._fields.items())
        questions = [field.question for field in self._fields.values() if isinstance(field, AnswerField)]
        return permitted(questions, {key: answer for key, answer in found if answer is not None})

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was filled in."""
        return not any(field.written.strip() for field in self._fields.values() if isinstance(field, AnswerField))

    @property
    def messages(self) -> list[tuple[str, str]]:
        """Field name and message of every fault, in the order of the page."""
        return [(key, str(error)) for key, field in self._fields.items() for error in field.errors]


class _Meta(DefaultMeta):
    locales = False  # every message is ours
    csrf = False  # no cookie; a token would expire in an offline queue


def form_class(survey: Survey, interface: Interface) -> type[AnswerForm]:
    """Make the form of `survey` in the language of `interface`."""
    numbers = count(1)
    unbound = {}
    for question in survey.questions:
        if question.key in ENVELOPE:
            raise ValueError(f"{survey.id}: the question key {question.key!r} is a name the form uses itself")
        number = next(numbers) if question.key in survey.counted else None
        unbound[question.key] = AnswerField(question=question, interface=interface, number=number)
    return type("SurveyForm", (AnswerForm,), {"unbound": unbound})
