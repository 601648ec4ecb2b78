"""Building the site: everything is written beside the old one, checked, and swapped in; or nothing changes."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from site_builder import addresses
from site_builder.check import PAGE, PageFacts, problems_of, read_page
from site_builder.errors import SiteRefusedError
from site_builder.evaluation import refuse_without_evaluation
from site_builder.files.registry import files_of
from site_builder.interface import Language, load_languages
from site_builder.open_data import read_open_data
from site_builder.pages.registry import Page, pages_of
from site_builder.rendering import Renderer
from site_builder.site import Site

MOST_NAMED = 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did; `warnings` are problems a strict build would have refused."""

    site: Path
    pages: int
    files: int
    warnings: tuple[str, ...]


def build(open_db: Path, site: Path, *, strict: bool = False, progress: Progress | None = None) -> BuildReport:
    """Make the whole site from one open database and put it in the place of the old one by one rename.

    Parameters
    ----------
    open_db
        The file `kotaksaran publish` wrote; it is only read.
    site
        Folder of the site; missing, empty, or an earlier site of ours.
    strict
        Whether a warning refuses the build.
    progress
        Called with the pages done and all pages, after each page.

    Raises
    ------
    SiteRefusedError
        If the open database cannot be read, the folder is not ours or cannot be written, or a strict build
        has warnings. The old site then stands as it was, and nothing is left beside it.
    """
    target = site.resolve()
    try:
        _refuse_foreign(target, site)
        data = read_open_data(open_db)
        if data.programme.trainings:
            refuse_without_evaluation()
        release = Site(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as workshop:
            draft = Path(workshop) / "new"
            draft.mkdir()
            report = _Writer(release, draft).write(site, progress)
            if strict and report.warnings:
                raise SiteRefusedError(*_listed(report.warnings))
            _swap(draft, target)
    except OSError as error:
        raise SiteRefusedError(
            f"{site}: the site cannot be written ({error.strerror or error}). Check the folder and the free "
            "space, or name another folder with --output."
        ) from error
    return report


class _Writer:
    """Writes one release into a draft folder and keeps what the checks need."""

    def __init__(self, site: Site, draft: Path) -> None:
        self._site = site
        self._draft = draft
        self._languages = load_languages()
        self._renderer = Renderer(site, self._languages)
        self._facts: list[PageFacts] = []
        self._places: set[str] = set()

    def write(self, site: Path, progress: Progress | None) -> BuildReport:
        """Write files and pages, and check them."""
        for file in files_of(self._site):
            self._put(file.place, file.content)
        pages = [(page, language) for language in self._languages for page in pages_of(self._site, language)]
        for done, (page, language) in enumerate(pages, start=1):
            self._write_page(page, language)
            if progress is not None:
                progress(done, len(pages))
        codes = tuple(language.code for language in self._languages)
        warnings = problems_of(self._facts, self._places, codes, self._renderer.base)
        return BuildReport(
            site=site, pages=len(pages), files=len(self._places) - len(pages), warnings=tuple(warnings)
        )

    def _write_page(self, page: Page, language: Language) -> None:
        content = page.content()
        html = self._renderer.render(page, content, language)
        folder = f"{language.prefix}{page.path}"
        place = folder if folder.endswith(addresses.MISSING) else f"{folder}{PAGE}"
        self._put(place, html.encode())
        for chart in content.charts:
            self._put(f"{folder}{chart.file}", chart.csv)
        self._facts.append(read_page(place, html))

    def _put(self, place: str, content: bytes | Path) -> None:
        if place in self._places:
            raise ValueError(f"two things want to be {place}")
        self._places.add(place)
        target = self._draft / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            shutil.copyfile(content, target)


def _refuse_foreign(target: Path, named: Path) -> None:
    """Refuse to replace a folder that no build of ours has made."""
    if not target.exists():
        return
    if not target.is_dir():
        raise SiteRefusedError(f"{named}: this is a file, not a folder. Name another folder with --output.")
    if any(target.iterdir()) and not (target / addresses.MARKER).is_file():
        raise SiteRefusedError(
            f"{named}: this folder holds something that is no site of ours (it has no {addresses.MARKER}), "
            "so it is not replaced. Name another folder with --output, or empty this one."
        )


def _swap(draft: Path, target: Path) -> None:
    """Put the draft in the place of the target; if that fails the old site returns."""
    if not target.exists():
        draft.rename(target)
        return
    # The old site waits beside the workshop, so that clearing the workshop can never take it along.
    old = target.with_name(f"{draft.parent.name}-old")
    target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old)


def _listed(warnings: tuple[str, ...]) -> list[str]:
    named = [f"Not built, since --strict was asked for and this is wrong: {warnings[0]}", *warnings[1:MOST_NAMED]]
    rest = len(warnings) - MOST_NAMED
    return [*named, f"… and {rest} more."] if rest > 0 else named
