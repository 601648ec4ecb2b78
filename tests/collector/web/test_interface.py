"""The interface's words."""

from string import Formatter

import pytest

from collector.questions.registry import _SENTENCES
from collector.web.interface import load_interfaces

WORDS = load_interfaces()


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_interface_has_the_same_keys_in_every_language() -> None:
    """Nothing is said in one language only."""
    assert set(WORDS["id"].texts) == set(WORDS["en"].texts)


@pytest.mark.parametrize("key", sorted(WORDS["id"].texts))
def test_interface_has_the_same_placeholders_in_every_language(key: str) -> None:
    """A text that names something names it in both languages, and none is empty."""
    indonesian, english = WORDS["id"].texts[key], WORDS["en"].texts[key]

    assert _placeholders(indonesian) == _placeholders(english)
    assert indonesian.strip()
    assert english.strip()


def test_interface_addresses_people_as_anda() -> None:
    """One way to speak to people, and the everyday word for an IP address."""
    for wrong in ("saudara", "alamat internet"):
        assert [] == [key for key, text in WORDS["id"].texts.items() if wrong in text.lower()]


def test_interface_words_every_refusal() -> None:
    """Each reason of the question types has a sentence that needs no more than the reason gives."""
    reasons = {key.removeprefix("refused."): text for key, text in WORDS["id"].texts.items() if "refused." in key}
    assert set(reasons) == set(_SENTENCES)
    for reason, text in reasons.items():
        assert _placeholders(text) <= {name.partition("!")[0] for name in _placeholders(_SENTENCES[reason])}
