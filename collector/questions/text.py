"""Questions answered in the respondent's own words."""

import unicodedata

from collector.questions.registry import Answer, AnswerRefusedError, Control, QuestionType, question_type
from survey_definitions.model import Question

LONGEST = 1000
"""Characters kept where the question sets no bound of its own."""


@question_type("text")
class TextType(QuestionType):
    """Free words; stored as written, never published as they are (PUB05)."""

    def parse(self, question: Question, raw: str) -> Answer | None:
        """Accept a text up to the longest length, without control characters and other line-end styles."""
        lines = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
        text = "".join(sign for sign in lines if _is_printed(sign)).strip()
        longest = question.maximum or LONGEST
        if len(text) > longest:
            raise AnswerRefusedError("too_long", length=len(text), maximum=longest)
        return text or None

    def control(self, question: Question) -> Control:
        """Show a field of several lines."""
        longest = str(question.maximum or LONGEST)
        return Control(template="textarea", attributes=(("maxlength", longest), ("rows", "3")))

    def text(self, question: Question, answer: Answer, language: str) -> str:  # noqa: ARG002  the contract
        """Return the words as written."""
        return str(answer)

    def published(self, question: Question, answer: Answer) -> Answer | None:  # noqa: ARG002  the contract
        """Return nothing, whatever the questionnaire says: words may name a person (PUB05)."""
        return None


def _is_printed(sign: str) -> bool:
    return sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
