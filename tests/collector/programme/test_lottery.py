"""The lottery: announced before, drawn once, repeated by anyone, refused when it would decide nothing."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from factories import SECRET, new_store, responses, write_region
from programme import PROGRAMME, changed
from sqlite_utils import Database

from collector.errors import CollectorRefusedError
from collector.programme.drawing import announce, draw
from collector.programme.lottery import as_document, repeat
from collector.publication.release import publish
from collector.registers.loader import load_registers
from collector.storage import SqliteStore
from collector.storage.registers import save_registers
from kotak_saran.command_line import main
from survey_definitions.loader import load_surveys

BEFORE, DRAWN, BEGUN = date(2024, 1, 3), date(2024, 1, 5), date(2024, 2, 6)
SOURCE = "IHSG penutupan 4 Januari 2024"
WITHOUT_LOTS = {**PROGRAMME, "nominations": PROGRAMME["nominations"][:1]}
ONE_UNIT = {**WITHOUT_LOTS, "candidates": PROGRAMME["candidates"][:2]}


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a database with a programme of two units, whose first training starts on 6 February 2024."""
    return new_store(tmp_path, **WITHOUT_LOTS)


def _refusal(call: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(CollectorRefusedError) as refused:
        call(*arguments)
    return str(refused.value)


def _sha(*lines: str) -> str:
    """Digest lines, each ended by a line feed, as a shell would with printf and sha256sum."""
    return hashlib.sha256(("\n".join(lines) + "\n").encode()).hexdigest()


def test_order_is_the_rank_of_public_digests(store: SqliteStore) -> None:
    """The rule of the public file, worked out by hand: digest of the input, then of digest, seed and unit."""
    announce(store, "prima", SOURCE, BEFORE)
    drawn = draw(store, "prima", "7350.62", DRAWN)
    digest = _sha("prima", "dinas", "kelurahan")
    assert digest == drawn.input_digest
    assert sorted(["dinas", "kelurahan"], key=lambda unit: _sha(digest, "7350.62", unit)) == list(drawn.order)
    assert (SOURCE, BEFORE, "7350.62", DRAWN) == (drawn.source, drawn.announced_on, drawn.seed, drawn.drawn_on)


def test_announcing_and_drawing_again_change_nothing(store: SqliteStore) -> None:
    """The same announcement and the same seed are the same lottery, with its first dates, even after it began."""
    first = announce(store, "prima", SOURCE, BEFORE)
    assert first == announce(store, "prima", SOURCE, DRAWN)
    drawn = draw(store, "prima", "7350.62", DRAWN)
    assert drawn == draw(store, "prima", "7350.62", BEGUN)


def test_lottery_is_refused_where_it_would_decide_nothing(store: SqliteStore) -> None:
    """Unknown, begun, not announced, without a source, another source, an unclear seed: each in a sentence."""
    assert "'lain' is no programme of this region. Known: prima." in _refusal(
        announce, store, "lain", SOURCE, BEFORE
    )
    assert "has begun: 'prima-1' started on 2024-02-06" in _refusal(announce, store, "prima", SOURCE, BEGUN)
    assert "was not announced" in _refusal(draw, store, "prima", "1", DRAWN)
    assert "--source: the source of the seed is missing." in _refusal(announce, store, "prima", " ", BEFORE)
    announce(store, "prima", SOURCE, BEFORE)
    assert "other units or another source" in _refusal(announce, store, "prima", "dadu", BEFORE)
    assert "visible characters" in _refusal(draw, store, "prima", "tujuh ribu", DRAWN)
    assert "has begun" in _refusal(draw, store, "prima", "7350.62", BEGUN)


def test_changed_units_and_a_second_seed_are_refused(store: SqliteStore, tmp_path: Path) -> None:
    """A unit that is taken out after the announcement stops the draw; once drawn, no other seed is taken."""
    announce(store, "prima", SOURCE, BEFORE)
    _load(store, tmp_path / "later", ONE_UNIT)
    assert "The units of 'prima' changed since" in _refusal(draw, store, "prima", "7350.62", DRAWN)
    _load(store, tmp_path / "again", WITHOUT_LOTS)
    draw(store, "prima", "7350.62", DRAWN)
    assert "It is drawn once." in _refusal(draw, store, "prima", "7350.63", DRAWN)


def test_one_unit_needs_no_lottery(tmp_path: Path) -> None:
    """An order needs at least two."""
    store = new_store(tmp_path, **ONE_UNIT)
    assert "'prima' has 1 units" in _refusal(announce, store, "prima", SOURCE, BEFORE)


def test_lots_in_the_register_are_those_drawn(store: SqliteStore, tmp_path: Path) -> None:
    """Swapped lots are refused by unit; the drawn ones are taken."""
    announce(store, "prima", SOURCE, BEFORE)
    first, second = draw(store, "prima", "7350.62", DRAWN).order
    at_once = changed("trainings", 3, start="2024-02-06", end="2024-02-07")  # so that any order was kept
    message = _refusal(_load, store, tmp_path / "wrong", {**at_once, **_lots(second, first)})
    assert f"nominations.csv: '{first}' was drawn as 1 in 'prima', not as 2." in message
    _load(store, tmp_path / "right", {**at_once, **_lots(first, second)})


def _lots(*order: str) -> dict[str, Any]:
    header, *rows = PROGRAMME["nominations"]
    return {"nominations": [header, *((*row[:4], str(order.index(row[1]) + 1)) for row in rows)]}


def _load(store: SqliteStore, folder: Path, tables: Any) -> None:
    save_registers(store, load_registers(write_region(folder, **tables), load_surveys()))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({"order": []}, "order"), ({"units": ["dinas"]}, "digest"), ({"units": None}, "is no lottery")],
)
def test_changed_file_can_not_be_repeated(store: SqliteStore, changes: dict[str, Any], expected: str) -> None:
    """Whoever changes units or order of the public file is found out by drawing again."""
    announce(store, "prima", SOURCE, BEFORE)
    document = as_document(draw(store, "prima", "7350.62", DRAWN))
    assert document["order"] == list(repeat(document).order)
    assert expected in _refusal(repeat, {**document, **changes})
    swapped = {**document, "order": document["order"][::-1]}
    assert "order than the file says" in _refusal(repeat, swapped)


def test_lottery_is_published_with_the_release(store: SqliteStore, tmp_path: Path) -> None:
    """Announced: the units without lots; drawn: each with its lot, seed and source."""
    store.append(responses(25))

    def published(name: str) -> list[tuple[Any, ...]]:
        publish(store, load_surveys(), tmp_path / name, secret=SECRET, now=datetime(2024, 7, 1, tzinfo=UTC))
        rows = Database(tmp_path / name / "open.db").query("SELECT * FROM lottery ORDER BY lot, agency")
        return [tuple(row.values()) for row in rows]

    digest = announce(store, "prima", SOURCE, BEFORE).input_digest
    waiting = ("prima", "dinas", None, digest, SOURCE, "2024-01-03", None, None)
    assert waiting == published("announced")[0]
    order = draw(store, "prima", "7350.62", DRAWN).order
    shared = (digest, SOURCE, "2024-01-03", "7350.62", "2024-01-05")
    assert [("prima", unit, lot, *shared) for lot, unit in enumerate(order, start=1)] == published("drawn")


def test_commands_write_a_file_that_repeats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Announce, draw and check as somebody types them, for a programme that lies ahead."""
    ahead = [tuple(cell.replace("2024-", "2124-") for cell in row) for row in PROGRAMME["trainings"]]
    empty = {name: PROGRAMME[name][:1] for name in ("sessions", "participations", "nominations", "waves")}
    folder = write_region(tmp_path / "region", **{**PROGRAMME, **empty, "trainings": ahead})
    path = tmp_path / "o" / "lottery" / "prima.json"

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as stopped:
            main(["--instance", str(tmp_path / "i"), "--output", str(tmp_path / "o"), *arguments])
        assert not stopped.value.code
        return capsys.readouterr().out

    run("region", "load", str(folder))
    assert "Make it public now" in run("lottery", "announce", "prima", "--source", SOURCE)
    assert "not drawn yet" in run("lottery", "check", str(path))
    assert "  1. " in run("lottery", "draw", "prima", "--seed", "7350.62")
    assert "gives the order it says" in run("lottery", "check", str(path))
    assert "7350.62" == json.loads(path.read_text("utf-8"))["seed"]
