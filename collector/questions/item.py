"""Items of a test: named answers of which one is right."""

from collector.questions.choice import ChoiceType
from collector.questions.registry import Answer, Control, question_type
from survey_definitions.model import Question

RIGHT, WRONG = 1, 0


@question_type("item")
class ItemType(ChoiceType):
    """One code of the item's list, stored as picked; counted in public as right or wrong only (TRN03)."""

    def control(self, question: Question) -> Control:
        """Show every answer, however many: a test hides none. Nothing of the control tells which one is right."""
        return Control(template="radios", options=question.choices)

    def coarsened(self, question: Question, answer: Answer) -> Answer | None:
        """Return 1 for right and 0 for wrong."""
        return RIGHT if answer == question.key_choice else WRONG
