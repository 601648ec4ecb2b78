"""kotaksaran backup, restore and doctor as they are typed."""

from pathlib import Path

import pytest
from factories import new_store, responses

from kotak_saran.command_line import main


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([*map(str, arguments)])
    output = capsys.readouterr()
    return int(stopped.value.code or 0), output.out, output.err


def test_backup_restore_and_doctor(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A copy is made, restored elsewhere and found healthy; refusals are one sentence and exit with 1."""
    store = new_store(tmp_path)
    store.append(responses(3, counter="ab2cd"))
    store.close()
    copy, old, new = tmp_path / "copy.tar", tmp_path / "instance", tmp_path / "new"
    code, out, _ = _run(capsys, "backup", copy, "--instance", old)
    assert (0, True) == (code, f"{copy}: 3 answers of the region 'uji'.\nSHA-256 " in out)
    assert "The secret key is not in it" in out
    code, _, err = _run(capsys, "restore", copy, "--instance", new)
    assert (1, 1) == (code, err.count("\n"))
    code, out, _ = _run(capsys, "restore", copy, "--instance", new, "--new-key")
    assert (0, f"{new}: 3 answers of the region 'uji' are back.\nRestored: private.db.\n") == (code, out)
    code, out, _ = _run(capsys, "doctor", "--instance", new, "--output", tmp_path / "out")
    assert (0, "All is well.") == (code, out.splitlines()[-1])
    (new / "secret_key").unlink()
    code, out, _ = _run(capsys, "doctor", "--instance", new, "--output", tmp_path / "out")
    assert (1, "1 to mend.") == (code, out.splitlines()[-1])
    assert f"BAD  {new / 'secret_key'} is missing." in out
