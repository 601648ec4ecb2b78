"""The index of one unit and period with its interval, as a sentence (T1, T4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from site_builder.indicators.finding import Finding, Interval
from site_builder.indicators.index_estimate import IndexEstimate
from site_builder.indicators.logit_interval import logit_interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.status import Status, status_of
from site_builder.indicators.wording import Value, rounded, sentence
from survey_definitions.model import Text

T1 = Text(
    id="Nilai kepuasan {unit}: {ikm} dari {best} ({letter}), dari {n} orang yang mengisi. Bila pengisi mewakili "
    "pengunjung, nilai sebenarnya kira-kira antara {lo} dan {hi}.",
    en="Satisfaction score of {unit}: {ikm} of {best} ({letter}), from {n} people who answered. If those who "
    "answered are like all visitors, the true score is roughly between {lo} and {hi}.",
)
T1_PROVISIONAL = Text(
    id="Nilai sementara kepuasan {unit}: {ikm} dari {best}, dari {n} orang yang mengisi. Bila pengisi mewakili "
    "pengunjung, nilai sebenarnya kira-kira antara {lo} dan {hi}.",
    en="Provisional satisfaction score of {unit}: {ikm} of {best}, from {n} people who answered. If those who "
    "answered are like all visitors, the true score is roughly between {lo} and {hi}.",
)
T4 = Text(
    id="Baru sedikit isian (kurang dari {k}). Nilai belum ditampilkan.",
    en="Only a few answers so far (fewer than {k}). The score is not shown yet.",
)
UNAVAILABLE = Text(
    id="Nilai keseluruhan {unit} tidak tersedia: ada unsur yang jawabannya terlalu sedikit atau tidak ada.",
    en="There is no overall score of {unit}: for some element there are too few answers or none.",
)
BY_PERSON = Text(
    id="IKM dengan pecahan pasti; galat baku linear per pengisi; selang t pada logit",
    en="IKM in exact fractions; linearised standard error by respondent; t interval on the logit",
)
BY_CLUSTER = Text(
    id="IKM dengan pecahan pasti; galat baku linear per loket dan hari; selang t pada logit",
    en="IKM in exact fractions; linearised standard error by counter and day; t interval on the logit",
)
BY_BOUND = Text(
    id="IKM dengan pecahan pasti; galat baku terbesar yang mungkin menurut hitungan per unsur; selang t pada logit",
    en="IKM in exact fractions; largest standard error the counts by element allow; t interval on the logit",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFinding(Finding):
    """The index as it may be shown: `index` as the law rounds it, `letter` from 30 answers."""

    status: Status
    index: Decimal | None
    letter: str | None
    se: float | None
    design_effect: float | None


@indicator(
    "index",
    name=Text(id="Indeks Kepuasan Masyarakat (IKM)", en="Community Satisfaction Index (IKM)"),
    why=Text(
        id="Satu angka untuk sembilan unsur, dihitung menurut aturan. Selangnya menunjukkan seberapa jauh angka "
        "itu bisa bergeser karena hanya sebagian pengunjung yang mengisi.",
        en="One number for nine elements, computed as the rule says. Its interval shows how far the number may be "
        "off because only some visitors answered.",
    ),
    direction=Direction.HIGHER,
    reference="PermenPANRB 14/2017 (SKM10–SKM15); Binder (1983), International Statistical Review 51; "
    "Korn & Graubard (1998), Survey Methodology 24",
    reviewed_on=date(2026, 11, 24),
)
def satisfaction_index(unit: Text, estimate: IndexEstimate | None, k: int) -> IndexFinding:
    """Tell the index of a unit, as far as it may be shown.

    Parameters
    ----------
    unit
        Its name.
    estimate
        Index and error, or None where some unsur has no answer (SKM15).
    k
        Fewest answers a published number may rest on, for the whole and for each unsur (PUB02).
    """
    if estimate is None:
        return _nothing(Status.HIDDEN, None, sentence(UNAVAILABLE, unit=unit))
    status = status_of(estimate.n, k)
    if status is Status.HIDDEN:
        return _nothing(status, None, sentence(T4, k=k))
    if estimate.fewest < k:
        return _nothing(status, estimate.n, sentence(UNAVAILABLE, unit=unit))
    interval = interval_of(estimate)
    grade = estimate.measure.index.grades.grade_of(estimate.index) if status is Status.NORMAL else None
    words: dict[str, Value] = {
        "ikm": estimate.index,
        "best": int(estimate.measure.limits[1]),
        "letter": grade.letter if grade else "",
        "n": estimate.n,
        "lo": rounded(interval.low),
        "hi": rounded(interval.high),
    }
    return IndexFinding(
        estimate=estimate.value,
        interval=interval,
        n=estimate.n,
        method=method_of(estimate),
        sentence=sentence(T1 if grade else T1_PROVISIONAL, unit=unit, **words),
        status=status,
        index=estimate.index,
        letter=grade.letter if grade else None,
        se=estimate.se,
        design_effect=estimate.design_effect,
    )


def interval_of(estimate: IndexEstimate) -> Interval:
    """Return the interval of an index on the scale of its questionnaire."""
    return logit_interval(estimate.value, estimate.se, estimate.df, estimate.n, estimate.measure.limits)


def method_of(estimate: IndexEstimate) -> Text:
    """Say what the standard error rests on."""
    if estimate.bound:
        return BY_BOUND
    return BY_PERSON if estimate.clusters is None else BY_CLUSTER


def _nothing(status: Status, n: int | None, words: Text) -> IndexFinding:
    return IndexFinding(
        estimate=None,
        interval=None,
        n=n,
        method=BY_PERSON,
        sentence=words,
        status=status,
        index=None,
        letter=None,
        se=None,
        design_effect=None,
    )
