"""programmes.csv: trainings that belong together, because they mean to reach the same thing."""

from collector.registers.files.agencies import NAME
from collector.registers.kinds import Slug, Words
from collector.registers.register import Record, public, register
from survey_definitions.model import Text


@register(
    "programmes", "programme", retires=True,
    title=Text(id="Program pelatihan", en="Training programmes"),
    description=Text(
        id="Pelatihan yang bertujuan sama; dampaknya dihitung per program.",
        en="Trainings with one aim; their effect is estimated programme by programme.",
    ),
)  # fmt: skip
class Programme(Record):
    """A programme; units may be trained in it at different times."""

    code: str = public(Slug(), "Kode program", "Code of the programme")
    name_id: str = public(NAME, "Nama (bahasa Indonesia)", "Name in Indonesian")
    name_en: str = public(NAME, "Nama (bahasa Inggris)", "Name in English")
    note: str = public(
        Words(longest=500), "Catatan, misalnya cara pengundian", "Note, such as how the lots were drawn"
    )
