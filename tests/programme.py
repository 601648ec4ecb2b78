"""A small training programme in the region of the factories: every register that a region may do without."""

from collections.abc import Mapping, Sequence

HOURS = (
    ("agency", "day", "opens", "closes"),
    ("", "senin", "07:30", "16:00"),
    ("kelurahan", "senin", "08:00:00", "24:00"),
)
PROGRAMMES = (
    ("code", "name_id", "name_en", "note"),
    ("prima", "Pelayanan prima", "Good service", "Diundi terbuka."),
)
TRAININGS = (
    (
        "code", "programme", "title_id", "title_en", "method", "topic", "level", "jp", "start", "end", "provider",
        "unsur", "declared_on", "evaluated_from",
    ),
    (
        "prima-1", "prima", "Melayani", "Serving", "pelatihan", "pelayanan-publik", "dasar", "20", "2024-02-06",
        "2024-02-08", "Badan Kepegawaian", "waktu perilaku", "2024-01-10", "2024-05-08",
    ),
    (
        "prima-2", "prima", "Melayani", "Serving", "pelatihan", "pelayanan-publik", "", "20", "2024-06-04",
        "2024-06-06", "Badan Kepegawaian", "", "", "",
    ),
)  # fmt: skip
SESSIONS = (
    ("training", "number", "day", "subject_id", "subject_en", "jp", "trainer"),
    ("prima-1", "1", "2024-02-06", "Mendengar", "Listening", "12", "pengajar-1"),
    ("prima-1", "2", "2024-02-08", "Menjawab", "Answering", "8", ""),
)
PARTICIPATIONS = (
    ("training", "agency", "staff", "participants", "completed"),
    ("prima-1", "dinas", "24", "20", "17"),
    ("prima-1", "kelurahan", "6", "6", "6"),
)
NOMINATIONS = (
    ("training", "agency", "nominated_on", "reason", "lot"),
    ("prima-1", "dinas", "2024-01-15", "undian", "1"),
    ("prima-2", "kelurahan", "2024-01-15", "undian", "2"),
)
EVENTS = (
    ("agency", "service", "happened_on", "kind", "text_id", "text_en"),
    ("dinas", "ktp", "2024-03-01", "antrean", "Nomor antrean elektronik.", "Electronic queue numbers."),
)
FOLLOW_UPS = (
    (
        "code", "agency", "service", "period", "unsur", "said_id", "said_en", "action_id", "action_en", "owner",
        "due", "status", "done_on", "evidence",
    ),
    (
        "kursi", "dinas", "", "2024-T1", "sarana", "Kursi kurang.", "Too few chairs.", "Menambah 20 kursi.",
        "20 more chairs.", "dinas", "2024-04-30", "selesai", "2024-04-20", "https://dinas.example/kursi",
    ),
    (
        "antre", "dinas", "ktp", "2024-T1", "waktu", "Antrean lama.", "Long queues.", "Loket kedua.", "",
        "kelurahan", "2024-03-31", "berjalan", "", "",
    ),
)  # fmt: skip
REPLIES = (
    ("agency", "period", "signal", "replied_on", "text_id", "text_en"),
    ("dinas", "2024-02", "burst", "2024-03-10", "Rombongan sekolah.", "A school class."),
)
COMMITMENTS = (
    (
        "code", "agency", "programme", "support", "made_on", "text_id", "text_en", "due", "status", "done_on",
        "evidence",
    ),
    (
        "waktu-belajar", "dinas", "prima", "material", "2024-01-20", "Dua jam belajar setiap minggu.",
        "Two hours to learn each week.", "2024-03-01", "selesai", "2024-02-20", "https://dinas.example/waktu",
    ),
    ("teladan", "kelurahan", "", "moral", "2024-01-20", "Ikut di loket.", "", "2024-06-30", "rencana", "", ""),
)  # fmt: skip
CANDIDATES = (("programme", "agency"), ("prima", "kelurahan"), ("prima", "dinas"))
WAVES = (
    ("training", "wave", "survey", "opens", "closes"),
    ("prima-1", "pra", "tes-pelayanan-a", "2024-02-01", "2024-02-06"),
    ("prima-1", "reaksi", "pelatihan-reaksi", "2024-02-08", "2024-02-15"),
    ("prima-1", "pengajar", "pelatihan-pengajar", "2024-02-08", "2024-02-15"),
    ("prima-1", "pasca", "tes-pelayanan-b", "2024-02-08", "2024-02-15"),
    ("prima-1", "transfer-3", "transfer-peserta", "2024-05-08", "2024-05-31"),
    ("prima-1", "atasan-3", "transfer-atasan", "2024-05-08", "2024-05-31"),
)
PROGRAMME: Mapping[str, Sequence[Sequence[str]]] = {
    "hours": HOURS, "programmes": PROGRAMMES, "trainings": TRAININGS, "sessions": SESSIONS,
    "participations": PARTICIPATIONS, "nominations": NOMINATIONS, "events": EVENTS, "follow_ups": FOLLOW_UPS,
    "replies": REPLIES, "commitments": COMMITMENTS, "candidates": CANDIDATES, "waves": WAVES,
}  # fmt: skip


def changed(register: str, row: int, **cells: str) -> dict[str, Sequence[Sequence[str]]]:
    """Return all registers, with some cells of one row changed; rows are counted as a spreadsheet does."""
    header, *_ = table = PROGRAMME[register]
    cells_of = dict(zip(header, table[row - 1], strict=True)) | cells
    rows = [tuple(cells_of.values()) if number == row else old for number, old in enumerate(table, start=1)]
    return {**PROGRAMME, register: rows}
