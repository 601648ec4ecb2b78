"""Datasette as it is really served: read-only, described, without arbitrary SQL."""

import json
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import REGION, SECRET, new_store, responses

from collector.errors import CollectorRefusedError
from collector.publication.datasette_server import datasette_command
from collector.publication.release import publish
from survey_definitions.loader import load_surveys


def test_datasette_command_needs_a_release(tmp_path: Path) -> None:
    """Before the first publish there is nothing to serve."""
    with pytest.raises(CollectorRefusedError, match="no release yet"):
        datasette_command(tmp_path, "127.0.0.1", 8001)


@pytest.mark.parametrize("data", [b"", b"junk", b"SQLite format 3\x00" + bytes(4080)])
def test_datasette_command_refuses_another_file(tmp_path: Path, data: bytes) -> None:
    """A damaged or foreign file is one sentence before any server starts."""
    (tmp_path / "open.db").write_bytes(data)
    with pytest.raises(CollectorRefusedError, match="not a readable open database"):
        datasette_command(tmp_path, "127.0.0.1", 8001)


def test_datasette_command_follows_the_links(tmp_path: Path) -> None:
    """The server gets the release's own folder, so a later publish changes nothing under it (PUB07)."""
    summary = publish(new_store(tmp_path), load_surveys(), tmp_path / "out", secret=SECRET)
    command = datasette_command(tmp_path / "out", "127.0.0.1", 8001)
    served = command[command.index("--immutable") + 1]
    assert str(tmp_path / "out" / "releases" / summary.id / "open.db") == served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a release of a simulated region on a free port until the tests are done."""
    folder = tmp_path_factory.mktemp("datasette")
    store = new_store(folder, REGION.replace("simulated = false", "simulated = true"))
    store.append(responses(25))
    publish(store, load_surveys(), folder / "out", secret=SECRET)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = datasette_command(folder / "out", "127.0.0.1", port)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        for line in server.stderr:
            if "running on" in line:
                break
        yield f"http://127.0.0.1:{port}"
        server.terminate()
        server.communicate()


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


@pytest.mark.slow
@pytest.mark.parametrize("page", ["/", "/open", "/open/count_cell", "/open/response_skm_2017"])
def test_datasette_marks_simulated_data(address: str, page: str) -> None:
    """Every page says that the data are invented."""
    assert "DATA SIMULASI / SIMULATED DATA" in _get(address + page)


@pytest.mark.slow
def test_datasette_describes_columns_from_the_questionnaire(address: str) -> None:
    """The table of answers shows its title and the legal wording of its columns."""
    page = _get(address + "/open/response_skm_2017")
    assert "Sarana: segala sesuatu yang dapat dipakai" in page
    assert "Jawaban Survei Kepuasan Masyarakat" in page


@pytest.mark.slow
def test_datasette_answers_what_the_site_links_to(address: str) -> None:
    """The filter behind a number on the site gives the rows it was made from."""
    query = "agency=dinas&service__isnull=1&period=2024-T1&question__isnull=1&_shape=array"
    (row,) = json.loads(_get(f"{address}/open/count_cell.json?{query}"))
    assert 25 == row["n"]


@pytest.mark.slow
def test_datasette_runs_no_sql_of_strangers(address: str) -> None:
    """Arbitrary SQL is off."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        _get(address + "/open?sql=select+1")
    assert 403 == refused.value.code
    refused.value.close()


@pytest.mark.slow
def test_datasette_serves_the_file_as_immutable(address: str) -> None:
    """The file is opened read-only and never checked for changes."""
    (database,) = [entry for entry in json.loads(_get(address + "/-/databases.json")) if entry["name"] == "open"]
    assert (False, "open.db") == (database["is_mutable"], Path(database["path"]).name)
