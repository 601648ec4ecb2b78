"""The ticks that belong to other questions: what may be published, and what may be stored at all.

No definition asks for them. Words are never published without permission, so each question for words brings its
own tick (PUB05); a sensitive question brings one without which its answer is not stored.
"""

from dataclasses import replace

from survey_definitions.model import Choice, Publication, Question, Text

KIND = "consent"
GIVEN = "1"
_PUBLISH = (
    Text(id="Izin terbit: {name}", en="Permission to publish: {name}"),
    Text(id="Boleh diterbitkan tanpa nama", en="May be published without a name"),
)
_STORE = (
    Text(id="Izin simpan: {name}", en="Permission to store: {name}"),
    Text(id="Saya setuju jawaban di bawah ini disimpan", en="I agree that the answer below is stored"),
)


def with_consent(question: Question) -> tuple[Question, ...]:
    """Return a question together with the tick that belongs to it, in the order in which they are asked."""
    match question.kind:
        case "text":
            return question, _tick(question, publish_key(question.key), *_PUBLISH)
        case "sensitive":
            return _tick(question, store_key(question.key), *_STORE), question
        case _:
            return (question,)


def publish_key(question: str) -> str:
    """Return the key of the tick by which the words of a question may be published."""
    return f"{question}_boleh_terbit"


def store_key(question: str) -> str:
    """Return the key of the tick without which the answer to a sensitive question is not stored."""
    return f"{question}_boleh_simpan"


def _tick(question: Question, key: str, name: Text, text: Text) -> Question:
    return replace(
        question,
        key=key,
        kind=KIND,
        name=Text(id=name.id.format(name=question.name.id), en=name.en.format(name=question.name.en)),
        text=text,
        definition=None,
        choices=(Choice(value=GIVEN, text=text),),
        required=False,
        publication=Publication.WITHHELD,
        wording="own",
        minimum=None,
        maximum=None,
    )
