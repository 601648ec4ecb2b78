"""MS-Ind: the indicators anyone can compute from the release."""

from collections.abc import Iterator

from collector.publication.statistics_metadata.forms import NO, YES, Form, Record, field
from survey_definitions.model import Question, Survey, Text

_LEVEL = Text(
    id="Unit penyelenggara dan layanan, per periode", en="Units that serve the public and services, by period"
)


def indicator_form(surveys: tuple[Survey, ...]) -> Form:
    """Return MS-Ind: the index of each questionnaire and the mean of each question in it."""
    return Form(
        code="MS-Ind",
        title=Text(id="Metadata indikator statistik", en="Metadata of the indicators"),
        records=tuple(record for survey in surveys for record in _records(survey)),
    )


def _records(survey: Survey) -> Iterator[Record]:
    yield _index(survey)
    for question in survey.scored:
        yield _mean(survey, question)


def _index(survey: Survey) -> Record:
    scale, index = survey.scale, survey.index
    low, high = scale.minimum * index.multiplier, scale.maximum * index.multiplier
    parts = Text(
        id="; ".join(question.name.id for question in survey.scored),
        en="; ".join(question.name.en for question in survey.scored),
    )
    grades = index.grades.grades
    return _record(
        survey,
        name=index.name,
        definition=Text(
            id=f"Jumlah tertimbang nilai rata-rata {len(survey.scored)} unsur, dikali {index.multiplier}.",
            en=f"Weighted sum of the means of {len(survey.scored)} questions, times {index.multiplier}.",
        ),
        meaning=Text(
            id="Makin tinggi makin baik. "
            + "; ".join(f"{one.letter} ≥ {one.minimum}: {one.label.id}" for one in grades),
            en="Higher is better. " + "; ".join(f"{one.letter} ≥ {one.minimum}: {one.label.en}" for one in grades),
        ),
        formula=f"{index.multiplier} × Σ (w_j × x̄_j), w_j = "
        + ", ".join(f"{key} {weight}" for key, weight in index.weights.items()),
        unit=Text(id=f"Indeks {low}–{high}", en=f"Index {low}–{high}"),
        parts=parts,
        is_composite=True,
    )


def _mean(survey: Survey, question: Question) -> Record:
    low, high = survey.scale.minimum, survey.scale.maximum
    return _record(
        survey,
        name=Text(id=f"Nilai rata-rata {question.name.id}", en=f"Mean of {question.name.en}"),
        definition=question.definition or question.text,
        meaning=Text(id="Makin tinggi makin baik.", en="Higher is better."),
        formula="x̄_j = Σ x_ij / n_j",
        unit=Text(id=f"Skala {low}–{high}", en=f"Scale {low}–{high}"),
        parts=question.name,
        is_composite=False,
    )


def _record(
    survey: Survey,
    *,
    name: Text,
    definition: Text,
    meaning: Text,
    formula: str,
    unit: Text,
    parts: Text,
    is_composite: bool,
) -> Record:
    return Record(
        name=name,
        fields=(
            field("nama", Text(id="Nama indikator", en="Name"), name),
            field("konsep", Text(id="Konsep", en="Concept"), Text(
                id="Kepuasan masyarakat", en="Satisfaction of the public")),
            field("definisi", Text(id="Definisi", en="Definition"), definition),
            field("interpretasi", Text(id="Interpretasi", en="Interpretation"), meaning),
            field("rumus", Text(id="Metode atau rumus penghitungan", en="Formula"), formula),
            field("ukuran", Text(id="Ukuran", en="Measure"), Text(
                id="Indeks", en="Index") if is_composite else Text(id="Rata-rata", en="Mean")),
            field("satuan", Text(id="Satuan", en="Unit"), unit),
            field("klasifikasi_penyajian", Text(id="Klasifikasi penyajian", en="Presented by"), Text(
                id="Unit, layanan, periode", en="Unit, service, period")),
            field("indikator_komposit", Text(id="Indikator komposit", en="Composite"), YES if is_composite else NO),
            field("pembangun", Text(id="Indikator atau variabel pembangun", en="Built from"), parts),
            field("kegiatan_penghasil", Text(id="Kegiatan penghasil", en="Produced by"), survey.title),
            field("level_estimasi", Text(id="Level estimasi", en="Level of estimation"), _LEVEL),
            field("akses_umum", Text(id="Dapat diakses umum", en="Open to the public"), YES),
        ),
    )  # fmt: skip
