"""Check that a wheel carries every committed file of the packages and of the demo's region."""

import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent


def wanted(pyproject: str) -> set[str]:
    """Return the paths in the wheel of all committed files that belong into it."""
    wheel = tomllib.loads(pyproject)["tool"]["hatch"]["build"]["targets"]["wheel"]
    places = {package: package for package in wheel["packages"]} | wheel["force-include"]
    command = ["git", "ls-files", "-z", "--", *places]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    names = [name for name in listing.stdout.split("\0") if name]
    return {
        target + name.removeprefix(source)
        for name in names
        for source, target in places.items()
        if name.startswith(f"{source}/")
    }


def main(wheel: str) -> None:
    """Name the files that are missing."""
    files = wanted((ROOT / "pyproject.toml").read_text("utf-8"))
    missing = sorted(files - set(ZipFile(wheel).namelist()))
    if missing or not files:
        sys.exit("\n".join(["The wheel lacks files (see tool.hatch in pyproject.toml):", *missing]))
    print(f"The wheel carries all {len(files)} files.")


if __name__ == "__main__":
    main(*sys.argv[1:])
