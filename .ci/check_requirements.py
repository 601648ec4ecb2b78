"""Check that requirements.txt pins what pyproject.toml asks for, with hashes and without addresses."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; [^\\]+)? \\$")
ALLOWED_OPTIONS = {"--only-binary :all:"}


def asked(pyproject: str) -> list[Requirement]:
    """Return every direct requirement: core, extras and what builds the wheel."""
    tables = tomllib.loads(pyproject)
    project = tables["project"]
    extras = [text for texts in project["optional-dependencies"].values() for text in texts]
    return [Requirement(text) for text in [*project["dependencies"], *extras, *tables["build-system"]["requires"]]]


def pinned(lines: list[str]) -> dict[str, list[str]]:
    """Return the pinned versions by name (one name may have several, told apart by markers)."""
    versions: dict[str, list[str]] = {}
    for match in filter(None, map(PIN.match, lines)):
        versions.setdefault(match["name"], []).append(match["version"])
    return versions


def problems(pyproject: str, requirements: str) -> list[str]:
    """Return what is wrong with requirements.txt, one sentence each."""
    lines = requirements.splitlines()
    versions = pinned(lines)
    found = [
        f"line {number}: an address or a path of one machine must not be in it: {line.strip()}"
        for number, line in enumerate(lines, 1)
        if re.search(r"://|^-|[ =@]/", line) and line not in ALLOWED_OPTIONS
    ]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if re.match(r"\w", line) and not (PIN.match(line) and following.startswith("    --hash=sha256:")):
            found.append(f"not pinned with == and a hash: {line}")
    for requirement in asked(pyproject):
        here = versions.get(canonicalize_name(requirement.name), [])
        if not here or not all(requirement.specifier.contains(version) for version in here):
            found.append(f"pyproject.toml asks for {requirement}, pinned is {', '.join(here) or 'nothing'}")
    return found


def main() -> None:
    """Name every problem and the remedy."""
    found = problems((ROOT / "pyproject.toml").read_text("utf-8"), (ROOT / "requirements.txt").read_text("utf-8"))
    if found:
        sys.exit("\n".join(["requirements.txt: run `make requirements`.", *found]))
    print("requirements.txt agrees with pyproject.toml.")


if __name__ == "__main__":
    main()
