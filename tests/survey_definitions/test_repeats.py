"""A block for each trainer and subject: own keys, shared weights."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from survey_definitions.loader import load_file, load_survey
from survey_definitions.model import Text
from survey_definitions.problems import DefinitionRefusedError, Problem
from survey_definitions.repeats import with_repeats

SESSIONS = {1: Text(id="Mendengar", en="Listening"), 3: Text(id="Menjawab", en="Answering")}
Write = Callable[..., Path]


def test_block_is_asked_for_each_session() -> None:
    """Sessions 1 and 3 have a trainer: two blocks, whose keys end in the session's number (TRN02)."""
    asked = with_repeats(load_survey("pelatihan-pengajar"), SESSIONS)
    assert ["pengajar_1", "pengajar_3", "saran"] == [section.key for section in asked.sections]
    assert "Pengajar: Menjawab" == asked.sections[1].title.id
    assert ["penguasaan_1", "penyampaian_1", "keterlibatan_1", "waktu_1"] == [q.key for q in asked.questions][:4]
    assert "Punctuality, Answering" == asked.question("waktu_3").name.en


def test_blocks_share_the_weight_and_are_listed_once() -> None:
    """Four questions weigh 1/4 each, eight 1/8: together exactly 1 (SKM04); no place is taken twice."""
    asked = with_repeats(load_survey("pelatihan-pengajar"), SESSIONS)
    assert [Fraction(1, 8)] * 8 == list(asked.index.weights.values())
    assert list(range(1, 11)) == [question.position for question in asked.questions]
    assert list(range(1, 11)) == sorted(question.list_position for question in asked.questions)
    assert 8 == len(asked.scored)


def test_questionnaire_without_a_block_stays_as_it_is() -> None:
    """Sessions change nothing where nothing is repeated, nor does an event without sessions."""
    for name, sessions in (("pelatihan-reaksi", SESSIONS), ("pelatihan-pengajar", {})):
        survey = load_survey(name)
        assert survey is with_repeats(survey, sessions)


def test_only_scale_questions_are_repeated(write: Write) -> None:
    """An age is asked once, whoever taught."""
    path = write(
        ('subject = "service"', 'subject = "training"'),
        ('publication = "coarsened"', 'publication = "coarsened"\nrepeated = true'),
    )
    with pytest.raises(DefinitionRefusedError) as refusal:
        load_file(path)
    (first, *_) = (problem for problem in refusal.value.found if isinstance(problem, Problem))
    assert ("DEF39", "The question 'usia' stands in a repeated section") == (first.code, first.what.split(",")[0])
