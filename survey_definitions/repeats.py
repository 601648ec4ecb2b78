"""Sections that are asked once for each trainer and subject of an event (TRN02)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from survey_definitions.model import Question, Section, Survey, Text

Repeats = Mapping[int, Text]
"""Number of a session and what its block is called: its subject, and who taught it."""


def with_repeats(survey: Survey, repeats: Repeats) -> Survey:
    """Return a questionnaire as an event asks it: each repeated section once for each of `repeats`.

    The keys of the repeated questions end in the number of the session, and their weight is shared equally, so
    that the weights still sum to 1 (SKM04). Without repeats the section is asked once, as it stands.
    """
    repeated = [question.key for section in survey.sections if section.repeated for question in section.questions]
    if not repeated or not repeats:
        return survey
    sections = tuple(one for section in survey.sections for one in _sections(section, repeats))
    weights = {
        name: weight / len(names)
        for key, weight in survey.index.weights.items()
        for names in [[_key(key, number) for number in repeats] if key in repeated else [key]]
        for name in names
    }
    return replace(survey, sections=_placed(sections), index=replace(survey.index, weights=weights))


def _sections(section: Section, repeats: Repeats) -> Iterator[Section]:
    if not section.repeated:
        yield section
        return
    for number, label in repeats.items():
        yield replace(
            section,
            key=_key(section.key, number),
            title=Text(id=f"{section.title.id}: {label.id}", en=f"{section.title.en}: {label.en}"),
            questions=tuple(_asked(question, number, label) for question in section.questions),
        )


def _asked(question: Question, number: int, label: Text) -> Question:
    name = Text(id=f"{question.name.id}, {label.id}", en=f"{question.name.en}, {label.en}")
    return replace(question, key=_key(question.key, number), name=name)


def _key(key: str, number: int) -> str:
    return f"{key}_{number}"


def _placed(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Give all questions new places in the order they are asked; lists have those on the scale first."""
    asked = count(1)
    scored = sum(question.kind == "scale" for section in sections for question in section.questions)
    listed, behind = count(1), count(scored + 1)
    return tuple(
        replace(
            section,
            questions=tuple(
                replace(one, position=next(asked), list_position=next(listed if one.kind == "scale" else behind))
                for one in section.questions
            ),
        )
        for section in sections
    )
