"""The recorded digests of live questionnaires: what is live never changes, so old answers keep their question.

The list has the format of ``sha256sum``, one line per file.
"""

from hashlib import sha256
from importlib.resources import files

LIST = "digests.txt"


def digest(content: bytes) -> str:
    """Return the SHA-256 of a definition file; the line ends of Windows count as plain ones."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def recorded_digests() -> dict[str, str]:
    """Return the digest of every recorded questionnaire by its id."""
    listed = files("survey_definitions").joinpath("definitions", LIST).read_text(encoding="utf-8")
    return dict(_entry(line) for line in listed.splitlines())


def line_of(survey: str, content: bytes) -> str:
    """Return the line that records a questionnaire."""
    return f"{digest(content)}  {survey}.toml"


def _entry(line: str) -> tuple[str, str]:
    recorded, _, file = line.partition("  ")
    return file.removesuffix(".toml"), recorded
