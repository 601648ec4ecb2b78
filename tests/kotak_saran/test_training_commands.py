"""kotaksaran tokens training, training status and training seal, as somebody types them."""

import stat
from pathlib import Path

import pytest
from factories import write_region
from programme import PROGRAMME
from trainees import EVENT, invite

from collector.settings import CollectorSettings
from collector.storage import open_store
from kotak_saran.command_line import main

AHEAD = {
    **PROGRAMME,
    **{name: PROGRAMME[name][:1] for name in ("nominations", "commitments", "follow_ups", "events", "replies")},
    **{
        name: [tuple(cell.replace("2024-", "2124-") for cell in row) for row in PROGRAMME[name]]
        for name in ("trainings", "sessions", "waves")
    },
}


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    output = capsys.readouterr()
    return int(stopped.value.code or 0), output.out, output.err


def test_invitations_are_printed_for_their_owner_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet and a list, both readable by the owner only; a second run writes beside the first."""
    folder = tmp_path / "i"
    where = ("--instance", folder)
    _run(capsys, *where, "region", "load", write_region(tmp_path / "region", **AHEAD))
    code, out, err = _run(capsys, "tokens", "training", EVENT, "--count", 3, *where)
    assert (0, True) == (code, out.startswith("3 invitations for prima-1 (peserta), 5 waves: ")), err
    _run(capsys, "tokens", "training", EVENT, "--count", 1, *where)
    files = sorted((folder / "invitations").iterdir())
    assert [f"prima-1-peserta{n}.{end}" for n in ("-2", "") for end in ("csv", "pdf")] == [f.name for f in files]
    assert {0o600} == {stat.S_IMODE(path.stat().st_mode) for path in files}
    assert 4 == len((folder / "invitations" / "prima-1-peserta.csv").read_text("utf-8").splitlines())
    _, out, _ = _run(capsys, *where, "training", "status", EVENT)
    assert "prima-1: invited: 4 peserta." in out
    assert "pra          tes-pelayanan-a      0 of 4 answered; opens on 2124-02-01" in out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("tokens", "training", "lain", "--count", 1), "'lain' is no training of this region. Known: prima-1"),
        (("tokens", "training", EVENT, "--count", 1, "--role", "mentor"), "no wave for the role mentor"),
        (("training", "status", "lain"), "'lain' is no training"),
        (("training", "seal", EVENT), "'prima-1' is not over: the wave atasan-3 is open until 2124-05-31"),
    ],
)
def test_refusals_are_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...], expected: str
) -> None:
    """Nothing is drawn, printed or destroyed."""
    where = ("--instance", tmp_path / "i")
    _run(capsys, *where, "region", "load", write_region(tmp_path / "region", **AHEAD))
    code, _, err = _run(capsys, *arguments, *where)
    assert 1 == code
    assert expected in err
    assert not (tmp_path / "i" / "keys").exists()
    assert not (tmp_path / "i" / "invitations").exists()


def test_training_that_is_over_is_sealed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The status tells before and after; sealing again says the same."""
    where = ("--instance", tmp_path / "i")
    _run(capsys, *where, "region", "load", write_region(tmp_path / "region", **PROGRAMME))
    settings = CollectorSettings(instance=tmp_path / "i")
    store = open_store(settings.private_db)
    invite(settings, store)
    store.close()
    assert "0 of 1 answered; closed since 2024-05-31" in _run(capsys, *where, "training", "status", EVENT)[1]
    for _ in range(2):
        code, out, _ = _run(capsys, *where, "training", "seal", EVENT)
        assert (0, "prima-1 is sealed: keys destroyed, pairs are random numbers.\n") == (code, out)
    assert "Sealed on 20" in _run(capsys, *where, "training", "status", EVENT)[1]
    assert [] == list(settings.keys_folder.iterdir())


def test_slips_of_a_counter_keep_their_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`tokens ab2cd` is what it always was, with its options before or after the counter."""
    where = ("--instance", tmp_path / "i")
    _run(capsys, *where, "region", "load", write_region(tmp_path / "region"))
    for arguments in (("ab2cd", "--count", 2), ("--count", 2, "ab2cd")):
        code, out, err = _run(capsys, *where, "tokens", *arguments)
        assert (0, True) == (code, out.startswith("2 slips for Dinas Uji")), err
