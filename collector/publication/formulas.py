"""PUB06: no text cell of a CSV or a workbook is a formula."""

import re
from functools import lru_cache

from collector.publication.open_file import Value

RULE = "PUB06"
# A spreadsheet may cut a line at semicolons (Excel in Indonesia), tabs or line ends too, so text behind one of
# these counts as the start of a cell. Wide forms of the signs are formulas in East Asian versions.
_SIGN = re.compile("((?:^|[;\t\r\n])[\\s\"']*)(?=[=+\\-@＝＋－＠])")
_CONTROL = ("\t", "\r", "\n", "\0")


def spreadsheet_text(value: Value) -> Value:
    """Return `value` so that no spreadsheet takes it for a formula; numbers stay numbers (PUB06)."""
    if not isinstance(value, str) or value.isalnum():
        return value
    return _guarded(value)


@lru_cache(maxsize=1024)  # the same few codes stand in a million rows
def _guarded(value: str) -> str:
    guarded = _SIGN.sub(r"\1'", value)
    return "'" + guarded if guarded.startswith(_CONTROL) else guarded
