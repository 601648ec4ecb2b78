"""T10 and T12, and what is printed with an estimate of the effect of training."""

from site_builder.indicators.finding import Interval
from site_builder.indicators.leave_one_out import LeaveOneOut
from site_builder.indicators.permutation import Permutation
from site_builder.indicators.placebo import Lead
from site_builder.indicators.staggered import Mean
from site_builder.indicators.wording import joined, rounded, sentence
from survey_definitions.model import Text

EFFECT = Text(
    id=(
        "Setelah pelatihan, nilai layanan unit yang dilatih naik rata-rata {d} poin lebih {more} daripada unit "
        "yang belum dilatih pada bulan yang sama (kira-kira {lo} sampai {hi}; {G} unit)."
    ),
    en=(
        "After the training, the scores of trained units rose on average by {d} points {more} than those of units "
        "not trained yet in the same months (about {lo} to {hi}; {G} units)."
    ),
)
MORE = Text(id="banyak", en="more")
LESS = Text(id="sedikit", en="less")
BY_LOT = Text(id="Urutan ditentukan dengan undian.", en="The order was drawn by lot.")
NOT_BY_LOT = Text(
    id="Urutan tidak diundi, jadi sebab lain belum dapat disingkirkan.",
    en="The order was not drawn by lot, so other causes cannot be ruled out.",
)
NO_EFFECT = Text(
    id="Belum terlihat pengaruh. Data ini baru bisa menangkap perubahan sekitar {mde} poin atau lebih.",
    en="No effect is seen so far. These data can only catch changes of about {mde} points or more.",
)
SECOND = Text(
    id="Cara hitung kedua (Callaway–Sant’Anna) memberi {d} poin.",
    en="A second way of counting (Callaway–Sant’Anna) gives {d} points.",
)
PLACEBO_QUIET = Text(
    id="Dengan tanggal pura-pura tiga bulan lebih awal tidak terlihat apa-apa, seperti seharusnya ({d} poin).",
    en="With a pretended date three months earlier nothing is seen, as it should be ({d} points).",
)
PLACEBO_LOUD = Text(
    id=(
        "Dengan tanggal pura-pura tiga bulan lebih awal pun sudah terlihat {d} poin: unit yang dilatih sudah "
        "berjalan lain sebelum pelatihan, jadi jangan bersandar pada angka ini."
    ),
    en=(
        "Even with a pretended date three months earlier {d} points are seen: the trained units were on another "
        "path before the training, so do not lean on this number."
    ),
)
LEFT_OUT = Text(
    id="Tanpa salah satu unit hasilnya antara {lo} dan {hi} poin.",
    en="Without any one unit the result lies between {lo} and {hi} points.",
)
DRAWS = Text(
    id=(
        "Seandainya pelatihan tidak berpengaruh, {k} dari {m} urutan undian tetap memberi selisih sebesar ini "
        "atau lebih."
    ),
    en="Had training done nothing, {k} of {m} orders of the lot would still give a difference as large or larger.",
)


def training_sentence(effect: float, interval: Interval, units: int, *, by_lot: bool) -> Text:
    """Return T10; an effect below zero reads as so many points less."""
    low, high = (interval.low, interval.high) if effect > 0 else (-interval.high, -interval.low)
    told = sentence(
        EFFECT,
        d=rounded(abs(effect)),
        more=MORE if effect > 0 else LESS,
        lo=rounded(low),
        hi=rounded(high),
        G=units,
    )
    return joined(told, BY_LOT if by_lot else NOT_BY_LOT)


def no_effect_seen(detectable: float) -> Text:
    """Return T12."""
    return sentence(NO_EFFECT, mde=rounded(detectable))


def second_sentence(mean: Mean) -> Text:
    """Tell what the second way of counting gives."""
    return sentence(SECOND, d=rounded(mean.effect))


def placebo_sentence(lead: Lead) -> Text:
    """Tell what the pretended date shows, for a lead with an interval."""
    quiet = lead.interval is None or 0 in lead.interval
    return sentence(PLACEBO_QUIET if quiet else PLACEBO_LOUD, d=rounded(lead.effect))


def left_out_sentence(left_out: LeaveOneOut) -> Text:
    """Tell how far the estimate moves without one unit."""
    return sentence(LEFT_OUT, lo=rounded(left_out.lowest), hi=rounded(left_out.highest))


def draws_sentence(draws: Permutation) -> Text:
    """Tell how often other draws of the lot give as much."""
    return sentence(DRAWS, k=draws.as_large, m=draws.orders)
