"""Files that only the office may read: slips, day sheets and invitations are worth an answer each."""

import os
from pathlib import Path


def write_private(folder: Path, name: str, content: bytes, ending: str = "pdf") -> Path:
    """Write a file into `folder`, readable by its owner only, beside earlier ones of that name; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (path := folder / f"{name}{f'-{number}' if number > 1 else ''}.{ending}").exists():
        number += 1
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return path
