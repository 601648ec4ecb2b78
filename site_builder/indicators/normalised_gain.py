"""Which part of what a class could still learn it did learn, from its averages only (TRN03)."""

from datetime import date

from site_builder.indicators.attrition import FEWEST_TRAINEES
from site_builder.indicators.finding import Finding
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.tipping_point import percent
from site_builder.indicators.wording import rounded, sentence
from survey_definitions.model import Text

BEST = 100.0
LITTLE_LEFT = 80.0

LEARNED = Text(
    id="Dari yang masih dapat dipelajari, kelas ini menguasai {pct} % (rata-rata {pre} menjadi {post}).",
    en="Of what was left to learn the class mastered {pct}% (from {pre} to {post} on average).",
)
FELL = Text(
    id="Rata-rata kelas tidak naik ({pre} menjadi {post}), jadi tidak ada kenaikan ternormalisasi.",
    en="The class average did not rise ({pre} to {post}), so there is no normalised gain.",
)
ALREADY_HIGH = Text(
    id="Rata-rata tes awal sudah di atas {limit}, jadi kenaikan ternormalisasi tidak dihitung.",
    en="The average of the first test was above {limit} already, so no normalised gain is computed.",
)
HIDDEN = Text(id="", en="")
METHOD = Text(
    id="(sesudah − sebelum) ÷ (100 − sebelum), rata-rata kelas", en="(post − pre) ÷ (100 − pre), class means"
)


@indicator(
    "normalised-gain",
    name=Text(id="Kenaikan ternormalisasi", en="Normalised gain"),
    why=Text(
        id="Naik 10 poin dari 40 berbeda dengan naik 10 poin dari 75. Angka ini hanya pendamping kenaikan nilai.",
        en="Ten points up from 40 differ from ten points up from 75. This only accompanies the gain itself.",
    ),
    direction=Direction.HIGHER,
    reference="Hake (1998), American Journal of Physics 66, 64–74",
    reviewed_on=date(2026, 11, 24),
)
def normalised_gain(pre: float, post: float, n: int) -> Finding:
    """Return (post − pre)/(100 − pre) of class averages.

    Parameters
    ----------
    pre, post
        Averages of the trainees who took both tests, 0 to 100.
    n
        How many they are; nothing is told under 10 (PUB05).

    Returns
    -------
    Finding
        No number where `pre` is above 80, since a small rest makes anything look large, nor below `pre`, where
        the ratio has no meaning.
    """
    if n < FEWEST_TRAINEES:
        return _finding(None, None, HIDDEN)
    if pre > LITTLE_LEFT:
        return _finding(None, n, sentence(ALREADY_HIGH, limit=int(LITTLE_LEFT)))
    words = {"pre": rounded(pre), "post": rounded(post)}
    if post <= pre:
        return _finding(None, n, sentence(FELL, **words))
    gain = (post - pre) / (BEST - pre)
    return _finding(gain, n, sentence(LEARNED, pct=percent(gain), **words))


def _finding(gain: float | None, n: int | None, words: Text) -> Finding:
    return Finding(estimate=gain, interval=None, n=n, method=METHOD, sentence=words)
