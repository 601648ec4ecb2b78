from collections.abc import Callable
from pathlib import Path

import pytest

from survey_definitions import loader
from survey_definitions.loader import load_file, load_survey, load_surveys, survey_ids
from survey_definitions.problems import DefinitionRefusedError, Problem

Write = Callable[..., Path]
Break = Callable[..., tuple[Problem, ...]]
SHIPPED = (
    "dukungan-pimpinan", "kesiapan-perubahan", "mentoring-mentee", "mentoring-mentor", "pelatihan-pengajar",
    "pelatihan-reaksi", "seminar-reaksi", "skm-2004", "skm-2014", "skm-2017", "tes-pelayanan-a", "tes-pelayanan-b",
    "transfer-atasan", "transfer-peserta", "workshop-reaksi",
)  # fmt: skip


def test_shipped_questionnaires_load() -> None:
    """Every shipped questionnaire is found under its id and is free of faults."""
    assert SHIPPED == survey_ids()
    assert SHIPPED == tuple(survey.id for survey in load_surveys().values())


def test_load_survey_is_read_once() -> None:
    """A questionnaire asked for again is the same object, so that a request never reads a file."""
    assert load_survey("skm-2017") is load_survey("skm-2017")


def test_unknown_id_lists_the_known_ones() -> None:
    """An unknown id is refused in one sentence that lists the known ones."""
    with pytest.raises(DefinitionRefusedError) as refusal:
        load_survey("skm-1999")

    known = ", ".join(SHIPPED)
    assert f"There is no questionnaire 'skm-1999'; the known ones are {known}." == str(refusal.value)


def test_sound_questionnaire_has_no_fault(write: Write) -> None:
    """The questionnaire that the tests break is sound itself."""
    survey = load_file(write())

    assert ["biaya", "waktu"] == [question.key for question in survey.scored]


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is a problem with its path, not a traceback."""
    assert [("DEF01", str(tmp_path / "tiada.toml"))] == places(tmp_path / "tiada.toml")


def test_folder_instead_of_file_is_named(tmp_path: Path) -> None:
    """A folder given as a file is a problem with its path."""
    assert [("DEF01", str(tmp_path))] == places(tmp_path)


def test_wrong_encoding_is_named_with_its_byte(write: Write) -> None:
    """A file in another encoding names the first byte that is not UTF-8."""
    path = write()
    path.write_bytes(b"# caf\xe9\n" + path.read_bytes())

    (problem,) = refused(path)

    assert ("DEF02", "uji-coba.toml") == (problem.code, problem.where)
    assert "byte 6" in problem.what


def test_byte_order_mark_is_accepted(write: Write) -> None:
    """A byte order mark, which editors on Windows write, is no fault."""
    path = write()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert "uji-coba" == load_file(path).id


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('id = "uji-coba"\nversion = = 1\n', "uji-coba.toml, line 2"),
        ('id = "a"\nid = "b"\n', "uji-coba.toml, line 2"),
        ("a = " + "[" * 5000, "uji-coba.toml"),
        ("version = 1" + "0" * 5000, "uji-coba.toml"),
    ],
)
def test_syntax_error_is_named_with_its_line(tmp_path: Path, text: str, where: str) -> None:
    """What is not TOML is one problem at its line, and nothing else is looked at."""
    path = tmp_path / "uji-coba.toml"
    path.write_text(text, encoding="utf-8")

    (problem,) = refused(path)

    assert "DEF03" == problem.code
    assert problem.where.startswith(where)


def test_empty_file_lists_what_is_needed(tmp_path: Path) -> None:
    """An empty file names each key of the top level once, and nothing that would stand inside them."""
    path = tmp_path / "uji-coba.toml"
    path.write_text("", encoding="utf-8")

    problems = refused(path)

    assert {"DEF04"} == {problem.code for problem in problems}
    needed = ["id", "family", "version", "status", "subject", "title", "regulation", "scale", "section", "index"]
    assert needed == [problem.what.split("'")[1] for problem in problems]


def test_faults_are_reported_together(broken: Break) -> None:
    """Faults in different places are all found in one go, in the order of the file."""
    problems = broken(
        ("version = 1", "versi = 1"),
        ('waktu = "1/3"', 'waktu = "0.11"'),
        ('text.en = "How was the time?"\n', ""),
        ('type = "number"', 'type = "angka"'),
    )

    assert ["DEF04", "DEF13", "DEF14", "DEF22", "DEF05"] == [problem.code for problem in problems]


def test_misspelt_key_names_the_one_that_is_meant(broken: Break) -> None:
    """The remedy for a misspelt key names the nearest known one."""
    problems = broken(("list_position = 2", "list_postion = 2"))

    assert "perhaps 'list_position' is meant" in problems[-1].remedy


def test_unreadable_scale_gives_no_further_problems(broken: Break) -> None:
    """Choices and grades are not judged against a scale that is itself at fault."""
    assert ["DEF04"] == [problem.code for problem in broken(("maximum = 4\n", ""))]


def test_changed_live_questionnaire_is_refused(tmp_path: Path) -> None:
    """A file that bears the id of a live questionnaire, but asks something else, is refused even as a draft."""
    source = Path(loader.__file__).parent / "definitions" / "skm-2017.toml"
    changed = source.read_text(encoding="utf-8").replace("Sangat mudah", "Amat mudah")
    path = tmp_path / "skm-2017.toml"
    path.write_text(changed.replace('"live"', '"draft"'), encoding="utf-8")

    assert [("DEF32", "skm-2017.toml")] == places(path)


def test_unrecorded_live_questionnaire_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A live questionnaire whose content was never recorded cannot be used, and the remedy is the command."""
    monkeypatch.setattr(loader, "recorded_digests", dict)
    load_survey.cache_clear()

    with pytest.raises(DefinitionRefusedError) as refusal:
        load_survey("skm-2017")

    load_survey.cache_clear()
    (problem,) = refusal.value.problems
    assert "[DEF33]" in problem
    assert "python -m survey_definitions.digests --add" in problem


def refused(path: Path) -> list[Problem]:
    """Return the problems of a file that must be refused."""
    with pytest.raises(DefinitionRefusedError) as refusal:
        load_file(path)
    return [problem for problem in refusal.value.found if isinstance(problem, Problem)]


def places(path: Path) -> list[tuple[str, str]]:
    """Return code and place of every problem of a file that must be refused."""
    return [(problem.code, problem.where) for problem in refused(path)]
