"""Typed reading of TOML tables: a fault is noted with its place and reading goes on, so all are found in one go."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TypeVar

from survey_definitions.catalogue import Fault
from survey_definitions.model import LANGUAGES, Text
from survey_definitions.problems import Problem

Value = TypeVar("Value", str, int, bool, list[object], dict[str, object])

NOUNS: dict[type, str] = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a decimal number",
    list: "a list (a heading in double brackets, or [ … ])",
    dict: "a group of keys",
}
MOST = 1_000_000_000
LANGUAGE_NAMES = {"id": "Indonesian (id)", "en": "English (en)"}


class Findings:
    """The problems of one file, in the order in which they were met."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(self, fault: Fault, place: tuple[str, ...], **words: object) -> None:
        """Note `fault` at `place`, a path such as ("section unsur", "question waktu", "text", ".en")."""
        where = ", ".join((self.file, *place)).replace(", .", ".")
        self.problems.append(fault.at(where, **words))


class TableReader:
    """One table of the file: each reading says what it wants and gets a harmless value where that is missing."""

    def __init__(self, table: dict[str, object], place: tuple[str, ...], findings: Findings) -> None:
        self.place = place
        self.findings = findings
        self._table = table
        self._known: list[str] = []

    def note(self, fault: Fault, *inner: str, **words: object) -> None:
        """Note a fault of this table, or of the place `inner` inside it."""
        self.findings.add(fault, (*self.place, *inner), **words)

    def has(self, key: str) -> bool:
        """Say whether the key is there, and count it as known."""
        self._know(key)
        return key in self._table

    def raw(self, key: str) -> object:
        """Return the value as the file has it, None if it is missing."""
        self._know(key)
        return self._table.get(key)

    def string(self, key: str) -> str:
        """Return a text that is not empty."""
        value = (self._take(key, str) or "").strip()
        if not value and isinstance(self._table.get(key), str):
            self.note(Fault.MISSING_KEY, key=key)
        return value

    def integer(self, key: str, *, least: int = -MOST, most: int = MOST) -> int | None:
        """Return a whole number, None where it is missing or out of range."""
        value = self._take(key, int)
        if value is not None and not least <= value <= most:
            self.note(Fault.OUT_OF_RANGE, key=key, value=value, least=least, most=most)
            return None
        return value

    def boolean(self, key: str) -> bool:
        """Return true or false."""
        return self._take(key, bool) or False

    def word(self, key: str, noun: str, known: Iterable[str]) -> str:
        """Return one of the known words, "" where there is another."""
        words = list(known)
        value = self.string(key)
        if value and value not in words:
            self.note(Fault.UNKNOWN_WORD, key, value=value, noun=noun, known=", ".join(words))
            return ""
        return value

    def text(self, key: str) -> Text:
        """Return the text of an inner table in every language."""
        part = self.part(key, wanted=f"given in both languages, as {key}.id and {key}.en")
        text = part.languages()
        part.close()
        return text

    def optional_text(self, key: str) -> Text | None:
        """Return a text in every language, None if there is none at all."""
        return self.text(key) if self.has(key) else None

    def languages(self) -> Text:
        """Return the text of this table in every language."""
        return Text(**{language: self._language(language) for language in LANGUAGES})

    def part(self, key: str, *, wanted: str = "") -> "TableReader":
        """Return the reader of an inner table; one that is missing is noted once and its content not at all."""
        table = self._take(key, dict, wanted)
        findings = Findings(self.findings.file) if table is None else self.findings
        return TableReader(table or {}, (*self.place, key), findings)

    def parts(self, key: str, noun: str, *, named_by: str = "") -> list["TableReader"]:
        """Return the readers of a list of tables, each placed as `noun` and its name, or its number."""
        found = []
        items = self._take(key, list)
        if items == []:
            self.note(Fault.MISSING_KEY, key=key)
        for number, item in enumerate(items or [], start=1):
            name = item.get(named_by) if isinstance(item, dict) else None
            place = f"{noun} {name}" if isinstance(name, str) and name else f"{noun} no. {number}"
            if isinstance(item, dict):
                found.append(TableReader(item, (*self.place, place), self.findings))
            else:
                self._wrong_type(place, item, NOUNS[dict])
        return found

    def keys(self) -> list[str]:
        """Return every key of the table, for tables whose keys are names of questions."""
        self._known.extend(self._table)
        return list(self._table)

    def ignore(self, *keys: str) -> None:
        """Count keys as known that cannot be judged because of another fault."""
        self._known.extend(keys)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._table:
            if key not in self._known:
                near = get_close_matches(key, self._known, n=1)
                known = f"perhaps {near[0]!r} is meant" if near else ", ".join(self._known)
                self.note(Fault.UNKNOWN_KEY, key=key, known=known)

    def _language(self, language: str) -> str:
        value = self.raw(language)
        if value is not None and not isinstance(value, str):
            self._wrong_type(language, value, NOUNS[str])
            return ""
        text = (value or "").strip()
        if not text:
            self.note(Fault.MISSING_LANGUAGE, f".{language}", language=LANGUAGE_NAMES[language])
        return text

    def _take(self, key: str, kind: type[Value], wanted: str = "") -> Value | None:
        self._know(key)
        if key not in self._table:
            self.note(Fault.MISSING_KEY, key=key)
            return None
        value = self._table[key]
        if type(value) is not kind:
            self._wrong_type(key, value, wanted or NOUNS[kind])
            return None
        return value

    def _wrong_type(self, key: str, value: object, wanted: str) -> None:
        self.note(Fault.WRONG_TYPE, key=key, found=noun_of(value), wanted=wanted)

    def _know(self, key: str) -> None:
        if key not in self._known:
            self._known.append(key)


def noun_of(value: object) -> str:
    """Say in words what kind of value the file holds."""
    return NOUNS.get(type(value), "a date or time")
