"""What every description of a release says of its licence and of invented data."""

from collector.storage.records import RegionEntry

UNKNOWN_LICENCE = "unknown"
LICENCES = {
    UNKNOWN_LICENCE: ("Tidak diketahui / Unknown", ""),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}


def licence_address(region: RegionEntry) -> str:
    """Return where the region's licence can be read, or nothing; where it is unknown nothing is claimed."""
    return LICENCES.get(region.licence, ("", ""))[1]


def simulated_title(region: RegionEntry, title: str) -> str:
    """Mark `title` where the region's data are invented."""
    return f"DATA SIMULASI / SIMULATED DATA: {title}" if region.simulated else title
