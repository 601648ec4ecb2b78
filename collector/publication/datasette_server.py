"""How Datasette is started on a release: immutable, with our configuration, without arbitrary SQL."""

import sys
from pathlib import Path

from collector.errors import CollectorRefusedError
from collector.publication.datasette_files import METADATA, SETTINGS
from collector.publication.open_file import is_open_file


def datasette_command(output: Path, host: str, port: int) -> list[str]:
    """Return the command that serves the newest release in `output`.

    The links are followed first: a release's folder never changes under the running server (PUB07).

    Raises
    ------
    CollectorRefusedError
        If nothing was released there yet, or the file is damaged or another one.
    """
    open_file = (output / "open.db").resolve()
    if not open_file.is_file():
        missing = output / "open.db"
        raise CollectorRefusedError(f"{missing}: there is no release yet. Run 'kotaksaran publish' first.")
    if not is_open_file(open_file):
        raise CollectorRefusedError(
            f"{output / 'open.db'}: this is not a readable open database. Run 'kotaksaran publish' to write one."
        )
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(open_file)]
    metadata = open_file.with_name(METADATA)
    if metadata.is_file():
        command += ["--metadata", str(metadata)]
    for name, value in SETTINGS.items():
        command += ["--setting", name, value]
    return [*command, "--host", host, "--port", str(port)]
