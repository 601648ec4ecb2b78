"""Questionnaires from their files: the shipped ones by id, any other by path."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from survey_definitions.catalogue import Fault
from survey_definitions.digest_list import digest, recorded_digests
from survey_definitions.model import Survey
from survey_definitions.problems import DefinitionRefusedError, Problem
from survey_definitions.reading import Findings
from survey_definitions.validation import survey_of

ENDING = ".toml"


def survey_ids() -> tuple[str, ...]:
    """Return the ids of the shipped questionnaires in alphabetical order."""
    return tuple(sorted(_shipped()))


def load_surveys() -> dict[str, Survey]:
    """Return every shipped questionnaire by its id.

    Raises
    ------
    DefinitionRefusedError
        If one of them has faults.
    """
    return {survey: load_survey(survey) for survey in survey_ids()}


@cache
def load_survey(survey: str) -> Survey:
    """Return the shipped questionnaire with this id.

    Raises
    ------
    DefinitionRefusedError
        If there is none, with the known ids, or if it has faults.
    """
    source = _shipped().get(survey)
    if source is None:
        known = ", ".join(survey_ids())
        raise DefinitionRefusedError(f"There is no questionnaire {survey!r}; the known ones are {known}.")
    loaded = _load(source, survey)
    if loaded.status == "live" and survey not in recorded_digests():
        raise DefinitionRefusedError(Fault.LIVE_UNRECORDED.at(source.name))
    return loaded


def load_file(path: Path | str) -> Survey:
    """Return the questionnaire in a file.

    Raises
    ------
    DefinitionRefusedError
        With every problem of the file at once.
    """
    path = Path(path)
    return _load(path, path.stem)


def source_of(survey: str) -> bytes:
    """Return the file of a shipped questionnaire, byte by byte."""
    return _shipped()[survey].read_bytes()


def _shipped() -> dict[str, Traversable]:
    folder = files("survey_definitions").joinpath("definitions")
    return {entry.name.removesuffix(ENDING): entry for entry in folder.iterdir() if entry.name.endswith(ENDING)}


def _load(source: Traversable, stem: str) -> Survey:
    content = _content(source)
    findings = Findings(source.name)
    survey = survey_of(_document(content, source.name), stem, findings)
    if not findings.problems and recorded_digests().get(survey.id, digest(content)) != digest(content):
        findings.add(Fault.LIVE_CHANGED, ())
    if findings.problems:
        raise DefinitionRefusedError(*findings.problems)
    return survey


def _content(source: Traversable) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise DefinitionRefusedError(Fault.UNREADABLE.at(str(source), reason=reason)) from error


def _document(content: bytes, file: str) -> dict[str, object]:
    try:
        # Editors on Windows may put a byte order mark in front.
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problem = Fault.ENCODING.at(file, number=error.start + 1)
    except (ValueError, RecursionError) as error:
        problem = _syntax_problem(file, str(error))
    raise DefinitionRefusedError(problem)


def _syntax_problem(file: str, message: str) -> Problem:
    place = re.search(r"at line (\d+)", message)
    where = f"{file}, line {place[1]}" if place else file
    return Fault.SYNTAX.at(where, reason=message)
