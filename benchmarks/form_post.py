"""CPU of a sent form in the process, without the store: read, checked, made into a record, redirected.

The floor is a Flask "hello" with one WTForms field, both called as WSGI applications in turn. Bar: 12 ×.
"""

import io
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request
from measuring.bars import Bars, in_turn, ratio
from wtforms import Form, StringField
from wtforms.validators import DataRequired

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import new_store
from form_client import QUESTIONNAIRE_ORDER

from collector.settings import CollectorSettings
from collector.storage.records import NewResponse, Stored
from collector.web.app import create_app
from collector.web.desk import EXTENSION

CALLS, ROUNDS = 300, 9
HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')


class NoDisk:
    """A store whose answers go nowhere; registers are read as ever."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def append(self, batch: Sequence[NewResponse]) -> list[Stored]:
        """Say that the batch is stored."""
        return [
            Stored(id=one.id, receipt="0" * 16, received_at=one.received_at, is_new=True, response_class="open")
            for one in batch
        ]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class Hello(Form):
    """The form of the floor."""

    name = StringField(validators=[DataRequired()])


hello = Flask("hello")


@hello.post("/")
def greet() -> tuple[str, int]:
    """Answer a form of one field."""
    form = Hello(request.form)
    return (f"Hello, {form.name.data}!", 200) if form.validate() else ("Who?", 422)


def sender(app: Any, path: str, query: str, fields: dict[str, str], expected: str) -> Callable[[], None]:
    """Return a function that sends a form to a WSGI application and checks the status."""
    body = urlencode(fields).encode()
    basis = {
        "REQUEST_METHOD": "POST", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "saran.example", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "saran.example", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip

    def send() -> None:
        seen: list[str] = []
        answered = app({**basis, "wsgi.input": io.BytesIO(body)}, lambda status, *_: seen.append(status))
        b"".join(answered)
        getattr(answered, "close", bool)()
        if not seen[0].startswith(expected):
            raise SystemExit(f"{path} answered {seen[0]} instead of {expected}")

    return send


def microseconds(send: Callable[[], None]) -> Callable[[], float]:
    """Return a measurement of CPU microseconds a call."""

    def measure() -> float:
        before = time.process_time()
        for _ in range(CALLS):
            send()
        return (time.process_time() - before) / CALLS * 1e6

    return measure


def main() -> None:
    """Measure and say whether the bar is met."""
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        app = create_app(CollectorSettings(instance=Path(folder) / "instance"), store)
        hidden = dict(HIDDEN.findall(app.test_client().get("/l/ab2cd").text))
        app.extensions[EXTENSION].store = NoDisk(app.extensions[EXTENSION].store)
        fields = {**hidden, **dict.fromkeys(QUESTIONNAIRE_ORDER, "3"), "saran": "Cepat dan ramah"}
        ours, floor = in_turn(
            ROUNDS,
            microseconds(sender(app.wsgi_app, "/l/ab2cd", "kirim=1", fields, "303")),
            microseconds(sender(hello.wsgi_app, "/", "", {"name": "Budi"}, "200")),
        )
        store.close()
    print(f"a sent form: {statistics.median(ours):.0f} µs CPU; hello: {statistics.median(floor):.0f} µs")
    bars = Bars()
    bars.at_most("POST in the process, against a Flask hello with WTForms", ratio(ours, floor), 12, " ×")
    bars.finish()


if __name__ == "__main__":
    main()
