"""The how-to describes the registers as they are declared."""

from collector.registers.manual import DOCUMENT, describe, with_columns


def test_manual_says_what_is_declared() -> None:
    """docs/how-to/registers.md is what `python -m collector.registers.manual` writes."""
    text = DOCUMENT.read_text("utf-8")
    assert with_columns(text) == text


def test_manual_names_files_columns_and_values() -> None:
    """A column has its meaning, what it holds and whether it leaves; a choice has its values."""
    text = describe()
    assert "| `participants` | Staff who began it | a whole number from 0 | coarsened |" in text
    assert "| `trainer` | Code of the trainer, such as pengajar-1; never a name | a code:" in text
    assert "`undian` drawn by lot" in text
    assert text.index("### agencies.csv\n") < text.index("### events.csv (optional)\n")
