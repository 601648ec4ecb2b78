"""The follow-up register: what is overdue, what counts as done, and the numbers before and after."""

import re
from pathlib import Path

import pytest
from open_db import NINE_2014, OpenDb, alike
from showcase import PAYLOAD, BuiltSite

from site_builder.errors import SiteRefusedError
from site_builder.follow_ups import BeforeAfter, FollowUp, Stage, before_after, in_order
from site_builder.interface import load_languages
from site_builder.open_data import read_open_data
from site_builder.open_data.follow_ups import read_follow_ups
from site_builder.pages.promises import promise_view
from site_builder.site import Site

INDONESIAN, _ = load_languages()
PAGE, ENGLISH = "tindak-lanjut/index.html", "en/tindak-lanjut/index.html"


@pytest.fixture
def db(tmp_path: Path) -> OpenDb:
    """Begin a file of one agency with a merged service, asked with two questionnaires over five quarters."""
    made = OpenDb(tmp_path / "open.db", surveys=("skm-2014", "skm-2017"))
    made.agency("a", "Dinas A")
    made.service("a", "s", "Layanan S")
    for period in ("2023-T3", "2023-T4", "2024-T1", "2024-T2", "2024-T3"):
        made.period(period)
    made.cell("a", "2023-T3", 40, alike(3, 40, NINE_2014), survey="skm-2014")
    made.cell("a", "2023-T4", 40, alike(2, 40))
    made.cell("a", "2024-T1", 40, alike(3, 40))
    made.cell("a", "2024-T2", 40, {**alike(3, 40), "waktu": [0, 0, 0, 40], "biaya": None})
    made.cell("a", "2024-T3", 12, alike(3, 12), service="gabungan")
    made.hidden("a", "2024-T3", service="s")
    return made


def site_of(db: OpenDb) -> Site:
    """Read what was written."""
    return Site(read_open_data(db.save()))


def around(db: OpenDb, **more: object) -> BeforeAfter:
    """Return the numbers around one promise of agency a."""
    db.follow_up("p", "a", **{"due": "2024-02-15", **more})  # type: ignore[arg-type]
    site = site_of(db)
    assert site.follow_ups is not None
    return before_after(site.follow_ups[0], site.evaluations)


def values(found: BeforeAfter) -> list[tuple[str, str] | None]:
    """Return period and index before and after."""
    both = (found.before, found.after)
    return [None if one is None else (one.period.id, str(one.index)) for one in both]


def test_numbers_are_those_of_the_whole_periods_around_the_day(db: OpenDb) -> None:
    """Due in the first quarter: all answered 2 in the quarter before, 4 to waktu in the one after it."""
    assert values(around(db, unsur="waktu")) == [("2023-T4", "50.00"), ("2024-T2", "100.00")]


def test_day_of_completion_counts_where_there_is_one(db: OpenDb) -> None:
    """Due in February but done in May: the first quarter is before, and after there is none of the unit yet."""
    kept = {"status": "selesai", "done_on": "2024-05-10", "evidence": "https://kota.example/b"}
    assert values(around(db, unsur="waktu", **kept)) == [("2024-T1", "75.00"), None]


def test_without_unsur_the_index_of_the_unit_stands_there(db: OpenDb) -> None:
    """Before 50; after there is none, since a hidden unsur leaves no index."""
    assert values(around(db)) == [("2023-T4", "50.00"), ("2024-T2", "None")]


def test_hidden_stays_hidden(db: OpenDb) -> None:
    """A hidden unsur has neither n nor index, and the words say so (PUB02)."""
    found = around(db, unsur="biaya")
    assert found.after is not None
    assert (found.after.n, found.after.index, found.after.interval) == (None, None, None)


def test_merged_service_has_no_number(db: OpenDb) -> None:
    """A service counted in gabungan shows no number of its own, and says where it is counted."""
    db.follow_up("p", "a", "2024-05-15", service="s", unsur="waktu")
    site = site_of(db)
    assert site.follow_ups is not None
    view = promise_view(site, site.follow_ups[0], INDONESIAN)
    assert [(one.period, one.value) for one in view.numbers] == [
        ("Triwulan III 2024", "dihitung dalam gabungan layanan kecil")
    ]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2023-12-31", [("2023-T3", "75.00"), ("2024-T1", "75.00")]),
        ("2024-01-01", [("2023-T4", "50.00"), ("2024-T2", "100.00")]),
    ],
)
def test_period_that_holds_the_day_is_neither_before_nor_after(
    db: OpenDb, due: str, expected: list[tuple[str, str]]
) -> None:
    """On its last day a quarter is not before yet, and on its first day it is not after."""
    assert values(around(db, due=due, unsur="waktu")) == expected


def test_another_questionnaire_is_not_compared(db: OpenDb) -> None:
    """Before with the questionnaire of 2014, after with that of 2017 (SKM03)."""
    found = around(db, due="2023-11-15", unsur="waktu")
    assert (values(found), found.comparable) == ([("2023-T3", "75.00"), ("2024-T1", "75.00")], False)


def test_running_period_is_not_after(db: OpenDb) -> None:
    """The numbers of a quarter that has not ended still move."""
    db.execute("ALTER TABLE period ADD COLUMN closed INTEGER NOT NULL DEFAULT 1")
    db.execute("UPDATE period SET closed = 0 WHERE id = '2024-T2'")
    assert values(around(db, unsur="waktu")) == [("2023-T4", "50.00"), None]


def promise(db: OpenDb, **more: object) -> FollowUp:
    """Return one promise as it is read."""
    db.follow_up("p", "a", **{"due": "2024-02-15", **more})  # type: ignore[arg-type]
    found = read_follow_ups(db.save())
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("more", "stage"),
    [
        ({"status": "selesai", "done_on": "2024-01-01", "evidence": "https://b.example"}, Stage.DONE),
        ({"status": "selesai", "done_on": "2024-01-01"}, Stage.UNPROVEN),
        ({"status": "selesai", "evidence": "https://b.example"}, Stage.UNPROVEN),
        ({"status": "berjalan", "overdue": True}, Stage.OVERDUE),
        ({"status": "rencana"}, Stage.OPEN),
        ({"status": "batal"}, Stage.DROPPED),
    ],
)
def test_done_needs_date_and_evidence(db: OpenDb, more: dict[str, object], stage: Stage) -> None:
    """A promise that is only called done is not done (SKM24)."""
    assert promise(db, **more).stage is stage


def test_evidence_must_be_a_web_address(db: OpenDb) -> None:
    """A link that would run something refuses the file."""
    with pytest.raises(SiteRefusedError, match="is not a web address"):
        promise(db, evidence="javascript:alert(1)")


def test_overdue_stands_first_and_the_longest_of_them(db: OpenDb) -> None:
    """Then what is called done without evidence, what is due next, what is done, what was dropped."""
    for code, due, status, more in (
        ("g", "2024-01-01", "batal", {}),
        ("f", "2024-01-01", "selesai", {"done_on": "2024-01-05", "evidence": "https://b.example"}),
        ("e", "2024-01-01", "selesai", {"done_on": "2024-03-05", "evidence": "https://b.example"}),
        ("d", "2025-06-01", "rencana", {}),
        ("c", "2025-01-01", "rencana", {}),
        ("b", "2024-01-01", "selesai", {}),
        ("a2", "2024-03-01", "rencana", {"overdue": True}),
        ("a1", "2023-03-01", "rencana", {"overdue": True}),
    ):
        db.follow_up(code, "a", due, status, **more)
    found = in_order(read_follow_ups(db.save()) or ())
    assert [one.code for one in found] == ["a1", "a2", "b", "c", "d", "e", "f", "g"]


def test_register_counts_and_groups(site: BuiltSite) -> None:
    """Five promises: one overdue, one done, one only called done."""
    words = site.words(PAGE)
    assert "Ada 5 janji: 1 lewat tenggat dan 1 sudah selesai." in words
    assert "There are 5 promises: 1 overdue and 1 done." in site.words(ENGLISH)
    headings = [element.text for element in site.page(PAGE).iter("h2")]
    assert [(text or "").strip() for text in headings] == [
        "Lewat tenggat", "Disebut selesai, buktinya belum ada", "Belum jatuh tempo", "Selesai", "Dibatalkan",
    ]  # fmt: skip


def test_register_says_that_nothing_is_proven_by_it(site: BuiltSite) -> None:
    """Numbers before and after are no cause, and a change of questionnaire is no change of service."""
    words = site.words(PAGE)
    assert "Naik atau turunnya nilai belum tentu karena janji ini" in words
    assert "Nilai Waktu Penyelesaian Triwulan I 2024: 75,00" in words
    assert "→ Triwulan III 2024: 100,00" in words
    assert "Kuesioner berganti di antaranya, jadi kedua nilai ini tidak dapat dibandingkan." in words
    assert "Selesai sesudah tenggat." in words
    assert "Unit sudah menghapus janji ini dari daftarnya." in words


def test_payloads_of_promises_are_text(site: BuiltSite) -> None:
    """What citizens said reaches a reader as it was written, and evidence is a link."""
    assert " ".join(PAYLOAD.split()) in site.words(PAGE)
    assert "<script>alert" not in site.text(PAGE)
    assert 'href="https://kota.example/bukti?a=1&amp;b=2"' in site.text(PAGE)


def test_agency_shows_its_promises_and_those_it_answers_for(site: BuiltSite) -> None:
    """The unit that promised and the one that is responsible both show it; others say they have none."""
    assert "Janji kami" in site.words("unit/biasa/index.html")
    assert " ".join(PAYLOAD.split()) in site.words("unit/kosong/index.html")
    assert "Unit ini belum mencatat janji." in site.words("unit/sementara/index.html")
    assert re.search(r'href="\.\./\.\./tindak-lanjut/">Janji semua unit', site.text("unit/biasa/index.html"))


def test_release_without_the_register_says_so(tmp_path: Path) -> None:
    """An older file is read, and its agencies are not said to have promised nothing."""
    assert site_of(OpenDb(tmp_path / "open.db")).follow_ups is None
