"""Which addresses strangers can ask for."""

import asyncio
from typing import Any

import pytest

from collector.publication.datasette.gate import MISSING, Gate


def _ask(path: str) -> tuple[str, str, int, bytes]:
    """Return the language that was asked, for what, and status and location of the answer."""
    asked: list[tuple[str, str]] = []
    sent: list[Any] = []

    def language(name: str) -> Any:
        async def answer(scope: Any, _receive: Any, send: Any) -> None:
            asked.append((name, scope["raw_path"].decode()))
            await send({"type": "http.response.start", "status": 200, "headers": []})

        return answer

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "raw_path": path.encode(), "query_string": b""}
    gate = Gate({"/": language("id"), "/en/": language("en")})
    asyncio.run(gate(scope, None, send))  # type: ignore[arg-type]
    name, inner = asked[0] if asked else ("", "")
    headers = dict(sent[0]["headers"])
    assert b"content-security-policy" in headers
    return name, inner, sent[0]["status"], headers.get(b"location", b"")


@pytest.mark.parametrize(
    ("path", "language", "inner"),
    [
        ("/", "id", "/"), ("/open/count_cell", "id", "/open/count_cell"), ("/en/", "en", "/"), ("/en", "en", "/"),
        ("/en/open", "en", "/open"), ("/entah", "id", "/entah"), ("/-/databases.json", "id", "/-/databases.json"),
    ],
)  # fmt: skip
def test_gate_finds_the_language(path: str, language: str, inner: str) -> None:
    """The path says the language, and Datasette sees the rest."""
    assert (language, inner, 200, b"") == _ask(path)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/", "/%2F/evil.example/", "/%5Cevil.example/", "/en//evil.example/", "/en/%5Cevil.example/",
        "/-/threads", "/-/threads.json", "/-/plugins", "/-/actor", "/-/config.json", "/%2D/threads",
        "/en/-/permissions",
    ],
)  # fmt: skip
def test_gate_hides_the_server_and_leads_nowhere_else(path: str) -> None:
    """Pages about the server and addresses that a redirect would turn into another host are not there."""
    assert MISSING == _ask(path)[1]


def test_gate_takes_the_last_slash_off() -> None:
    """An address with a slash at its end leads to the page, in the same language."""
    assert (302, b"/en/open") == _ask("/en/open/")[2:]
