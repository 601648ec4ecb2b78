"""How the descriptions of a release are written as JSON."""

import json
from pathlib import Path


def write_json(path: Path, document: object) -> None:
    """Write `document` so that people can read it too, its last line ended."""
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
