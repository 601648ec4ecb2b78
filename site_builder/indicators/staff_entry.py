"""How many answers staff typed in rather than the citizens themselves."""

from collections.abc import Mapping
from datetime import date

from site_builder.indicators.finding import Finding
from site_builder.indicators.proportion import wilson_interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.tipping_point import percent
from site_builder.indicators.wording import sentence
from survey_definitions.model import Text

STAFF_MODES = frozenset({"paper", "import"})

TYPED = Text(
    id="{pct} % isian dimasukkan petugas ({count} dari {n}), bukan oleh warga sendiri.",
    en="{pct}% of the answers were entered by staff ({count} of {n}) rather than by citizens themselves.",
)
HIDDEN = Text(id="", en="")
METHOD = Text(
    id="isian dari kertas dan impor ÷ semua isian; selang Wilson",
    en="answers from paper and imports ÷ all answers; Wilson interval",
)


@indicator(
    "staff-entry-share",
    name=Text(id="Bagian yang dimasukkan petugas", en="Share entered by staff"),
    why=Text(
        id="Formulir kertas yang diketik petugas itu sah, tetapi warga tidak dapat memeriksanya. Bila bagiannya "
        "berubah, nilai dua periode tidak lagi diukur dengan cara yang sama.",
        en="Paper forms typed in by staff are legitimate, but citizens cannot check them. Where their share "
        "changes, two periods are no longer measured alike.",
    ),
    direction=Direction.LOWER,
    reference="SKM23",
    reviewed_on=date(2026, 11, 24),
)
def staff_entry_share(modes: Mapping[str, int], k: int) -> Finding:
    """Tell which share of the answers staff entered; nothing below `k` answers (PUB02).

    Parameters
    ----------
    modes
        Answers by mode of entry; ``paper`` and ``import`` are staff's, all others the citizens' own.
    """
    n = sum(modes.values())
    if n < k:
        return Finding(estimate=None, interval=None, n=None, method=METHOD, sentence=HIDDEN)
    count = sum(modes.get(mode, 0) for mode in STAFF_MODES)
    told = sentence(TYPED, pct=percent(count / n), count=count, n=n)
    return Finding(estimate=count / n, interval=wilson_interval(count, n), n=n, method=METHOD, sentence=told)
