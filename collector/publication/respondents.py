"""What a release says of respondents and comments, given what the last one said (PUB03, PUB04, PUB05)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from collector.publication import profiles
from collector.publication.comments.themes import Theme, load_themes
from collector.publication.profiles import Profile
from collector.publication.small_cells import K
from collector.publication.voices import AgencyPeriod, Quote, Voice
from collector.storage.released_counts import ReleasedCount

PROFILE, THEME = "profile", "theme"
RULE = "PUB05"
Place = tuple[str, str, str]
"""Unit, period, and the characteristic or unsur."""


@dataclass(frozen=True, kw_only=True)
class Respondents:
    """What may be said of those who answered.

    Attributes
    ----------
    voices
        What the answers of this release say.
    before
        What the last release counted.
    today
        The local day of publishing: characteristics are told of periods that ended before it.
    """

    voices: Mapping[AgencyPeriod, Voice]
    before: tuple[ReleasedCount, ...]
    today: date

    @cached_property
    def profiles(self) -> dict[AgencyPeriod, dict[str, Profile | None]]:
        """The characteristics of each unit and period that is over; None where nothing may be said of one."""
        before = self._profiles_before()
        return {
            place: {
                key: profiles.renewed(before.get((place.agency, place.period.id, key)), counts)
                for key, counts in voice.characteristics.items()
            }
            for place, voice in self.voices.items()
            if place.period.end < self.today
        }

    @cached_property
    def themes(self) -> dict[AgencyPeriod, dict[Theme, int | None]]:
        """How many comments touch each theme, of units with K comments; None stands for fewer than K, or none."""
        before = {
            (one.agency, one.period, one.subject, one.value): one.n for one in self.before if one.source == THEME
        }
        return {
            place: {
                theme: _count(
                    before.get((place.agency, place.period.id, theme.question, theme.key)), voice.themes[theme]
                )
                for theme in load_themes().themes
            }
            for place, voice in self._discussed()
        }

    @cached_property
    def quotes(self) -> dict[AgencyPeriod, list[Quote]]:
        """The approved words of each unit and period with K comments."""
        return {place: voice.quotes for place, voice in self.voices.items() if voice.comments >= K}

    def counts(self) -> Iterator[ReleasedCount]:
        """Yield what the next release has to be compared with."""
        for place, by_key in self.profiles.items():
            for key, profile in by_key.items():
                if profile is not None:
                    for value, n in profile.counts.items():
                        yield _released(PROFILE, place, key, value, n, hidden=value in profile.hidden)
        for place, by_theme in self.themes.items():
            for theme, count in by_theme.items():
                if count is not None:
                    yield _released(THEME, place, theme.question, theme.key, count)

    def _discussed(self) -> Iterator[tuple[AgencyPeriod, Voice]]:
        """Yield the units and periods with K comments, or of which the last release counted some theme."""
        known = {(one.agency, one.period) for one in self.before if one.source == THEME}
        for place, voice in self.voices.items():
            if voice.comments >= K or (place.agency, place.period.id) in known:
                yield place, voice

    def _profiles_before(self) -> dict[Place, Profile]:
        counts: dict[Place, dict[str, int]] = defaultdict(dict)
        hidden: dict[Place, set[str]] = defaultdict(set)
        for one in self.before:
            if one.source == PROFILE:
                place = one.agency, one.period, one.subject
                counts[place][one.value] = one.n
                if one.hidden:
                    hidden[place].add(one.value)
        return {place: Profile(counts=by_value, hidden=frozenset(hidden[place]))
                for place, by_value in counts.items()}  # fmt: skip


def _count(before: int | None, n: int) -> int | None:
    """Return a count of comments; one that was shown moves by K or stays."""
    if before is not None and abs(n - before) < K:
        return before
    return n if n >= K else None


def _released(
    source: str, place: AgencyPeriod, subject: str, value: str, n: int, *, hidden: bool = False
) -> ReleasedCount:
    return ReleasedCount(
        source=source, agency=place.agency, period=place.period.id, subject=subject, value=value, n=n,
        hidden=hidden,
    )  # fmt: skip
