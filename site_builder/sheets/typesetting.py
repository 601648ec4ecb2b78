"""Set a template with data by Typst: tagged PDF (PDF/UA-1), the same bytes for the same data, no system font."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from site_builder.errors import SiteRefusedError
from site_builder.lettering import font_folder
from survey_definitions.visible_text import visible

TEMPLATES = Path(str(files("site_builder.sheets"))) / "templates"
LETTERS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")  # the folder also has fonts that draw a box for any character
STANDARD = "ua-1"  # refuses a document without title, language or tags


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """Return `template` filled with `data`; texts in it are shown as they are, never read as markup.

    Raises
    ------
    SiteRefusedError
        If a text holds a character that none of the fonts has.
    """
    import typst  # noqa: PLC0415 - 84 MB, loaded only where a sheet is printed

    inputs = {"data": json.dumps(visible(data), ensure_ascii=False)}
    try:
        made = _compiler(template).compile(format="pdf", sys_inputs=inputs, pdf_standards=[STANDARD])
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        raise SiteRefusedError(
            f"A name can't be printed: {error.message.partition(': ')[2]}. Write it without that character, or "
            "build without --pdf."
        ) from error
    return bytes(made)


@cache
def _compiler(template: str) -> Any:
    import typst  # noqa: PLC0415

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[font_folder() / name for name in LETTERS])
    return typst.Compiler(input=TEMPLATES / template, root=TEMPLATES, font_paths=fonts)
