"""Every number of a site against its open file: computed here anew, with plain SQL and exact fractions."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

K = 10


@dataclass(frozen=True)
class Truth:
    """One unit, questionnaire and official period as the open file has it; n is None where it is hidden."""

    survey: str
    period: str
    start: str
    closed: bool
    n: int | None
    index: str
    unsur: dict[str, tuple[str, str]]

    @property
    def entry(self) -> tuple[str, str, str, str]:
        """What trend tables say of it."""
        return self.survey, self.period, "" if self.n is None else str(self.n), self.index


@dataclass(frozen=True)
class Reconciled:
    """A site beside its open file."""

    folder: Path
    database: Path

    def check(self) -> int:
        """Compare every agency and service; return how many numbers were compared."""
        with closing(sqlite3.connect(self.database)) as opened:
            units = [(code, None) for (code,) in opened.execute("SELECT code FROM agency")]
            units += list(opened.execute("SELECT agency, code FROM service"))
            found = {unit: self._truths(opened, *unit) for unit in units}
        for (agency, service), truths in found.items():
            self._unit(agency, service, truths)
        return sum(len(truths) for truths in found.values())

    def _truths(self, opened: sqlite3.Connection, agency: str, service: str | None) -> list[Truth]:
        columns = [row[1] for row in opened.execute("PRAGMA table_info(period)")]
        closed = "p.closed" if "closed" in columns else "1"
        rows = opened.execute(
            f"SELECT DISTINCT c.survey, c.period, p.start, {closed} FROM count_cell c "  # noqa: S608 - our words
            "JOIN period p ON p.id = c.period JOIN survey s ON s.survey = c.survey "
            "WHERE p.official = 1 AND s.subject = 'service' AND c.agency = ? AND c.service IS ? "
            "ORDER BY p.start, s.version",
            (agency, service),
        ).fetchall()
        return [self._truth(opened, (agency, service, *row[:2]), row[2], row[3]) for row in rows]

    def _truth(self, opened: sqlite3.Connection, place: tuple[str | None, ...], start: str, closed: int) -> Truth:
        where = "agency IS ? AND service IS ? AND survey IS ? AND period IS ?"
        counts = {
            key: (total, answers, hidden)
            for key, total, answers, hidden in opened.execute(
                f"SELECT question, sum(value * n), sum(n), max(n IS NULL) FROM count_cell WHERE {where} "  # noqa: S608
                "GROUP BY question",
                place,
            )
        }
        _, n, hidden = counts.pop(None)
        weights = opened.execute(
            "SELECT key, weight FROM question WHERE survey = ? AND weight IS NOT NULL", place[2:3]
        )
        multiplier = opened.execute("SELECT multiplier FROM survey WHERE survey = ?", place[2:3]).fetchone()[0]
        unsur, index = {}, Fraction(0)
        whole = not hidden and n >= K
        for key, weight in weights.fetchall() if whole else ():
            total, answers, gone = counts.get(key, (0, 0, 0))
            if gone or not answers:
                unsur[key], whole = ("" if gone else "0", ""), False
                continue
            unsur[key] = (str(answers), _rounded(Fraction(multiplier * total, answers)))
            index += multiplier * Fraction(weight) * Fraction(total, answers)
        survey, period = str(place[2]), str(place[3])
        shown = None if hidden or n < K else int(n)
        return Truth(survey, period, start, bool(closed), shown, _rounded(index) if whole else "", unsur)

    def _unit(self, agency: str, service: str | None, truths: list[Truth]) -> None:
        kind, code = ("agencies", agency) if service is None else ("services", service)
        folder = f"unit/{agency}" if service is None else f"layanan/{service}"
        document = json.loads(self._text(f"api/v1/{kind}/{code}.json"))
        told = [(one["survey"], one["start"], one["n"], one["index"] or "") for one in document["periods"]]
        assert told == [(one.survey, one.start, one.n, one.index) for one in truths], code
        for one, period in zip(truths, document["periods"], strict=True):
            questions = {each["key"]: (_text(each["n"]), each["index"] or "") for each in period["questions"]}
            assert questions == one.unsur, (code, one.period)
        if not truths:
            return
        trend = {(row["survey"], row["period"], row["n"], row["index"]) for row in self._csv(f"{folder}/tren.csv")}
        assert trend == {one.entry for one in truths}, code
        settled = [one for one in truths if one.closed] or truths
        shown = [one for one in settled if one.n is not None]
        if shown:
            chart = {row["key"]: (row["n"], row["index"]) for row in self._csv(f"{folder}/unsur.csv")}
            assert chart == shown[-1].unsur, code
            spread = {row["key"]: row["n"] for row in self._csv(f"{folder}/sebaran.csv")}
            assert spread == {key: n for key, (n, _) in shown[-1].unsur.items()}, code
        for prefix, mark in (("", ","), ("en/", ".")):
            page = self._text(f"{prefix}{folder}/index.html")
            large = re.findall(r'<p class="big"><b>([^<]*)</b>', page)
            assert large == [settled[-1].index.replace(".", mark)] * bool(settled[-1].index), code
        if service is None:
            self._elsewhere(agency, settled[-1], truths)

    def _elsewhere(self, agency: str, newest: Truth, truths: list[Truth]) -> None:
        """Compare the list of units, the badge, the card, the pages of unsur and completeness."""
        index = newest.index.replace(".", ",")
        assert index in self._listed[agency], agency
        row = self._table[agency]
        assert (row["survey"], row["period"], row["n"], row["index"]) == newest.entry, agency
        badge = json.loads(self._text(f"unit/{agency}/lencana.json"))
        for text in (badge["message"], self._text(f"unit/{agency}/kartu.html")):
            assert index in text, agency
            assert index or not re.search(r"\d\d,\d\d", text), agency
        for key, expected in newest.unsur.items():
            row = self._unsur[key][agency]
            assert (row["n"], row["index"], row["period"]) == (*expected, newest.period), (agency, key)
        for one in truths if len({one.period for one in truths}) == len(truths) else ():
            if one.closed:
                assert self._reported[agency, one.period] == ("" if one.n is None else str(one.n)), agency

    @cached_property
    def _listed(self) -> dict[str, str]:
        rows = re.findall(
            r'<tr><th scope="row"><a href="([^"/]*)/">(.*?)</tr>', self._text("unit/index.html"), re.DOTALL
        )
        return dict(rows)

    @cached_property
    def _table(self) -> dict[str, dict[str, str]]:
        return {row["agency"]: row for row in self._csv("unit/unit.csv")}

    @cached_property
    def _unsur(self) -> dict[str, dict[str, dict[str, str]]]:
        tables = sorted((self.folder / "unsur").glob("*/unsur.csv"))
        return {
            path.parent.name: {row["agency"]: row for row in self._csv(str(path.relative_to(self.folder)))}
            for path in tables
        }

    @cached_property
    def _reported(self) -> dict[tuple[str, str], str]:
        rows = self._csv("kelengkapan/kelengkapan.csv")
        return {(row["agency"], row["period"]): row["n"] for row in rows}

    def _csv(self, place: str) -> list[dict[str, Any]]:
        return list(csv.DictReader(io.StringIO(self._text(place), newline="")))

    def _text(self, place: str) -> str:
        return (self.folder / place).read_text(encoding="utf-8")


def _rounded(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _text(n: int | None) -> str:
    return "" if n is None else str(n)
