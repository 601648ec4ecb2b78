from survey_definitions.codebook import codebook, published_columns
from survey_definitions.loader import load_survey
from survey_definitions.model import Publication

# The unsur that the regulations of 2014 and 2017 share.
SHARED = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku"]


def test_codebook_has_one_column_per_question_in_list_order() -> None:
    """Every question has its column, the unsur in list order and the rest behind them (SKM02)."""
    columns = codebook(load_survey("skm-2017"))

    unsur = [*SHARED, "pengaduan", "sarana"]
    rest = ["saran", "saran_boleh_terbit", "jenis_kelamin", "usia", "pendidikan", "pekerjaan"]
    assert unsur + rest == [column.name for column in columns]
    assert [column.question for column in columns] == [column.name for column in columns]


def test_codebook_labels_every_value_in_both_languages() -> None:
    """A column of an unsur explains its four values, lowest first."""
    columns = {column.name: column for column in codebook(load_survey("skm-2017"))}

    labels = [(choice.value, choice.text.id, choice.text.en) for choice in columns["biaya"].values]
    assert labels == [
        ("1", "Sangat mahal", "Very expensive"),
        ("2", "Cukup mahal", "Rather expensive"),
        ("3", "Murah", "Inexpensive"),
        ("4", "Gratis", "Free of charge"),
    ]


def test_codebook_describes_question_and_definition() -> None:
    """Title and description say in both languages what was asked and what it measures."""
    columns = {column.name: column for column in codebook(load_survey("skm-2017"))}

    waktu, usia = columns["waktu"], columns["usia"]
    assert ("Waktu Penyelesaian", "Completion time") == (waktu.title.id, waktu.title.en)
    assert (
        "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan? "
        "Jangka waktu yang diperlukan untuk menyelesaikan seluruh proses pelayanan dari setiap jenis pelayanan."
    ) == waktu.description.id
    assert "How old are you (in years)?" == usia.description.en


def test_codebook_types_follow_the_question_types() -> None:
    """Scales and numbers are stored as integers, choices and comments as text."""
    types = {column.name: column.type for column in codebook(load_survey("skm-2017"))}

    found = (types["waktu"], types["usia"], types["pendidikan"], types["saran"])
    assert ("integer", "integer", "text", "text") == found


def test_only_scored_columns_are_published() -> None:
    """Answers about the person and the comment are not among the published columns (PUB01)."""
    columns = published_columns(load_survey("skm-2014"))

    expected = [*SHARED, "maklumat", "pengaduan"]
    assert expected == [column.name for column in columns]
    assert {Publication.PUBLISHED} == {column.publication for column in columns}
