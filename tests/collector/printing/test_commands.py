"""kotaksaran posters and kotaksaran paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from factories import REGION, write_region

from kotak_saran.command_line import main

FORM = "https://saran.uji.go.id"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command on an instance of Kota Uji."""
    monkeypatch.setenv("KOTAKSARAN_FORM_URL", FORM)

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["--instance", str(tmp_path / "i"), "--output", str(tmp_path / "o"), *map(str, arguments)])
        written = capsys.readouterr()
        return int(stopped.value.code or 0), written.out, written.err

    call("region", "load", write_region(tmp_path / "region"))
    return call


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_posters_writes_a_folder_for_each_unit(run: Run, tmp_path: Path) -> None:
    """Three files a counter, and one with all where a unit has several."""
    code, out, err = run("posters")
    assert (0, "") == (code, err)
    assert "10 files (counters: 3, units: 2)" in out
    assert [
        "dinas/ab2cd-a4.pdf", "dinas/ab2cd-a5.pdf", "dinas/ab2cd.svg", "dinas/all-a4.pdf",
        "dinas/ef3gh-a4.pdf", "dinas/ef3gh-a5.pdf", "dinas/ef3gh.svg",
        "kelurahan/jk4mn-a4.pdf", "kelurahan/jk4mn-a5.pdf", "kelurahan/jk4mn.svg",
    ] == _files(tmp_path / "o" / "posters")  # fmt: skip


def test_posters_again_writes_the_same_bytes(run: Run, tmp_path: Path) -> None:
    """Printing anew changes no file."""
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        run("posters", "--unit", "dinas", "--folder", folder)
    assert _files(first) == _files(second)
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in _files(first))


def test_posters_of_one_counter_stand_alone(run: Run, tmp_path: Path) -> None:
    """With --counter there is no file with all, which would lack some."""
    run("posters", "--counter", "ab2cd")
    assert ["dinas/ab2cd-a4.pdf", "dinas/ab2cd-a5.pdf", "dinas/ab2cd.svg"] == _files(tmp_path / "o" / "posters")


def test_posters_without_https_are_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An http address of the world prints nothing; one of this machine prints and says what is missing."""
    monkeypatch.setenv("KOTAKSARAN_FORM_URL", "http://saran.uji.go.id")
    code, _, err = run("posters")
    assert 1 == code
    assert 1 == len(err.splitlines())
    assert "https://" in err
    assert not (tmp_path / "o").exists()
    monkeypatch.delenv("KOTAKSARAN_FORM_URL")
    code, out, _ = run("posters", "--counter", "ab2cd")
    assert 0 == code
    assert "for trials only" in out


def test_posters_of_the_unknown_are_refused(run: Run) -> None:
    """One sentence and exit code 1."""
    for arguments in (["--counter", "zzzzz"], ["--unit", "hantu"]):
        code, _, err = run("posters", *arguments)
        assert (1, 1) == (code, len(err.splitlines()))
        assert "is not known in this region" in err


def test_paper_writes_sheet_and_table(run: Run, tmp_path: Path) -> None:
    """The questionnaire comes with the table it is keyed into."""
    code, _, err = run("paper", "--survey", "skm-2017", "--unit", "dinas", "--lang", "en")
    assert (0, "") == (code, err)
    folder = tmp_path / "o" / "paper"
    assert ["skm-2017-dinas-en.pdf", "skm-2017-dinas.csv"] == _files(folder)
    header = (folder / "skm-2017-dinas.csv").read_text(encoding="utf-8")
    assert header.startswith(
        "visited_on,service_code,persyaratan,prosedur,waktu,biaya,produk,kompetensi,perilaku,sarana,"
    )


def test_paper_never_overwrites_a_table_that_is_filled_in(run: Run, tmp_path: Path) -> None:
    """A clerk's work of days survives printing another sheet."""
    run("paper", "--survey", "skm-2017")
    table = tmp_path / "o" / "paper" / "skm-2017.csv"
    filled = table.read_text(encoding="utf-8") + "2026-11-02,ktp,3,3,3,3,3,3,3,3,3,,,,,\n"
    table.write_text(filled, encoding="utf-8")
    code, out, _ = run("paper", "--survey", "skm-2017")
    assert 0 == code
    assert "stays as it is" in out
    assert filled == table.read_text(encoding="utf-8")


def test_paper_of_the_unknown_is_refused(run: Run) -> None:
    """Questionnaires and units that are not there are one sentence."""
    for arguments in (["--survey", "skm-1999"], ["--survey", "skm-2017", "--unit", "hantu"]):
        code, _, err = run("paper", *arguments)
        assert (1, 1) == (code, len(err.splitlines()))


def test_paper_of_an_invented_region_says_so(run: Run, tmp_path: Path, words_of: Callable[[bytes], str]) -> None:
    """The simulated mark is on paper too."""
    run("region", "load", write_region(tmp_path / "later", REGION.replace("simulated = false", "simulated = true")))
    run("paper", "--survey", "skm-2017")
    text = words_of((tmp_path / "o" / "paper" / "skm-2017-id.pdf").read_bytes())
    assert "DATA SIMULASI / SIMULATED DATA" in text
