"""Building the site: everything is written beside the old one, checked, and swapped in; or nothing changes."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from site_builder import addresses
from site_builder.charts.plate_store import keep_plates
from site_builder.check import PAGE, PageFacts, problems_of, read_page
from site_builder.draft import Draft, Placed
from site_builder.errors import SiteRefusedError
from site_builder.evaluation import refuse_without_evaluation
from site_builder.files.registry import File, files_of
from site_builder.inputs import inputs_of
from site_builder.interface import Language, load_languages
from site_builder.manifest import Entry, Manifest, code_digest, digest_of, is_intact, read_manifest, sums_of
from site_builder.open_data import read_open_data
from site_builder.pages.registry import Page, pages_of
from site_builder.processes import do_all
from site_builder.rendering import Renderer
from site_builder.site import Site

MOST_NAMED = 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did.

    Attributes
    ----------
    pages, files
        How many the site has.
    written
        How many of its files were written; the others are those of the old site.
    warnings
        Problems a strict build would have refused.
    """

    site: Path
    pages: int
    files: int
    written: int
    warnings: tuple[str, ...]


def build(
    open_db: Path,
    site: Path,
    *,
    strict: bool = False,
    pdf: bool = False,
    processes: int | None = None,
    plates: Path | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Make the whole site from one open database and put it in the place of the old one by one rename.

    What has not changed since the last build is taken over from the old site; where nothing has, it stays as it is.

    Parameters
    ----------
    open_db
        The file `kotaksaran publish` wrote; it is only read.
    site
        Folder of the site; missing, empty, or an earlier site of ours.
    strict
        Whether a warning refuses the build.
    pdf
        Whether posters and reports are made, too.
    processes
        How many processes may work; as many as there are processors unless told otherwise.
    plates
        Folder in which the still parts of charts are kept for the next build; None keeps them nowhere.
    progress
        Called with the things done and all things, after each.

    Raises
    ------
    SiteRefusedError
        If the open database cannot be read, the folder is not ours or cannot be written, or a strict build
        has warnings. The old site then stands as it was, and nothing is left beside it.
    """
    target = site.resolve()
    try:
        _refuse_foreign(target, site)
        old, inputs = read_manifest(target), inputs_of(open_db, pdf=pdf)
        if old.inputs == inputs and not old.warnings and is_intact(target, old):
            return _report(site, old, written=0, warnings=())
        keep_plates(plates)
        data = read_open_data(open_db)
        if data.programme.trainings:
            refuse_without_evaluation()
        release = Site(data, pdf=pdf)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as workshop:
            folder = Path(workshop) / "new"
            folder.mkdir()
            writer = _Writer(release, Draft(folder, target, old, release.release))
            report = writer.write(site, inputs, processes, progress)
            if strict and report.warnings:
                raise SiteRefusedError(*_listed(report.warnings))
            _swap(folder, target)
    except OSError as error:
        raise SiteRefusedError(
            f"{site}: the site cannot be written ({error.strerror or error}). Check the folder and the free "
            "space, or name another folder with --output."
        ) from error
    return report


Task = File | tuple[Page, Language]
Done = tuple[list[Placed], PageFacts | None]


class _Writer:
    """Writes one release into a draft and keeps what the checks need."""

    def __init__(self, site: Site, draft: Draft) -> None:
        self._site = site
        self._draft = draft
        self._languages = load_languages()
        self._renderer = Renderer(site, self._languages)
        self._frame = (code_digest(), repr(site.meta), repr(site.latest))

    def write(self, site: Path, inputs: str, processes: int | None, progress: Progress | None) -> BuildReport:
        """Write pages and files, and check them."""
        pages: list[Task] = [(page, one) for one in self._languages for page in pages_of(self._site, one)]
        tasks = [*pages, *files_of(self._site)]
        entries: dict[str, Entry] = {}
        facts: list[PageFacts] = []
        written = 0
        for done, (placed, fact) in enumerate(do_all(tasks, self._do, processes), start=1):
            for one in placed:
                if one.place in entries:
                    raise ValueError(f"two things want to be {one.place}")
                entries[one.place] = one.entry
                written += one.is_new
            facts += [fact] if fact else []
            if progress is not None:
                progress(done, len(tasks))
        codes = tuple(language.code for language in self._languages)
        warnings = tuple(problems_of(facts, set(entries), codes, self._renderer.base))
        manifest = Manifest(
            inputs=inputs, release=self._site.release, pages=len(pages), warnings=len(warnings), entries=entries
        )
        for place, content in ((addresses.MANIFEST, manifest.text()), (addresses.SUMS, sums_of(manifest))):
            written += self._draft.put(place, content).is_new
        return _report(site, manifest, written, warnings)

    def _do(self, task: Task) -> Done:
        if isinstance(task, File):
            return [self._draft.put(task.place, task.content)], None
        return self._write_page(*task)

    def _write_page(self, page: Page, language: Language) -> Done:
        content = page.content()
        folder = f"{language.prefix}{page.path}"
        place = folder if folder.endswith(".html") else f"{folder}{PAGE}"
        key = digest_of((*self._frame, place, repr(content)))
        placed, html = self._draft.put_made(
            place, key, lambda: self._renderer.render(page, content, language).encode()
        )
        tables = [self._draft.put(f"{folder}{chart.file}", chart.csv) for chart in content.charts]
        return [placed, *tables], read_page(place, html.decode())


def _report(site: Path, manifest: Manifest, written: int, warnings: tuple[str, ...]) -> BuildReport:
    files = len(manifest.entries) + 2 - manifest.pages  # the manifest and the sums stand beside what they list
    return BuildReport(site=site, pages=manifest.pages, files=files, written=written, warnings=warnings)


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
