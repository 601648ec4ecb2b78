"""Whether the questions of one scale hang together: Cronbach's α, and each question against the rest."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from site_builder.indicators.design import Numbers
from site_builder.indicators.distributions import f_quantile
from site_builder.indicators.finding import CONFIDENCE, Finding, Interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.wording import rounded, sentence
from survey_definitions.model import Text

FEWEST = 100
ALPHA_PLACES = 2

TOGETHER = Text(
    id="Keselarasan pertanyaan-pertanyaan ini (0 sampai 1): α {alpha} (kira-kira {lo} sampai {hi}), dari {n} "
    "orang yang menjawab semuanya.",
    en="How far these questions go together (0 to 1): α {alpha} (roughly {lo} to {hi}), from {n} people who "
    "answered all of them.",
)
TOO_FEW = Text(
    id="Mutu skala baru dihitung mulai {fewest} orang yang menjawab semua pertanyaan.",
    en="The quality of the scale is computed from {fewest} people who answered every question.",
)
NO_SPREAD = Text(
    id="Mutu skala tidak dapat dihitung karena semua orang menjawab sama.",
    en="The quality of the scale cannot be computed, since everybody answered alike.",
)
METHOD = Text(id="α Cronbach dengan selang Feldt", en="Cronbach's α with Feldt's interval")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How a scale hangs together.

    Attributes
    ----------
    alpha
        k/(k − 1)·(1 − Σ s_j²/s²) of k questions, s² the variance of the sum of each person's answers.
    standardised
        The same of standardised questions: k·r̄/(1 + (k − 1)·r̄).
    average_r
        r̄, the mean correlation of two questions; NaN, as `standardised`, where a question does not vary.
    without
        α without each question in turn; empty for two questions.
    item_rest
        Correlation of each question with the sum of the others; NaN where one of them does not vary.
    """

    alpha: float
    standardised: float
    average_r: float
    without: tuple[float, ...]
    item_rest: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityFinding(Finding):
    """α as `estimate`, from people who answered everything; `scale` holds the rest."""

    scale: Reliability | None


@indicator(
    "scale-reliability",
    name=Text(id="Mutu skala", en="Quality of the scale"),
    why=Text(
        id="Bila pertanyaan satu skala tidak selaras, rata-ratanya tidak berarti satu hal.",
        en="If the questions of a scale do not go together, their mean is not one thing.",
    ),
    direction=Direction.HIGHER,
    reference="Cronbach (1951), Psychometrika 16, 297–334; Feldt, Woodruff & Salih (1987), Applied Psychological "
    "Measurement 11, 93–103",
    reviewed_on=date(2026, 11, 24),
)
def scale_reliability(answers: Numbers) -> ReliabilityFinding:
    """Judge a scale by the people who answered all of its questions.

    Parameters
    ----------
    answers
        Shape (people, questions), NaN where a question was left out; two questions at least.
    """
    complete = answers[~np.isnan(answers).any(axis=1)]
    n, k = complete.shape
    if n < FEWEST:
        return _nothing(n, sentence(TOO_FEW, fewest=FEWEST))
    if not np.var(complete.sum(axis=1)):
        return _nothing(n, NO_SPREAD)
    scale = reliability(complete)
    interval = feldt_interval(scale.alpha, n, k)
    ends = {"lo": rounded(interval.low, ALPHA_PLACES), "hi": rounded(interval.high, ALPHA_PLACES)}
    told = sentence(TOGETHER, alpha=rounded(scale.alpha, ALPHA_PLACES), n=n, **ends)
    return ReliabilityFinding(
        estimate=scale.alpha, interval=interval, n=n, method=METHOD, sentence=told, scale=scale
    )


def reliability(answers: Numbers) -> Reliability:
    """Return α and what goes with it, of complete answers of shape (people, questions)."""
    k = answers.shape[1]
    rests = [np.delete(answers, place, axis=1) for place in range(k)]
    with np.errstate(invalid="ignore", divide="ignore"):  # a question without spread correlates with nothing
        r = np.corrcoef(answers, rowvar=False)
        item_rest = tuple(
            float(np.corrcoef(answers[:, place], rest.sum(axis=1))[0, 1]) for place, rest in enumerate(rests)
        )
    average = float((r.sum() - k) / (k * (k - 1)))
    return Reliability(
        alpha=_alpha(answers),
        standardised=k * average / (1 + (k - 1) * average),
        average_r=average,
        without=tuple(_alpha(rest) for rest in rests) if k > 2 else (),  # noqa: PLR2004 - one has no α
        item_rest=item_rest,
    )


def feldt_interval(alpha: float, n: int, k: int, level: float = CONFIDENCE) -> Interval:
    """Return the interval of α of n people and k questions: 1 − (1 − α)·F, F of n − 1 and (n − 1)(k − 1)."""
    df = (n - 1, (n - 1) * (k - 1))
    return Interval(
        low=1 - (1 - alpha) * f_quantile((1 + level) / 2, *df),
        high=1 - (1 - alpha) * f_quantile((1 - level) / 2, *df),
        level=level,
    )


def _alpha(answers: Numbers) -> float:
    k = answers.shape[1]
    whole = float(np.var(answers.sum(axis=1), ddof=1))
    return k / (k - 1) * (1 - float(np.var(answers, axis=0, ddof=1).sum()) / whole) if whole else float("nan")


def _nothing(n: int, words: Text) -> ReliabilityFinding:
    return ReliabilityFinding(estimate=None, interval=None, n=n, method=METHOD, sentence=words, scale=None)
