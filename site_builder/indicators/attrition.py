"""How many trainees took both tests, and whether that is enough to speak of what was learned (TRN03)."""

from dataclasses import dataclass
from datetime import date

from site_builder.indicators.finding import Finding
from site_builder.indicators.proportion import wilson_interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.tipping_point import percent
from site_builder.indicators.wording import joined, sentence
from survey_definitions.model import Text

FEWEST_TRAINEES = 10  # smaller groups are merged, never shown (PUB05, TRN08)
ENOUGH_MATCHED = 0.6

MATCHED = Text(
    id="{both} dari {first} peserta ({pct} %) mengikuti kedua tes.",
    en="{both} of {first} trainees ({pct}%) took both tests.",
)
TOO_MANY_LEFT = Text(
    id="Terlalu banyak yang tidak mengikuti tes kedua, jadi hasilnya tidak dijadikan kesimpulan.",
    en="Too many did not take the second test, so no conclusion is drawn from the results.",
)
HIDDEN = Text(id="", en="")
METHOD = Text(id="peserta kedua tes ÷ peserta tes pertama", en="trainees of both tests ÷ trainees of the first")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttritionFinding(Finding):
    """The share lost between the tests as `estimate`; `enough` tells whether there may be a headline."""

    matched_share: float | None
    enough: bool


@indicator(
    "attrition",
    name=Text(id="Peserta yang tidak mengikuti tes akhir", en="Trainees missing from the final test"),
    why=Text(
        id="Yang pulang lebih dulu sering yang paling sedikit belajar. Tanpa mereka kenaikan tampak lebih besar.",
        en="Those who leave early often learned least. Without them the gain looks larger than it is.",
    ),
    direction=Direction.LOWER,
    reference="What Works Clearinghouse, Standards Handbook 5.0 (attrition); TRN03",
    reviewed_on=date(2026, 11, 24),
)
def attrition(both: int, first: int) -> AttritionFinding:
    """Tell how many of the `first` trainees tested before took `both` tests; nothing on groups under 10."""
    if both < FEWEST_TRAINEES:
        return AttritionFinding(
            estimate=None, interval=None, n=None, method=METHOD, sentence=HIDDEN, matched_share=None, enough=False
        )
    share = both / first
    enough = share >= ENOUGH_MATCHED
    told = sentence(MATCHED, both=both, first=first, pct=percent(share))
    return AttritionFinding(
        estimate=1 - share,
        interval=wilson_interval(first - both, first),
        n=first,
        method=METHOD,
        sentence=told if enough else joined(told, TOO_MANY_LEFT),
        matched_share=share,
        enough=enough,
    )
