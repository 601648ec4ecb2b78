import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from open_db import NINE, OpenDb, alike

from site_builder import builder
from site_builder.builder import build
from site_builder.check import PageFacts
from site_builder.errors import SiteRefusedError


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Write a small open database."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("a", "Dinas A")
    db.service("a", "s", "Layanan S")
    db.period("2024-T3")
    db.cell("a", "2024-T3", 40, alike(3, 40))
    return db.save()


def change(database: Path) -> None:
    """Make another release of a database: one name is another one."""
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("UPDATE meta SET value = 'def456' WHERE key = 'release'")
        opened.execute("UPDATE agency SET name_id = name_id || ' Baru'")


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_build_writes_every_kind_of_page_in_both_languages(database: Path, tmp_path: Path) -> None:
    """Every page of the region, of a unit and of a service stands under / and /en/."""
    report = build(database, tmp_path / "site")
    pages = {
        "index.html",
        "unit/index.html",
        "unit/a/index.html",
        "unit/a/kartu.html",
        "layanan/s/index.html",
        "metode/index.html",
        "mutu-data/index.html",
        "tindak-lanjut/index.html",
        "privasi/index.html",
        "aksesibilitas/index.html",
        "istilah/index.html",
        "tentang/index.html",
        "kelengkapan/index.html",
        "kuesioner/index.html",
        "unsur/index.html",
        *(f"unsur/{key}/index.html" for key in NINE),
        "data/index.html",
        "tanda-terima/index.html",
        "404.html",
    }
    made = digests(report.site)
    assert pages | {f"en/{page}" for page in pages} == {place for place in made if place.endswith(".html")}
    assert {
        "api/v1/agencies/a.json",
        "api/v1/services/s.json",
        "style.css",
        "build.json",
        "data/open.db",
    } < made.keys()
    assert (report.pages, report.pages + report.files, report.warnings) == (54, len(made), ())


def test_build_twice_gives_the_same_bytes(database: Path, tmp_path: Path) -> None:
    """Two builds of one release are byte-identical (PUB07)."""
    build(database, tmp_path / "one")
    build(database, tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_build_replaces_the_old_site_whole(database: Path, tmp_path: Path) -> None:
    """What the new site does not have is gone, and nothing is left beside it."""
    site = build(database, tmp_path / "out" / "site").site
    (site / "old.html").write_text("old", encoding="utf-8")
    build(database, site)
    assert not (site / "old.html").exists()
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_site_is_readable_by_a_web_server(database: Path, tmp_path: Path) -> None:
    """The folder has the rights any new folder gets, not those of a temporary one."""
    site = build(database, tmp_path / "site").site
    ordinary = tmp_path / "ordinary"
    ordinary.mkdir()
    assert site.stat().st_mode == ordinary.stat().st_mode


def test_progress_counts_pages_and_files(database: Path, tmp_path: Path) -> None:
    """Progress is told after each page and file, up to all of them."""
    told: list[tuple[int, int]] = []
    build(database, tmp_path / "site", progress=lambda done, total: told.append((done, total)))
    (total,) = {total for _, total in told}
    assert total > 18
    assert [done for done, _ in told] == list(range(1, total + 1))


def test_strict_refuses_a_warning_and_leaves_everything(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --strict one dead link stops the build; without, it is reported."""
    site = build(database, tmp_path / "out" / "site").site
    before = digests(site)

    def with_dead_link(place: str, html: str) -> PageFacts:
        facts = read(place, html)
        facts.links.append("nowhere/")
        return facts

    change(database)
    read = builder.read_page
    monkeypatch.setattr(builder, "read_page", with_dead_link)
    with pytest.raises(SiteRefusedError, match="the link 'nowhere/' leads nowhere"):
        build(database, site, strict=True)
    assert digests(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]
    assert len(build(database, site).warnings) == 54


def test_failed_swap_leaves_the_old_site(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the new folder cannot take the place of the old one, the old one returns and nothing is left over."""
    site = build(database, tmp_path / "out" / "site").site
    before = digests(site)
    change(database)
    rename = Path.rename

    def refuse_the_new(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_the_new)
    with pytest.raises(SiteRefusedError, match="cannot be written"):
        build(database, site)
    assert digests(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_full_disk_leaves_the_old_site(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails midway is one sentence, and the old site stands."""
    site = build(database, tmp_path / "out" / "site").site
    before = digests(site)
    change(database)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(SiteRefusedError, match="No space left on device"):
        build(database, site)
    assert digests(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_build_refuses_a_folder_of_somebody_else(database: Path, tmp_path: Path) -> None:
    """A folder with other content is never replaced; an empty one is."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(SiteRefusedError, match="no site of ours"):
        build(database, mine)
    assert (mine / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    with pytest.raises(SiteRefusedError, match="a file, not a folder"):
        build(database, mine / "thesis.txt")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert build(database, empty).pages == 54


def test_build_carries_the_released_files_on(database: Path, tmp_path: Path) -> None:
    """The database, its data package and the files that names lie in the site, and nothing else does."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "agency.csv").write_text("code\r\na\r\n", encoding="utf-8")
    (tmp_path / "secret.csv").write_text("no", encoding="utf-8")
    paths = ["data/agency.csv", "data/missing.csv", "secret.csv", "data/../secret.csv", "/etc/passwd"]
    package = {"resources": [{"path": path} for path in paths]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = build(database, tmp_path / "site", strict=True)
    made = digests(report.site)
    assert (report.site / "data" / "open.db").read_bytes() == database.read_bytes()
    assert made["data/agency.csv"] == hashlib.sha256(b"code\r\na\r\n").hexdigest()
    assert "datapackage.json" in made
    assert not [place for place in made if "secret" in place or "passwd" in place]


def test_build_refuses_a_broken_data_package(database: Path, tmp_path: Path) -> None:
    """A data package that is no JSON is refused by name."""
    (tmp_path / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(SiteRefusedError, match=r"datapackage\.json"):
        build(database, tmp_path / "site")


def test_build_of_an_empty_region(tmp_path: Path) -> None:
    """A region without agencies, services or answers still has a site without warnings."""
    database = OpenDb(tmp_path / "open.db", data_until="").save()
    report = build(database, tmp_path / "site", strict=True)
    assert report.pages == 48
    home = (report.site / "index.html").read_text(encoding="utf-8")
    assert "Belum ada isian yang diterbitkan." in home
