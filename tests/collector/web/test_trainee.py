"""A trainee's invitation: what it opens when, what is kept, and a clear page for everything that can go wrong."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from form_client import Clock, Page, StrictClient
from trainees import AT_THE_END, BEFORE, EVENT, OVER, TABLES, THREE_MONTHS, Trainee, filled, invite

from collector.errors import StorageUnavailableError
from collector.programme.invitations import EventKeys, destroy_keys, event_keys
from collector.programme.sealing import seal
from collector.settings import CollectorSettings
from collector.storage import SqliteStore
from collector.storage.trainees import Kept, TraineeAnswer

Take = Callable[..., Trainee]


@pytest.fixture
def settings(app: Flask) -> CollectorSettings:
    """Return the settings of the application."""
    found: CollectorSettings = app.extensions["kotak_saran"].settings
    return found


@pytest.fixture
def trainee(
    client: StrictClient, clock: Clock, store: SqliteStore, settings: CollectorSettings, reload: Callable[..., None]
) -> Take:
    """Return a function that invites somebody to the training, before it begins."""
    reload(**TABLES)
    clock.now = BEFORE
    return lambda role="peserta": Trainee(client, clock, *invite(settings, store, role=role))


def _answers(store: SqliteStore) -> list[tuple[Any, ...]]:
    query = "SELECT wave, survey, pair IS NOT NULL FROM training_response ORDER BY wave"
    return [tuple(row) for row in store.connection.execute(query)]


def _title(response: Any) -> tuple[int, str]:
    return response.status_code, Page(response).words("h1")


def test_one_invitation_opens_each_wave_in_its_time(trainee: Take, clock: Clock, store: SqliteStore) -> None:
    """Pre-test, reaction, trainers, post-test and transfer after three months, each once, each on its days."""
    one = trainee()
    assert "Tes pengetahuan pelayanan publik, bentuk A" == one.opens().words("h1")  # the one wave that is open
    assert (200, "Terima kasih, jawaban Anda tersimpan") == _title(one.answers("pra"))
    clock.now = AT_THE_END
    shown = one.opens()
    assert "Evaluasi pelatihan" == shown.words("h1")
    links = [link.get("href") for link in shown.all("a[@class='go']")]
    assert [f"/u/{one.slip}?isi={wave}" for wave in ("pasca", "pengajar", "reaksi")] == sorted(links)
    for wave in ("reaksi", "pengajar", "pasca"):
        assert 200 == one.answers(wave).status_code
    clock.now = THREE_MONTHS
    assert "Penerapan hasil pelatihan: peserta" == one.opens().words("h1")
    assert 200 == one.answers("transfer-3").status_code
    assert "Undangan ini sudah dipakai" == one.opens().words("h1")
    assert [
        ("pasca", "tes-pelayanan-b", 1), ("pengajar", "pelatihan-pengajar", 0), ("pra", "tes-pelayanan-a", 1),
        ("reaksi", "pelatihan-reaksi", 0), ("transfer-3", "transfer-peserta", 0),
    ] == _answers(store)  # fmt: skip


def test_trainer_block_is_asked_for_each_session_with_a_trainer(trainee: Take, clock: Clock) -> None:
    """Session 1 has a trainer, session 2 has none: one block, named by its subject."""
    one = trainee()
    clock.now = AT_THE_END
    page = one.opens("pengajar")
    assert "Pengajar: Mendengar (pengajar-1)" in [h.text for h in page.all("h2")]
    assert ["keterlibatan_1", "penguasaan_1", "penyampaian_1", "waktu_1"] == sorted(
        {radio.get("name") for radio in page.all("input[@type='radio']")}
    )


def test_form_holds_nothing_of_the_key(trainee: Take) -> None:
    """The page of a test is the same whichever answer is right."""
    page = trainee().opens("pra")
    radios = page.all("input[@type='radio']")
    assert {"type", "name", "value", "id"} >= {name for radio in radios for name in radio.attrib}
    assert "script" not in {element.tag for element in page.root.iter()}


def test_several_reasons_are_one_answer(
    trainee: Take, clock: Clock, store: SqliteStore, client: StrictClient
) -> None:
    """Ticks of one question come as one field sent several times; another field sent twice is refused."""
    one = trainee()
    clock.now = THREE_MONTHS
    page = one.opens()
    ticked = {"hambatan": ["WAKTU", "ALAT"]}
    twice = {"pemakaian": ["1", "4"]}
    assert 400 == client.post(page.action, data={**page.hidden, **filled("transfer-3"), **twice}).status_code
    faulty = client.post(
        page.action, data={**page.hidden, **filled("transfer-3"), **ticked, "kali_pakai": "seribu"}
    )
    assert 422 == faulty.status_code
    again = Page(faulty)
    assert ["WAKTU", "ALAT"] == [
        box.get("value") for box in again.all("input[@type='checkbox']") if box.get("checked") is not None
    ]
    assert 200 == client.post(again.action, data={**again.hidden, **filled("transfer-3"), **ticked}).status_code
    (kept,) = store.connection.execute(
        "SELECT json_extract(answers, '$.hambatan') FROM training_response"
    ).fetchone()
    assert "WAKTU ALAT" == kept


def test_repetition_is_one_answer_and_other_content_is_refused(trainee: Take, store: SqliteStore) -> None:
    """Sending twice says thanks twice; the same page with other answers changes nothing."""
    one = trainee()
    page = one.opens()
    assert 200 == one.sends(page, **filled("pra")).status_code
    assert 200 == one.sends(page, **filled("pra")).status_code
    changed = one.sends(page, **{**filled("pra"), "unsur": "C"})
    assert (409, "Jawaban pertama Anda sudah tersimpan") == _title(changed)
    assert 1 == len(_answers(store))


def test_second_filling_is_told_that_the_first_stands(trainee: Take, store: SqliteStore) -> None:
    """Two pages opened with one invitation: the second is not stored, complete or not."""
    one = trainee()
    first, second = one.opens(), one.opens()
    one.sends(first, **filled("pra"))
    for answers in (filled("pra"), {}):
        assert (409, "Undangan ini sudah dipakai") == _title(one.sends(second, **answers))
    assert 1 == len(_answers(store))


def test_twenty_at_once_are_one_answer(trainee: Take, app: Flask, store: SqliteStore) -> None:
    """Twenty pages of one invitation sent at the same moment: one is stored, nineteen are told so."""
    one = trainee()
    pages = [one.opens() for _ in range(20)]
    forms = [(page.action, {**page.hidden, **filled("pra")}) for page in pages]

    def post(form: tuple[str, dict[str, str]]) -> int:
        return app.test_client().post(form[0], data=form[1]).status_code

    with ThreadPoolExecutor(20) as threads:
        assert [200] + [409] * 19 == sorted(threads.map(post, forms))
    assert 1 == len(_answers(store))


def test_faults_keep_what_was_filled_in(trainee: Take, clock: Clock, store: SqliteStore) -> None:
    """Missing answers, an empty page, the hidden field, a page that was tampered with: shown again, not used up."""
    one = trainee()
    clock.now = AT_THE_END
    page = one.opens("reaksi")
    missing = Page(one.sends(page, **{**filled("reaksi"), "panitia": ""}))
    assert (422, 1) == (missing.status, len(missing.all("a[@href='#panitia']")))
    assert "3" == missing.picked["kurikulum"]
    assert 422 == one.sends(page, **filled("reaksi"), situs="https://iklan.example").status_code
    assert 422 == one.sends(page, **{**filled("reaksi"), "t": "dipalsukan"}).status_code
    test = one.opens("pasca")
    assert "Belum ada yang diisi" in Page(one.sends(test)).words("ul")
    assert [] == _answers(store)
    assert 200 == one.sends(page, **filled("reaksi")).status_code


def test_page_of_another_wave_or_event_is_not_taken(trainee: Take, clock: Clock, store: SqliteStore) -> None:
    """A signed page is good for its own wave: it can't be sent as another one."""
    one = trainee()
    clock.now = AT_THE_END
    reaction = one.opens("reaksi")
    moved = reaction.action.replace("kirim=reaksi", "kirim=pengajar")
    assert 400 == one.client.post(moved, data={**reaction.hidden, **filled("reaksi")}).status_code
    sent = one.client.post(moved, data={**reaction.hidden, **filled("pengajar")})
    assert 422 == sent.status_code
    assert [] == _answers(store)


@pytest.mark.parametrize(
    ("moment", "wave", "title", "day"),
    [
        (datetime(2024, 1, 31, 16, 59, tzinfo=UTC), "pra", "Kuesioner belum dibuka", "1 Februari 2024"),
        (datetime(2024, 2, 6, 17, 0, tzinfo=UTC), "pra", "Masa pengisian sudah berakhir", "6 Februari 2024"),
        (BEFORE, "pasca", "Kuesioner belum dibuka", "8 Februari 2024"),
    ],
)
def test_waves_open_and_close_at_midnight(
    trainee: Take, clock: Clock, moment: datetime, wave: str, title: str, day: str
) -> None:
    """The days are the region's own: 17.00 UTC is midnight in Jakarta."""
    one = trainee()
    clock.now = moment
    page = one.opens(wave)
    assert (200, title) == (page.status, page.words("h1"))
    assert any(day in "".join(box.itertext()) for box in page.all("div[@class='box']"))


def test_who_began_in_time_may_finish(trainee: Take, clock: Clock, store: SqliteStore) -> None:
    """Opened at half past eleven, sent after midnight: kept. Opened too late: told so, not kept."""
    one = trainee()
    clock.now = datetime(2024, 2, 6, 16, 30, tzinfo=UTC)
    page = one.opens()
    clock.forward(hours=1)
    stale = {**page.hidden, "t": ""}
    late = one.client.post(page.action, data={**stale, **filled("pra")})
    assert (409, "Masa pengisian sudah berakhir") == _title(late)
    assert [] == _answers(store)
    assert 200 == one.sends(page, **filled("pra")).status_code


def test_post_test_without_pre_test_is_kept_and_marked(trainee: Take, clock: Clock, store: SqliteStore) -> None:
    """The form says so before and after; the status counts it; the answer is there."""
    with_both, without = trainee(), trainee()
    with_both.answers("pra")
    clock.now = AT_THE_END
    note = "Undangan ini belum dipakai untuk tes awal."
    assert note in without.opens("pasca").words()
    assert note in Page(without.answers("pasca")).words()
    assert note not in with_both.opens("pasca").words()
    assert note not in Page(with_both.answers("pasca")).words()
    assert 1 == store.trainees.count_unpaired(EVENT, "pasca", "pra")
    assert {"pra": 1, "pasca": 2} == store.trainees.counts(EVENT).answered


@pytest.mark.parametrize(
    ("slip", "status", "title"),
    [
        ("abc", 404, "Undangan tidak ditemukan"),
        ("zzzz0000zzzz0000", 404, "Undangan ini bukan dari sini"),
        ("{prefix}0000zzzz0000", 404, "Undangan tidak ditemukan"),
    ],
)
def test_unknown_and_foreign_invitations(trainee: Take, slip: str, status: int, title: str) -> None:
    """Mistyped, from elsewhere, or guessed within a batch: a page that says what to do, for GET and POST."""
    one = trainee()
    address = f"/u/{slip.format(prefix=one.slip[:4])}"
    page = one.client.page(address)
    assert (status, title) == (page.status, page.words("h1"))
    sent = one.client.post(f"{address}?kirim=pra", data={"id": "0" * 32})
    assert (status, title) == _title(sent)


def test_invitation_of_another_role_opens_its_own_waves_only(trainee: Take, clock: Clock) -> None:
    """A superior has one form, three months later; a trainee's wave is not hers."""
    superior = trainee("atasan")
    assert "Kuesioner belum dibuka" == superior.opens().words("h1")
    assert (404, "Kuesioner ini bukan untuk undangan Anda") == (
        superior.opens("pra").status, superior.opens("pra").words("h1")
    )  # fmt: skip
    clock.now = THREE_MONTHS
    assert "Penerapan hasil pelatihan: atasan langsung" == superior.opens().words("h1")


def test_slip_is_read_as_people_type_it(trainee: Take) -> None:
    """Capitals, spaces, and O for 0 are the same invitation."""
    one = trainee()
    typed = " ".join(re.findall("....", one.slip.upper())).replace("0", "O")
    assert 200 == one.client.get(f"/u/{typed}").status_code


def test_lost_key_is_a_fault_of_ours(
    trainee: Take, settings: CollectorSettings, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody is told that the invitation is wrong; the office's log names the file, and never the invitation."""
    one = trainee()
    destroy_keys(settings, EVENT)
    page = one.opens()
    assert (503, "Mohon coba lagi sebentar lagi") == (page.status, page.words("h1"))
    assert "the key of prima-1 is missing" in caplog.text
    assert one.slip not in caplog.text


def test_storage_that_fails_keeps_the_answers_on_the_page(
    trainee: Take, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page holds what was filled in and sends it to the same invitation and wave again."""
    one = trainee()
    page = one.opens()

    def fails(*_: object) -> None:
        raise StorageUnavailableError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("collector.storage.trainees.TraineeStore.keep", fails)
        sent = one.sends(page, **filled("pra"))
    assert (503, "Jawaban Anda belum tersimpan") == _title(sent)
    again = Page(sent)
    assert page.action == again.action
    assert 200 == one.client.post(again.action, data=again.hidden).status_code
    assert 1 == len(_answers(store))


def test_form_of_another_site_is_refused(trainee: Take) -> None:
    """The same rule as at the counter: a foreign page can't send."""
    one = trainee()
    page = one.opens()
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert 403 == one.client.post(page.action, data={**page.hidden, **filled("pra")}, headers=headers).status_code
    too_large = {**page.hidden, "unsur": "x" * 40_000}
    assert 413 == one.client.post(page.action, data=too_large).status_code


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_speak_both_languages(trainee: Take, clock: Clock, language: str) -> None:
    """Form and thanks keep the language they were opened in; the way to the other one keeps the wave."""
    one = trainee()
    clock.now = AT_THE_END
    page = one.opens("reaksi", language)
    other = "en" if language == "id" else "id"
    assert f"?isi=reaksi&lang={other}" in [link.get("href") for link in page.all("a")]
    assert language == page.root.get("lang")
    thanks = Page(one.sends(page, **filled("reaksi")))
    assert language == thanks.root.get("lang")
    assert all(("lang=en" in link.get("href", "")) == (language == "en") for link in thanks.all("a[@class='go']"))


def test_no_stored_byte_links_person_and_answer_after_sealing(
    trainee: Take, clock: Clock, store: SqliteStore, settings: CollectorSettings, tmp_path: Path
) -> None:
    """Keyed hashes, slips and keys: in no file of the instance after sealing; the two tests are still a pair."""
    people = [trainee() for _ in range(3)]
    keys = event_keys(settings, EVENT)
    assert keys is not None
    for one in people:
        one.answers("pra")
    clock.now = AT_THE_END
    for wave in ("reaksi", "pasca"):
        for one in people:
            one.answers(wave)
    clock.now = THREE_MONTHS
    for one in people:
        one.answers("transfer-3")
    secrets = [secret for one in people for secret in _traces(keys, one.slip)]
    assert any(secret in _everything(tmp_path) for secret in secrets)  # the search finds what is there
    assert seal(settings, store, EVENT, OVER.date())
    stored = _everything(tmp_path)
    assert [] == [secret for secret in (*secrets, keys.master, keys.master.hex().encode()) if secret in stored]
    assert not list(settings.keys_folder.iterdir())
    pairs = store.connection.execute("SELECT count(*) FROM training_response GROUP BY pair").fetchall()
    assert [(2,), (2,), (2,), (6,)] == sorted(pairs)  # three pairs of tests; reactions and transfers have none
    page = people[0].opens()
    assert (200, "Evaluasi pelatihan ini sudah selesai") == (page.status, page.words("h1"))


def _traces(keys: EventKeys, slip: str) -> list[bytes]:
    """Return everything that could tie an answer to an invitation, as bytes, hexadecimal digits and text."""
    waves = [keys.use(slip, wave) for wave in ("pra", "reaksi", "pasca", "transfer-3")]
    hashes = [keys.invitation(slip), keys.pair(slip), *waves]
    return [*hashes, *(one.hex().encode() for one in hashes), slip.encode(), slip[4:].encode()]


def _everything(folder: Path) -> bytes:
    instance = folder / "instance"
    files = [path for path in instance.rglob("*") if path.is_file()]
    assert {"private.db", "private.db-wal"} <= {path.name for path in files}
    return b"\0".join(path.read_bytes() for path in files)


@pytest.mark.parametrize("guesses", [5_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_forged_slips_are_never_accepted(
    trainee: Take, store: SqliteStore, settings: CollectorSettings, guesses: int
) -> None:
    """Guesses within a real batch open nothing; one that is sent all the same is not stored."""
    one = trainee()
    keys = event_keys(settings, EVENT)
    assert keys is not None
    prefix = one.slip[:4]
    forged = (f"{prefix}{number:012d}" for number in range(guesses))
    assert not any(store.trainees.knows(prefix, keys.invitation(slip)) for slip in forged)
    assert store.trainees.knows(prefix, keys.invitation(one.slip))
    guess = f"{prefix}{7:012d}"
    answer = TraineeAnswer(
        id="0" * 32, training=EVENT, wave="pra", survey="tes-pelayanan-a", version=1, answers={"unsur": "B"},
        invitation=keys.invitation(guess), token=keys.use(guess, "pra"), pair=keys.pair(guess),
    )  # fmt: skip
    assert Kept.UNKNOWN is store.trainees.keep(answer)
    assert [] == _answers(store)
