"""Faultless answers: what the short way reads is what WTForms would have read."""

from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from collector.questions import type_of
from collector.web.answers import faultless
from collector.web.forms import form_class
from collector.web.interface import load_interface
from survey_definitions.additions import addition_ids, with_additions
from survey_definitions.loader import load_surveys
from survey_definitions.model import Question, Survey

SURVEYS = [with_additions(survey, addition_ids()) for survey in load_surveys().values()]
INTERFACE = load_interface("id")
FORMS = {survey.id: form_class(survey, INTERFACE) for survey in SURVEYS}
ODD = ("", " ", "0", "-1", "4 ", "\u0664", "1e1", "99", "1000000", "x" * 1001, "a\r\nb", "\0", "\ud800", "é")


def _written(question: Question) -> st.SearchStrategy[str | None]:
    """Mostly what the page offers; sometimes nothing, an odd value or any text; None where nothing is sent."""
    offered = [choice.value for choice in type_of(question).control(question).options] or ["30", "Baik"]
    good = st.sampled_from(offered)
    return st.one_of(good, good, good, good, st.none(), st.sampled_from(ODD), st.text(max_size=20))


@st.composite
def fillings(draw: st.DrawFn) -> tuple[Survey, dict[str, str]]:
    """Draw a questionnaire and what a browser, or a program, sends for it."""
    survey = draw(st.sampled_from(SURVEYS))
    sent = {question.key: draw(_written(question)) for question in survey.questions}
    return survey, {key: value for key, value in sent.items() if value is not None}


def _all(value: str) -> tuple[Survey, dict[str, str]]:
    survey = next(survey for survey in SURVEYS if survey.id == "skm-2017")
    return survey, {question.key: value for question in survey.questions if question.required}


@given(fillings())
@example(_all("3"))
@example(_all(""))
@example(_all("5"))
def test_faultless_agrees_with_wtforms(filling: tuple[Survey, dict[str, str]]) -> None:
    """The same answers where WTForms finds no fault; nothing where it finds one."""
    survey, sent = filling
    form = FORMS[survey.id](MultiDict(sent))

    expected = form.answers if form.validate() else None

    assert faultless(survey.questions, sent) == expected


def test_faultless_examples_are_both() -> None:
    """The property above is no empty one: a full filling is read, an empty one is not."""
    survey, sent = _all("3")
    assert faultless(survey.questions, sent) == dict.fromkeys(sent, 3)
    assert faultless(survey.questions, {}) is None
