"""region.toml: what a region is called and how it surveys."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from collector.errors import CollectorRefusedError
from collector.periods import OFFICIAL_KINDS
from collector.spreadsheet import refuse
from collector.storage.records import RegionEntry
from survey_definitions.additions import addition_ids
from survey_definitions.model import LANGUAGES, Text
from survey_definitions.problems import Problem

TEXTS = ("code", "kind", "timezone", "period_kind", "default_survey", "licence")
BILINGUAL = ("name", "publisher")
CONTACTS = ("mailto:", "https://")
KINDS = ("kota", "kabupaten", "provinsi")


def read_region(folder: Path, known_surveys: tuple[str, ...]) -> RegionEntry:
    """Read `folder`/region.toml; raise CollectorRefusedError with every problem in it."""
    document = _parse(folder / "region.toml")
    problems = list(_shape_problems(document)) or list(_value_problems(document, known_surveys))
    problems += _contact_problems(document)
    refuse(problems)
    return RegionEntry(
        **{key: document[key] for key in TEXTS},
        simulated=document["simulated"],
        additions=tuple(document.get("additions", ())),
        contact=document.get("contact", ""),
        name=Text(**document["name"]),
        publisher=Text(**document["publisher"]),
    )


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        problem = _problem(
            str(path), "there is no such file.", "A region is a folder with region.toml and CSV files."
        )
    except OSError as error:
        problem = _problem(str(path), f"the file can't be read ({error.strerror}).", "Check its rights.")
    except UnicodeDecodeError:
        problem = _problem(str(path), "the text is not UTF-8.", "Save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        problem = _problem(str(path), f"this is not valid TOML: {error}.", "Correct that line.")
    raise CollectorRefusedError(problem)


def _shape_problems(document: dict[str, Any]) -> Iterator[Problem]:
    for key in TEXTS:
        if not isinstance(document.get(key), str) or not document[key].strip():
            yield _problem(_at(key), "this text is missing.", f'Add {key} = "…".')
    for key in BILINGUAL:
        value = document.get(key)
        for language in LANGUAGES:
            if not isinstance(value, dict) or not isinstance(value.get(language), str) or not value[language]:
                where = _at(f"{key}.{language}")
                yield _problem(where, "this text is missing.", f'Add {key}.{language} = "…".')
        if isinstance(value, dict) and set(value) - set(LANGUAGES):
            yield _problem(_at(key), "a language we do not have.", "Only id and en are known.")
    if not isinstance(document.get("simulated"), bool):
        yield _problem(_at("simulated"), "this must be true or false.", "Add simulated = false.")
    additions = document.get("additions", [])
    if not isinstance(additions, list) or not all(isinstance(name, str) for name in additions):
        yield _problem(_at("additions"), "this must be a list of names.", 'Write additions = ["disabilitas"].')
    for key in sorted(set(document) - {*TEXTS, *BILINGUAL, "simulated", "additions", "contact"}):
        yield _problem(_at(key), "this key is not known.", "Correct its spelling or delete it.")


def _contact_problems(document: dict[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with the address for faults of security, which may be left out."""
    contact = document.get("contact")
    if contact is None:
        return
    if not isinstance(contact, str) or not contact.startswith(CONTACTS) or len(contact.split()) != 1:
        yield _problem(_at("contact"), "this is no address.", 'Write contact = "mailto:…" or "https://…".')


def _value_problems(document: dict[str, Any], known_surveys: tuple[str, ...]) -> Iterator[Problem]:
    allowed = {"kind": KINDS, "period_kind": OFFICIAL_KINDS, "default_survey": known_surveys}
    for key, values in allowed.items():
        if document[key] not in values:
            yield _problem(_at(key), f"'{document[key]}' is not known.", f"Use one of: {', '.join(values)}.")
    for name in document.get("additions", []):
        if name not in addition_ids():
            yield _problem(_at("additions"), f"'{name}' is not known.", f"Use one of: {', '.join(addition_ids())}.")
    try:
        ZoneInfo(document["timezone"])
    except (KeyError, ValueError, OSError):
        yield _problem(
            _at("timezone"), f"'{document['timezone']}' is no time zone.", "Use for example Asia/Jakarta."
        )


def _at(key: str) -> str:
    return f"region.toml, {key}"


def _problem(where: str, what: str, remedy: str) -> Problem:
    return Problem(code="REG01", where=where, what=what, remedy=remedy)
