"""Chromium and a server that can be taken away, for tests of what happens in browsers."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from form_client import QUESTIONNAIRE_ORDER
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from waitress.server import BaseWSGIServer

from collector.web.serve import open_server

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NO_BACKGROUND_SYNC = "delete ServiceWorkerRegistration.prototype.sync"
KEPT = {
    "id": "Jawaban Anda tersimpan di ponsel ini dan dikirim begitu ada jaringan.",
    "en": "Your answers are stored on this phone and will be sent as soon as there is a network.",
}
THANKS = {"id": "Terima kasih, jawaban Anda tersimpan", "en": "Thank you, your answers are stored"}
PORTAL = ("text/html", b"<!doctype html><title>Wi-Fi</title><h1>Selamat datang di Wi-Fi gratis</h1>")


def need_chromium() -> str:
    """Return where Chromium is; without it the test is skipped, or fails where it is required."""
    if CHROMIUM is None:
        if os.environ.get("KOTAKSARAN_BROWSER_TESTS") == "required":
            pytest.fail("chromium is not installed")
        pytest.skip("chromium is not installed")
    return CHROMIUM


@contextmanager
def chromium() -> Iterator[tuple[Playwright, Browser]]:
    """Start Chromium."""
    path = need_chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield playwright, started
        started.close()


class Network:
    """The network between phone and server, and the server: either can be out of order.

    Attributes
    ----------
    has_portal
        Whether a login page (`portal`: its type and body) answers in the server's place.
    is_open
        While it is cleared, what is sent gets no answer.
    posts, gets
        What arrived, in order.
    accepted
        What the last sender wanted back.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.has_portal = False
        self.portal = PORTAL
        self.is_open = Event()
        self.is_open.set()
        self.posts: list[str] = []
        self.accepted = ""
        self.gets: list[tuple[str, int]] = []
        self._through = app.wsgi_app
        app.wsgi_app = self._answer  # type: ignore[method-assign]
        self._server: BaseWSGIServer | None = None
        self._thread = Thread()
        self.port = 0
        self.start()

    @property
    def origin(self) -> str:
        """The address of the server."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start the server, always at the same port."""
        server = open_server(self.app, host="127.0.0.1", port=self.port, threads=4)
        assert isinstance(server, BaseWSGIServer)
        self._server = server
        self.port = int(server.effective_port)
        self._thread = Thread(target=server.run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take the server away, open connections included."""
        if self._server is None:
            return
        self._server.close()
        for channel in list(self._server.active_channels.values()):
            with suppress(OSError):
                channel.socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(timeout=10)
        self._server = None

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["REQUEST_METHOD"] == "POST":
            self.posts.append(environ["PATH_INFO"])
            self.accepted = environ.get("HTTP_ACCEPT", "")
            self.is_open.wait(timeout=30)
            if self.has_portal:
                kind, body = self.portal
                start_response("200 OK", [("Content-Type", kind)])
                return [body]

        def note(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if environ["REQUEST_METHOD"] == "GET":
                self.gets.append((environ["PATH_INFO"], int(status[:3])))
            return start_response(status, headers, *rest)

        return self._through(environ, note)


def open_form(context: BrowserContext, address: str) -> Page:
    """Open a form and wait until the worker has it and the script can keep answers."""
    page = context.new_page()
    page.goto(address)
    wait_until_kept(page)
    return page


def wait_until_kept(page: Page) -> None:
    """Wait until the page could be opened without network."""
    wait_for(page, "navigator.serviceWorker.controller && await caches.match(location.href)")


def wait_for(page: Page, condition: str) -> None:
    """Wait until a condition that awaits something holds in the page."""
    page.evaluate(f"async () => {{ while (!({condition})) await caches.keys() }}")


def fill(page: Page, *, skip: str = "", **answers: str) -> None:
    """Answer every unsur with 3 unless `answers` say otherwise."""
    for key in QUESTIONNAIRE_ORDER:
        if key != skip:
            page.check(f"[name={key}][value='{answers.get(key, '3')}']")


def send(page: Page) -> None:
    """Press the button of the form."""
    page.click("main form button")


UNSENT = """() => new Promise((resolve, reject) => {
    const opening = indexedDB.open("kotak-saran");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const database = opening.result;
        const request = database.transaction("kotak-saran").objectStore("kotak-saran").getAll();
        request.onsuccess = () => resolve(request.result, database.close());
    };
})"""


def unsent(page: Page) -> list[dict[str, Any]]:
    """Return what waits in the browser's queue."""
    found: list[dict[str, Any]] = page.evaluate(UNSENT)
    return found


def wait_for_unsent(page: Page) -> list[dict[str, Any]]:
    """Wait until something is in the queue and return it."""
    while not (found := unsent(page)):
        pass
    return found


def keep_one(phone: BrowserContext, address: str, **answers: str) -> Page:
    """Open the form, lose the network, fill in and send."""
    page = open_form(phone, address)
    phone.set_offline(True)
    fill(page, **answers)
    send(page)
    expect(page.get_by_role("status")).to_contain_text(KEPT["en" if "lang=en" in address else "id"])
    return page


def tab_to(page: Page, selector: str) -> None:
    """Go to a control by keyboard."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} can't be reached by keyboard")
