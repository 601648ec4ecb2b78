"""A metadata form: records of fields, each named and answered in both languages."""

from dataclasses import dataclass
from typing import Any

from survey_definitions.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field; `value` is None where the publisher has to fill it in."""

    key: str
    name: Text
    value: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is said of one activity, variable or indicator."""

    fields: tuple[Field, ...]
    name: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """MS-Keg, MS-Var or MS-Ind with its records."""

    code: str
    title: Text
    records: tuple[Record, ...]

    def document(self) -> dict[str, Any]:
        """Return the form for programs: the answers in Indonesian by the key of the field, English beside them."""
        return {
            "form": self.code,
            "judul": self.title.id,
            "isi": [{field.key: _value(field) for field in record.fields} for record in self.records],
        }


def field(key: str, name: Text, value: Text | str | None) -> Field:
    """Return a field; a text without translation is the same in both languages."""
    return Field(key=key, name=name, value=Text(id=value, en=value) if isinstance(value, str) else value)


def _value(one: Field) -> dict[str, str] | None:
    return None if one.value is None else {"id": one.value.id, "en": one.value.en}


YES = Text(id="Ya", en="Yes")
NO = Text(id="Tidak", en="No")
