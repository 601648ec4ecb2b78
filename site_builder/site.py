"""One release as pages and files see it: the open data, every result, and a name for each unit."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from site_builder.evaluations import Evaluations
from site_builder.follow_ups import FollowUp, concerning
from site_builder.inputs import release_time
from site_builder.interface import Language
from site_builder.interface.periods import period_words
from site_builder.ledger import LedgerDay, ListedReceipt
from site_builder.monthly import Months
from site_builder.names import Names, agency_texts, names_in
from site_builder.open_data import read_quality, read_receipts
from site_builder.open_data.follow_ups import read_follow_ups
from site_builder.open_data.voices import read_voices, tables_of_voices
from site_builder.quality import Quality
from site_builder.records import Agency, Meta, OpenData, Period, Service, SurveyInfo, SurveyQuestion
from site_builder.results import SERVICE_SUBJECT, Result, Results, UnitKey, settled
from site_builder.trainings import Trainings
from site_builder.voices import Voices
from survey_definitions.model import Text

Record = TypeVar("Record")

MOST_LISTED = 200  # of agencies on one page beside the list of units, which then stays below 30 KB gzip

# Stands where the id of the release belongs; the builder writes the id in, so that a page whose numbers stay need
# not be made again for each release. No text of an open file holds its characters.
RELEASE = "\x91rilis\x91"


class Site:
    """Everything the site is made from; nothing in it changes during a build."""

    def __init__(self, data: OpenData, *, pdf: bool = False) -> None:
        self.pdf = pdf
        self.release = data.meta.release
        self.data = data = replace(data, meta=replace(data.meta, release=RELEASE))
        self.results = Results(data)
        self.evaluations = Evaluations(data, self.results, self._text_of, period_words)
        self.months = Months(data, self.evaluations.estimates)
        self.trainings = Trainings(data, self.months)
        self._names: dict[str, Names] = {}

    @property
    def meta(self) -> Meta:
        """The release as a whole."""
        return self.data.meta

    @cached_property
    def made_at(self) -> datetime | None:
        """When the release was made; the end of its data where nothing beside it says so, or None without data."""
        until = self.meta.data_until
        last = None if until is None else datetime.combine(until, time(), UTC)
        return release_time(self.data.path, self.release) or last

    def names(self, language: Language) -> Names:
        """Return the name of every unit in `language`."""
        if language.code not in self._names:
            self._names[language.code] = names_in(language.data, self.data)
        return self._names[language.code]

    @cached_property
    def latest(self) -> Period | None:
        """The newest official period with answers, shown or hidden; one that has ended, if any has."""
        found = (settled(self.results.of(code)) for code in self.data.agencies)
        newest = (results[-1].period for results in found if results)
        return max(newest, key=lambda period: (period.closed, period.end, period.start), default=None)

    @cached_property
    def ledger(self) -> tuple[list[LedgerDay], list[ListedReceipt]]:
        """The heads of the ledger and its receipts by hash."""
        return read_receipts(self.data.path)

    @cached_property
    def quality(self) -> Quality:
        """How the answers came in (PUB09)."""
        return read_quality(self.data)

    @cached_property
    def follow_ups(self) -> tuple[FollowUp, ...] | None:
        """What units promised; None where the release is older than that register."""
        return read_follow_ups(self.data.path)

    @cached_property
    def promises(self) -> Mapping[str, tuple[FollowUp, ...]]:
        """What units promised or are responsible for, by agency."""
        return concerning(self.follow_ups or ())

    def voices(self, agency: str, period: str) -> Voices:
        """Return who answered an agency in a period, and what comments about it say."""
        if not self._voices:
            return Voices()
        return read_voices(self.data.path, self._voices, agency, period)

    @cached_property
    def has_comments(self) -> bool:
        """Whether the release holds what comments are about, for any agency."""
        return "theme" in self._voices

    @cached_property
    def _voices(self) -> frozenset[str]:
        return tables_of_voices(self.data.path)

    @cached_property
    def active(self) -> tuple[Agency, ...]:
        """The agencies that are not retired."""
        return tuple(agency for agency in self.data.agencies.values() if not agency.retired)

    @cached_property
    def listed(self) -> tuple[Agency, ...]:
        """The agencies one page lists: all; of very many those below no other; of still too many none."""
        everyone = tuple(self.data.agencies.values())
        highest = tuple(agency for agency in everyone if agency.parent is None)
        return next((some for some in (everyone, highest) if len(some) <= MOST_LISTED), ())

    @cached_property
    def surveys(self) -> tuple[SurveyInfo, ...]:
        """The questionnaires about services, the newest rule first."""
        found = (survey for survey in self.data.surveys.values() if survey.subject == SERVICE_SUBJECT)
        return tuple(sorted(found, key=lambda survey: (survey.version, survey.id), reverse=True))

    @cached_property
    def unsur(self) -> Mapping[str, SurveyQuestion]:
        """Every unsur a questionnaire about services asks for, as the newest of them words it, in list order."""
        found: dict[str, SurveyQuestion] = {}
        for survey in self.surveys:
            for question in survey.scored:
                found.setdefault(question.key, question)
        return found

    def services_of(self, agency: str) -> tuple[Service, ...]:
        """Return the services of an agency, retired ones too."""
        return self._services.get(agency, ())

    def children_of(self, agency: str) -> tuple[Agency, ...]:
        """Return the units directly under an agency."""
        return self._children.get(agency, ())

    def in_latest(self, agency: str) -> tuple[Result, ...]:
        """Return the results of an agency in the region's latest period."""
        return tuple(result for result in self.results.of(agency) if result.period == self.latest)

    def _text_of(self, unit: UnitKey) -> Text:
        """Return the name of an agency, which no other has, or that of a service."""
        agency, code = unit
        service = self.data.services.get(code or "")
        return self._agency_texts[agency] if service is None else service.name

    @cached_property
    def _agency_texts(self) -> Mapping[str, Text]:
        return agency_texts(self.data)

    @cached_property
    def _services(self) -> Mapping[str, tuple[Service, ...]]:
        return _grouped(self.data.services.values(), attrgetter("agency"))

    @cached_property
    def _children(self) -> Mapping[str, tuple[Agency, ...]]:
        under = (agency for agency in self.data.agencies.values() if agency.parent is not None)
        return _grouped(under, attrgetter("parent"))


def _grouped(records: Iterable[Record], key: Callable[[Record], str]) -> Mapping[str, tuple[Record, ...]]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return {code: tuple(members) for code, members in groups.items()}
