"""Who the invented respondents are and what they write; nothing in it is about anybody."""

from random import Random

from collector.storage.records import Answers

PRAISE_FROM = 3.5
"""Mean answer from which a comment is praise."""
ANSWERED = 0.92
"""Part of the questions about themselves that respondents answer who answer any."""

SEX = {"P": 0.56, "L": 0.44}
AGE_MEAN, AGE_SPREAD, AGE_LOWEST, AGE_HIGHEST = 37.0, 13.0, 17, 80
EDUCATION = {
    "TIDAK_SEKOLAH": 0.02, "SD": 0.09, "SMP": 0.14, "SMA": 0.45, "D3": 0.08, "D4": 0.02, "S1": 0.17, "S2": 0.03,
}  # fmt: skip
OCCUPATION = {
    "PNS": 0.08, "TNI": 0.01, "POLRI": 0.01, "SWASTA": 0.24, "WIRAUSAHA": 0.2, "PELAJAR": 0.1,
    "PETANI_NELAYAN": 0.08, "IBU_RUMAH_TANGGA": 0.19, "PENSIUNAN": 0.03, "LAINNYA": 0.06,
}  # fmt: skip

PRAISE = (
    "Pelayanannya sudah baik, terima kasih.",
    "Petugas ramah dan menjelaskan dengan sabar.",
    "Cepat dan tidak berbelit-belit.",
    "Ruang tunggunya bersih dan nyaman.",
    "Pertahankan pelayanan seperti ini.",
    "Syaratnya jelas sejak awal.",
)
WISHES = (
    "Mohon tambah kursi di ruang tunggu.",
    "Antrean masih lama pada pagi hari.",
    "Syarat sebaiknya ditempel di depan loket.",
    "Nomor antrean lewat ponsel akan membantu.",
    "Mohon loket tetap buka pada jam istirahat.",
    "Tempat parkirnya kurang luas.",
    "Informasi di papan pengumuman perlu diperbarui.",
    "Tolong beri kabar bila berkas sudah selesai.",
)


def describe(random: Random) -> Answers:
    """Draw what a respondent says about themselves; some questions stay open."""
    drawn: Answers = {
        "jenis_kelamin": pick(random, SEX),
        "usia": min(AGE_HIGHEST, max(AGE_LOWEST, round(random.gauss(AGE_MEAN, AGE_SPREAD)))),
        "pendidikan": pick(random, EDUCATION),
        "pekerjaan": pick(random, OCCUPATION),
    }
    return {key: value for key, value in drawn.items() if random.random() < ANSWERED}


def comment(random: Random, mean: float) -> str:
    """Draw a comment of somebody whose answers have this mean."""
    sentences = PRAISE if mean >= PRAISE_FROM else WISHES
    return sentences[int(random.random() * len(sentences))]


def pick(random: Random, shares: dict[str, float]) -> str:
    """Draw one key, each as often as its share says; the shares sum to 1."""
    left = random.random()
    for key, share in shares.items():
        left -= share
        if left < 0:
            return key
    return next(reversed(shares))
