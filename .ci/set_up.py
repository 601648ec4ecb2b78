"""Make .venv and install what requirements.txt pins (called by make; safe to call again)."""

import hashlib
import importlib.util
import platform
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LISTS = ("pyproject.toml", "requirements.txt")
STAMP = VENV / "installed"  # make compares its age, and its first line with the folder it runs in
VENV_PYTHON = VENV / "bin" / "python"
GLIBC_NEEDED = (2, 28)
CLASSIFIER = "Programming Language :: Python :: 3."


class SetUpError(Exception):
    """What stands in the way of installing, said in one sentence."""


def tried_pythons(pyproject: str) -> list[int]:
    """Return the minor versions of Python 3 that pyproject.toml names as tried."""
    classifiers = tomllib.loads(pyproject)["project"]["classifiers"]
    return sorted(int(name.removeprefix(CLASSIFIER)) for name in classifiers if name.startswith(CLASSIFIER))


def check_python(tried: list[int]) -> None:
    """Refuse a Python for which packages such as pysqlite3 are not published ready-made."""
    range_text = f"Python 3.{tried[0]} to 3.{tried[-1]}"
    remedy = f"Name one of {range_text}, as in: make test PYTHON=python3.{tried[-1]}"
    if sys.version_info.minor not in tried:
        found = platform.python_version()
        raise SetUpError(f"Some packages are not published ready-made for Python {found}. {remedy}")
    if platform.python_implementation() != "CPython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        raise SetUpError(f"Some packages are published ready-made for the standard CPython only. {remedy}")


def check_system() -> None:
    """Refuse a Linux for which pysqlite3 is not published ready-made; other systems may try."""
    if platform.system() != "Linux":
        return
    library, version = platform.libc_ver()
    found = tuple(int(part) for part in version.split(".")[:2]) if library == "glibc" else (0, 0)
    if platform.machine() != "x86_64" or found < GLIBC_NEEDED:
        here = f"{platform.machine()} with {library or 'another C library than glibc'} {version}".rstrip()
        raise SetUpError(
            "Kotak Saran runs on Linux x86_64 with glibc 2.28 or newer (Debian 10, Ubuntu 20.04, RHEL 8), "
            f"and this is {here}: not every package is published ready-made for it."
        )


def working_uv() -> str | None:
    """Return uv if it is here and runs (a launcher may stay behind without it)."""
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0:
        return uv
    return None


def stamp_lines() -> list[str]:
    """Return what tells one environment from another: its folder, its Python and the lists it came from."""
    lists = b"".join((ROOT / name).read_bytes() for name in LISTS)
    return [str(ROOT), f"3.{sys.version_info.minor}", hashlib.sha256(lists).hexdigest()]


def made_from() -> list[str]:
    """Return the stamp of the environment that is here, or nothing."""
    return STAMP.read_text("utf-8").splitlines() if STAMP.is_file() else []


def make_environment(*, with_pip: bool) -> None:
    """Make .venv anew, unless the one that is here was made in this folder with this Python."""
    if made_from()[:2] == stamp_lines()[:2]:
        return
    if with_pip and importlib.util.find_spec("ensurepip") is None:
        raise SetUpError(
            "This Python cannot make environments with pip: install its venv package "
            f"(Debian, Ubuntu: apt install python3.{sys.version_info.minor}-venv) or uv."
        )
    STAMP.unlink(missing_ok=True)
    venv.create(VENV, clear=True, symlinks=True, with_pip=with_pip)


def install(uv: str | None) -> None:
    """Install the pinned packages, every one checked by its hash, then this folder itself."""
    with_uv = [str(uv), "pip", "install", "--quiet", "--python", str(VENV_PYTHON)]
    with_pip = [str(VENV_PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    pinned = ["--require-hashes", "--requirement", "requirements.txt"]
    ours = ["--no-deps", "--no-build-isolation", "--editable", "."]
    for arguments in (pinned, ours):
        command = [*(with_uv if uv else with_pip), *arguments]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise SetUpError("Installing stopped at the error above: put it right and run the same again.")


def set_up() -> None:
    """Check what is here, then make the environment and fill it."""
    check_python(tried_pythons((ROOT / "pyproject.toml").read_text("utf-8")))
    check_system()
    uv = working_uv()
    print(f"Installing into .venv with {'uv' if uv else 'pip'}; this takes a minute.", flush=True)
    make_environment(with_pip=uv is None)
    install(uv)
    STAMP.write_text("".join(f"{line}\n" for line in stamp_lines()), "utf-8")


def main() -> None:
    """Set up what is not there yet."""
    if made_from() == stamp_lines():
        STAMP.touch()
        return
    try:
        set_up()
    except SetUpError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
