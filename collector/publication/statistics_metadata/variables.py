"""MS-Var: every variable that is collected."""

from collector.publication.statistics_metadata.forms import NO, YES, Field, Form, Record, field
from survey_definitions.codebook import COLUMN_TYPES
from survey_definitions.model import Publication, Question, Survey, Text

_TYPES = {"integer": "integer", "text": "string"}


def variable_form(surveys: tuple[Survey, ...]) -> Form:
    """Return MS-Var with one record for each question."""
    return Form(
        code="MS-Var",
        title=Text(id="Metadata variabel statistik", en="Metadata of the variables"),
        records=tuple(
            Record(name=question.name, fields=_fields(survey, question))
            for survey in surveys
            for question in sorted(survey.questions, key=lambda one: one.list_position)
        ),
    )


def _fields(survey: Survey, question: Question) -> tuple[Field, ...]:
    is_open = question.publication is Publication.PUBLISHED
    return (
        field("kegiatan", Text(id="Kegiatan", en="Activity"), survey.title),
        field("nama", Text(id="Nama variabel", en="Name"), question.name),
        field("alias", Text(id="Alias", en="Alias"), question.key),
        field("konsep", Text(id="Konsep", en="Concept"), question.name),
        field("definisi", Text(id="Definisi", en="Definition"), question.definition or question.text),
        field("referensi_pemilihan", Text(id="Referensi pemilihan", en="Reference"), survey.regulation),
        field("referensi_waktu", Text(id="Referensi waktu", en="Reference time"), Text(
            id="Saat pelayanan diterima", en="When the service was received")),
        field("tipe_data", Text(id="Tipe data", en="Data type"), _TYPES[COLUMN_TYPES[question.kind]]),
        field("klasifikasi_isian", Text(id="Klasifikasi isian", en="Classification"), _classification(question)),
        field("aturan_validasi", Text(id="Aturan validasi", en="Validation rule"), _rule(question)),
        field("kalimat_pertanyaan", Text(id="Kalimat pertanyaan", en="Question asked"), question.text),
        field("akses_umum", Text(id="Dapat diakses umum", en="Open to the public"), YES if is_open else NO),
    )  # fmt: skip


def _classification(question: Question) -> Text | None:
    if not question.choices:
        return None
    return Text(
        id="; ".join(f"{choice.value} = {choice.text.id}" for choice in question.choices),
        en="; ".join(f"{choice.value} = {choice.text.en}" for choice in question.choices),
    )


def _rule(question: Question) -> Text:
    needed = Text(id="wajib diisi", en="required") if question.required else Text(id="boleh kosong", en="optional")
    if question.choices:
        return Text(id=f"{needed.id}; salah satu pilihan", en=f"{needed.en}; one of the choices")
    bounds = [str(bound) for bound in (question.minimum, question.maximum) if bound is not None]
    if not bounds:
        return needed
    return Text(id=f"{needed.id}; batas {' – '.join(bounds)}", en=f"{needed.en}; bounds {' – '.join(bounds)}")
