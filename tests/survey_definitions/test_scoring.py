"""Tests before and after a training: a key for every item, a score in a hundred, forms that may be compared."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from survey_definitions.loader import load_file, load_survey
from survey_definitions.model import Publication, Survey
from survey_definitions.problems import DefinitionRefusedError, Problem
from survey_definitions.scoring import score, unequal_forms

TEST = """\
id = "tes-uji"
family = "tes-uji"
version = 1
status = "draft"
subject = "training"
title.id = "Tes uji"
title.en = "Trial test"
regulation.id = "Susunan sendiri"
regulation.en = "Our own"

[scoring]
name.id = "Nilai tes"
name.en = "Test score"
form = "A"

[[section]]
key = "tes"
title.id = "Tes"
title.en = "Test"
type = "item"
wording = "own"
publication = "coarsened"

[[section.question]]
key = "satu"
answer = "B"
name.id = "Satu"
name.en = "One"
text.id = "Berapa 1 + 1?"
text.en = "What is 1 + 1?"
choices = [{ value = "A", id = "1", en = "1" }, { value = "B", id = "2", en = "2" }]

[[section.question]]
key = "dua"
answer = 4
points = 2
name.id = "Dua"
name.en = "Two"
text.id = "Berapa 2 + 2?"
text.en = "What is 2 + 2?"
choices = [{ value = 3, id = "tiga", en = "three" }, { value = 4, id = "empat", en = "four" }]
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the test with some passages replaced, and return its path."""

    def write_with(*changes: tuple[str, str], name: str = "tes-uji") -> Path:
        text = TEST.replace('id = "tes-uji"', f'id = "{name}"', 1)
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_with


def _problems(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionRefusedError) as refusal:
        load_file(path)
    found = [problem for problem in refusal.value.found if isinstance(problem, Problem)]
    return [(problem.code, problem.where) for problem in found]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"satu": "B", "dua": "4"}, Fraction(100)),
        ({"satu": "B"}, Fraction(100, 3)),
        ({"satu": "A", "dua": "4"}, Fraction(200, 3)),
        ({"satu": "A", "dua": "3"}, Fraction(0)),
        ({}, Fraction(0)),
    ],
)
def test_score_is_what_right_answers_earn_in_a_hundred(
    write: Write, answers: dict[str, int | str], expected: Fraction
) -> None:
    """One point and two points: 1/3 and 2/3 of a hundred; no answer earns nothing."""
    assert expected == score(load_file(write()), answers)


def test_only_a_test_has_a_score() -> None:
    """A questionnaire of opinions has no right answers."""
    with pytest.raises(ValueError, match="skm-2017 is no test"):
        score(load_survey("skm-2017"), {})


def test_test_has_no_index_and_counts_its_items(write: Write) -> None:
    """Nothing of a test weighs in an index; its items are numbered on the form."""
    test = load_file(write())
    assert () == test.scored
    assert {"satu", "dua"} == test.counted


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((('answer = "B"\n', ""),), [("DEF34", "section tes, question satu")]),
        ((('answer = "B"', 'answer = ""'),), [("DEF34", "section tes, question satu")]),
        ((('answer = "B"', 'answer = "C"'),), [("DEF35", "section tes, question satu, answer")]),
        ((("points = 2", "points = 0"),), [("DEF31", "section tes, question dua")]),
        ((('subject = "training"', 'subject = "service"'),), [("DEF38", "subject")]),
        ((('form = "A"\n', ""),), [("DEF04", "scoring")]),
        ((('publication = "coarsened"', 'publication = "published"'),), [("DEF15", "section tes, publication")]),
    ],
)
def test_fault_of_a_test_is_named_with_its_place(
    write: Write, changes: tuple[tuple[str, str], ...], expected: list[tuple[str, str]]
) -> None:
    """An item without a key, or with a key that is no choice, is found before anybody takes the test."""
    found = _problems(write(*changes))
    if expected[0][0] == "DEF15":  # said for each question, since each inherits it
        assert {"DEF15"} == {code for code, _ in found}
    else:
        assert [(code, f"tes-uji.toml, {place}") for code, place in expected] == found


def test_test_without_an_item_is_refused(write: Write) -> None:
    """Questions that earn nothing make no test."""
    path = write(('type = "item"', 'type = "choice"'), ('answer = "B"\n', ""), ("answer = 4\npoints = 2\n", ""))
    assert [("DEF37", "tes-uji.toml, scoring")] == _problems(path)


def test_forms_of_one_version_are_equally_long(write: Write) -> None:
    """A form whose items earn more can't be compared with the other (TRN03)."""
    first = load_file(write())
    second = load_file(write(("points = 2", "points = 3"), ('form = "A"', 'form = "B"'), name="tes-uji-b"))
    (problem,) = unequal_forms([first, load_survey("skm-2017"), second])
    assert ("DEF40", "tes-uji-b.toml, scoring") == (problem.code, problem.where)
    assert "Its 2 items earn 4, the 2 of the parallel form 'tes-uji' earn 3." == problem.what
    assert [] == unequal_forms([first])


@pytest.mark.parametrize("name", ["tes-pelayanan-a", "tes-pelayanan-b"])
def test_shipped_test_is_coarsened(name: str) -> None:
    """What somebody picked never leaves, only whether it was right (PUB05)."""
    test: Survey = load_survey(name)
    assert {Publication.COARSENED} == {question.publication for question in test.questions}
    assert 100 == score(test, {question.key: question.key_choice or "" for question in test.questions})
