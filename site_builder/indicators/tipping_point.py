"""Who answered, and what the silent ones would have to think for the letter to fall (T3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from site_builder.indicators.finding import Finding
from site_builder.indicators.index_estimate import IndexEstimate
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.status import Status, status_of
from site_builder.indicators.wording import joined, rounded, sentence
from survey_definitions.model import Text

T3_SHARE = Text(
    id="{n} dari sekitar {N} pengunjung mengisi ({pct} %). Mereka memilih sendiri untuk mengisi, jadi yang diam "
    "bisa berpendapat lain.",
    en="{n} of about {N} visitors answered ({pct}%). They chose for themselves to answer, so those who stayed "
    "silent may think otherwise.",
)
T3_TIP = Text(
    id="Huruf ini turun bila yang tidak mengisi rata-rata memberi di bawah {tip}.",
    en="This letter would fall if those who did not answer gave less than {tip} on average.",
)
T3_SAFE = Text(
    id="Huruf ini tetap, sekalipun semua yang tidak mengisi memberi nilai terendah.",
    en="This letter would stay even if everybody who did not answer gave the lowest score.",
)
UNKNOWN = Text(id="Jumlah pengunjung tidak dilaporkan.", en="The number of visitors was not reported.")
EXCEEDS = Text(
    id="Perlu klarifikasi, isian melebihi pengunjung: {n} isian, sedangkan pengunjung yang dilaporkan {N}.",
    en="To be clarified, more answers than visitors: {n} answers, while {N} visitors were reported.",
)
EQUALS = Text(
    id="Perlu klarifikasi: jumlah isian sama dengan jumlah pengunjung yang dilaporkan ({N}).",
    en="To be clarified: there are as many answers as visitors were reported ({N}).",
)
HIDDEN = Text(id="", en="")
METHOD = Text(
    id="(T − f·IKM) ÷ (1 − f); f = pengisi ÷ pengunjung, T = batas bawah huruf",
    en="(T − f·IKM) ÷ (1 − f); f = answers ÷ visitors, T = lower edge of the letter",
)
WHOLE_PERCENT_FROM = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TippingFinding(Finding):
    """The tipping point as `estimate`; None where the letter cannot fall, or nothing is known.

    Attributes
    ----------
    share
        n ÷ N, or None.
    exceeds
        Whether the signal "isian melebihi pengunjung" is raised (n ≥ N).
    """

    share: float | None
    exceeds: bool


@indicator(
    "tipping-point",
    name=Text(id="Siapa yang mengisi", en="Who answered"),
    why=Text(
        id="Pengisi memilih sendiri, jadi selang saja tidak cukup. Titik balik menunjukkan seburuk apa pendapat "
        "yang diam supaya hurufnya turun: makin rendah, makin kukuh hurufnya.",
        en="People choose for themselves to answer, so an interval is not enough. The tipping point shows how bad "
        "the opinion of the silent must be for the letter to fall: the lower, the firmer the letter.",
    ),
    direction=Direction.LOWER,
    reference="Manski (1989), Anatomy of the selection problem, Journal of Human Resources 24, 343–360",
    reviewed_on=date(2026, 11, 24),
)
def tipping_point(estimate: IndexEstimate, visitors: int | None, k: int) -> TippingFinding:
    """Tell how many of the visitors answered, and the mean of the others at which the letter falls.

    Parameters
    ----------
    estimate
        The index; from 30 answers it has a letter that can fall.
    visitors
        N of the same unit and period, or None where it was not reported.
    k
        Fewest answers anything may be said of (PUB02).
    """
    status, n = status_of(estimate.n, k), estimate.n
    if status is Status.HIDDEN or estimate.fewest < k:
        return _finding(None, None, HIDDEN)
    if visitors is None:
        return _finding(n, None, UNKNOWN)
    if n >= visitors:
        words = EXCEEDS if n > visitors else EQUALS
        return _finding(n, n / visitors if visitors else None, sentence(words, n=n, N=visitors), exceeds=True)
    share = n / visitors
    told = sentence(T3_SHARE, n=n, N=visitors, pct=percent(share))
    edge = _edge(estimate) if status is Status.NORMAL else None
    if edge is None:
        return _finding(n, share, told)
    tip = tipping_mean(float(estimate.index), float(edge), share)
    if tip <= estimate.measure.limits[0]:
        return _finding(n, share, joined(told, T3_SAFE))
    return _finding(n, share, joined(told, sentence(T3_TIP, tip=rounded(tip))), tip=tip)


def tipping_mean(index: float, edge: float, share: float) -> float:
    """Return the mean of those who did not answer at which the mean of all is `edge`.

    Parameters
    ----------
    index
        Mean of those who answered, points.
    edge
        The lower edge T of its letter, points.
    share
        f, the share that answered, from 0 to below 1.
    """
    return (edge - share * index) / (1 - share)


def percent(share: float) -> Decimal:
    """Return a share in per cent, whole from 10 on, with one decimal below."""
    return rounded(100 * share, 0 if 100 * share >= WHOLE_PERCENT_FROM else 1)


def _edge(estimate: IndexEstimate) -> Decimal | None:
    """Return the lower edge of the letter, None for the lowest one, which cannot fall."""
    grades = estimate.measure.index.grades
    grade = grades.grade_of(estimate.index)
    return None if grade == grades.grades[-1] else grade.minimum


def _finding(
    n: int | None, share: float | None, words: Text, *, tip: float | None = None, exceeds: bool = False
) -> TippingFinding:
    return TippingFinding(
        estimate=tip, interval=None, n=n, method=METHOD, sentence=words, share=share, exceeds=exceeds
    )
