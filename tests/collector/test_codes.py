"""Codes that people type."""

from collector.codes import ALPHABET, is_code, normalise, random_code


def test_alphabet_has_no_look_alikes() -> None:
    """Five bits a character, and none of i, l, o and u."""
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ilou")


def test_normalise_reads_what_a_person_meant() -> None:
    """Capitals, hyphens and look-alikes lead to the same code."""
    assert normalise(" O1-AB L ") == "01ab1"


def test_random_code_uses_the_alphabet() -> None:
    """A drawn code has the length asked for and two draws differ."""
    first, second = random_code(16), random_code(16)
    assert (len(first), is_code(first)) == (16, True)
    assert first != second
