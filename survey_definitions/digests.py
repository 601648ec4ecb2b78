"""Show or record the digests of live questionnaires: ``python -m survey_definitions.digests [--add]``.

Only a new questionnaire is ever added; the line of a recorded one is never touched.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from survey_definitions.digest_list import LIST, line_of, recorded_digests
from survey_definitions.loader import load_file
from survey_definitions.problems import DefinitionRefusedError

FOLDER = Path(__file__).parent / "definitions"


def new_lines(folder: Path, recorded: dict[str, str]) -> list[str]:
    """Return the lines of the live questionnaires in `folder` that are not recorded yet.

    Raises
    ------
    DefinitionRefusedError
        If a questionnaire has faults, or if a recorded one was changed.
    """
    lines = []
    for path in sorted(folder.glob("*.toml")):
        survey = load_file(path)
        if survey.status == "live" and survey.id not in recorded:
            lines.append(line_of(survey.id, path.read_bytes()))
    return lines


def main(arguments: Sequence[str]) -> int:
    """Print the new lines, and append them to the list if ``--add`` is given."""
    if list(arguments) not in ([], ["--add"]):
        sys.stderr.write("Usage: python -m survey_definitions.digests [--add]\n")
        return 2
    try:
        lines = new_lines(FOLDER, recorded_digests())
    except DefinitionRefusedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    text = "".join(f"{line}\n" for line in lines)
    if arguments:
        with (FOLDER / LIST).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    sys.stdout.write(text or "Every live questionnaire is recorded.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
