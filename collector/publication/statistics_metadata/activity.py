"""MS-Keg: the statistical activity, block by block."""

from collector.publication.statistics_metadata.forms import NO, Field, Form, Record, field
from collector.storage.records import RegionEntry
from survey_definitions.model import Survey, Text

_FREQUENCIES = {
    "triwulan": Text(id="Triwulanan", en="Quarterly"),
    "semester": Text(id="Semesteran", en="Twice a year"),
    "tahunan": Text(id="Tahunan", en="Yearly"),
}


def activity_form(region: RegionEntry, surveys: tuple[Survey, ...]) -> Form:
    """Return MS-Keg with one record for each questionnaire."""
    return Form(
        code="MS-Keg",
        title=Text(id="Metadata kegiatan statistik", en="Metadata of the statistical activity"),
        records=tuple(_record(region, survey) for survey in surveys),
    )


def _record(region: RegionEntry, survey: Survey) -> Record:
    return Record(
        name=survey.title,
        fields=(*_identity(region, survey), *_preparation(survey), *_design(region), *_processing(), *_release()),
    )


def _identity(region: RegionEntry, survey: Survey) -> tuple[Field, ...]:
    return (
        field("judul_kegiatan", Text(id="Judul kegiatan", en="Title of the activity"), Text(
            id=f"{survey.title.id} {region.name.id}", en=f"{survey.title.en}, {region.name.en}")),
        field("kode_kegiatan", Text(id="Kode kegiatan (diisi petugas BPS)", en="Code (filled in by BPS)"), None),
        field("cara_pengumpulan_data", Text(id="Cara pengumpulan data", en="Way of collecting"), Text(
            id="Survei", en="Survey")),
        field("sektor_kegiatan", Text(id="Sektor kegiatan", en="Sector"), Text(
            id="Pelayanan publik", en="Public services")),
        field("jenis_kegiatan", Text(id="Jenis kegiatan statistik", en="Kind of statistics"), Text(
            id="Statistik sektoral", en="Sectoral statistics")),
        field("rekomendasi", Text(id="Identitas rekomendasi BPS", en="BPS recommendation"), None),
        field("instansi_penyelenggara", Text(id="Instansi penyelenggara", en="Organising institution"),
              region.publisher),
        field("alamat", Text(id="Alamat, telepon, surel", en="Address, telephone, e-mail"), None),
        field("penanggung_jawab", Text(id="Penanggung jawab (jabatan)", en="Person in charge (position)"), None),
    )  # fmt: skip


def _preparation(survey: Survey) -> tuple[Field, ...]:
    return (
        field("latar_belakang", Text(id="Latar belakang", en="Background"), survey.regulation),
        field("tujuan", Text(id="Tujuan", en="Purpose"), Text(
            id="Mengukur kepuasan masyarakat atas pelayanan publik dan menunjukkan apakah pelayanan membaik.",
            en="Measure how satisfied the public is with services, and show whether service improves.")),
        field("jadwal", Text(id="Rencana jadwal", en="Planned schedule"), Text(
            id="Berlangsung terus; diterbitkan per periode.", en="Continuous; released period by period.")),
        field("variabel", Text(id="Variabel yang dikumpulkan", en="Variables collected"), Text(
            id="; ".join(question.name.id for question in survey.questions),
            en="; ".join(question.name.en for question in survey.questions))),
    )  # fmt: skip


def _design(region: RegionEntry) -> tuple[Field, ...]:
    return (
        field("kegiatan_dilakukan", Text(id="Kegiatan ini dilakukan", en="The activity takes place"), Text(
            id="Berulang", en="Repeatedly")),
        field("frekuensi", Text(id="Frekuensi penyelenggaraan", en="Frequency"), _FREQUENCIES[region.period_kind]),
        field("tipe_pengumpulan", Text(id="Tipe pengumpulan data", en="Type of collection"), "Cross sectional"),
        field("cakupan_wilayah", Text(id="Cakupan wilayah", en="Area covered"), region.name),
        field("metode_pengumpulan", Text(id="Metode pengumpulan data", en="Method of collection"), Text(
            id="Mengisi kuesioner sendiri (swacacah)", en="Self-administered questionnaire")),
        field("sarana_pengumpulan", Text(id="Sarana pengumpulan data", en="Means of collection"), Text(
            id="Formulir web di ponsel atau kios (CAWI); kertas (PAPI)",
            en="Web form on a phone or kiosk (CAWI); paper (PAPI)")),
        field("unit_pengumpulan", Text(id="Unit pengumpulan data", en="Unit of collection"), Text(
            id="Individu", en="Individual")),
        field("metode_pemilihan_sampel", Text(id="Metode pemilihan sampel", en="Selection of the sample"), Text(
            id="Nonprobabilitas: pengguna layanan yang bersedia mengisi",
            en="Non-probability: users of a service who choose to answer")),
        field("kerangka_sampel", Text(id="Kerangka sampel", en="Sampling frame"), Text(
            id="Tidak ada", en="None")),
        field("unit_observasi", Text(id="Unit observasi", en="Unit of observation"), Text(
            id="Pengguna layanan", en="User of a service")),
    )  # fmt: skip


def _processing() -> tuple[Field, ...]:
    return (
        field("uji_coba", Text(id="Uji coba (pilot survey)", en="Pilot survey"), None),
        field("penjaminan_kualitas", Text(id="Metode pemeriksaan kualitas", en="Quality checks"), Text(
            id="Tiap isian diperiksa saat diterima; hitungan dibandingkan dengan jumlah yang dilayani.",
            en="Every form is checked on arrival; counts are compared with the number served.")),
        field("penyesuaian_nonrespon", Text(id="Penyesuaian nonrespon", en="Adjustment for non-response"), NO),
        field("petugas", Text(id="Petugas pengumpulan data", en="Field staff"), None),
        field("tahapan_pengolahan", Text(id="Tahapan pengolahan data", en="Processing steps"), Text(
            id="Penyuntingan (editing), validasi", en="Editing, validation")),
        field("metode_analisis", Text(id="Metode analisis", en="Method of analysis"), Text(
            id="Deskriptif", en="Descriptive")),
        field("unit_analisis", Text(id="Unit analisis", en="Unit of analysis"), Text(
            id="Unit penyelenggara pelayanan dan layanannya",
            en="Units that serve the public, and their services")),
        field("tingkat_penyajian", Text(id="Tingkat penyajian hasil", en="Level of presentation"), Text(
            id="Unit dan layanan dengan paling sedikit 10 pengisi",
            en="Units and services with at least 10 respondents")),
    )  # fmt: skip


def _release() -> tuple[Field, ...]:
    return (
        field("produk_tercetak", Text(id="Produk tercetak untuk umum", en="Printed products"), NO),
        field("produk_digital", Text(id="Produk digital untuk umum", en="Digital products"), Text(
            id="Ya: SQLite, CSV, XLSX", en="Yes: SQLite, CSV, XLSX")),
        field("data_mikro", Text(id="Data mikro untuk umum", en="Microdata for the public"), Text(
            id="Ya: satu baris satu pengisi, tanpa tanggal, loket, dan ciri pengisi",
            en="Yes: one row per respondent, without date, counter and personal traits")),
        field("rencana_rilis", Text(id="Rencana rilis", en="Planned release"), Text(
            id="Setelah tiap periode berakhir, dan selama berjalan",
            en="After each period has ended, and while it runs")),
    )  # fmt: skip
