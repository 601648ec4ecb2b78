"""One unsur over all agencies, and all of them together."""

from dataclasses import dataclass
from functools import cached_property

from site_builder.evaluations import newest_settled
from site_builder.indicators.finding import Interval
from site_builder.indicators.ikm import QuestionResult, index_of
from site_builder.records import Agency, SurveyQuestion
from site_builder.results import Result, UnsurResult
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one agency's newest result says of an unsur.

    `result` is None without any answers, `unsur` where its questionnaire does not ask or where all is hidden.
    """

    agency: Agency
    result: Result | None
    unsur: UnsurResult | None
    interval: Interval | None


class UnsurOverAll:
    """One unsur of a release."""

    def __init__(self, site: Site, question: SurveyQuestion) -> None:
        self._site = site
        self.question = question

    @cached_property
    def average(self) -> QuestionResult | None:
        """All published answers of the latest period, by the questionnaire of most answers; None without any."""
        site, key = self._site, self.question.key
        if site.latest is None:
            return None
        asking = [survey for survey in site.surveys if key in survey.index.weights]
        pooled = [(survey, site.evaluations.comparisons.together(survey, site.latest)) for survey in asking]
        computed = [index_of(tallies, survey.index).questions for survey, tallies in pooled if tallies]
        found = [one for questions in computed for one in questions if one.key == key and one.index is not None]
        return max(found, key=lambda one: one.n, default=None)

    def asked(self, agency: Agency) -> Asked:
        """Return the newest number of an agency whose period has ended."""
        evaluations = self._site.evaluations.of(agency.code)
        if not evaluations:
            return Asked(agency=agency, result=None, unsur=None, interval=None)
        result, key = newest_settled(evaluations).result, self.question.key
        found = next((one for one in result.unsur if one.question.key == key), None)
        shown = found is not None and found.index is not None
        interval = self._site.evaluations.of_unsur((agency.code, None), result, key) if shown else None
        return Asked(agency=agency, result=result, unsur=found, interval=interval)
