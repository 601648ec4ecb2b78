"""Is what the public sees the newest release, and whole."""

from collections.abc import Iterator

from collector.health.registry import Finding, Patient, bad, check, good, look
from collector.publication.release import CURRENT, is_intact

OPEN_FILE = "open.db"


@check
def release_is_shown(patient: Patient) -> Iterator[Finding]:
    """Expect that output/open.db leads to the newest release, and that its files are those it lists."""
    newest = patient.inspection.last_release
    if newest is None:
        yield look("Nothing was published yet. Run 'kotaksaran publish'.")
        return
    release, moment = newest
    folder = (patient.output / OPEN_FILE).resolve().parent
    if not (patient.output / CURRENT).exists() or not folder.is_dir():
        yield bad(
            f"{patient.output} holds no release, but {release} was made. Run 'kotaksaran publish', or name it."
        )
    elif folder.name != release:
        yield bad(f"{patient.output} shows {folder.name}; the newest is {release}. Run 'kotaksaran publish'.")
    elif not is_intact(folder):
        yield bad(f"The files of release {release} were changed. Run 'kotaksaran publish': it writes them again.")
    else:
        yield good(f"Release {release} of {moment:%Y-%m-%d %H:%M} UTC is shown, whole.")
