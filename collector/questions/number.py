"""Questions answered with a whole number, such as an age in years."""

from collector.questions.registry import Answer, AnswerRefusedError, Control, QuestionType, question_type
from collector.questions.whole_numbers import whole_number
from survey_definitions.model import Question

BAND = 10
"""Width of the bands in which a number may be counted in public."""


@question_type("number")
class NumberType(QuestionType):
    """A whole number inside the question's bounds; counted in public only in bands of ten."""

    def parse(self, question: Question, raw: str) -> Answer | None:
        """Accept a whole number between the bounds, both included."""
        raw = raw.strip()
        if not raw:
            return None
        value = whole_number(raw)
        if question.minimum is not None and value < question.minimum:
            raise AnswerRefusedError("too_small", value=raw, minimum=question.minimum)
        if question.maximum is not None and value > question.maximum:
            raise AnswerRefusedError("too_large", value=raw, maximum=question.maximum)
        return value

    def control(self, question: Question) -> Control:
        """Show a short field that opens the number keys; browsers' own number fields swallow wrong input."""
        digits = max(len(str(bound)) for bound in (question.minimum or 0, question.maximum or 10**8))
        attributes = [("inputmode", "numeric"), ("maxlength", str(digits))]
        if question.minimum is not None and question.maximum is not None:
            attributes.append(("data-range", f"{question.minimum}-{question.maximum}"))  # for our script
        return Control(template="input", attributes=tuple(attributes))

    def text(self, question: Question, answer: Answer, language: str) -> str:  # noqa: ARG002  the contract
        """Return the number as digits."""
        return str(answer)

    def coarsened(self, question: Question, answer: Answer) -> Answer | None:  # noqa: ARG002  the contract
        """Return the band of ten the number lies in, as in ``30–39``."""
        start = int(answer) // BAND * BAND
        return f"{start}–{start + BAND - 1}"
