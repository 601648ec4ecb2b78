"""Commands that only read or serve never make an instance; those that fill one do."""

from pathlib import Path

import pytest
from factories import NINE, write_csv, write_region

from collector.storage import open_store
from kotak_saran.command_line import main

READERS = {
    "collect": (),
    "daysheet": ("ab2cd",),
    "lottery": ("announce", "prima", "--source", "IHSG"),
    "import": ("isian.csv", "--survey", "skm-2017", "--unit", "dinas"),
    "paper": ("--survey", "skm-2017"),
    "posters": (),
    "publish": (),
    "tokens": ("ab2cd",),
    "training": ("status", "prima-1"),
    "visitors": ("add", "ktp", "2024-01-02", "5"),
}


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0), capsys.readouterr().err


@pytest.mark.parametrize("name", READERS)
def test_mistyped_instance_is_refused_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """One sentence says that nothing is there and what to do; no folder, database or key appears."""
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "isian.csv", [("visited_on", *NINE), ("2024-01-02", *[3] * 9)])
    code, err = _run(capsys, "--instance", "instanse", name, *READERS[name])
    expected = "instanse: there is no instance here. Run 'kotaksaran region load' first, or name the right folder "
    assert (1, expected + "with --instance.\n") == (code, err)
    assert ["isian.csv"] == [path.name for path in tmp_path.iterdir()]


def test_collect_refuses_an_instance_without_a_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A form that belongs to nobody is not served."""
    open_store(tmp_path / "kosong" / "private.db", create=True).close()
    code, err = _run(capsys, "--instance", tmp_path / "kosong", "collect", "--port", "1")
    assert 1 == code
    assert "holds no region yet. Run 'kotaksaran region load' first." in err


def test_collect_refuses_an_instance_whose_key_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A server with a new key would refuse the forms and slips that are out, so it does not start."""
    instance = tmp_path / "uji"
    _run(capsys, "--instance", instance, "region", "load", write_region(tmp_path / "region"))
    _run(capsys, "--instance", instance, "publish", "--output", tmp_path / "output")
    (instance / "secret_key").unlink()
    code, err = _run(capsys, "--instance", instance, "collect", "--port", "1")
    assert 1 == code
    assert "the secret key is missing" in err
    assert not (instance / "secret_key").exists()
