"""Questionnaires by version: what was asked, and what changed."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from open_db import OpenDb
from showcase import BuiltSite

from site_builder.open_data import read_open_data
from site_builder.questionnaires import Change, differences
from site_builder.records import SurveyInfo
from survey_definitions.loader import load_survey
from survey_definitions.model import Text

PAGE = "kuesioner/index.html"


def survey(tmp_path: Path) -> SurveyInfo:
    """Read the questionnaire of 2017 from an open file."""
    return read_open_data(OpenDb(tmp_path / "open.db").save()).surveys["skm-2017"]


def test_same_questionnaire_does_not_differ(tmp_path: Path) -> None:
    """Nothing is told of nothing."""
    one = survey(tmp_path)
    assert differences(one, one) == ()


def test_every_kind_of_change_is_found(tmp_path: Path) -> None:
    """Text, choices, weight, scale, grades, a question that came and one that went."""
    old = survey(tmp_path)
    asked = {question.key: question for question in old.questions}
    new_text = Text(id="Baru?", en="New?")
    changed = [
        replace(asked["waktu"], text=new_text),
        replace(asked["biaya"], choices=asked["biaya"].choices[:3]),
        replace(asked["produk"], weight=Fraction(1, 5)),
        replace(asked["sarana"], key="ruang"),
    ]
    kept = [question for key, question in asked.items() if key not in ("waktu", "biaya", "produk", "sarana")]
    grades = replace(old.index.grades, grades=old.index.grades.grades[:3])
    new = replace(old, questions=(*kept, *changed), scale=(1, 5), index=replace(old.index, grades=grades))
    found = {(one.change, (one.after or one.before or asked["saran"]).key) for one in differences(old, new)}
    assert found == {
        (Change.SCALE, "saran"), (Change.GRADES, "saran"), (Change.TEXT, "waktu"), (Change.CHOICES, "biaya"),
        (Change.WEIGHT, "produk"), (Change.ADDED, "ruang"), (Change.REMOVED, "sarana"),
    }  # fmt: skip


def test_page_tells_what_changed_between_the_regulations(site: BuiltSite) -> None:
    """From 2014 to 2017 the pledge went and facilities came."""
    words = site.words(PAGE)
    assert "Yang berubah dari “Survei Kepuasan Masyarakat (SKM) menurut aturan 2014”" in words
    assert "Baru: Sarana dan Prasarana." in words
    assert "Tidak ditanyakan lagi: Maklumat Pelayanan." in words
    assert "New: Facilities and infrastructure." in site.words(f"en/{PAGE}")


def test_page_holds_every_question_word_by_word(site: BuiltSite) -> None:
    """What was asked is what the definition says, choices included."""
    words = site.words(PAGE)
    for question in load_survey("skm-2017").questions:
        assert " ".join(question.text.id.split()) in words
        for choice in question.choices:
            assert choice.text.id in words
