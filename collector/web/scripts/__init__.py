"""What runs in browsers: scripts and service worker, read once, stripped, and named after their content."""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from collector.web.interface import load_interfaces

WORDS = "script"
"""The table of the interface whose words the scripts say."""

FORM = ("queue", "form", "phone", "worker", "start")
KIOSK = ("queue", "form", "kiosk")

_TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|(?<![^\s;])//[^\n]*)
      | (?P<literal>"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|(?:(?<=[(=,!])|(?<=[(=,!]\ ))/(?:\\.|[^/\\\n])+/)
      | (?P<space>\s+)""",
    re.DOTALL | re.VERBOSE,
)
_WORD = re.compile(r"[\w$]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script, or the film that keeps a screen awake, as it is served.

    Attributes
    ----------
    path
        Its address; where it holds a digest, the content under it never changes.
    """

    path: str
    digest: str
    body: bytes
    compressed: bytes
    mimetype: str = "text/javascript"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripts:
    """Everything that runs in browsers."""

    form: Script
    kiosk: Script
    screen: Script
    awake: Script
    worker: Script

    @property
    def named(self) -> tuple[Script, ...]:
        """Those whose address holds their digest."""
        return self.form, self.kiosk, self.screen, self.awake


@cache
def load_scripts() -> Scripts:
    """Read the scripts; the worker is the form's script once more, so that a phone loads it once."""
    form = _named("form", FORM)
    return Scripts(
        form=form,
        kiosk=_named("kiosk", KIOSK),
        screen=_silent("screen"),
        awake=_film("awake"),
        worker=_script("/sw.js", f'importScripts("{form.path}");'),
    )


def stripped(source: str) -> str:
    """Remove comments and the white space that means nothing; statements must end in semicolons."""
    text = ""
    end = 0
    for token in _TOKEN.finditer(source):
        text += source[end : token.start()]
        end = token.end()
        if token["literal"] is not None:
            text += token["literal"]
        elif _WORD.match(text[-1:]) and _WORD.match(source[end:]):
            text += " "
    return text + source[end:]


def _named(name: str, parts: tuple[str, ...]) -> Script:
    text = _words() + "".join(_source(part) for part in parts)
    return _script(f"/s/{name}.{_digest(text.encode())}.js", text)


def _silent(name: str) -> Script:
    """Return a script that says nothing, so that it needs no words."""
    text = _source(name)
    return _script(f"/s/{name}.{_digest(text.encode())}.js", text)


def _film(name: str) -> Script:
    body = files(__package__).joinpath(f"{name}.mp4").read_bytes()
    digest = _digest(body)
    return Script(path=f"/s/{name}.{digest}.mp4", digest=digest, body=body, compressed=body, mimetype="video/mp4")


def _source(name: str) -> str:
    return stripped(files(__package__).joinpath(f"{name}.js").read_text(encoding="utf-8"))


def _words() -> str:
    """Write the words of all languages as the constant the scripts read; none in the worker, which is silent."""
    prefix = f"{WORDS}."
    words = {
        language: {key.removeprefix(prefix): text for key, text in say.texts.items() if key.startswith(prefix)}
        for language, say in load_interfaces().items()
    }
    written = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return f"const WORDS=self.document&&{written}[document.documentElement.lang];"


def _script(path: str, text: str) -> Script:
    body = text.encode()
    return Script(path=path, digest=_digest(body), body=body, compressed=gzip.compress(body, 9, mtime=0))


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]
