"""Sections a region may add to its questionnaires, off by default; each is one file, asked after all others."""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import count

from survey_definitions.model import Question, Section, Subject, Survey
from survey_definitions.problems import DefinitionRefusedError
from survey_definitions.reading import Findings, TableReader
from survey_definitions.validation import section_of

ENDING = ".toml"


def addition_ids() -> tuple[str, ...]:
    """Return the names of all additions, sorted."""
    entries = files(__package__).iterdir()
    return tuple(sorted(entry.name.removesuffix(ENDING) for entry in entries if entry.name.endswith(ENDING)))


@cache
def load_addition(name: str) -> Section:
    """Return an addition; raise DefinitionRefusedError with every fault of its file."""
    source = files(__package__).joinpath(f"{name}{ENDING}")
    findings = Findings(source.name)
    reader = TableReader(tomllib.loads(source.read_text(encoding="utf-8")), (), findings)
    section = section_of(reader.part("section"), None, (), count(1))
    reader.close()
    if findings.problems:
        raise DefinitionRefusedError(*findings.problems)
    return section


def addition_source(name: str) -> bytes:
    """Return the file of an addition, byte by byte."""
    return files(__package__).joinpath(f"{name}{ENDING}").read_bytes()


def with_additions(survey: Survey, names: Iterable[str]) -> Survey:
    """Return a questionnaire about a service with the named additions behind its own sections.

    The index, its unsur and their places stay as they are; a questionnaire about a training is not changed.
    """
    chosen = [load_addition(name) for name in names]
    if survey.subject is not Subject.SERVICE or not chosen:
        return survey
    asked = count(max(question.position for question in survey.questions) + 1)
    listed = count(max(question.list_position for question in survey.questions) + 1)
    return replace(
        survey,
        sections=(
            *survey.sections,
            *(
                replace(section, questions=tuple(_placed(one, asked, listed) for one in section.questions))
                for section in chosen
            ),
        ),
    )


def _placed(question: Question, asked: "count[int]", listed: "count[int]") -> Question:
    return replace(question, position=next(asked), list_position=next(listed))
