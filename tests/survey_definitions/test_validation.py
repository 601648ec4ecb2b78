import copy
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from survey_definitions.problems import Problem
from survey_definitions.reading import Findings
from survey_definitions.validation import survey_of

Step = str | int
MISSING = object()
NEVER_RIGHT: tuple[Any, ...] = (1.5, True, "", [], [1], [{}], {}, {"id": 1})
SOMETIMES_RIGHT = (MISSING, -1, 7, "x")


def test_no_wrong_value_is_overlooked(write: Callable[..., Path]) -> None:
    """Any single value, replaced by one that can never be right, is noted as a problem and raises nothing."""
    document = tomllib.loads(write().read_text(encoding="utf-8"))

    overlooked = [
        (path, value)
        for path in paths_of(document)
        for value in NEVER_RIGHT
        if not problems_of(changed(document, path, value))
    ]

    assert [] == overlooked


def test_no_change_makes_the_reading_crash(write: Callable[..., Path]) -> None:
    """Any single value may be left out or be another one: the file is then sound or has problems."""
    document = tomllib.loads(write().read_text(encoding="utf-8"))
    refused = 0

    for path in paths_of(document):
        for value in SOMETIMES_RIGHT:
            refused += bool(problems_of(changed(document, path, value)))

    assert refused > 0


def problems_of(document: dict[str, Any]) -> list[Problem]:
    """Return the problems of a parsed questionnaire."""
    findings = Findings("uji-coba.toml")
    survey_of(document, "uji-coba", findings)
    return findings.problems


def paths_of(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Return the path to every value inside a document."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths_of(inner, (*path, key))


def changed(document: dict[str, Any], path: tuple[Step, ...], replacement: Any) -> dict[str, Any]:
    """Return the document with one value replaced or left out."""
    result = copy.deepcopy(document)
    parent: Any = result
    for step in path[:-1]:
        parent = parent[step]
    if replacement is MISSING:
        del parent[path[-1]]
    else:
        parent[path[-1]] = replacement
    return result
