"""Where the newest release lies."""

from pathlib import Path

from collector.errors import CollectorRefusedError
from collector.publication.datasette.documents import FILE, INSPECTED
from collector.publication.open_file import is_open_file


def newest_release(output: Path) -> Path:
    """Return the folder of the newest release in `output`.

    The links are followed: a release's folder never changes under the running server (PUB07).

    Raises
    ------
    CollectorRefusedError
        If nothing was released there yet, or the file is damaged or another one.
    """
    link = output / FILE
    file = link.resolve()
    if not file.is_file():
        raise CollectorRefusedError(f"{link}: there is no release yet. Run 'kotaksaran publish' first.")
    if not is_open_file(file):
        raise CollectorRefusedError(
            f"{link}: this is not a readable open database. Run 'kotaksaran publish' to write one."
        )
    if not file.with_name(INSPECTED).is_file():
        raise CollectorRefusedError(
            f"{file.parent}: made by an older version. Remove the folder and run 'kotaksaran publish' again."
        )
    return file.parent
