from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from survey_definitions import digests
from survey_definitions.digest_list import digest, recorded_digests
from survey_definitions.loader import load_surveys

FOLDER = Path(digests.__file__).parent / "definitions"
LIVE = ("uji-coba.toml", ('status = "draft"', 'status = "live"'))
Write = Callable[..., Path]


def test_live_definitions_are_unchanged() -> None:
    """The content of every live questionnaire is the one that was recorded when it went live.

    If this fails after an edit: undo the edit and write a new version instead
    (docs/how-to/new-questionnaire.md); never touch the recorded line.
    """
    live = [survey.id for survey in load_surveys().values() if survey.status == "live"]
    found = {name: sha256((FOLDER / f"{name}.toml").read_bytes()).hexdigest() for name in live}

    assert recorded_digests() == found


def test_digest_ignores_the_line_ends_of_windows() -> None:
    """A checkout with the line ends of Windows has the same digest."""
    assert sha256(b"a\nb\n").hexdigest() == digest(b"a\r\nb\r\n")


def test_new_live_definition_gets_a_line(write: Write, tmp_path: Path) -> None:
    """A live questionnaire that is not recorded gets a line in the format of sha256sum."""
    path = write(LIVE[1])

    expected = f"{sha256(path.read_bytes()).hexdigest()}  uji-coba.toml"
    assert [expected] == digests.new_lines(tmp_path, {})


def test_draft_gets_no_line(write: Write, tmp_path: Path) -> None:
    """A draft may still change, so it is not recorded."""
    write()

    assert [] == digests.new_lines(tmp_path, {})


def test_recorded_definition_gets_no_second_line(write: Write, tmp_path: Path) -> None:
    """What is recorded keeps its line, whatever the file says now."""
    write(LIVE[1])

    assert [] == digests.new_lines(tmp_path, {"uji-coba": "0" * 64})


def test_command_adds_only_new_lines(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--add appends the line of the new questionnaire and leaves the recorded ones as they are."""
    write(LIVE[1])
    (tmp_path / "digests.txt").write_text("0000  lama.toml\n", encoding="utf-8")
    monkeypatch.setattr(digests, "FOLDER", tmp_path)

    assert 0 == digests.main(["--add"])

    printed = capsys.readouterr().out
    assert printed.endswith("  uji-coba.toml\n")
    assert "0000  lama.toml\n" + printed == (tmp_path / "digests.txt").read_text(encoding="utf-8")


def test_command_without_add_writes_nothing(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --add the line is only shown."""
    write(LIVE[1])
    monkeypatch.setattr(digests, "FOLDER", tmp_path)

    assert 0 == digests.main([])

    assert capsys.readouterr().out.endswith("  uji-coba.toml\n")
    assert not (tmp_path / "digests.txt").exists()


def test_command_refuses_a_changed_definition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed live questionnaire ends the command with exit code 1 and no new line."""
    text = (FOLDER / "skm-2017.toml").read_text(encoding="utf-8")
    (tmp_path / "skm-2017.toml").write_text(text.replace("Sangat mudah", "Amat mudah"), encoding="utf-8")
    monkeypatch.setattr(digests, "FOLDER", tmp_path)

    assert 1 == digests.main(["--add"])

    assert "[DEF32]" in capsys.readouterr().err
    assert not (tmp_path / "digests.txt").exists()


def test_command_explains_its_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown option is wrong usage, exit code 2."""
    assert 2 == digests.main(["--force"])

    assert "--add" in capsys.readouterr().err
