"""What a respondent does to the form, through a client for which malformed HTML or a cookie is a failed test."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

QUESTIONNAIRE_ORDER = (
    "persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan",
)  # fmt: skip


class Clock:
    """The present moment of a test: nine in the morning of 3 March 2025 in Jakarta, until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def forward(self, **amount: int) -> None:
        """Move on by a `timedelta` made of these parts."""
        self.now += timedelta(**amount)


class Page:
    """A page, parsed strictly."""

    def __init__(self, response: TestResponse) -> None:
        self.status = response.status_code
        self.headers = response.headers
        builder = html5lib.getTreeBuilder("etree")
        parser = html5lib.HTMLParser(builder, strict=True, namespaceHTMLElements=False)
        self.root: Element = parser.parse(response.get_data(), transport_encoding="utf-8")

    def all(self, path: str) -> list[Element]:
        """Return the elements at `path`, anywhere in the page."""
        return self.root.findall(f".//{path}")

    def words(self, path: str = "body") -> str:
        """Return the words of the first element at `path`."""
        return words(self.all(path)[0])

    @property
    def title(self) -> str:
        """The page's title."""
        return self.words("title")

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields by name."""
        return {field.get("name", ""): field.get("value", "") for field in self.all("input[@type='hidden']")}

    @property
    def action(self) -> str:
        """Where the form is sent to."""
        return self.all("form")[0].get("action", "")

    @property
    def picked(self) -> dict[str, str]:
        """The picked radio by question."""
        radios = (radio for radio in self.all("input[@type='radio']") if radio.get("checked") is not None)
        return {radio.get("name", ""): radio.get("value", "") for radio in radios}


def words(element: Element) -> str:
    """Return the words inside `element`, white space collapsed."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


class StrictClient(FlaskClient):
    """A client that checks every answer."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Send a request; fail on malformed HTML and on any cookie."""
        response = super().open(*args, **options)
        assert "Set-Cookie" not in response.headers
        has_page = response.request.method != "HEAD" and "Content-Encoding" not in response.headers
        if response.mimetype == "text/html" and has_page:
            Page(response)
        return response

    def page(self, address: str) -> Page:
        """Get a page."""
        return Page(self.get(address))


class Citizen:
    """Somebody who opens the form of a counter, fills it in and sends it."""

    def __init__(self, client: StrictClient) -> None:
        self.client = client

    def opens(self, address: str) -> Page:
        """Open a form."""
        return self.client.page(address)

    def fills(self, page: Page, **answers: str) -> dict[str, str]:
        """Fill in a form: every unsur 3 unless `answers` say otherwise; an empty one is left out."""
        fields = {**page.hidden, **dict.fromkeys(QUESTIONNAIRE_ORDER, "3"), **answers}
        return {name: value for name, value in fields.items() if value}

    def sends(self, page: Page, **answers: str) -> TestResponse:
        """Fill in the form of `page` and send it."""
        return self.client.post(page.action, data=self.fills(page, **answers))


class Watched:
    """What stands behind the front, and what was asked of it."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.asked: list[str] = []

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Note the request and pass it on."""
        self.asked.append(environ["PATH_INFO"])
        return self.app(environ, start_response)
