"""Renew the golden site after a change that was meant: python tests/data/renew_site.py, then read the difference.

The open database is made once and kept; give --database to make it anew.
"""

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from golden_site import DATABASE, SITE, compared, write_database

from site_builder.builder import build


def main() -> None:
    """Build, and keep the files that are compared."""
    if "--database" in sys.argv:
        DATABASE.unlink(missing_ok=True)
        write_database(DATABASE)
    shutil.rmtree(SITE, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        made = build(DATABASE, Path(folder) / "site", strict=True).site
        for place in compared(made):
            target = SITE / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made / place, target)


if __name__ == "__main__":
    main()
