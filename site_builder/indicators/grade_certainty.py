"""Whether the letter of an index is certain, or could be its neighbour as well (T2)."""

from dataclasses import dataclass
from datetime import date

from site_builder.indicators.finding import Finding, Interval
from site_builder.indicators.ikm import INDEX_PLACES
from site_builder.indicators.index_estimate import IndexEstimate
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.rounding import round_half_up
from site_builder.indicators.satisfaction_index import interval_of, method_of
from site_builder.indicators.status import Status, status_of
from site_builder.indicators.wording import sentence
from survey_definitions.model import GradeTable, Text

T2 = Text(id="Hurufnya belum pasti: bisa {a} atau {b}.", en="The letter is not certain: it may be {a} or {b}.")
NOTHING = Text(id="", en="")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFinding(Finding):
    """The letters the interval reaches, the best first; none below 30 answers."""

    letters: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether the whole interval lies in one band."""
        return len(self.letters) == 1


@indicator(
    "grade-certainty",
    name=Text(id="Kepastian huruf mutu", en="Certainty of the grade"),
    why=Text(
        id="Huruf menutupi jarak: 88,31 dan 88,30 berbeda huruf. Huruf hanya pasti bila seluruh selang nilainya "
        "berada di satu huruf.",
        en="A letter hides distance: 88.31 and 88.30 have different letters. It is certain only if the whole "
        "interval lies within one letter.",
    ),
    direction=Direction.NEITHER,
    reference="PermenPANRB 14/2017 (SKM13)",
    reviewed_on=date(2026, 11, 24),
)
def grade_certainty(estimate: IndexEstimate, k: int) -> LetterFinding:
    """Tell which letters the interval of an index reaches; nothing below 30 answers, where no letter is shown."""
    if status_of(estimate.n, k) is not Status.NORMAL or estimate.fewest < k:
        return LetterFinding(
            estimate=None, interval=None, n=None, method=method_of(estimate), sentence=NOTHING, letters=()
        )
    interval = interval_of(estimate)
    letters = letters_within(interval, estimate.measure.index.grades)
    *others, last = letters
    return LetterFinding(
        estimate=estimate.value,
        interval=interval,
        n=estimate.n,
        method=method_of(estimate),
        sentence=sentence(T2, a=", ".join(others), b=last) if others else NOTHING,
        letters=letters,
    )


def letters_within(interval: Interval, grades: GradeTable) -> tuple[str, ...]:
    """Return the letters of an interval, the best first; its ends are rounded as an index is (SKM13)."""
    best, worst = (grades.grade_of(round_half_up(end, INDEX_PLACES)) for end in (interval.high, interval.low))
    letters = [grade.letter for grade in grades.grades]
    return tuple(letters[letters.index(best.letter) : letters.index(worst.letter) + 1])
