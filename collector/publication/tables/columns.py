"""Columns that several tables share."""

from collector.publication.open_table import column

CHANNEL = (
    column("mode TEXT", "Cara mengisi: qr, kiosk, paper, import; campuran = digabung",
            "How it was filled in: qr, kiosk, paper, import; campuran = merged", indexed=True),
    column("class TEXT", "Kepastian kunjungan: open, poster, token; campuran = digabung",
            "Certainty of the visit: open, poster, token; campuran = merged", indexed=True),
)  # fmt: skip
SURVEY = column("survey TEXT", "Kode kuesioner", "Code of the questionnaire", refers="survey.survey")
AGENCY = column("agency TEXT", "Kode unit", "Code of the unit", indexed=True, refers="agency.code")
SERVICE = column(
    "service TEXT",
    "Kode layanan; gabungan = layanan kecil digabung; kosong = seluruh unit",
    "Code of the service; gabungan = small services merged; empty = the whole unit",
    indexed=True,
)
PERIOD = column("period TEXT", "Kode periode", "Code of the period", indexed=True, refers="period.id")
RULE = column(
    "rule TEXT", "Aturan yang menyembunyikan angka ini", "The rule by which this number is hidden (PUB02)"
)
NAMES = (
    column("name_id TEXT", "Nama (bahasa Indonesia)", "Name in Indonesian"),
    column("name_en TEXT", "Nama (bahasa Inggris)", "Name in English"),
)
NOTE = column("note TEXT", "Catatan", "Note")
RETIRED = column("retired INTEGER", "1 = sudah tidak aktif", "1 = no longer active")
TEXTS = (
    column("text_id TEXT", "Teks (bahasa Indonesia)", "Text in Indonesian"),
    column("text_en TEXT", "Teks (bahasa Inggris)", "Text in English"),
)
