"""waves.csv: which questionnaire a training asks when, and whom (TRN02, TRN03, TRN04, TRN06)."""

from collections.abc import Iterator
from datetime import date

from collector.registers.context import Context, Fault
from collector.registers.files.sessions import Session
from collector.registers.files.trainings import Training
from collector.registers.kinds import Day, OneOf, Reference, Slug
from collector.registers.register import Record, public, register
from survey_definitions.model import Survey, Text

TRAINEE, SUPERIOR, MENTOR = "peserta", "atasan", "mentor"
ROLES = {
    TRAINEE: Text(id="peserta", en="trainee"),
    SUPERIOR: Text(id="atasan langsung", en="direct superior"),
    MENTOR: Text(id="pendamping", en="mentor"),
}
PRE, POST = "pra", "pasca"
WAVES = {
    PRE: Text(id="tes awal", en="pre-test"),
    "reaksi": Text(id="reaksi di akhir acara", en="reaction at the end"),
    "pengajar": Text(id="pengajar per materi", en="each trainer by subject"),
    POST: Text(id="tes akhir", en="post-test"),
    "transfer-3": Text(id="penerapan setelah 3 bulan", en="transfer after 3 months"),
    "transfer-6": Text(id="penerapan setelah 6 bulan", en="transfer after 6 months"),
    "atasan-3": Text(id="penerapan setelah 3 bulan, menurut atasan", en="transfer after 3 months, by the superior"),
    "atasan-6": Text(id="penerapan setelah 6 bulan, menurut atasan", en="transfer after 6 months, by the superior"),
    "mentee": Text(id="mentoring, menurut yang didampingi", en="mentoring, by the mentee"),
    "mentor": Text(id="mentoring, menurut pendamping", en="mentoring, by the mentor"),
    "dukungan": Text(id="dukungan pimpinan", en="leadership support"),
    "kesiapan": Text(id="kesiapan untuk berubah", en="readiness for change"),
}
ROLE_OF = {"atasan-3": SUPERIOR, "atasan-6": SUPERIOR, "mentor": MENTOR}
"""Who answers a wave that is not the trainees' own."""
AT_THE_EVENT = ("reaksi", "pengajar", POST)
AFTER_THE_EVENT = ("transfer-3", "transfer-6", "atasan-3", "atasan-6")
MOST_BLOCKS = 12
"""Sessions with a trainer that one form can hold: four questions each, and a form has at most 64 fields."""


@register(
    "waves", "wave", key=("training", "wave"),
    title=Text(id="Gelombang kuesioner pelatihan", en="Waves of a training's questionnaires"),
    description=Text(
        id="Kuesioner yang diisi sebelum, selama, dan setelah setiap pelatihan, dan masa pengisiannya.",
        en="Which questionnaires are filled in before, during and after each training, and from when to when.",
    ),
)  # fmt: skip
class Wave(Record):
    """One questionnaire of one training; invitations open it from `opens` to `closes`, both included."""

    training: str = public(Reference("training"), "Kode pelatihan", "Code of the training", indexed=True)
    wave: str = public(OneOf(WAVES), "Gelombang", "Wave", indexed=True)
    survey: str = public(Slug(), "Kode kuesioner", "Code of the questionnaire")
    opens: date = public(Day(), "Hari pertama pengisian", "First day on which it can be filled in")
    closes: date = public(Day(), "Hari terakhir pengisian", "Last day on which it can be filled in")

    @property
    def role(self) -> str:
        """Who answers it."""
        return ROLE_OF.get(self.wave, TRAINEE)

    def faults(self, context: Context) -> Iterator[Fault]:
        """Check that the questionnaire fits the wave, and the dates the training."""
        if self.closes < self.opens:
            yield Fault("closes", f"it closes on {self.closes}, before it opens on {self.opens}.", "Correct them.")
        survey = context.instruments.get(self.survey)
        if survey is None:
            known = ", ".join(sorted(context.instruments))
            yield Fault("survey", f"'{self.survey}' is no questionnaire of trainings.", f"Use: {known}.")
        else:
            yield from self._unfit(context, survey)
        training = context.find(Training, self.training)
        if training is not None:
            yield from self._untimely(context, training)

    def _unfit(self, context: Context, survey: Survey) -> Iterator[Fault]:
        needs_test = self.wave in (PRE, POST)
        if needs_test != (survey.scoring is not None):
            what = f"the wave {self.wave} {'needs a test' if needs_test else 'is no test'}, '{survey.id}' is "
            yield Fault("survey", f"{what}{'none' if needs_test else 'one'}.", "Name another questionnaire.")
        other = self._beside(context, PRE) if self.wave == POST else None
        before = other and context.instruments.get(other.survey)
        if before and before.family != survey.family:
            what = f"'{survey.id}' can't be compared with '{before.id}' of the pre-test."
            yield Fault("survey", what, "Use the same test, or another form of it (TRN03).")
        taught = [one for one in context.records(Session) if one.training == self.training and one.trainer]
        if len(taught) > MOST_BLOCKS and any(section.repeated for section in survey.sections):
            what = f"{len(taught)} sessions have a trainer, and one form holds {MOST_BLOCKS}."
            yield Fault("survey", what, "Leave the trainer of some sessions empty.")

    def _untimely(self, context: Context, training: Training) -> Iterator[Fault]:
        post = self._beside(context, POST)
        if self.wave == PRE and self.closes > training.end:
            what = f"the pre-test closes on {self.closes}, after the training ended on {training.end}."
            yield Fault("closes", what, "Correct one of the dates.")
        elif self.wave == PRE and post and self.closes >= post.opens:
            what = f"the pre-test closes on {self.closes}, but the post-test opens on {post.opens}."
            yield Fault("closes", what, "A test before comes before a test after; correct one of the dates.")
        if self.wave in AT_THE_EVENT and self.opens < training.start:
            what = f"it opens on {self.opens}, before the training starts on {training.start}."
            yield Fault("opens", what, "Correct one of the dates.")
        if self.wave in AFTER_THE_EVENT and self.opens <= training.end:
            what = f"it opens on {self.opens}, but the training ends on {training.end}."
            yield Fault("opens", what, "Transfer is asked months after the training; correct one of the dates.")

    def _beside(self, context: Context, wave: str) -> "Wave | None":
        return next(
            (one for one in context.records(Wave) if (one.training, one.wave) == (self.training, wave)), None
        )
