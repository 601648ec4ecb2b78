"""Scored questions: one whole number of the survey's scale."""

from collector.questions.registry import Answer, AnswerRefusedError, Control, QuestionType, question_type
from collector.questions.whole_numbers import whole_number
from survey_definitions.model import Question


@question_type("scale")
class ScaleType(QuestionType):
    """One of the ordered answers of a regulation, stored as its number; nothing else is accepted (SKM17)."""

    def parse(self, question: Question, raw: str) -> Answer | None:
        """Accept exactly the values of the scale."""
        raw = raw.strip()
        if not raw:
            return None
        if raw in (choice.value for choice in question.choices):
            return int(raw)  # as a page of ours writes it
        value = whole_number(raw)
        allowed = [int(choice.value) for choice in question.choices]
        if value not in allowed:
            raise AnswerRefusedError("outside_scale", value=raw, minimum=min(allowed), maximum=max(allowed))
        return value

    def control(self, question: Question) -> Control:
        """Show every answer as a row of its own."""
        return Control(template="radios", options=question.choices)

    def text(self, question: Question, answer: Answer, language: str) -> str:
        """Return the legal words of the answer."""
        return next(choice.text[language] for choice in question.choices if choice.value == str(answer))
