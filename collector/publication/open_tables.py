"""The tables of the open file, described once: their SQL, the data package and Datasette all read it here."""

from collections.abc import Iterable
from dataclasses import dataclass

from survey_definitions.codebook import published_columns
from survey_definitions.model import Survey, Text

SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenColumn:
    """A column: its name, its type in SQLite and what it means."""

    name: str
    type: str
    description: Text
    indexed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A table; with a `key` it is stored in the order of that key (WITHOUT ROWID)."""

    name: str
    title: Text
    description: Text
    columns: tuple[OpenColumn, ...]
    key: tuple[str, ...] = ()


def open_tables(surveys: Iterable[Survey]) -> tuple[OpenTable, ...]:
    """Return every table of an open file that holds answers to `surveys`."""
    return (*_TABLES, *(_response_table(survey) for survey in surveys))


def _column(declaration: str, id_: str, en: str, *, indexed: bool = False) -> OpenColumn:
    name, type_ = declaration.split()
    return OpenColumn(name=name, type=type_, description=Text(id=id_, en=en), indexed=indexed)


_CHANNEL = (
    _column("mode TEXT", "Cara mengisi: qr, kiosk, paper, import; campuran = digabung",
            "How it was filled in: qr, kiosk, paper, import; campuran = merged", indexed=True),
    _column("class TEXT", "Kepastian kunjungan: open, poster, token; campuran = digabung",
            "Certainty of the visit: open, poster, token; campuran = merged", indexed=True),
)  # fmt: skip
_SURVEY = _column("survey TEXT", "Kode kuesioner", "Code of the questionnaire")
_AGENCY = _column("agency TEXT", "Kode unit", "Code of the unit", indexed=True)
_SERVICE = _column(
    "service TEXT",
    "Kode layanan; gabungan = layanan kecil digabung; kosong = seluruh unit",
    "Code of the service; gabungan = small services merged; empty = the whole unit",
    indexed=True,
)
_PERIOD = _column("period TEXT", "Kode periode", "Code of the period", indexed=True)
_RULE = _column(
    "rule TEXT", "Aturan yang menyembunyikan angka ini", "The rule by which this number is hidden (PUB02)"
)
_NAMES = (
    _column("name_id TEXT", "Nama (bahasa Indonesia)", "Name in Indonesian"),
    _column("name_en TEXT", "Nama (bahasa Inggris)", "Name in English"),
)
_NOTE = _column("note TEXT", "Catatan", "Note")
_RETIRED = _column("retired INTEGER", "1 = sudah tidak aktif", "1 = no longer active")
_TEXTS = (
    _column("text_id TEXT", "Teks (bahasa Indonesia)", "Text in Indonesian"),
    _column("text_en TEXT", "Teks (bahasa Inggris)", "Text in English"),
)

_TABLES = (
    OpenTable(
        name="meta",
        title=Text(id="Keterangan berkas", en="About this file"),
        description=Text(id="Asal, rilis, dan lisensi berkas ini.", en="Origin, release and licence of this file."),
        columns=(_column("key TEXT", "Nama keterangan", "Name"), _column("value TEXT", "Isi", "Value")),
        key=("key",),
    ),
    OpenTable(
        name="survey",
        title=Text(id="Kuesioner", en="Questionnaires"),
        description=Text(id="Kuesioner yang dipakai.", en="The questionnaires that were used."),
        columns=(
            _SURVEY,
            _column("family TEXT", "Keluarga kuesioner", "Family of the questionnaire"),
            _column("version INTEGER", "Versi", "Version"),
            _column("subject TEXT", "Yang dinilai: service atau training", "What is rated: service or training"),
            _column("title_id TEXT", "Judul (bahasa Indonesia)", "Title in Indonesian"),
            _column("title_en TEXT", "Judul (bahasa Inggris)", "Title in English"),
            _column("regulation_id TEXT", "Dasar hukum", "Legal basis, in Indonesian"),
            _column("regulation_en TEXT", "Dasar hukum (bahasa Inggris)", "Legal basis, in English"),
            _column("index_name_id TEXT", "Nama indeks", "Name of the index, in Indonesian"),
            _column("index_name_en TEXT", "Nama indeks (bahasa Inggris)", "Name of the index, in English"),
            _column("multiplier INTEGER", "Pengali indeks", "Points of the index per point of the scale"),
            _column("scale_minimum INTEGER", "Nilai terendah", "Lowest value of the scale"),
            _column("scale_maximum INTEGER", "Nilai tertinggi", "Highest value of the scale"),
        ),
        key=("survey",),
    ),
    OpenTable(
        name="grade",
        title=Text(id="Tabel mutu", en="Grade tables"),
        description=Text(id="Batas bawah setiap huruf mutu.", en="The lowest index of each grade."),
        columns=(
            _SURVEY,
            _column("position INTEGER", "Urutan, 1 = terbaik", "Order, 1 = best"),
            _column("letter TEXT", "Huruf mutu", "Grade letter"),
            _column("minimum TEXT", "Indeks terendah untuk huruf ini", "Lowest index that earns the letter"),
            _column("label_id TEXT", "Kinerja (bahasa Indonesia)", "Meaning in Indonesian"),
            _column("label_en TEXT", "Kinerja (bahasa Inggris)", "Meaning in English"),
        ),
        key=("survey", "position"),
    ),
    OpenTable(
        name="question",
        title=Text(id="Pertanyaan", en="Questions"),
        description=Text(id="Pertanyaan setiap kuesioner.", en="The questions of each questionnaire."),
        columns=(
            _SURVEY,
            _column("key TEXT", "Kode pertanyaan", "Key of the question"),
            _column("position INTEGER", "Urutan di kuesioner", "Place in the questionnaire"),
            _column("list_position INTEGER", "Urutan di tabel", "Place in tables (they differ by law)"),
            _column("kind TEXT", "Jenis pertanyaan", "Question type"),
            *_NAMES,
            *_TEXTS,
            _column("definition_id TEXT", "Definisi (bahasa Indonesia)", "Definition in Indonesian"),
            _column("definition_en TEXT", "Definisi (bahasa Inggris)", "Definition in English"),
            _column("scale TEXT", "Rentang nilai", "Range of values, empty where not scored"),
            _column("weight TEXT", "Bobot dalam indeks", "Weight in the index as an exact fraction"),
            _column("class TEXT", "Boleh terbit: published, coarsened, withheld", "What may be published"),
        ),
        key=("survey", "key"),
    ),
    OpenTable(
        name="choice",
        title=Text(id="Pilihan jawaban", en="Answers on offer"),
        description=Text(id="Arti setiap nilai jawaban.", en="What each answer value means."),
        columns=(
            _SURVEY,
            _column("question TEXT", "Kode pertanyaan", "Key of the question"),
            _column("position INTEGER", "Urutan", "Order"),
            _column("value TEXT", "Nilai", "Value"),
            *_TEXTS,
        ),
        key=("survey", "question", "position"),
    ),
    OpenTable(
        name="agency",
        title=Text(id="Unit", en="Units"),
        description=Text(id="Unit penyelenggara pelayanan.", en="The units that serve the public."),
        columns=(
            _column("code TEXT", "Kode unit", "Code of the unit"),
            _column("parent TEXT", "Kode unit induk", "Code of the unit above"),
            _column("kind TEXT", "Jenis unit", "Kind of unit", indexed=True),
            *_NAMES,
            _NOTE,
            _RETIRED,
        ),
        key=("code",),
    ),
    OpenTable(
        name="service",
        title=Text(id="Layanan", en="Services"),
        description=Text(id="Layanan setiap unit.", en="The services of each unit."),
        columns=(
            _column("code TEXT", "Kode layanan", "Code of the service"),
            _AGENCY,
            *_NAMES,
            _column("tariff TEXT", "gratis, berbayar, atau kosong bila tidak diketahui", "gratis (free), berbayar "
                    "(paid) or empty where unknown"),
            _NOTE,
            _RETIRED,
        ),
        key=("code",),
    ),
    OpenTable(
        name="period",
        title=Text(id="Periode", en="Periods"),
        description=Text(id="Periode survei resmi dan bulan.", en="Official survey periods, and months."),
        columns=(
            _column("id TEXT", "Kode periode", "Code of the period"),
            _column("kind TEXT", "tahunan, semester, triwulan, bulan", "tahunan (year), semester (half), triwulan "
                    "(quarter), bulan (month)"),
            _column("year INTEGER", "Tahun", "Year"),
            _column("number INTEGER", "Nomor dalam tahun", "Number within the year"),
            _column("start TEXT", "Hari pertama", "First day"),
            _column("end TEXT", "Hari terakhir", "Last day"),
            _column("official INTEGER", "1 = periode resmi", "1 = official period, 0 = month"),
        ),
        key=("id",),
    ),
    OpenTable(
        name="count_cell",
        title=Text(id="Hitungan jawaban", en="Counts of answers"),
        description=Text(
            id="Banyaknya jawaban per unit, layanan, periode, dan nilai. question kosong = jumlah pengisi.",
            en="How many answers per unit, service, period and value. Empty question = number of respondents.",
        ),
        columns=(
            _AGENCY,
            _SERVICE,
            _SURVEY,
            _PERIOD,
            *_CHANNEL,
            _column("question TEXT", "Kode pertanyaan; kosong = pengisi", "Question; empty = respondents"),
            _column("value INTEGER", "Nilai jawaban", "Answer value"),
            _column("n INTEGER", "Banyaknya; kosong = disembunyikan (1–9)", "How many; empty = hidden (1–9)"),
            _RULE,
        ),
    ),
    OpenTable(
        name="denominator",
        title=Text(id="Pembanding", en="Denominators"),
        description=Text(
            id="Banyaknya orang yang dilayani dan yang mengisi per periode resmi.",
            en="How many people were served and how many answered, by official period.",
        ),
        columns=(
            _AGENCY,
            _SERVICE,
            _PERIOD,
            _column("served INTEGER", "Orang yang dilayani", "People served"),
            _column("tokens_issued INTEGER", "Kode yang dibagikan", "Codes handed out"),
            _column("opened INTEGER", "Halaman dibuka", "Times the form was opened"),
            _column("answered_by_class TEXT", "Pengisi menurut kepastian kunjungan (JSON)", "Respondents by class, "
                    "as JSON"),
            _RULE,
        ),
    ),
    OpenTable(
        name="release_log",
        title=Text(id="Catatan rilis", en="Release log"),
        description=Text(id="Semua rilis sampai rilis ini.", en="All releases up to this one."),
        columns=(
            _column("position INTEGER", "Nomor urut", "Number"),
            _column("release TEXT", "Kode rilis, sidik isi", "Release id, the digest of its content"),
            _column("rows_in INTEGER", "Jawaban tersimpan; kosong = rahasia", "Answers stored; empty = hidden"),
            _column("rows_out INTEGER", "Jawaban terbit", "Answers published"),
            _column("cells_hidden INTEGER", "Angka yang disembunyikan", "Numbers hidden"),
            _column("rules TEXT", "Aturan dan versinya", "Rules and their versions"),
            _column("chain_head TEXT", "Kepala rantai", "Head of the hash chain"),
        ),
        key=("position",),
    ),
)  # fmt: skip


def _response_table(survey: Survey) -> OpenTable:
    return OpenTable(
        name=survey.table,
        title=Text(id=f"Jawaban {survey.title.id}", en=f"Answers: {survey.title.en}"),
        description=Text(
            id="Satu baris satu pengisi, tanpa tanggal, loket, ciri pengisi, atau komentar.",
            en="One row is one respondent, without date, counter, personal traits or comment (PUB01).",
        ),
        columns=(
            _column("id TEXT", "Kode acak, baru di setiap rilis", "Random id, new in each release"),
            _AGENCY,
            _SERVICE,
            _PERIOD,
            *_CHANNEL,
            *(
                OpenColumn(name=column.name, type="INTEGER", description=column.description)
                for column in published_columns(survey)
            ),
        ),
        key=("id",),
    )
