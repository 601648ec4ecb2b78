"""Look at one page of each kind with axe-core; `make axe` writes down what it found, for the site to show."""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any

from browser import chromium
from playwright.sync_api import Browser, Page
from showcase import BuiltSite, showcase

from kotak_saran.demo.site_server import SiteHandler, SiteServer
from site_builder.builder import build
from site_builder.interface import load_languages
from site_builder.open_data import read_open_data
from site_builder.pages.accessibility import RESULTS
from site_builder.pages.registry import kinds_of
from site_builder.site import Site

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "async () => { const { violations, incomplete } = await axe.run(); return { violations, incomplete }; }"
UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = true)"
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
TARGET = Path(__file__).parents[1] / "site_builder" / RESULTS


def fullest_pages(site: BuiltSite, languages: Sequence[str]) -> dict[str, str]:
    """Return of each kind and language the page with most on it."""
    data = Site(read_open_data(site.database))
    found = {}
    for language in load_languages():
        for name, pages in kinds_of(data, language) if language.code in languages else ():
            places = [f"{language.prefix}{page.path}" for page in pages]
            files_of = [place if place.endswith(".html") else f"{place}index.html" for place in places]
            fullest = max(files_of, key=lambda place: (site.folder / place).stat().st_size)
            found[f"{name} ({language.code})"] = fullest
    return found


@contextmanager
def served(site: BuiltSite) -> Iterator[str]:
    """Serve a site; the page for missing addresses needs a server for its style."""
    with SiteServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(site.folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def faults(browser: Browser, address: str, places: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield place, kind (violation or incomplete) and rule of every fault, in each scheme and width."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            for place in places:
                for kind, found in _look(page, f"{address}/{place}").items():
                    for one in found:
                        yield place, kind, f"{one['id']} ({width} px, {scheme}): {one['nodes'][0]['html'][:200]}"
            context.close()


def _look(page: Page, address: str) -> dict[str, Any]:
    page.goto(address)
    page.evaluate(UNFOLD)
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(RUN)
    return found


def main() -> None:
    """Build the sample site, look at it, and write the results."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = showcase(folder / "open.db")
        site = BuiltSite(folder=folder / "site", database=database, report=build(database, folder / "site"))
        places = fullest_pages(site, [language.code for language in load_languages()])
        with served(site) as address, chromium() as (_, browser):
            told = list(faults(browser, address, places.values()))
            version = f"Chromium {browser.version.split('.')[0]}"
    results = {
        "day": datetime.now(UTC).date().isoformat(),
        "axe": AXE.split("axe v", 1)[1].split(maxsplit=1)[0],
        "browser": version,
        "pages": places,
        "schemes": SCHEMES,
        "widths": WIDTHS,
        "checks": len(places) * len(SCHEMES) * len(WIDTHS),
        "violations": [f"{place}: {fault}" for place, kind, fault in told if kind == "violations"],
        "undecided": [f"{place}: {fault}" for place, kind, fault in told if kind == "incomplete"],
    }
    TARGET.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    found = f"{len(results['violations'])} violations, {len(results['undecided'])} undecided"  # type: ignore[arg-type]
    sys.stdout.write(f"{results['checks']} checks: {found}; written to {TARGET}\n")
    sys.exit(1 if results["violations"] else 0)


if __name__ == "__main__":
    main()
