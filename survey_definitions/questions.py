"""Questions of a definition file: what each type needs, and what its answers may become."""

import re
from dataclasses import dataclass

from survey_definitions.catalogue import Fault
from survey_definitions.model import Choice, Publication, Question, Scale
from survey_definitions.reading import TableReader

QUESTION_TYPES = ("scale", "choice", "multiple", "item", "number", "text", "sensitive")
WITH_CHOICES = ("choice", "multiple", "item", "sensitive")
MOST_POINTS = 100
WORDINGS = ("legal", "own")
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
CHOICE_VALUE = re.compile(r"[A-Za-z0-9_]{1,40}")
LONGEST_TEXT = 10_000  # characters
# Columns of a published answer and of an imported file: a question of that name would hide them.
RESERVED_KEY = re.compile(
    r"id|survey|version|agency|service|period|mode|class|counter|training|language|visited_on|submitted_at|"
    r"received_at|service_code|value|question|rule"
)
PERSONAL_KEY = re.compile(
    r"(nama|name)(_lengkap)?|nik|nip|(no_|nomor_)?(ktp|hp|telepon|telp|wa)|phone|whatsapp|e_?mail|surel|alamat|address"
)
# Answers about the person and free text never leave as they are (PUB01, PUB05).
ALLOWED_PUBLICATION = {
    "scale": (Publication.PUBLISHED, Publication.WITHHELD),
    "choice": (Publication.COARSENED, Publication.WITHHELD),
    "multiple": (Publication.COARSENED, Publication.WITHHELD),
    "item": (Publication.COARSENED, Publication.WITHHELD),
    "number": (Publication.COARSENED, Publication.WITHHELD),
    "text": (Publication.WITHHELD,),
    "sensitive": (Publication.COARSENED, Publication.WITHHELD),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherited:
    """What the questions of a section share; None where the section says nothing, "" where it says it badly."""

    kind: str | None
    publication: str | None
    wording: str | None
    required: bool | None


def inherited_of(reader: TableReader) -> Inherited:
    """Read what a section says for all its questions."""
    return Inherited(
        kind=reader.word("type", "question type", QUESTION_TYPES) if reader.has("type") else None,
        publication=_publication(reader) if reader.has("publication") else None,
        wording=reader.word("wording", "wording", WORDINGS) if reader.has("wording") else None,
        required=reader.boolean("required") if reader.has("required") else None,
    )


def question_of(
    reader: TableReader, inherited: Inherited, scale: Scale | None, shared: tuple[Choice, ...], position: int
) -> Question:
    """Read one question; `shared` are the choices of the scale that a question without its own offers."""
    kind = inherited.kind
    if kind is None or reader.has("type"):
        kind = reader.word("type", "question type", QUESTION_TYPES if scale else QUESTION_TYPES[1:])
    minimum, maximum = _bounds(reader, kind)
    choices = _choices(reader, kind, scale, shared)
    key_choice, points = _scored(reader, kind, choices)
    question = Question(
        key=_question_key(reader),
        kind=kind,
        name=reader.text("name"),
        text=reader.text("text"),
        definition=reader.optional_text("definition"),
        choices=choices,
        required=_required(reader, inherited, kind),
        publication=_fitting_publication(reader, inherited, kind),
        position=position,
        list_position=reader.integer("list_position", least=1) or 0 if kind == "scale" else 0,
        wording=_wording(reader, inherited),
        minimum=minimum,
        maximum=maximum,
        key_choice=key_choice,
        points=points,
    )
    if not kind:
        reader.ignore("choices", "minimum", "maximum", "list_position", "answer", "points")
    reader.close()
    return question


def key_of(reader: TableReader) -> str:
    """Read the key of a section or a question."""
    key = reader.string("key")
    if key and not KEY.fullmatch(key):
        reader.note(Fault.BAD_KEY, "key", value=key)
    return key


def choices_of(reader: TableReader) -> tuple[Choice, ...]:
    """Read the choices a table lists, in the order of the file."""
    readers = reader.parts("choices", "choice", named_by="value")
    choices = tuple(_choice(choice) for choice in readers)
    if len(readers) == 1:
        reader.note(Fault.ONE_CHOICE, "choices")
    values = [choice.value for choice in choices if choice.value]
    for value in dict.fromkeys(value for value in values if values.count(value) > 1):
        reader.note(Fault.DUPLICATE_CHOICE, "choices", value=value)
    official = [choice.value for choice in choices if choice.maps_to is None]
    for each, choice in zip(readers, choices, strict=True):
        if choice.maps_to and choice.maps_to not in official:
            each.note(Fault.MAPS_TO_UNKNOWN, "maps_to", value=choice.maps_to, known=", ".join(official))
    return choices


def on_scale(reader: TableReader, choices: tuple[Choice, ...], scale: Scale) -> tuple[Choice, ...]:
    """Return the choices from the lowest score to the highest, and note where they do not cover the scale."""
    wanted = [str(value) for value in scale.values]
    found = [choice.value for choice in choices]
    # Repeated and badly written values are noted elsewhere.
    if wanted and len(found) > 1 and all(found) and set(found) != set(wanted):
        reader.note(Fault.CHOICES_OFF_SCALE, "choices", found=", ".join(found), wanted=", ".join(wanted))
        return choices
    return tuple(sorted(choices, key=lambda choice: choice.value.zfill(9)))


def _choice(reader: TableReader) -> Choice:
    value = reader.raw("value")
    if type(value) is int:
        value = str(value)
    if not isinstance(value, str):
        value = reader.string("value")
    elif not CHOICE_VALUE.fullmatch(value):
        reader.note(Fault.BAD_CHOICE_VALUE, "value", value=value)
        value = ""
    text = reader.languages()
    maps_to = reader.string("maps_to") if reader.has("maps_to") else None
    reader.close()
    return Choice(value=value, text=text, maps_to=maps_to)


def _choices(reader: TableReader, kind: str, scale: Scale | None, shared: tuple[Choice, ...]) -> tuple[Choice, ...]:
    if kind == "scale" and scale:
        if shared and not reader.has("choices"):
            return shared
        return on_scale(reader, choices_of(reader), scale)
    return choices_of(reader) if kind in WITH_CHOICES else ()


def _scored(reader: TableReader, kind: str, choices: tuple[Choice, ...]) -> tuple[str | None, int]:
    """Read the right answer of a test's item, and what it earns: one point where the file says nothing."""
    if kind != "item":
        return None, 0
    written = reader.raw("answer")
    answer = str(written) if type(written) is int else written
    values = [choice.value for choice in choices if choice.value]
    if answer is None or answer == "":
        reader.note(Fault.ITEM_KEYLESS)
    elif answer not in values:
        reader.note(Fault.ITEM_KEY_UNKNOWN, "answer", value=str(answer), known=", ".join(values))
    points = reader.integer("points", least=1, most=MOST_POINTS) if reader.has("points") else 1
    return str(answer) if answer else None, points or 0


def _bounds(reader: TableReader, kind: str) -> tuple[int | None, int | None]:
    if kind == "text":
        return None, reader.integer("maximum", least=1, most=LONGEST_TEXT)
    if kind != "number":
        return None, None
    minimum, maximum = reader.integer("minimum"), reader.integer("maximum")
    if minimum is not None and maximum is not None and minimum >= maximum:
        reader.note(Fault.BOUNDS, minimum=minimum, maximum=maximum)
    return minimum, maximum


def _question_key(reader: TableReader) -> str:
    key = key_of(reader)
    if RESERVED_KEY.fullmatch(key):
        reader.note(Fault.RESERVED_KEY, "key", value=key)
    if PERSONAL_KEY.fullmatch(key):
        reader.note(Fault.PERSONAL_KEY, "key", value=key)
    return key


def _required(reader: TableReader, inherited: Inherited, kind: str) -> bool:
    if reader.has("required"):
        return reader.boolean("required")
    return kind == "scale" if inherited.required is None else inherited.required


def _wording(reader: TableReader, inherited: Inherited) -> str:
    if inherited.wording is None or reader.has("wording"):
        return reader.word("wording", "wording", WORDINGS)
    return inherited.wording


def _publication(reader: TableReader) -> str:
    return reader.word("publication", "publication class", [each.value for each in Publication])


def _fitting_publication(reader: TableReader, inherited: Inherited, kind: str) -> Publication:
    word = inherited.publication
    if word is None or reader.has("publication"):
        word = _publication(reader)
    allowed = ALLOWED_PUBLICATION.get(kind, tuple(Publication))
    if not word:
        return allowed[0]
    if word not in allowed:
        reader.note(Fault.PUBLICATION_UNFIT, "publication", value=word, noun=kind, known=", ".join(allowed))
    return Publication(word)
