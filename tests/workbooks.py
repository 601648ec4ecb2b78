"""Workbooks as offices and programs make them: by a library, or written out cell by cell."""

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Override PartName="/xl/workbook.xml"
         ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
        <Override PartName="/xl/styles.xml"
         ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}">
        <Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/>
        <sheets><sheet name="Isian" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{PACKAGE}">
        <Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    # style 1 is Excel's own date format (14), style 2 its date with a time (22)
    "xl/styles.xml": f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>
        <fills count="1"><fill><patternFill patternType="none"/></fill></fills>
        <borders count="1"><border/></borders>
        <cellStyleXfs count="1"><xf/></cellStyleXfs>
        <cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>""",
}


def write_xlsx(
    path: Path, rows: Iterable[Sequence[object]], edit: Callable[[Workbook], None] | None = None
) -> Path:
    """Write `rows` from A1 on into the sheet "Isian"; `edit` may change the workbook before it is saved."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "Isian"
    for row in rows:
        sheet.append(list(row))
    if edit:
        edit(workbook)
    workbook.save(path)
    return path


def write_cells(path: Path, rows: str, **parts: str) -> Path:
    """Write a workbook whose sheet holds the row elements `rows`, as they stand; `parts` replace whole parts."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return write_zip(path, {**PARTS, "xl/worksheets/sheet1.xml": sheet, **parts})


def write_zip(path: Path, parts: dict[str, str]) -> Path:
    """Write a ZIP file."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(packed.getvalue())
    return path
