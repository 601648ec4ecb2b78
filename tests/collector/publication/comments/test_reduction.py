"""What a person may make of a masked comment: less, never more, and never the opposite."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.publication.comments.reduction import is_empty, is_reduction, with_mask

WORDS = st.lists(st.sampled_from(["tidak", "ramah", "Budi", "cepat", ",", "[…]"]), max_size=8)


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        ("Petugas Budi galak", "Petugas […] galak"),
        ("Petugas Budi dari loket dua galak", "Petugas […] galak"),
        ("Saya, antre lama.", "Antre lama."),
        ("Pak […] tidak ramah sekali", "Pak […] tidak ramah"),
        ("Petugas tidak ramah kepada Budi", "[…]"),
        ("tidak begitu ramah ya", "[…] ya"),
    ],
)
def test_words_may_go_or_be_masked(text: str, edited: str) -> None:
    """A name, the end, or everything."""
    assert is_reduction(text, edited)


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        ("antre lama", "antre sangat lama"),
        ("antre lama", "antre lama!"),
        ("antre lama", "lama antre"),
        ("antre lama", "antre lama […]"),
        ("berlama-lama", "berlama-lamaan"),
        ("tidak ramah", "ramah"),
        ("tidak ramah", "[…] ramah"),
        ("kurang begitu ramah", "[…] ramah"),
        ("Pak […] tidak ramah", "Pak […] ramah"),
        ("Pak […] tidak ramah", "[…] ramah"),
        ("Pak […] galak", "Pak galak"),
    ],
)
def test_words_are_never_added_or_turned_around(text: str, edited: str) -> None:
    """No new word or sign, no other order, and no negation that vanishes alone."""
    assert not is_reduction(text, edited)


@given(WORDS, WORDS)
def test_words_of_a_reduction_stand_in_the_text_in_the_same_order(words: list[str], edited: list[str]) -> None:
    """Whatever is accepted has its words from the text; the text itself is always accepted."""
    text = " ".join(words)
    assert is_reduction(text, text)
    if is_reduction(text, " ".join(edited)):
        left = iter(words)
        assert all(word in left for word in edited if word != "[…]")


def test_dots_in_brackets_are_the_mask() -> None:
    """The mask is hard to type; three dots do."""
    assert "Petugas […] galak" == with_mask("Petugas [...]\n galak ")


@pytest.mark.parametrize(("text", "empty"), [("", True), ("[…], […].", True), ("[…] lama", False), ("12", False)])
def test_empty_is_without_words(text: str, *, empty: bool) -> None:
    """Masks and commas alone say nothing."""
    assert empty == is_empty(text)
