"""JSON Schema of the API: what programs outside may rely on. Later versions of v1 only add."""

import json
from collections.abc import Iterator
from typing import Any

from site_builder import addresses
from site_builder.files.registry import File, files
from site_builder.site import Site

LETTER = {"type": ["string", "null"], "minLength": 1}
COUNT = {"type": ["integer", "null"], "minimum": 0}
NUMBER = {"type": ["string", "null"], "pattern": r"^\d+\.\d\d$"}
POINTS = {"type": ["string", "null"], "pattern": r"^-?\d+\.\d\d$"}
SHARE = {"type": ["number", "null"], "minimum": 0}
DAY = {"type": "string", "format": "date"}
TEXT = {"type": "string"}


@files("schema")
def schema(_site: Site) -> Iterator[File]:
    """Yield the one schema that the files of agencies and of services follow."""
    yield File(place=addresses.SCHEMA, content=(json.dumps(_document(), indent=1) + "\n").encode())


def _document() -> dict[str, Any]:
    name = _record({"id": TEXT, "en": TEXT})
    document = _record(
        {"code": {"type": "string", "pattern": "^[a-z0-9-]+$"}, "name": name, "periods": _list(_period())}
    )
    document["properties"]["simulated"] = {"const": True, "description": "The numbers are invented."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kotak Saran API v1: results of an agency or a service, oldest period first",
        **document,
    }


def _period() -> dict[str, Any]:
    period = _record(
        {
            "survey": TEXT,
            "kind": {"enum": ["tahunan", "semester", "triwulan"]},
            "year": {"type": "integer"},
            "number": {"type": "integer", "minimum": 1},
            "start": DAY,
            "end": DAY,
            "n": COUNT | {"description": "Respondents; null where hidden (PUB02)."},
            "index": NUMBER | {"description": "25.00 to 100.00, as text so that no digit is lost."},
            "grade": LETTER,
            "status": {"enum": ["normal", "sementara", "hidden"]},
            "questions": _list(
                _record({"key": TEXT, "n": COUNT, "mean": NUMBER, "index": NUMBER, "grade": LETTER})
            ),
        }
    )
    period["properties"] |= _evaluation()
    period["properties"]["running"] = {"const": True, "description": "The period had not ended."}
    nothing: dict[str, Any] = {name: {"type": "null"} for name in ("n", "index", "grade")}
    hidden = {"properties": nothing | {"questions": {"maxItems": 0}}}
    return period | {"if": {"properties": {"status": {"const": "hidden"}}}, "then": hidden}


def _evaluation() -> dict[str, Any]:
    """Return what later versions of v1 added to a period; older files have none of it."""
    interval = _record({"low": NUMBER, "high": NUMBER, "level": {"const": 0.95},
                        "basis": {"enum": ["clusters", "respondents", "bound"]}})  # fmt: skip
    change = _record({"since": TEXT, "points": POINTS, "low": POINTS, "high": POINTS, "clear": {"type": "boolean"}})
    weighted = _record({"index": NUMBER, "weighting": TEXT, "low": NUMBER, "high": NUMBER})
    signal = _record(
        {"signal": TEXT, "value": {"type": "number"}, "threshold": {"type": "number"}, "flagged": COUNT}
    )
    return {
        "interval": _or_nothing(interval),
        "letters": _list(TEXT),
        "visitors": COUNT,
        "target": COUNT,
        "response_rate": SHARE,
        "tipping_point": POINTS,
        "change": _or_nothing(change),
        "straight_line_share": SHARE,
        "low_answer_share": SHARE,
        "staff_entry_share": SHARE,
        "class": {"enum": ["above", "about", "below", None]},
        "index_weighted": _or_nothing(weighted),
        "simple_mean": NUMBER,
        "signals": _list(signal),
    }


def _or_nothing(record: dict[str, Any]) -> dict[str, Any]:
    return record | {"type": ["object", "null"]}


def _record(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}
