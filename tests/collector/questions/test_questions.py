"""Question types: one rule for form and import."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.questions import Answer, AnswerRefusedError, parse, question_type, type_of
from collector.questions.registry import _TYPES
from survey_definitions.loader import load_surveys
from survey_definitions.model import Choice, Publication, Question, Text


def _question(
    kind: str,
    choices: Iterable[tuple[str, str | None]] = (),
    publication: Publication = Publication.COARSENED,
    minimum: int | None = None,
    maximum: int | None = None,
) -> Question:
    return Question(
        key="q", kind=kind, name=Text(id="T", en="Q"), text=Text(id="T?", en="Q?"), definition=None,
        choices=tuple(
            Choice(value=value, text=Text(id=f"{value} id", en=f"{value} en"), maps_to=maps_to)
            for value, maps_to in choices
        ),
        required=False, publication=publication, position=1, list_position=1, wording="own",
        minimum=minimum, maximum=maximum,
    )  # fmt: skip


SCALE = _question("scale", [(str(value), None) for value in range(1, 5)], Publication.PUBLISHED)
SCHOOL = _question("choice", [("SMA", None), ("D3", "SMA"), ("S1", None), ("S2", None), ("S3", None)])
REASONS = _question("multiple", [("ALAT", None), ("WAKTU", None)])
AGE = _question("number", minimum=10, maximum=120)
WORDS = _question("text", maximum=10, publication=Publication.PUBLISHED)


def test_every_shipped_question_has_a_type() -> None:
    """A definition can't use a kind that nothing handles."""
    kinds = {question.kind for survey in load_surveys().values() for question in survey.questions}

    assert kinds <= set(_TYPES)
    assert list(_TYPES) == sorted(_TYPES) == [
        "choice", "consent", "item", "multiple", "number", "scale", "sensitive", "text"
    ]  # fmt: skip


def test_kind_is_registered_once() -> None:
    """Two files can't claim the same kind."""
    with pytest.raises(ValueError, match="registered twice"):
        question_type("scale")(type(type_of(SCALE)))


@pytest.mark.parametrize(
    ("question", "raw", "stored"),
    [
        (SCALE, "1", 1), (SCALE, " 4 ", 4), (SCALE, "3.0", 3), (SCALE, "3,00", 3), (SCALE, "", None),
        (SCHOOL, "S1", "S1"), (SCHOOL, "s1", "S1"), (SCHOOL, " ", None),
        (AGE, "10", 10), (AGE, "120", 120), (AGE, "", None),
        (WORDS, " a\r\nb\0\x1b ", "a\nb"), (WORDS, "e\u0301" * 10, "é" * 10), (WORDS, "\n \t", None),
    ],
)  # fmt: skip
def test_parse_accepts(question: Question, raw: str, stored: Answer | None) -> None:
    """What people and spreadsheets write becomes the one stored value."""
    assert stored == parse(question, raw)


@pytest.mark.parametrize(
    ("question", "raw", "reason", "sentence"),
    [
        (SCALE, "5", "outside_scale", "'5' is outside the scale 1 to 4."),
        (SCALE, "0", "outside_scale", "'0' is outside the scale 1 to 4."),
        (SCALE, "3.5", "not_a_number", "'3.5' is not a whole number."),
        (SCALE, "٣", "not_a_number", "'٣' is not a whole number."),
        (SCALE, "9" * 5000, "not_a_number", "is not a whole number."),
        (SCALE, "Sesuai", "not_a_number", "'Sesuai' is not a whole number."),
        (SCHOOL, "S4", "unknown_choice", "'S4' is not one of the answers on offer: SMA, D3, S1, S2, S3."),
        (AGE, "9", "too_small", "'9' is below 10."),
        (AGE, "121", "too_large", "'121' is above 120."),
        (WORDS, "a" * 11, "too_long", "The text has 11 characters; at most 10 are kept."),
    ],
)
def test_parse_refuses_with_a_reason(question: Question, raw: str, reason: str, sentence: str) -> None:
    """A refusal has a key for the form and a sentence for the importer (SKM17)."""
    with pytest.raises(AnswerRefusedError) as refused:
        parse(question, raw)

    assert refused.value.reason == reason
    assert str(refused.value).endswith(sentence)


@given(st.text())
def test_parse_never_stores_what_is_not_on_the_scale(raw: str) -> None:
    """Whatever is written, a scale keeps 1 to 4 or nothing."""
    try:
        stored = parse(SCALE, raw)
    except AnswerRefusedError:
        return
    assert stored in (None, 1, 2, 3, 4)


@given(st.text())
def test_parse_of_stored_text_changes_nothing(raw: str) -> None:
    """Sending a stored text again gives the same content, so a repetition is recognised."""
    question = _question("text", maximum=10_000)
    stored = parse(question, raw)

    assert stored == (None if stored is None else parse(question, str(stored)))


def test_text_faces_of_each_type() -> None:
    """An answer can be said in words, in both languages."""
    assert type_of(SCALE).text(SCALE, 3, "id") == "3 id"
    assert type_of(SCHOOL).text(SCHOOL, "D3", "en") == "D3 en"
    assert type_of(AGE).text(AGE, 35, "id") == "35"
    assert type_of(WORDS).text(WORDS, "Bagus", "id") == "Bagus"


def test_several_answers_are_stored_in_the_order_of_the_list() -> None:
    """Ticks come in any order, from a form or a spreadsheet; the same ticks are the same answer."""
    assert parse(REASONS, "waktu  ALAT") == parse(REASONS, "ALAT, WAKTU") == "ALAT WAKTU"
    assert parse(REASONS, "ALAT ALAT") == "ALAT"
    assert parse(REASONS, "  ") is None
    assert type_of(REASONS).text(REASONS, "ALAT WAKTU", "id") == "ALAT id; WAKTU id"
    with pytest.raises(AnswerRefusedError, match="'takut' is not one of the answers on offer: ALAT, WAKTU"):
        parse(REASONS, "ALAT TAKUT")


def test_combination_of_several_answers_is_withheld() -> None:
    """Seven reasons have 128 combinations, and a rare one is one person's (PUB05)."""
    assert type_of(REASONS).published(REASONS, "ALAT WAKTU") is None


def test_item_leaves_as_right_or_wrong() -> None:
    """Which wrong answer somebody picked stays private; the control holds nothing of the key (TRN03)."""
    item = replace(_question("item", [("A", None), ("B", None)]), key_choice="B", points=1)
    assert [type_of(item).published(item, answer) for answer in ("A", "B")] == [0, 1]
    shown = type_of(item).control(item)
    assert ("radios", ("A", "B"), ()) == (
        shown.template, tuple(option.value for option in shown.options), shown.attributes
    )  # fmt: skip


def test_published_faces_of_each_type() -> None:
    """Scores go out as they are, codes as the official ones (SKM20), ages in bands, words never (PUB05)."""
    assert type_of(SCALE).published(SCALE, 3) == 3
    assert type_of(SCHOOL).published(SCHOOL, "D3") == "SMA"
    assert type_of(SCHOOL).published(SCHOOL, "S1") == "S1"
    assert type_of(AGE).published(AGE, 35) == "30–39"
    assert type_of(WORDS).published(WORDS, "Bagus") is None


@pytest.mark.parametrize(("kind", "answer"), [("scale", 3), ("choice", "a"), ("number", 3), ("text", "a")])
def test_withheld_is_withheld_whatever_the_type(kind: str, answer: Answer) -> None:
    """The default leaves nothing out of the private database."""
    question = _question(kind, [("a", None)], Publication.WITHHELD)

    assert type_of(question).published(question, answer) is None


def test_score_has_no_coarser_form() -> None:
    """A coarsened score is withheld: there is nothing between the score and nothing."""
    question = _question("scale", [("1", None)])

    assert type_of(question).published(question, 1) is None


def test_control_fits_the_number_of_choices() -> None:
    """Few answers are rows to touch, many a list that stays short."""
    assert type_of(SCALE).control(SCALE).template == "radios"
    assert type_of(SCHOOL).control(SCHOOL).template == "select"
    assert dict(type_of(AGE).control(AGE).attributes) == {
        "inputmode": "numeric", "maxlength": "3", "data-range": "10-120",
    }  # fmt: skip
    assert ("maxlength", "10") in type_of(WORDS).control(WORDS).attributes
