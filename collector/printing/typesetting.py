"""Set a template with data by Typst: tagged PDF (PDF/UA-1) or SVG, the same bytes for the same data."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from collector.errors import CollectorRefusedError
from collector.printing.qr_codes import QrDrawing
from survey_definitions.model import LANGUAGES, Text
from survey_definitions.visible_text import visible

Data = dict[str, Any]
FOLDER = Path(str(files("collector.printing")))
TEMPLATES, FONTS = FOLDER / "templates", FOLDER / "fonts"
STANDARD = "ua-1"  # PDF/UA-1: refuses a document without title, language, tags or alternative text


def typeset(template: str, data: Mapping[str, Any], output: Literal["pdf", "svg"] = "pdf") -> bytes:
    """Return `template` filled with `data`; texts in it are shown as they are, never read as markup.

    Raises
    ------
    CollectorRefusedError
        If a text holds a character that none of the fonts has.
    """
    import typst  # noqa: PLC0415 - 84 MB, loaded only to print

    inputs = {"data": json.dumps(visible({**data, "words": words()}), ensure_ascii=False)}
    standards: list[Any] = [STANDARD] if output == "pdf" else []
    try:
        made = _compiler(template).compile(format=output, sys_inputs=inputs, pdf_standards=standards)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        raise CollectorRefusedError(
            f"A name can't be printed: {error.message.partition(': ')[2]}. Write it without that character."
        ) from error
    return made if isinstance(made, bytes) else b"".join(made or [])


@cache
def words() -> Data:
    """Return the printed words by language."""
    return {
        language: tomllib.loads((FOLDER / "words" / f"{language}.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }


def date_in_words(first: date, last: date | None = None) -> Text:
    """Write a date with its weekday, such as ``Senin, 2 November 2026``, or a span of days without it."""
    return Text(**{language: _dates(first, last or first, words()[language]["dates"]) for language in LANGUAGES})


def day_in_words(day: date) -> Text:
    """Write a date without its weekday, such as ``2 November 2026``, where there is little space."""
    return Text(**{language: _date(day, words()[language]["dates"], "plain") for language in LANGUAGES})


def drawn(code: QrDrawing) -> Data:
    """Return a QR code as templates take it."""
    return {"size": code.size, "runs": code.runs}


def both(text: Text) -> dict[str, str]:
    """Return a text in every language as templates take it."""
    return {language: text[language] for language in LANGUAGES}


def _dates(first: date, last: date, names: Data) -> str:
    if first == last:
        return _date(first, names, "pattern")
    span: str = names["span"]
    return span.format(first=_date(first, names, "plain"), last=_date(last, names, "plain"))


def _date(day: date, names: Data, form: str) -> str:
    pattern: str = names[form]
    return pattern.format(
        weekday=names["weekdays"][day.weekday()], day=day.day, month=names["months"][day.month - 1], year=day.year
    )


@cache
def _compiler(template: str) -> Any:
    import typst  # noqa: PLC0415

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    return typst.Compiler(input=TEMPLATES / template, root=TEMPLATES, font_paths=fonts)
