"""PUB06: no cell of a download is a formula."""

import pytest

from collector.publication.formulas import spreadsheet_text


@pytest.mark.parametrize("text", ["=1+1", "+62811", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1"])
def test_spreadsheet_text_defuses_formulas(text: str) -> None:
    """Text that a spreadsheet would compute gets an apostrophe."""
    assert "'" + text == spreadsheet_text(text)


@pytest.mark.parametrize("value", [-5, 0, None, "KTP-el", "a=b", ""])
def test_spreadsheet_text_leaves_the_rest(value: object) -> None:
    """Numbers, also negative ones, and harmless text stay as they are."""
    assert value == spreadsheet_text(value)  # type: ignore[arg-type]
