"""Where the invented city's registers lie: in the installed package, else in the repository."""

from collections.abc import Sequence
from pathlib import Path

from survey_definitions.problems import RefusedError

REGION = "contoh"
_PACKAGE = Path(__file__).parents[1]
PLACES = (_PACKAGE / "regions" / REGION, _PACKAGE.parent / "regions" / REGION)


def region_folder(places: Sequence[Path] = PLACES) -> Path:
    """Return the first of `places` that holds a region.

    Raises
    ------
    RefusedError
        If none does.
    """
    for place in places:
        if (place / "region.toml").is_file():
            return place
    looked = ", ".join(str(place) for place in places)
    raise RefusedError(
        f"The region '{REGION}' of the demo is missing (looked in {looked}). Install Kotak Saran again, "
        "or run the demo from a complete copy of its repository."
    )
