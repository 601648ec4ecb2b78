"""Themes against 70 invented sentences labelled by hand before the table of words was tried on them."""

import csv
from pathlib import Path

import pytest

from collector.publication.comments.reading import themes_of
from collector.publication.comments.themes import load_themes
from survey_definitions.loader import load_surveys

LABELLED = Path(__file__).parents[3] / "data" / "themes_labelled.csv"


def _keys(text: str) -> set[str]:
    return {theme.key for theme in themes_of(text)}


def _labelled() -> list[tuple[str, set[str]]]:
    with LABELLED.open(encoding="utf-8") as source:
        return [(row["sentence"], set(row["themes"].split())) for row in csv.DictReader(source)]


def test_themes_agree_with_a_person() -> None:
    """Of 70 sentences at least 95 in 100 themes are found, and at most 5 in 100 are wrong."""
    pairs = [(wanted, _keys(sentence)) for sentence, wanted in _labelled()]
    assert 70 == len(pairs)
    right = sum(len(wanted & found) for wanted, found in pairs)
    assert right / sum(len(wanted) for wanted, _ in pairs) >= 0.95
    assert right / sum(len(found) for _, found in pairs) >= 0.95


def test_every_theme_stands_in_the_labelled_sentences() -> None:
    """No theme of the table is untried."""
    assert {theme.key for theme in load_themes().themes} == set().union(*(themes for _, themes in _labelled()))


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("ramah", "ramah"),
        ("tidak ramah", "tidak_ramah"),
        ("KURANG RAMAH", "tidak_ramah"),
        ("belum begitu ramah", "tidak_ramah"),
        ("tidak sopan dan ramah", "tidak_ramah"),
        ("bukan tidak ramah", "ramah"),
        ("tidak hanya ramah", "ramah"),
        ("semoga ramah", "tidak_ramah"),
        ("semoga tetap ramah", "ramah"),
        ("petugasnya baik", "ramah"),
        ("parkirnya kurang", "sarana_kurang"),
        ("parkirnya luas", "sarana_baik"),
    ],
)
def test_negations_and_wishes_are_kept(text: str, theme: str) -> None:
    """The same word is praise or a complaint by what stands before it."""
    assert {theme} == _keys(text)


def test_what_only_looks_like_a_negation_is_none() -> None:
    """Not long ago says nothing of how long it took."""
    assert set() == _keys("Belum lama ini saya ke sini")


def test_every_aspect_is_an_unsur_of_the_questionnaire() -> None:
    """The table has the nine unsur of the law, each once for praise and once for complaints (SKM01)."""
    scored = sorted(question.key for question in load_surveys()["skm-2017"].scored)
    assert scored == sorted(aspect.praise.question for aspect in load_themes().aspects)
    assert all(aspect.praise.question == aspect.complaint.question for aspect in load_themes().aspects)
    keys = [theme.key for theme in load_themes().themes]
    assert len(keys) == len(set(keys))


def test_no_word_is_claimed_twice() -> None:
    """A phrase says one thing: none stands in two places of the table."""
    table = load_themes()
    phrases = [phrase for aspect in table.aspects for kind in ("good", "bad", "topics", "about")
               for phrase in getattr(aspect, kind)]  # fmt: skip
    phrases += [(word,) for word in (*table.good, *table.bad)]
    assert [] == sorted({phrase for phrase in phrases if phrases.count(phrase) > 1})
