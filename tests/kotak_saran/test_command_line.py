"""The command line: exit codes, settings from four places, nothing loaded before it is used."""

import subprocess
import sys
from pathlib import Path

import pytest
from factories import NINE, REGION, write_csv, write_region

from kotak_saran.command_line import COMMANDS, main


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    output = capsys.readouterr()
    return int(stopped.value.code or 0), output.out, output.err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """--help names each command with what it does."""
    code, out, _ = _run(capsys, "--help")
    assert 0 == code
    assert all(f"{name} " in out for name in COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_of_each_command_has_an_example(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Each command, or each of its parts, shows one line that can be typed."""
    parts = {
        "comments": ["review"],
        "definitions": ["check", "list", "publish", "show"],
        "lottery": ["announce", "check", "draw"],
        "region": ["load"],
        "tokens": [None, "counter", "training"],
        "training": ["seal", "status"],
        "visitors": ["add"],
    }.get(name, [None])
    for part in parts:
        _, out, _ = _run(capsys, name, *([part] if part else []), "--help")
        assert f"Example: kotaksaran {name}" in out


def test_help_loads_no_library_of_the_parts() -> None:
    """`kotaksaran --help` stays light ; benchmarks/help_cpu.py measures the 150 ms."""
    heavy = ("flask", "matplotlib", "sqlite_utils", "pysqlite3", "numpy", "jinja2", "wtforms", "datasette")
    script = (
        "import sys\nfrom kotak_saran.command_line import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert "[]" == run.stderr.strip()


@pytest.mark.parametrize("arguments", [["tidak-ada"], ["ikm"], ["ikm", "a.csv", "--tidak"], ["import", "a.csv"]])
def test_wrong_usage_is_exit_code_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """A command that does not exist or misses an argument is wrong usage."""
    code, _, err = _run(capsys, *arguments)
    assert 2 == code
    assert "Traceback" not in err


@pytest.mark.parametrize("before", [True, False])
def test_instance_and_output_work_on_both_sides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, before: bool
) -> None:
    """--instance and --output mean the same before and after the command."""
    folders = ["--instance", tmp_path / "pp", "--output", tmp_path / "po"]
    for command in (["region", "load", write_region(tmp_path / "region")], ["publish"]):
        code, _, err = _run(capsys, *(folders + command if before else command + folders))
        assert 0 == code, err
    assert (tmp_path / "pp" / "private.db").is_file()
    assert (tmp_path / "po" / "open.db").is_file()


def test_settings_come_from_variable_and_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A KOTAKSARAN_ variable names the instance, its file names the output."""
    instance = tmp_path / "pp"
    instance.mkdir()
    (instance / "kotaksaran.toml").write_text(f'output = "{tmp_path / "dari-berkas"}"\n')
    monkeypatch.setenv("KOTAKSARAN_INSTANCE", str(instance))
    _run(capsys, "region", "load", write_region(tmp_path / "region"))
    code, _, err = _run(capsys, "publish")
    assert 0 == code, err
    assert (tmp_path / "dari-berkas" / "open.db").is_file()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("outputt = 'x'", "'outputt' is not known"), ("form_port = 'x'", "form_port"), ("output = ", "can't be read")],
)
def test_settings_file_with_a_fault_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, expected: str
) -> None:
    """A typo in the settings is one sentence, not a silent default."""
    (tmp_path / "kotaksaran.toml").write_text(text)
    code, _, err = _run(capsys, "--instance", tmp_path, "publish")
    assert 1 == code
    assert expected in err
    assert not (tmp_path / "private.db").exists()


def _import(tmp_path: Path, *arguments: object) -> list[object]:
    return ["--instance", tmp_path / "pp", "import", *arguments]


def test_bad_input_is_one_message_and_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong files, units, surveys, folders and databases are refused with a reason and without a traceback."""
    good = write_csv(tmp_path / "a.csv", [("visited_on", *NINE), ("2024-01-02", *[3] * 9)])
    five = write_csv(tmp_path / "b.csv", [("visited_on", *NINE), ("2024-01-02", 5, *[3] * 8)])
    (tmp_path / "rusak").mkdir()
    (tmp_path / "rusak" / "private.db").write_bytes(b"x" * 4096)
    _run(capsys, "--instance", tmp_path / "pp", "region", "load", write_region(tmp_path / "region"))
    other = write_region(tmp_path / "lain", REGION.replace('"uji"', '"lain"'))
    cases = [
        (_import(tmp_path, five, "--survey", "skm-2017", "--unit", "dinas"), "row 2, column persyaratan"),
        (_import(tmp_path, good, "--survey", "skm-2017", "--unit", "hantu"), "'hantu' is not known"),
        (_import(tmp_path, good, "--survey", "skm-1999", "--unit", "dinas"), "skm-1999"),
        (_import(tmp_path, tmp_path / "x.csv", "--survey", "skm-2017", "--unit", "dinas"), "no such file"),
        (["--instance", tmp_path / "pp", "region", "load", other], "holds the region 'uji'"),
        (["--instance", tmp_path / "baru", "publish"], "region load"),
        (["--instance", tmp_path / "rusak", "publish"], "not a readable Kotak Saran database"),
        (["--output", tmp_path / "kosong", "datasette"], "kotaksaran publish"),
        (["--output", tmp_path / "kosong", "build"], "kotaksaran publish"),
        (["definitions", "show", "skm-1999"], "skm-1999"),
    ]
    for arguments, expected in cases:
        code, _, err = _run(capsys, *arguments)
        assert 1 == code, arguments
        assert expected in err
        assert "Traceback" not in err


def test_import_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first import counts, the second says that nothing was stored and when it had been."""
    _run(capsys, "--instance", tmp_path / "pp", "region", "load", write_region(tmp_path / "region"))
    row = ("2024-01-02", *[3] * 9, "9")
    path = write_csv(tmp_path / "a.csv", [("visited_on", *NINE, "total"), row, row])
    command = _import(tmp_path, path, "--survey", "skm-2017", "--unit", "dinas")
    _, first, _ = _run(capsys, *command)
    assert "2 answers stored" in first
    assert "1 rows repeat" in first
    assert "Columns not read: total." in first
    code, second, _ = _run(capsys, *command)
    assert 0 == code
    assert "nothing stored" in second


def test_definitions_publish_writes_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page for each questionnaire in each language, listed by name."""
    code, out, _ = _run(capsys, "definitions", "publish", "--output", tmp_path)
    assert 0 == code
    pages = {str(path) for path in (tmp_path / "codebook").iterdir()}
    assert pages == set(out.splitlines())
    assert str(tmp_path / "codebook" / "codebook-skm-2017.en.html") in pages


def test_definitions_check_names_the_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A definition with a fault is refused by file and place; our own pass."""
    path = tmp_path / "survei.toml"
    path.write_text("id = 'survei'\n")
    code, _, err = _run(capsys, "definitions", "check", path)
    assert 1 == code
    assert "survei.toml" in err
    code, out, _ = _run(capsys, "definitions", "check")
    assert 0 == code
    assert "skm-2017: " in out
