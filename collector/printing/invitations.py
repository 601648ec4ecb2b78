"""Invitations of trainees: slips to cut apart, and a list for mail merge."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from collector.printing.addresses import FormAddress
from collector.printing.slips import KINDS, TEMPLATE, drawn_slips
from collector.printing.typesetting import both, day_in_words, typeset, words
from collector.registers.files.trainings import Training
from collector.registers.files.waves import ROLES, Wave
from survey_definitions.model import LANGUAGES, Text

COLUMNS = ("number", "code", "address")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedInvitations:
    """Invitations of one event and role, and the waves they open, at least one."""

    training: Training
    role: str
    waves: Sequence[Wave]
    form: FormAddress
    simulated: bool
    slips: Sequence[str]

    def pdf(self) -> bytes:
        """Return slips to cut apart, ten on an A4 sheet."""
        training = self.training
        title = Text(id=training.title_id, en=training.title_en)
        role = Text(**{language: f"{ROLES[self.role][language]}, {training.provider}" for language in LANGUAGES})
        document = {
            **KINDS["invitations"],
            "title": f"{words()['id']['invitations']['title']}: {title.id}",
            "service": both(title),
            "agency": both(role),
            "simulated": self.simulated,
            "trial": self.form.is_trial,
            "date": both(day_in_words(max(one.closes for one in self.waves))),
            "slips": list(drawn_slips((slip, self.form.invitation(slip)) for slip in self.slips)),
        }
        return typeset(TEMPLATE, document)

    def csv(self) -> bytes:
        """Return number, code and address of each; who gets which one is never noted here."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        writer.writerows((n, slip, self.form.invitation(slip)) for n, slip in enumerate(self.slips, start=1))
        return text.getvalue().encode()
