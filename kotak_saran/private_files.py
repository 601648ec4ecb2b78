"""Files that only the office may read: slips and day sheets are worth a visit each."""

import os
from pathlib import Path


def write_private(folder: Path, name: str, content: bytes) -> Path:
    """Write a PDF into `folder`, readable by its owner only, beside earlier ones of that name; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (path := folder / f"{name}{f'-{number}' if number > 1 else ''}.pdf").exists():
        number += 1
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return path
