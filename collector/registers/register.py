"""How a register is declared: a record class whose fields are the columns of a file.

File, table, documentation, open data and what may leave are all read from the declaration::

    @register("programmes", "programme", title=…, description=…, key=("code",))
    class Programme(Record):
        code: str = public(Slug(), "Kode program", "Code of the programme")
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Self, TypeVar, cast, dataclass_transform

from collector.registers.context import Context, Fault
from collector.registers.kinds import Kind
from survey_definitions.model import Publication, Text

T = TypeVar("T")
R = TypeVar("R", bound="Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a register: of its file, of its table and, if published, of the open file."""

    name: str
    kind: Kind[Any]
    description: Text
    publication: Publication
    indexed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What is declared of a register.

    Attributes
    ----------
    name, table
        The file without its ending, and the table in private database and open file.
    key
        Columns that tell one record from another.
    required
        Whether a region must have the file.
    retires
        Whether a record that vanished from the file stays, marked retired; else it is removed.
    own_table
        Whether the open file's table of it is made by a module of its own, or not at all.
    """

    name: str
    table: str
    title: Text
    description: Text
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool
    retires: bool
    own_table: bool

    @property
    def publication(self) -> dict[str, Publication]:
        """What may leave of each column of the table."""
        decided = {column.name: column.publication for column in self.columns}
        if not self.retires:
            return decided
        shown = Publication.PUBLISHED in decided.values()
        return decided | {"retired": Publication.PUBLISHED if shown else Publication.WITHHELD}


class Record:
    """Base of the records; a register that has rules of its own overrides the two checks."""

    __slots__ = ()
    register: ClassVar[Register]

    def faults(self, context: Context) -> Iterator[Fault]:  # noqa: ARG002 - for those that need it
        """Check one record against everything else."""
        yield from ()

    @classmethod
    def faults_among(cls, rows: Mapping[int, Self]) -> Iterator[tuple[int, Fault]]:  # noqa: ARG003
        """Check the records of the register against each other, by row number."""
        yield from ()

    def settled(self, context: Context) -> Self:  # noqa: ARG002
        """Return the record as it is kept: what was left empty and follows from the region is filled in."""
        return self


def column(
    kind: Kind[T], id_: str, en: str, publication: Publication = Publication.WITHHELD, *, indexed: bool = False
) -> T:
    """Declare a column that is withheld, unless `publication` says otherwise."""
    metadata = {"kind": kind, "description": Text(id=id_, en=en), "publication": publication, "indexed": indexed}
    return cast("T", field(metadata=metadata))


def public(kind: Kind[T], id_: str, en: str, *, indexed: bool = False) -> T:
    """Declare a column that is published as it stands: what it holds, and what it means in both languages."""
    return column(kind, id_, en, Publication.PUBLISHED, indexed=indexed)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(column, public))
def register(
    name: str,
    table: str,
    *,
    title: Text,
    description: Text,
    key: tuple[str, ...] = ("code",),
    required: bool = False,
    retires: bool = False,
    own_table: bool = False,
) -> Callable[[type[R]], type[R]]:
    """Make the decorated class a frozen record and list its register."""

    def declare(cls: type[R]) -> type[R]:
        record = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        record.register = Register(
            name=name, table=table, title=title, description=description, key=key, required=required,
            retires=retires, own_table=own_table,
            columns=tuple(Column(name=one.name, **one.metadata) for one in fields(record)),  # type: ignore[arg-type]
        )  # fmt: skip
        return record

    return declare
