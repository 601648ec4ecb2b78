"""Words for the released quality signals: what is unusual about a month, and never an accusation (PUB09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from site_builder.indicators.finding import Finding
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.wording import joined, sentence
from survey_definitions.model import LANGUAGES, Text

LABEL = Text(id="perlu klarifikasi", en="needs clarification")
PATTERNS = {
    "burst": Text(
        id="banyak isian masuk dalam setengah jam yang sama", en="many answers came in within the same half hour"
    ),
    "speed": Text(id="banyak isian diisi sangat cepat", en="many answers were given very fast"),
    "hours": Text(id="banyak isian masuk di luar jam buka", en="many answers came in outside opening hours"),
    "rush": Text(
        id="banyak isian masuk pada hari-hari terakhir periode",
        en="many answers came in on the last days of the period",
    ),
    "exceeds": Text(id="isian melebihi pengunjung", en="there are more answers than visitors"),
    "straight": Text(
        id="banyak isian memberi nilai yang sama untuk semua pertanyaan",
        en="many answers give the same score to every question",
    ),
    "staff": Text(id="banyak isian dimasukkan oleh petugas", en="many answers were entered by staff"),
    "honeypot": Text(
        id="kode yang tidak pernah dibagikan ternyata dipakai", en="codes that were never handed out were used"
    ),
}
THIS_MONTH = Text(id="bulan ini", en="this month’s")
THIS_PERIOD = Text(id="periode ini", en="this period’s")

METHOD = Text(
    id="Sinyal mutu yang melewati ambang terbuka; {n} sinyal",
    en="Quality signals beyond public thresholds; {n} signals",
)
UNUSUAL = Text(
    id=(
        "Sebagian isian {when} datang dalam pola yang tidak biasa ({pattern}). Ini bukan tuduhan; unit sedang "
        "diminta penjelasan."
    ),
    en=(
        "Some of {when} answers came in an unusual pattern ({pattern}). This is no accusation; the unit is "
        "being asked to explain."
    ),
)
WITH_AND_WITHOUT = Text(
    id="Nilai dengan semua isian {x}, tanpa isian itu {y}.",
    en="The score with all answers is {x}, without those {y}.",
)
USUAL = Text(id="Tidak ada pola yang tidak biasa.", en="No unusual pattern.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedSignal:
    """A row of the table `signal`: `value` and `flagged` are None where they are hidden ("1–9")."""

    id: str
    value: float | None
    threshold: float
    flagged: int | None

    @property
    def raised(self) -> bool:
        """Whether the unit is asked about it."""
        return self.value is not None and self.value > self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutFlagged:
    """The index without the flagged answers, and how many were flagged and remain."""

    index: Decimal
    flagged: int
    remaining: int


@indicator(
    "signals",
    name=Text(id="Pola isian", en="Patterns of answering"),
    why=Text(
        id="Nilai baru berarti bila isiannya datang dari pengunjung. Pola yang tidak biasa patut ditanyakan.",
        en="A score means something if the answers came from visitors. An unusual pattern is worth a question.",
    ),
    direction=Direction.NEITHER,
    reference="Naus 1965 (bursts); thresholds in collector/publication/signals/thresholds.toml",
    reviewed_on=date(2026, 11, 24),
)
def signals(
    released: Sequence[ReleasedSignal],
    index: Decimal | None,
    without: WithoutFlagged | None,
    k: int,
    *,
    monthly: bool = True,
) -> Finding:
    """Word the raised signals of one unit and month, or official period (T14).

    Parameters
    ----------
    released
        The signals of the month, raised or not; a signal this version does not know is an error.
    index
        The index with all answers; None where it is not told beside that without the flagged ones.
    without
        The index without the flagged ones; named only if both they and the others are at least `k` (PUB09).

    Returns
    -------
    Finding
        `estimate` is the index without the flagged answers where it may be shown; `n` counts raised signals.
    """
    raised = [PATTERNS[signal.id] for signal in released if signal.raised]
    shown = without if raised and without and min(without.flagged, without.remaining) >= k else None
    when = THIS_MONTH if monthly else THIS_PERIOD
    told = sentence(UNUSUAL, when=when, pattern=_listed(raised)) if raised else USUAL
    compared = Text(id="", en="")
    if shown is not None and index is not None:
        compared = sentence(WITH_AND_WITHOUT, x=index, y=shown.index)
    return Finding(
        estimate=float(shown.index) if shown else None,
        interval=None,
        n=len(raised),
        method=sentence(METHOD, n=len(raised)),
        sentence=joined(told, compared),
    )


def _listed(patterns: Sequence[Text]) -> Text:
    return Text(**{language: "; ".join(pattern[language] for pattern in patterns) for language in LANGUAGES})
