"""What respondents say about themselves and in their own words, gathered in one pass over the answers of a release.

Nothing of it is for publication as it is: `profiles` and `comments` say what may go out.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from collector.periods import Period
from collector.publication.characteristics import Characteristic, characteristics
from collector.publication.comments.reading import themes_of
from collector.publication.comments.themes import Theme
from collector.publication.grouping import UnitPeriod, place_of
from collector.storage.reading import StoredResponse
from survey_definitions.consent import GIVEN, publish_key
from survey_definitions.model import Survey

Approved = Mapping[int, Mapping[str, str]]
"""Words that may be quoted, by the answer's place in the order of storing and by question."""


class AgencyPeriod(NamedTuple):
    """One unit and official period, whatever the questionnaire."""

    agency: str
    period: Period


class Quote(NamedTuple):
    """Words that were approved, and the id of the answer they are from."""

    response: str
    text: str


@dataclass(slots=True)
class Voice:
    """What was said of one unit in one period.

    Attributes
    ----------
    characteristics
        Each value of each characteristic that is asked, with how many gave it.
    comments
        How many answers have words.
    """

    characteristics: dict[str, Counter[str]] = field(default_factory=dict)
    comments: int = 0
    themes: Counter[Theme] = field(default_factory=Counter)
    quotes: list[Quote] = field(default_factory=list)

    def hear(self, response: StoredResponse, asked: "Asked", approved: Approved) -> None:
        """Count one answer."""
        answers = response.answers
        for one in asked.characteristics:
            answer = answers.get(one.key)
            if answer is not None:
                self.characteristics[one.key][one.coarse(answer)] += 1
        texts = [str(answers[key]) for key in asked.texts if key in answers]
        if texts:
            self.comments += 1
            self.themes.update(frozenset[Theme]().union(*map(themes_of, texts)))
            self.quotes.extend(_quotes(response, asked, approved))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a questionnaire asks besides scores: about the respondent, and for words."""

    characteristics: tuple[Characteristic, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, survey: Survey) -> "Asked":
        """Return what `survey` asks."""
        return cls(
            characteristics=tuple(characteristics(survey)),
            texts=tuple(question.key for question in survey.questions if question.kind == "text"),
        )

    def silence(self) -> dict[str, Counter[str]]:
        """Return every value of every characteristic, none of them given."""
        return {one.key: Counter(dict.fromkeys(one.values, 0)) for one in self.characteristics}


def listen(
    responses: Iterable[StoredResponse],
    shown: Collection[UnitPeriod],
    surveys: Iterable[Survey],
    period_kind: str,
    approved: Approved,
) -> dict[AgencyPeriod, Voice]:
    """Gather what the answers of a release say, for the units and periods that are shown."""
    asked = {survey.id: Asked.of(survey) for survey in surveys}
    voices: dict[AgencyPeriod, Voice] = defaultdict(Voice)
    for group in shown:
        heard = voices[AgencyPeriod(group.agency, group.period)].characteristics
        for key, silence in asked[group.survey].silence().items():
            heard.setdefault(key, Counter()).update(silence)
    by_month: dict[tuple[str, str, int, int], Voice | None] = {}  # working out a period costs more than counting
    for response in responses:
        day = response.visited_on
        month = response.survey, response.agency, day.year, day.month
        if month not in by_month:
            group = place_of(response, period_kind).group
            by_month[month] = voices[AgencyPeriod(group.agency, group.period)] if group in shown else None
        voice = by_month[month]
        if voice is not None:
            voice.hear(response, asked[response.survey], approved)
    return dict(sorted(voices.items()))


def _quotes(response: StoredResponse, asked: Asked, approved: Approved) -> Iterator[Quote]:
    """Yield what was approved, as long as the respondent permits it."""
    words = approved.get(response.sequence, {})
    for key in asked.texts:
        if key in words and str(response.answers.get(publish_key(key))) == GIVEN and not response.withdrawn:
            yield Quote(response.id, words[key])
