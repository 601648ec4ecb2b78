"""The tick beside every text: whether what was written may be published without a name.

No definition asks for it: words are never published without it, so each question for words brings its own.
"""

from dataclasses import replace

from survey_definitions.model import Choice, Publication, Question, Text

KIND = "consent"
GIVEN = "1"
_NAME = Text(id="Izin terbit: {name}", en="Permission to publish: {name}")
_TEXT = Text(id="Boleh diterbitkan tanpa nama", en="May be published without a name")


def with_consent(question: Question) -> tuple[Question, ...]:
    """Return a question, and after one for words the tick that belongs to it (PUB05)."""
    return (question, _consent(question)) if question.kind == "text" else (question,)


def consent_key(text: str) -> str:
    """Return the key of the tick that belongs to the text question called `text`."""
    return f"{text}_boleh_terbit"


def _consent(question: Question) -> Question:
    name = question.name
    return replace(
        question,
        key=consent_key(question.key),
        kind=KIND,
        name=Text(id=_NAME.id.format(name=name.id), en=_NAME.en.format(name=name.en)),
        text=_TEXT,
        definition=None,
        choices=(Choice(value=GIVEN, text=_TEXT),),
        required=False,
        publication=Publication.WITHHELD,
        wording="own",
        minimum=None,
        maximum=None,
    )
