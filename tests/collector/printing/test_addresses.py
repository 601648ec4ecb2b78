"""Which addresses may be printed."""

import pytest

from collector.errors import CollectorRefusedError
from collector.printing.addresses import form_address, public_address


def test_form_address_of_a_counter_is_the_one_that_lives_for_ever() -> None:
    """A counter's form is at /l/<loket>; a slip adds ?t, a screen or day sheet ?k."""
    form = form_address("https://saran.uji.go.id/")
    assert "https://saran.uji.go.id/l/ab2cd" == form.counter("ab2cd")
    assert "https://saran.uji.go.id/l/ab2cd?t=k7m2qx9d" == form.counter("ab2cd", t="k7m2qx9d")
    assert not form.is_trial


@pytest.mark.parametrize("url", ["http://saran.uji.go.id", "http://8.8.8.8", "http://127.0.0.1.uji.go.id"])
def test_form_address_without_https_is_refused(url: str) -> None:
    """Paper that leads over an open line is not printed; the reason is one sentence with the setting's name."""
    with pytest.raises(CollectorRefusedError, match=r"https:// address.*Set form_url") as refused:
        form_address(url)
    assert 1 == len(refused.value.problems)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000", "http://192.168.1.20:8000",
     "http://0.0.0.0:8000", "https://10.0.0.7", "http://komputer.local"],
)  # fmt: skip
def test_form_address_of_this_machine_or_office_is_a_trial(url: str) -> None:
    """Local addresses can be tried, and know that they are no more than that."""
    assert form_address(url).is_trial


@pytest.mark.parametrize(
    "url",
    ["", "saran.uji.go.id", "https://", "https:///l", "ftp://saran.uji.go.id", "https://saran uji.go.id",
     "https://admin:rahasia@saran.uji.go.id", "https://saran.uji.go.id?x=1", "https://saran.uji.go.id#a",
     "https://saran.uji.go.id:abc", "https://saran.uji.go.id:99999", "https://[::1", "https://saran.uji.go.id/\n",
     "https://sáran.uji.go.id", "https://saran.uji.go.id/a b", "https://-uji.go.id", "javascript:alert(1)"],
)  # fmt: skip
def test_form_address_that_is_no_plain_address_is_refused(url: str) -> None:
    """Anything a phone could not open, or that carries more than a place, is refused."""
    with pytest.raises(CollectorRefusedError, match="can't be printed"):
        form_address(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://skm.uji.go.id/", "https://skm.uji.go.id"), ("http://skm.uji.go.id", ""), ("", ""),
     ("http://127.0.0.1:8002", ""), ("https://localhost", "")],
)  # fmt: skip
def test_public_address_is_printed_only_if_everyone_can_reach_it(url: str, expected: str) -> None:
    """The site's address is left out where it would lead nowhere."""
    assert expected == public_address(url)
