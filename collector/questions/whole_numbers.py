"""Whole numbers as people and spreadsheets write them."""

import re

from collector.questions.registry import AnswerRefusedError

_WHOLE = re.compile(r"(-?[0-9]{1,9})(?:[.,]0{1,9})?", re.ASCII)


def whole_number(raw: str) -> int:
    """Read ``3`` or a spreadsheet's ``3.0``; anything else is refused, other scripts' digits included."""
    found = _WHOLE.fullmatch(raw)
    if found is None:
        raise AnswerRefusedError("not_a_number", value=raw)
    return int(found[1])
