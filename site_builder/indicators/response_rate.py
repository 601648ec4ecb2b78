"""How many answered of those served, and whether that is as many as the rule asks for (SKM19, SKM23)."""

from dataclasses import dataclass
from datetime import date

from site_builder.indicators.finding import Finding
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.sample_size import sample_size
from site_builder.indicators.tipping_point import UNKNOWN, percent
from site_builder.indicators.wording import joined, sentence
from survey_definitions.model import Text

REACHED = Text(
    id="{n} orang mengisi; menurut aturan, untuk {N} pengunjung cukup {target}.",
    en="{n} people answered; by the rule {target} are enough for {N} visitors.",
)
BELOW = Text(
    id="Baru {n} orang mengisi; menurut aturan, untuk {N} pengunjung perlu {target}.",
    en="Only {n} people answered; by the rule {target} are needed for {N} visitors.",
)
SHARE = Text(id="Yang mengisi {pct} % dari pengunjung.", en="That is {pct}% of the visitors.")
HIDDEN = Text(id="", en="")
METHOD = Text(id="Krejcie & Morgan; pengisi ÷ pengunjung", en="Krejcie & Morgan; answers ÷ visitors")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFinding(Finding):
    """The response rate n ÷ N as `estimate`, and the target; None where N is not known.

    `below` tells whether the banner of SKM23 is due.
    """

    visitors: int | None
    target: int | None
    below: bool


@indicator(
    "response-rate",
    name=Text(id="Target dan tingkat isian", en="Target and response rate"),
    why=Text(
        id="Nilai dari sedikit orang mudah berubah, dan nilai dari sebagian kecil pengunjung bisa menyesatkan.",
        en="A score from few people changes easily, and one from a small part of the visitors can mislead.",
    ),
    direction=Direction.HIGHER,
    reference="SKM19; Krejcie & Morgan (1970), Educational and Psychological Measurement 30, 607–610",
    reviewed_on=date(2026, 11, 24),
)
def response_rate(n: int, visitors: int | None, k: int) -> ResponseFinding:
    """Compare the answers with visitors and target; the rate is not capped where answers exceed visitors.

    Parameters
    ----------
    n
        Respondents.
    visitors
        People served in the same period, or None where it was not reported.
    k
        Fewest answers anything may be said of (PUB02).
    """
    target = sample_size(visitors) if visitors else None
    if n < k:
        return _finding(None, visitors, target, HIDDEN)
    if not visitors or target is None:
        return _finding(n, visitors, target, UNKNOWN)
    told = sentence(BELOW if n < target else REACHED, n=n, N=visitors, target=target)
    return _finding(n, visitors, target, joined(told, sentence(SHARE, pct=percent(n / visitors))))


def _finding(n: int | None, visitors: int | None, target: int | None, words: Text) -> ResponseFinding:
    return ResponseFinding(
        estimate=n / visitors if n is not None and visitors else None,
        interval=None,
        n=n,
        method=METHOD,
        sentence=words,
        visitors=visitors,
        target=target,
        below=n is not None and target is not None and n < target,
    )
