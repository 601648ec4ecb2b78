"""The tick that lets a text be published without a name."""

from collector.questions.registry import Answer, AnswerRefusedError, Control, QuestionType, question_type
from survey_definitions.consent import GIVEN, KIND
from survey_definitions.model import Question

NOT_GIVEN = "0"


@question_type(KIND)
class ConsentType(QuestionType):
    """Given or not; only a given one is stored, so nothing says that somebody refused."""

    def parse(self, question: Question, raw: str) -> Answer | None:  # noqa: ARG002  the contract
        """Accept 1 for given; nothing or 0 for not."""
        written = raw.strip()
        if written in {"", NOT_GIVEN}:
            return None
        if written != GIVEN:
            raise AnswerRefusedError("unknown_choice", value=written, choices=f"{NOT_GIVEN}, {GIVEN}")
        return int(GIVEN)

    def control(self, question: Question) -> Control:
        """Show a box to tick."""
        return Control(template="tick", options=question.choices)

    def text(self, question: Question, answer: Answer, language: str) -> str:  # noqa: ARG002  only one answer is kept
        """Return the words beside the box."""
        return question.text[language]
