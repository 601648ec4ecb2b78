"""A small sound questionnaire that tests break, and the problems its reading finds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from survey_definitions.loader import load_file
from survey_definitions.problems import DefinitionRefusedError, Problem

SOUND = """\
id = "uji-coba"
family = "uji-coba"
version = 1
status = "draft"
subject = "service"
title.id = "Uji coba"
title.en = "Trial"
regulation.id = "Susunan sendiri"
regulation.en = "Our own"

[scale]
minimum = 1
maximum = 4
choices = [
    { value = 1, id = "Tidak baik", en = "Poor" },
    { value = 2, id = "Kurang baik", en = "Not very good" },
    { value = 3, id = "Baik", en = "Good" },
    { value = 4, id = "Sangat baik", en = "Very good" },
]

[index]
name.id = "Nilai"
name.en = "Score"
multiplier = 25

[index.weights]
waktu = "1/3"
biaya = "2/3"

[[index.grades]]
letter = "A"
minimum = "80.5"
label.id = "Baik"
label.en = "Good"

[[index.grades]]
letter = "B"
minimum = "25.00"
label.id = "Kurang"
label.en = "Poor"

[[section]]
key = "unsur"
title.id = "Pendapat"
title.en = "Opinion"
type = "scale"
wording = "own"
publication = "published"

[[section.question]]
key = "waktu"
list_position = 2
name.id = "Waktu"
name.en = "Time"
text.id = "Bagaimana waktunya?"
text.en = "How was the time?"

[[section.question]]
key = "biaya"
list_position = 1
name.id = "Biaya"
name.en = "Fee"
text.id = "Bagaimana biayanya?"
text.en = "How was the fee?"

[[section]]
key = "responden"
title.id = "Tentang Saudara"
title.en = "About you"
wording = "own"
publication = "coarsened"

[[section.question]]
key = "usia"
type = "number"
minimum = 10
maximum = 120
name.id = "Usia"
name.en = "Age"
text.id = "Berapa usia Saudara?"
text.en = "How old are you?"

[[section.question]]
key = "pendidikan"
type = "choice"
name.id = "Pendidikan"
name.en = "Education"
text.id = "Apa pendidikan Saudara?"
text.en = "What is your education?"
choices = [
    { value = "SMA", id = "SMA", en = "Secondary school" },
    { value = "D3", id = "D3", en = "Diploma", maps_to = "SMA" },
]

[[section.question]]
key = "saran"
type = "text"
maximum = 500
publication = "withheld"
name.id = "Saran"
name.en = "Suggestion"
text.id = "Apa saran Saudara?"
text.en = "What do you suggest?"
"""

Write = Callable[..., Path]
Break = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the sound questionnaire with some passages replaced, and return its path."""

    def write_with(*changes: tuple[str, str], name: str = "uji-coba.toml") -> Path:
        text = SOUND
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} must occur once to be replaced"
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_with


@pytest.fixture
def broken(write: Write) -> Break:
    """Return the problems that are found after some passages were replaced."""

    def problems_with(*changes: tuple[str, str], name: str = "uji-coba.toml") -> tuple[Problem, ...]:
        with pytest.raises(DefinitionRefusedError) as refusal:
            load_file(write(*changes, name=name))
        return tuple(problem for problem in refusal.value.found if isinstance(problem, Problem))

    return problems_with
