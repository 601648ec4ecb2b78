"""The file a kiosk exports when its answers found no network: JSON, recognised by its content.

``{"format": "kotak-saran-kiosk", "version": 1, "counter": "ab2cd", "answers": [{"id": "<32 hex>", "t": "<signed
stamp, may be empty>", "language": "id", "filled_at": "2026-11-24T03:04:05Z", "fields": {"waktu": "3"}}]}``
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from collector.spreadsheet.faults import refuse, refused
from collector.spreadsheet.source import SourceFile, read_source
from survey_definitions.model import LANGUAGES
from survey_definitions.problems import Problem, quoted

FORMAT = "kotak-saran-kiosk"
VERSION = 1
EXPORT_AGAIN = "Export the file from the kiosk again; what the kiosk still holds is not lost."
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_START = 4096
YEARS = range(1970, 9999)  # those no zone can push out of the calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskAnswer:
    """One filling as the kiosk kept it: what was written by question key, and when by the kiosk's own clock."""

    number: int
    id: str
    stamp: str
    language: str
    filled_at: datetime
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskFile:
    """A kiosk's export, its shape checked and its answers not yet."""

    name: str
    digest: str
    counter: str
    answers: tuple[KioskAnswer, ...]


def is_kiosk_file(path: Path) -> bool:
    """Tell by its first words whether the file at `path` claims to be a kiosk's export."""
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError:
        return False
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and f'"{FORMAT}"'.encode() in start


def read_kiosk_file(path: Path) -> KioskFile:
    """Read a kiosk's export.

    Raises
    ------
    CollectorRefusedError
        With every fault of its shape, by answer number and field.
    """
    source = read_source(path)
    document = _document(source)
    answers, problems = [], []
    for number, entry in enumerate(document["answers"], start=1):
        faults = list(_shape_faults(f"{source.name}, answer {number}", entry))
        problems.extend(faults)
        if not faults:
            answers.append(
                KioskAnswer(
                    number=number, id=entry["id"], stamp=entry.get("t", ""), language=entry["language"],
                    filled_at=datetime.fromisoformat(entry["filled_at"]), fields=entry["fields"],
                )
            )  # fmt: skip
    refuse(problems)
    return KioskFile(name=source.name, digest=source.digest, counter=document["counter"], answers=tuple(answers))


def _document(source: SourceFile) -> dict[str, Any]:
    try:
        document = json.loads(source.data.decode("utf-8-sig"), object_pairs_hook=_without_repetition)
    except (ValueError, RecursionError) as error:
        what = f"the kiosk's file is damaged ({error})."
        raise refused("KIO01", source.name, what, EXPORT_AGAIN) from None
    version = document.get("version")
    if type(version) is int and version > VERSION:
        what = f"the kiosk's file has format version {version}; this program knows {VERSION}."
        raise refused("KIO02", source.name, what, "Update Kotak Saran first.")
    expected = {"format": FORMAT, "version": VERSION}
    if {*document} != {*expected, "counter", "answers"} or {**document, **expected} != document:
        what = f"the kiosk's file must hold format ({FORMAT}), version, counter and answers, and nothing else."
        raise refused("KIO01", source.name, what, EXPORT_AGAIN)
    if not isinstance(document["counter"], str) or not isinstance(document["answers"], list):
        what = "the counter must be a text and the answers a list."
        raise refused("KIO01", source.name, what, EXPORT_AGAIN)
    if not document["answers"]:
        raise refused("KIO03", source.name, "there is no answer in the file.", "The kiosk had nothing unsent.")
    return dict(document)


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _shape_faults(where: str, entry: object) -> Iterator[Problem]:
    known = ("id", "t", "language", "filled_at", "fields")
    if not isinstance(entry, dict) or {*entry, "t"} != set(known):  # an empty stamp may be left out
        what = f"an answer must hold {', '.join(known)}, and nothing else."
        yield Problem(code="KIO04", where=where, what=what, remedy=EXPORT_AGAIN)
        return
    checks = (
        ("id", _is_id, "is not 32 hexadecimal digits"),
        ("t", lambda value: isinstance(value, str), "is not a text"),
        ("language", lambda value: value in LANGUAGES, "is not one of " + ", ".join(LANGUAGES)),
        ("filled_at", _is_moment, "is not a moment such as 2026-11-24T03:04:05Z"),
        ("fields", _is_fields, "must hold texts only"),
    )
    for name, is_good, what in checks:
        value = entry.get(name, "")
        if not is_good(value):
            shown = f"{quoted(value)} " if isinstance(value, str) else "the value "
            yield Problem(code="KIO04", where=f"{where}, field {name}", what=f"{shown}{what}.", remedy=EXPORT_AGAIN)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_moment(value: object) -> bool:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return moment is not None and moment.tzinfo is not None and moment.year in YEARS


def _is_fields(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(written, str) for written in value.values())
