"""The registers described for those who fill them in; ``python -m collector.registers.manual`` writes it.

docs/how-to/registers.md holds the text between two marks, and a test compares it with the declarations.
"""

from collections.abc import Iterator
from pathlib import Path

from collector.registers.register import Record
from collector.registers.registry import registers
from survey_definitions.model import Publication

BEGIN, END = "<!-- columns: written by python -m collector.registers.manual -->\n", "<!-- end of columns -->\n"
DOCUMENT = Path(__file__).parents[2] / "docs" / "how-to" / "registers.md"
_LEAVES = {
    Publication.PUBLISHED: "yes",
    Publication.COARSENED: "coarsened",
    Publication.WITHHELD: "no",
}


def describe() -> str:
    """Return the columns of every register as Markdown: the required files first."""
    ordered = sorted(registers(), key=lambda record: (not record.register.required, record.register.name))
    return "\n".join(line for record in ordered for line in _lines(record))


def _lines(record: type[Record]) -> Iterator[str]:
    register = record.register
    yield f"### {register.name}.csv{'' if register.required else ' (optional)'}"
    yield ""
    key = " and ".join(f"`{name}`" for name in register.key)
    gone = "is retired: kept, marked as no longer active" if register.retires else "is removed"
    yield f"{register.description.en} One row for each {key}. A row that vanished from the file {gone}."
    yield ""
    yield "| column | means | holds | published |"
    yield "|---|---|---|---|"
    for one in register.columns:
        leaves = _LEAVES[one.publication]
        yield f"| `{one.name}` | {one.description.en} | {one.kind.words} | {leaves} |"
    yield ""


def with_columns(text: str) -> str:
    """Return the document with the part between its marks written anew."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{describe()}{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    DOCUMENT.write_text(with_columns(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
