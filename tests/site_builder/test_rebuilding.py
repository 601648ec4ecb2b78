"""Building again: what has not changed is neither made nor written, and the outcome is that of a fresh build."""

import hashlib
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from open_db import OpenDb, alike

from site_builder import rendering
from site_builder.builder import BuildReport, build
from site_builder.manifest import digest_of, read_manifest
from site_builder.processes import do_all


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Write an open database of three agencies."""
    db = OpenDb(tmp_path / "open.db")
    db.period("2024-T3")
    for code in ("a", "b", "c"):
        db.agency(code)
        db.cell(code, "2024-T3", 40, alike(3, 40))
    return db.save()


def change(database: Path, sql: str, release: str = "def456") -> None:
    """Publish another release in which `sql` has happened."""
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute(sql)
        opened.execute("UPDATE meta SET value = ? WHERE key = 'release'", (release,))


def states(folder: Path) -> dict[str, tuple[str, int]]:
    """Return digest and inode of every file below a folder."""
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_ino)
        for path in folder.rglob("*")
        if path.is_file()
    }


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder."""
    return {place: digest for place, (digest, _) in states(folder).items()}


def rendered(monkeypatch: pytest.MonkeyPatch, again: Callable[[], BuildReport]) -> list[str]:
    """Build and return the pages that were rendered."""
    made: list[str] = []
    render = rendering.Renderer.render

    def counted(self: rendering.Renderer, page: object, content: object, language: object) -> str:
        made.append(f"{language.prefix}{page.path}")  # type: ignore[attr-defined]
        return render(self, page, content, language)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(rendering.Renderer, "render", counted)
        again()
    return made


def test_nothing_is_written_where_nothing_changed(database: Path, tmp_path: Path) -> None:
    """The second build of one release leaves every file as it is, and reports the same site."""
    first = build(database, tmp_path / "site")
    before = states(first.site)
    second = build(database, tmp_path / "site")
    assert (first.written, second.written) == (first.pages + first.files, 0)
    assert (second.pages, second.files, second.warnings) == (first.pages, first.files, ())
    assert states(first.site) == before


def test_another_release_renders_what_changed_alone(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed number of one agency renders its page and the lists it is in; all pages name the new release."""
    site = build(database, tmp_path / "site").site
    change(database, "UPDATE count_cell SET n = 39 WHERE agency = 'b' AND n = 40")
    made = rendered(monkeypatch, lambda: build(database, site))
    assert {page for page in made if page.startswith(("unit/b", "unit/a", "unit/c"))} == {
        "unit/b/",
        "unit/b/kartu.html",
    }
    build(database, tmp_path / "fresh")
    assert digests(site) == digests(tmp_path / "fresh")
    for page in site.rglob("index.html"):
        assert "abc123" not in page.read_text(encoding="utf-8")


def test_a_text_like_the_release_is_no_release(database: Path, tmp_path: Path) -> None:
    """An agency that is called like the old release keeps its name under the new one."""
    change(database, "UPDATE agency SET name_id = 'Dinas abc123' WHERE code = 'a'", release="abc123")
    site = build(database, tmp_path / "site").site
    change(database, "UPDATE agency SET note = 'x' WHERE code = 'c'")
    build(database, site)
    assert "Dinas abc123" in (site / "unit" / "a" / "index.html").read_text(encoding="utf-8")
    assert digests(site) == digests(build(database, tmp_path / "fresh").site)


@pytest.mark.parametrize("place", ["unit/a/index.html", "style.css", "api/v1/agencies/a.json", "manifest.json"])
def test_a_damaged_file_is_made_anew(database: Path, tmp_path: Path, place: str) -> None:
    """Whatever happened to a file of the old site, the next build has the right one."""
    site = build(database, tmp_path / "site").site
    before = digests(site)
    (site / place).write_text("{}", encoding="utf-8")
    build(database, site)
    assert digests(site) == before


def test_changed_code_makes_everything_anew(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page made by other code is not taken over."""
    site = build(database, tmp_path / "site").site
    for module in ("builder", "draft", "inputs"):
        monkeypatch.setattr(f"site_builder.{module}.code_digest", lambda: "other code")
    assert len(rendered(monkeypatch, lambda: build(database, site))) == build(database, site).pages


def test_a_release_without_changes_renders_nothing(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same data and code no page is rendered and no chart drawn; all pages name the new release."""
    site = build(database, tmp_path / "site").site
    change(database, "UPDATE meta SET value = value")
    assert rendered(monkeypatch, lambda: build(database, site)) == []
    assert "Rilis def456" in (site / "unit" / "a" / "index.html").read_text(encoding="utf-8")


def test_sums_are_those_of_the_files(database: Path, tmp_path: Path) -> None:
    """SHA256SUMS passes the standard program and names every file but itself."""
    site = build(database, tmp_path / "site").site
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=site, check=False, capture_output=True
    )
    assert (checked.returncode, checked.stdout) == (0, b"")
    named = {line.split("  ", 1)[1] for line in (site / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert named == digests(site).keys() - {"SHA256SUMS"}


def test_a_damaged_manifest_is_no_manifest(tmp_path: Path) -> None:
    """A manifest that is missing or is not ours tells nothing, and is no error."""
    assert read_manifest(tmp_path).entries == {}
    for text in ("{", "[]", '{"inputs": "", "release": "", "pages": 1, "warnings": 0, "files": {"a": 1}}'):
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
        assert read_manifest(tmp_path).entries == {}


def test_digests_keep_parts_apart() -> None:
    """Texts that only together are the same have different digests."""
    assert len({digest_of(parts) for parts in (("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""))}) == 4


def test_processes_give_the_same_outcomes_in_order() -> None:
    """Several processes do every thing once, and the outcomes keep the order of the things."""
    things = range(1000)
    squares = [thing**2 for thing in things]
    assert list(do_all(things, lambda thing: thing**2, processes=2)) == squares
    assert list(do_all(things, lambda thing: thing**2, processes=1)) == squares


def test_an_error_in_a_process_is_raised() -> None:
    """What fails in another process fails the build."""

    def fail(thing: int) -> int:
        if thing == 900:
            raise OSError(28, "No space left on device")
        return thing

    with pytest.raises(OSError, match="No space left"):
        list(do_all(range(1000), fail, processes=2))
