"""Datasette as it is really served: immutable, described, bounded, in two languages, without a gap."""

import json
import threading
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlencode

import pytest
from browser import chromium
from datasette_server import Served, serving
from factories import REGION, SECRET, new_store, responses

from collector.publication.release import publish
from survey_definitions.loader import load_surveys

pytestmark = pytest.mark.slow
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
MEMORY = 150  # MB, what an attack may leave (issue 4)
ATTACKS = {
    "randomblob": "select randomblob(900000000)",
    "zeroblob": "select hex(zeroblob(100000000))",
    "printf": "select printf('%900000000d', 1)",
    "endless": "with recursive t(x) as (select 1 union all select x + 1 from t) select count(*) from t",
    "doubling": "with recursive t(x) as (select 'aaaa' union all select x || x from t) select x from t",
    "blobs": "with recursive t(x) as (select 'aaaaaaaa' union all select x || x from t limit 21) select "  # noqa: S608 - an attack
    + ", ".join(["b"] * 400)
    + " from (select cast(max(x) as blob) as b from t)",
    "join": "select count(*) from count_cell a, count_cell b, count_cell c, count_cell d, count_cell e",
}


@pytest.mark.parametrize("page", ["/", "/open", "/open/count_cell", "/open/agency/dinas", "/open/index", "/none"])
def test_every_page_marks_simulated_data(served: Served, page: str) -> None:
    """Every page says in its language that the data are invented."""
    assert "angka di sini bukan penilaian" in served.get(page)[1]
    assert "the numbers here judge" in served.get(f"/en{page}")[1]


def test_columns_are_described_from_the_questionnaire(served: Served) -> None:
    """The table of answers shows the legal wording of its columns."""
    assert "Sarana: segala sesuatu yang dapat dipakai" in served.get("/open/response_skm_2017")[1]


def test_filter_of_the_site_gives_the_rows_of_a_number(served: Served) -> None:
    """The filter behind a number on the site gives the rows it was made from."""
    query = "agency=dinas&service__isnull=1&period=2024-T1&question__isnull=1&_shape=array"
    (row,) = json.loads(served.get(f"/open/count_cell.json?{query}")[1])
    assert 25 == row["n"]


def test_stored_query_gives_the_index(served: Served) -> None:
    """Everybody gave 3 of 4: the index is 75.00; 25 answers are too few for its letter."""
    rows = json.loads(served.get("/open/index.json?agency=dinas&_shape=array")[1])
    assert ("75.00", None) in {(row["index"], row["letter"]) for row in rows}


def test_codes_are_called_by_their_names(served: Served) -> None:
    """A row of counts names its unit in the reader's language."""
    assert ">Dinas Uji</a>" in served.get("/open/count_cell")[1]
    assert ">Test Agency</a>" in served.get("/en/open/count_cell")[1]


def test_links_of_a_page_stay_in_its_language(served: Served) -> None:
    """Facets, sorting and the switch lead where they say."""
    page = served.get("/en/open/count_cell?period=2024-T1")[1]
    assert 'href="/en/open/count_cell?period=2024-T1&amp;_sort=agency"' in page
    assert 'href="/open/count_cell?period=2024-T1"' in page


def test_file_is_immutable_and_no_path_is_shown(served: Served) -> None:
    """The file is opened read-only, never checked for changes, and only its name is told."""
    (database,) = [one for one in json.loads(served.get("/-/databases.json")[1]) if one["name"] == "open"]
    assert (False, "open.db") == (database["is_mutable"], database["path"])


def test_strangers_sql_is_off(served: Served) -> None:
    """Arbitrary SQL is refused unless a setting allows it."""
    statuses = {served.get(path)[0] for path in ("/open.json?sql=select+1", "/open/count_cell?_where=1=1")}
    assert statuses <= {403}


@pytest.mark.parametrize("asked", ["_sort=none", "_sort=n&_sort_desc=n", "_size=-1", f"n__gt={'9' * 5_000}"])
def test_what_has_no_answer_is_the_askers_fault(served: Served, asked: str) -> None:
    """A column that is not there or a number nobody can read is refused in words, and is no fault of the server."""
    status, body = served.get(f"/open/count_cell?{asked}")
    assert 400 == status
    assert "<h1>" in body


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_stopped(with_sql: Served, attack: str) -> None:
    """A statement that wants time or memory without end is ended, and the process stays small."""
    assert 400 == with_sql.get("/open.json?" + urlencode({"sql": ATTACKS[attack]}))[0]
    assert with_sql.memory() < MEMORY
    assert 200 == with_sql.get("/open/count_cell")[0]


def test_sql_shows_no_path(with_sql: Served, simulated: Path) -> None:
    """Where the file lies reads as empty."""
    status, body = with_sql.get("/open.json?" + urlencode({"sql": "select * from pragma_database_list"}))  # noqa: S608 - its own words
    assert 200 == status
    assert str(simulated) not in body


def test_pages_pass_axe(served: Served) -> None:
    """Home, database, table, row, query and error pages have no violation and fit a phone, light and dark."""
    paths = ("", "open", "open/count_cell?agency=dinas", "open/agency/dinas", "open/index?agency=dinas", "none")
    with chromium() as (_, browser):
        context = browser.new_context(viewport={"width": 360, "height": 640}, bypass_csp=True)
        page = context.new_page()
        for address in (f"{served.address}/{language}{path}" for language in ("", "en/") for path in paths):
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            page.evaluate(AXE)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                found = page.evaluate("async () => (await axe.run()).violations")
                assert [] == [(one["id"], [node["html"] for node in one["nodes"]]) for one in found], address
            assert 360 == page.evaluate("document.documentElement.scrollWidth"), address


def test_new_release_takes_over_without_a_gap(tmp_path: Path) -> None:
    """While requests come without a pause, a new release is served and not one of them fails."""
    store, output = new_store(tmp_path, REGION), tmp_path / "out"
    store.append(responses(25))
    publish(store, load_surveys(), output, secret=SECRET)
    with serving(output, "off") as running:
        stop, statuses = threading.Event(), []

        def hammer() -> None:
            while not stop.is_set():
                statuses.append(running.get("/open/release_log.json")[0])

        clients = [threading.Thread(target=hammer) for _ in range(4)]
        for client in clients:
            client.start()
        store.append(responses(40, first=100))
        newer = publish(store, load_surveys(), output, secret=SECRET)
        assert running.process.stdout is not None
        said = running.process.stdout.readline()
        stop.set()
        for client in clients:
            client.join()
        assert newer.id in said
        assert {200} == set(statuses)
        # The old process takes connections until it has heard that it is to end.
        assert any(newer.id in running.get("/open/release_log.json")[1] for _ in range(1_000))
