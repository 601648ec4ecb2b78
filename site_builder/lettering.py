"""The letters of pictures and printed sheets: those matplotlib brings, so that no system font is needed."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def font_folder() -> Path:
    """Return the folder of the fonts, without loading matplotlib."""
    found = find_spec("matplotlib")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("matplotlib is not installed: make sets it up")
    return Path(found.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
