"""The soft allowance: too many answers of one network at once wait a little, and nobody else does."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from form_client import Citizen, Page

from collector.settings import CollectorSettings
from collector.web import allowance
from collector.web.allowance import AT_ONCE, SECONDS_EACH, Allowance, TooManyAtOnceError
from collector.web.desk import EXTENSION

Rows = Callable[[str], list[tuple[Any, ...]]]
HERE, THERE = "11.22.33.44", "11.22.33.45"
ADDRESS = "/l/ab2cd"


class Watch:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    """Return the clock of the allowance."""
    return Watch()


@pytest.fixture
def two(watch: Watch) -> Allowance:
    """Return an allowance of two answers at once."""
    return Allowance(at_once=2, now=watch)


def _sends(allowance: Allowance, address: str, times: int = 1) -> None:
    for _ in range(times):
        allowance.check(allowance.network(address))
        allowance.spend(allowance.network(address))


def _waits(allowance: Allowance, address: str) -> int:
    with pytest.raises(TooManyAtOnceError) as told:
        allowance.check(allowance.network(address))
    return told.value.wait


def test_hall_of_people_behind_one_address_never_waits(watch: Watch) -> None:
    """300 trainees at once, then a visitor every two seconds all day: more than any office has (0007)."""
    allowance = Allowance(now=watch)
    _sends(allowance, HERE, 300)
    for _ in range(8 * 3600 // 2):
        watch.seconds += 2
        _sends(allowance, HERE)


def test_too_many_at_once_wait_for_the_next_place(two: Allowance, watch: Watch) -> None:
    """The third at once waits two seconds, then one is taken, and the next waits again."""
    _sends(two, HERE, 2)
    assert 2 == _waits(two, HERE)
    watch.seconds += SECONDS_EACH
    _sends(two, HERE)
    assert 2 == _waits(two, HERE)


def test_allowance_comes_back_whole(two: Allowance, watch: Watch) -> None:
    """After four seconds without an answer two may come at once again, and not more."""
    _sends(two, HERE, 2)
    watch.seconds += 60
    _sends(two, HERE, 2)
    _waits(two, HERE)


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        (HERE, THERE, False),
        (HERE, f"::ffff:{HERE}", True),
        ("2400:1:2:3::1", "2400:1:2:3:ffff::9", True),
        ("2400:1:2:3::1", "2400:1:2:4::1", False),
    ],
)
def test_network_is_an_ipv4_address_or_an_ipv6_64(
    two: Allowance, first: str, second: str, *, is_same: bool
) -> None:
    """A phone has a whole /64 to itself; IPv4 written the IPv6 way stays IPv4."""
    _sends(two, first, 2)
    if is_same:
        _waits(two, second)
    else:
        two.check(second)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "10.1.2.3", "192.168.0.7", "100.64.0.9", "fe80::1%eth0", "", "x"]
)
def test_address_that_says_nothing_about_the_sender_never_waits(two: Allowance, address: str) -> None:
    """A proxy nobody named, the office's own network, a shared address of a carrier, nothing at all."""
    _sends(two, address, 50)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch, watch: Watch) -> None:
    """However many networks send, only the latest are remembered; those that owe nothing go by themselves."""
    monkeypatch.setattr(allowance, "MOST_KNOWN", 100)
    made = Allowance(now=watch)
    for number in range(1000):
        made.spend(made.network(f"11.0.{number // 250}.{number % 250}"))
    assert 100 == len(made._whole_at)
    watch.seconds += 60
    made.spend(made.network(HERE))
    assert 1 == len(made._whole_at)


def test_addresses_are_kept_as_keyed_hashes_only(watch: Watch) -> None:
    """Two processes keep different bytes for one address, and neither keeps the address."""
    one, other = Allowance(now=watch), Allowance(now=watch)
    for made in (one, other):
        made.spend(made.network(HERE))
    assert one._whole_at.keys().isdisjoint(other._whole_at)
    assert all(bytes((11, 22, 33, 44)) not in key for key in one._whole_at)


@pytest.fixture
def narrow(app: Flask, two: Allowance) -> Flask:
    """Return the application with an allowance of two answers at once."""
    app.extensions[EXTENSION].allowance = two
    return app


def _send(citizen: Citizen, page: Page, headers: dict[str, str] | None = None, **answers: str) -> Any:
    return citizen.client.post(
        page.action, data=citizen.fills(page, **answers), headers=headers, environ_overrides={"REMOTE_ADDR": HERE}
    )


@pytest.mark.usefixtures("narrow")
def test_crowded_network_gets_a_page_with_the_answers(citizen: Citizen, rows: Rows, watch: Watch) -> None:
    """429, when to try again, and a form that sends the very same answers; after the wait it goes through once."""
    for _ in range(2):
        assert 303 == _send(citizen, citizen.opens(ADDRESS)).status_code
    page = citizen.opens(ADDRESS)
    waiting = Page(_send(citizen, page, saran='Baris "satu"'))

    assert (429, "10") == (waiting.status, waiting.headers["Retry-After"])
    assert "Jawaban Anda masih ada di halaman ini. Tunggu sekitar 10 detik" in waiting.words("main")
    assert page.hidden["id"] == waiting.hidden["id"]
    assert 2 == len(rows("id"))

    watch.seconds += 10
    again = citizen.client.post(waiting.action, data=waiting.hidden, environ_overrides={"REMOTE_ADDR": HERE})
    assert 303 == again.status_code
    assert 'Baris "satu"' == rows("json_extract(answers, '$.saran')")[-1][0]
    assert 3 == len(rows("id"))


@pytest.mark.usefixtures("narrow")
def test_script_of_a_crowded_network_keeps_the_answer_in_its_queue(citizen: Citizen) -> None:
    """The phone hears what it hears when the server is busy: keep it, try again later, nothing is refused."""
    for _ in range(2):
        _send(citizen, citizen.opens(ADDRESS))
    reply = _send(citizen, citizen.opens(ADDRESS), headers={"Accept": "application/json"})
    assert (503, {"kotaksaran": 1, "retry": True}) == (reply.status_code, reply.get_json())


@pytest.mark.usefixtures("narrow")
def test_mistakes_repetitions_and_conflicts_cost_nothing(citizen: Citizen, rows: Rows) -> None:
    """Only an answer that was stored now counts."""
    page = citizen.opens(ADDRESS)
    assert [422, 422, 422] == [_send(citizen, page, waktu="").status_code for _ in range(3)]
    assert 303 == _send(citizen, page).status_code
    assert [303, 303] == [_send(citizen, page).status_code for _ in range(2)]
    assert 409 == _send(citizen, page, waktu="1").status_code
    assert 303 == _send(citizen, citizen.opens(ADDRESS)).status_code
    assert 2 == len(rows("id"))


@pytest.mark.usefixtures("narrow")
def test_kiosk_and_reading_never_wait(citizen: Citizen, rows: Rows) -> None:
    """The office's own tablet sends as often as it likes, and opening a form costs nothing."""
    for _ in range(5):
        assert 303 == _send(citizen, citizen.opens("/kios/ab2cd")).status_code
    for _ in range(2):
        assert 303 == _send(citizen, citizen.opens(ADDRESS)).status_code
    assert 429 == _send(citizen, citizen.opens(ADDRESS)).status_code
    assert 200 == citizen.client.get(ADDRESS, environ_overrides={"REMOTE_ADDR": HERE}).status_code
    assert 7 == len(rows("id"))


@pytest.mark.parametrize(
    ("trusted", "forwarded", "status"),
    [
        ((), THERE, 429),  # nobody named the proxy: what it says is hearsay
        ((f"{HERE}/32",), THERE, 303),
        ((f"{HERE}/32",), f"{THERE}, {HERE}", 303),  # two proxies of ours in a row
        ((f"{HERE}/32",), "", 303),  # it says nothing, so nothing is known
        (("9.9.9.9/32", f"{HERE}/32"), THERE, 303),  # any of those that are named
        (("11.22.0.0/16",), "5.6.7.8, 9.9.9.9", 303),
        (("9.9.9.9/32",), f"{THERE}, 9.9.9.9", 429),
    ],
)
def test_address_is_the_word_of_a_trusted_proxy_only(
    narrow: Flask, citizen: Citizen, two: Allowance, trusted: tuple[str, ...], forwarded: str, status: int
) -> None:
    """X-Forwarded-For counts from the end, and only as far as proxies are named in the settings."""
    desk = narrow.extensions[EXTENSION]
    desk.settings = CollectorSettings(instance=desk.settings.instance, trusted_proxy=trusted)
    for address in (HERE, "5.6.7.8"):
        _sends(two, address, 2)
    headers = {"X-Forwarded-For": forwarded} if forwarded else None
    assert status == _send(citizen, citizen.opens(ADDRESS), headers=headers).status_code


@pytest.mark.usefixtures("narrow")
def test_address_is_neither_stored_nor_logged(
    citizen: Citizen, store: Any, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not even the one that had to wait."""
    caplog.set_level(logging.DEBUG)
    for _ in range(3):
        _send(citizen, citizen.opens(ADDRESS))
    stored = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    said = "".join((caplog.text, *capfd.readouterr())).encode()
    assert b"skm-2017" in stored
    assert HERE.encode() not in stored + said


def test_defaults_are_those_of_the_decision() -> None:
    """300 at once and 1,800 an hour (docs/decisions/0007-allowance.md)."""
    assert (300, 1800) == (AT_ONCE, 3600 // SECONDS_EACH)
