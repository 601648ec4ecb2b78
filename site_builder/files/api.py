"""JSON of every agency and service: the contract with programs outside (api/v1)."""

import json
from collections.abc import Iterator
from typing import Any

from site_builder import addresses
from site_builder.evaluation_json import month_fields, period_fields, training_fields
from site_builder.files.registry import File, files
from site_builder.interface.numbers import mean_decimal
from site_builder.quality import SignalPlace
from site_builder.results import Result, UnitKey, UnsurResult
from site_builder.site import Site
from survey_definitions.model import Text


@files("api")
def api(site: Site) -> Iterator[File]:
    """Yield one file per agency and per service; text stays as it is, numbers of the index are strings."""
    for agency in site.data.agencies.values():
        document = _document(agency.code, agency.name, (agency.code, None), site)
        document["month"] = month_fields(site.months.of(agency.code))
        document["trainings"] = [training_fields(one, agency.code) for one in site.trainings.of(agency.code)]
        yield _file(addresses.agency_json(agency.code), document)
    for service in site.data.services.values():
        document = _document(service.code, service.name, (service.agency, service.code), site)
        yield _file(addresses.service_json(service.code), document)


def _document(code: str, name: Text, unit: UnitKey, site: Site) -> dict[str, Any]:
    signals = site.quality.by_place
    document: dict[str, Any] = {
        "code": code,
        "name": {"id": name.id, "en": name.en},
        "periods": [
            _period(one.result) | period_fields(one, signals.get(SignalPlace(*unit, one.result.period.id), ()))
            for one in site.evaluations.of(*unit)
        ],
    }
    if site.meta.simulated:
        document["simulated"] = True
    return document


def _period(result: Result) -> dict[str, Any]:
    return {
        "survey": result.survey.id,
        "kind": result.period.kind,
        "year": result.period.year,
        "number": result.period.number,
        "start": result.period.start.isoformat(),
        "end": result.period.end.isoformat(),
        "n": result.n,
        "index": None if result.index is None else str(result.index),
        "grade": None if result.grade is None else result.grade.letter,
        "status": result.status.value,
        "questions": [_question(one) for one in result.unsur],
        **({} if result.period.closed else {"running": True}),
    }


def _question(one: UnsurResult) -> dict[str, Any]:
    return {
        "key": one.question.key,
        "n": one.n,
        "mean": None if one.mean is None else str(mean_decimal(one.mean)),
        "index": None if one.index is None else str(one.index),
        "grade": None if one.grade is None else one.grade.letter,
    }


def _file(place: str, document: dict[str, Any]) -> File:
    return File(place=place, content=(json.dumps(document, ensure_ascii=False) + "\n").encode())
