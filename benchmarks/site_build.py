"""Building the site of a city: cold, with nothing changed, with one agency changed; pages, charts, processes.

The floor of a build is a copy of the same files; that of a page, the same page without charts; that of a chart, the
same marks written by f-strings.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measuring.bars import Bars, in_turn, ratio
from measuring.regions import built, change_one, write_region

from site_builder.charts.marks import Bar, Dot, Label, Line, Mark
from site_builder.charts.spec import ChartSpec
from site_builder.interface import load_languages
from site_builder.open_data import read_open_data
from site_builder.pages import unit_view
from site_builder.pages.registry import Page, pages_of
from site_builder.rendering import Renderer
from site_builder.site import Site

AGENCIES, SERVICES = 32, 4
ROUNDS = 5


def main() -> None:
    """Measure and say which bars are met."""
    bars = Bars()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = write_region(folder / "open.db", AGENCIES, SERVICES, months=False)
        _builds(bars, database, folder)
        _processes(bars, folder)
        _pages(bars, Site(read_open_data(database)))
    bars.finish()


def _builds(bars: Bars, database: Path, folder: Path) -> None:
    site = folder / "site"
    cold = built(database, site, 1)
    start = time.process_time()
    shutil.copytree(site, folder / "copy")
    floor = time.process_time() - start
    note = f"{cold.pages} pages, {cold.files} files; {cold.cpu / floor:.0f} × a copy of them"
    bars.at_most("cold build, CPU", cold.cpu, 15, " s", note)
    again = built(database, site, 1)
    bars.at_most("nothing changed, CPU", again.cpu, 2, " s", f"{again.cpu / floor:.1f} × a copy")
    bars.at_most("nothing changed, files written", again.written, 0)
    change_one(database, "0123456789abcdef")
    one = built(database, site, 1)
    bars.at_most("one agency changed, CPU", one.cpu, 3, " s", f"{one.written} files written")


def _processes(bars: Bars, folder: Path) -> None:
    """Compare the time by the clock; with fewer than two free processors this says little."""
    database = write_region(folder / "large.db", 4 * AGENCIES, SERVICES, months=False)

    def one_build(processes: int) -> Callable[[], float]:
        def measure() -> float:
            site = folder / f"processes-{processes}"
            shutil.rmtree(site, ignore_errors=True)
            return built(database, site, processes).wall

        return measure

    one, two = in_turn(2, one_build(1), one_build(2))
    bars.at_least("two processes, times as fast as one", ratio(one, two), 1.8, " ×")


def _pages(bars: Bars, site: Site) -> None:
    languages = load_languages()
    renderer = Renderer(site, languages)
    pages = [page for page in pages_of(site, languages[0]) if page.path.startswith("unit/u-")]
    pages = [page for page in pages if page.listed]
    specs = [chart for page in pages for chart in page.content().charts if chart.marks]
    drawn = unit_view.unit_charts

    def render(page: Page) -> None:
        renderer.render(page, page.content(), languages[0])

    def with_charts() -> float:
        return _seconds(lambda: [render(page) for page in pages])

    def without_charts() -> float:
        unit_view.unit_charts = lambda *_: ()
        try:
            return _seconds(lambda: [render(page) for page in pages])
        finally:
            unit_view.unit_charts = drawn

    page, bare = in_turn(ROUNDS, with_charts, without_charts)
    bars.at_most("page with its charts, of the same without", ratio(page, bare), 2, " ×", _each(page, len(pages)))
    chart, plain = in_turn(
        ROUNDS,
        lambda: _seconds(lambda: [spec.svg for spec in specs]),
        lambda: _seconds(lambda: [_by_f_strings(spec) for spec in specs]),
    )
    bars.at_most("chart, of the same by f-strings", ratio(chart, plain), 1, " ×", _each(chart, len(specs)))


def _by_f_strings(spec: ChartSpec) -> str:
    """Write the same picture in the plainest way."""
    inside = "".join(_mark(mark) for mark in (*spec.frame, *spec.marks))
    return f'<svg viewBox="0 0 {spec.width} {spec.height}"><title>{spec.title}</title>{inside}</svg>'


def _mark(mark: Mark) -> str:
    match mark:
        case Bar():
            return (
                f'<path class="{mark.css}" d="M{mark.left:.1f} {mark.top:.1f}L{mark.right:.1f} {mark.top:.1f}'
                f'L{mark.right:.1f} {mark.bottom:.1f}L{mark.left:.1f} {mark.bottom:.1f}Z"/>'
            )
        case Line():
            return f'<path class="{mark.css}" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in mark.points)}"/>'
        case Dot():
            return f'<circle class="{mark.css}" cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{mark.radius:.1f}"/>'
        case Label():
            return f'<text class="{mark.css}" x="{mark.x:.1f}" y="{mark.y:.1f}">{mark.text}</text>'


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _each(seconds: list[float], count: int) -> str:
    return f"{min(seconds) / count * 1000:.2f} ms each"


if __name__ == "__main__":
    main()
