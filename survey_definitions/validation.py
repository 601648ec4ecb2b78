"""From the parsed file to a Survey: every fault of a questionnaire is found in one go."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from survey_definitions.catalogue import Fault
from survey_definitions.consent import with_consent
from survey_definitions.indexes import index_of, no_index
from survey_definitions.model import Choice, Question, Scale, Section, Subject, Survey
from survey_definitions.questions import choices_of, inherited_of, key_of, on_scale, question_of
from survey_definitions.reading import Findings, TableReader
from survey_definitions.scoring import scoring_of

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
STATUSES = ("draft", "live")
NO_SCALE = Scale(key="", minimum=0, maximum=-1)


def survey_of(document: dict[str, object], file: str, findings: Findings) -> Survey:
    """Read a whole questionnaire; it may be used only if `findings` stays empty.

    Parameters
    ----------
    document
        The file as TOML reads it.
    file
        Name of the file without its ending, which the id must equal.
    findings
        Receives every fault.
    """
    reader = TableReader(document, (), findings)
    identifier = _identifier(reader, "id")
    if identifier and identifier != file:
        reader.note(Fault.ID_DIFFERS, "id", value=identifier, file=file)
    family, version = _identifier(reader, "family"), reader.integer("version", least=1, most=9999) or 0
    status, subject = _words(reader)
    title, regulation = reader.text("title"), reader.text("regulation")
    is_test = reader.has("scoring")
    scale, shared = (NO_SCALE, ()) if is_test else _scale(reader.part("scale"))
    sections = _sections(reader, None if is_test else scale, shared)
    questions = tuple(question for section in sections for question in section.questions)
    index = no_index(title) if is_test else index_of(reader.part("index"), scale, questions)
    scoring = scoring_of(reader.part("scoring"), questions) if is_test else None
    _check_training(reader, subject, sections, is_test=is_test)
    reader.close()
    return Survey(
        id=identifier,
        family=family,
        version=version,
        status=status,
        subject=subject,
        title=title,
        regulation=regulation,
        scale=scale,
        sections=sections,
        index=index,
        scoring=scoring,
    )


def _check_training(reader: TableReader, subject: Subject, sections: tuple[Section, ...], *, is_test: bool) -> None:
    """Note what only a training's questionnaire may have, and items that no test scores."""
    repeats = any(section.repeated for section in sections)
    if subject is not Subject.TRAINING and (is_test or repeats):
        reader.note(Fault.TEST_SUBJECT, "subject", noun="test" if is_test else "repeated section")
    for section in sections:
        for question in section.questions:
            if question.kind == "item" and not is_test:
                reader.note(Fault.ITEM_OUTSIDE_TEST, key=question.key)
            if section.repeated and question.kind != "scale":
                reader.note(Fault.REPEATED_UNFIT, key=question.key, noun=question.kind)


def _identifier(reader: TableReader, key: str) -> str:
    value = reader.string(key)
    if value and not ID.fullmatch(value):
        reader.note(Fault.BAD_ID, key, key=key, value=value)
    return value


def _words(reader: TableReader) -> tuple[str, Subject]:
    status = reader.word("status", "status", STATUSES)
    subject = reader.word("subject", "subject", [each.value for each in Subject])
    return status, Subject(subject) if subject else Subject.SERVICE


def _scale(reader: TableReader) -> tuple[Scale, tuple[Choice, ...]]:
    minimum, maximum = reader.integer("minimum", least=0), reader.integer("maximum", most=10)
    if minimum is None or maximum is None:
        minimum, maximum = 0, -1  # a scale without values: what depends on it is not judged
    elif minimum >= maximum:
        reader.note(Fault.BOUNDS, minimum=minimum, maximum=maximum)
        minimum, maximum = 0, -1
    scale = Scale(key=f"{minimum}-{maximum}", minimum=minimum, maximum=maximum)
    shared = on_scale(reader, choices_of(reader), scale) if reader.has("choices") else ()
    reader.close()
    return scale, shared


def _sections(reader: TableReader, scale: Scale | None, shared: tuple[Choice, ...]) -> tuple[Section, ...]:
    readers = reader.parts("section", "section", named_by="key")
    positions = count(1)
    sections = tuple(section_of(each, scale, shared, positions) for each in readers)
    _note_repeated(reader, "section", [section.key for section in sections])
    questions = [question for section in sections for question in section.questions]
    _note_repeated(reader, "question", [question.key for question in questions])
    _check_list_positions(reader, questions)
    return _listed(sections)


def section_of(
    reader: TableReader, scale: Scale | None, shared: tuple[Choice, ...], positions: Iterator[int]
) -> Section:
    """Read a section; without a `scale` it can hold no question on one."""
    key, title, intro = key_of(reader), reader.text("title"), reader.optional_text("intro")
    inherited = inherited_of(reader)
    readers = reader.parts("question", "question", named_by="key")
    asked = (
        question_of(each, inherited, scale, shared, position)
        for each, position in zip(readers, positions, strict=False)
    )
    questions = tuple(question for one in asked for question in with_consent(one))
    repeated = reader.boolean("repeated") if reader.has("repeated") else False
    reader.close()
    return Section(key=key, title=title, intro=intro, questions=questions, repeated=repeated)


def _note_repeated(reader: TableReader, noun: str, keys: list[str]) -> None:
    for key in dict.fromkeys(key for key in keys if key and keys.count(key) > 1):
        reader.note(Fault.DUPLICATE_KEY, noun=noun, value=key)


def _check_list_positions(reader: TableReader, questions: list[Question]) -> None:
    listed = [question.list_position for question in questions if question.kind == "scale"]
    if all(listed) and sorted(listed) != list(range(1, len(listed) + 1)):
        found = ", ".join(str(position) for position in listed)
        reader.note(Fault.LIST_POSITION, found=found, count=len(listed))


def _listed(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """List the questions that are not on the scale behind those that are, in the order they are asked."""
    scored = sum(question.kind == "scale" for section in sections for question in section.questions)
    behind = count(scored + 1)
    return tuple(
        replace(
            section,
            questions=tuple(
                question if question.kind == "scale" else replace(question, list_position=next(behind))
                for question in section.questions
            ),
        )
        for section in sections
    )
