"""A trainee with an invitation, for tests: the programme of `programme`, seen by its clock."""

from datetime import UTC, datetime
from typing import Any

from form_client import Clock, Page, StrictClient
from programme import PROGRAMME
from werkzeug.test import TestResponse

from collector.programme.invitations import issue_invitations
from collector.settings import CollectorSettings
from collector.storage import SqliteStore
from survey_definitions.loader import load_surveys

EVENT = "prima-1"
BEFORE = datetime(2024, 2, 5, 2, 0, tzinfo=UTC)
AT_THE_END = datetime(2024, 2, 8, 8, 0, tzinfo=UTC)
THREE_MONTHS = datetime(2024, 5, 10, 3, 0, tzinfo=UTC)
OVER = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)
TABLES: dict[str, Any] = dict(PROGRAMME)
KEY = {test: {one.key: one.key_choice or "" for one in load_surveys()[test].questions}
       for test in ("tes-pelayanan-a", "tes-pelayanan-b")}  # fmt: skip
SCALES = {
    "reaksi": [question.key for question in load_surveys()["pelatihan-reaksi"].scored],
    "transfer-3": [question.key for question in load_surveys()["transfer-peserta"].scored],
    "pengajar": [question.key + "_1" for question in load_surveys()["pelatihan-pengajar"].scored],
}


def invite(settings: CollectorSettings, store: SqliteStore, count: int = 1, role: str = "peserta") -> list[str]:
    """Issue invitations to the first training."""
    return issue_invitations(settings, store.trainees, EVENT, role, count, BEFORE.date())


def filled(wave: str) -> dict[str, str]:
    """Return answers to the questionnaire of a wave: every test right, every scale 3."""
    tests = {"pra": KEY["tes-pelayanan-a"], "pasca": KEY["tes-pelayanan-b"]}
    return tests[wave] if wave in tests else dict.fromkeys(SCALES[wave], "3")


class Trainee:
    """Somebody with an invitation, who opens it and fills in what it shows."""

    def __init__(self, client: StrictClient, clock: Clock, slip: str) -> None:
        self.client, self.clock, self.slip = client, clock, slip

    def opens(self, wave: str = "", language: str = "id") -> Page:
        """Open the invitation, or one of its waves."""
        return self.client.page(f"/u/{self.slip}?lang={language}" + (f"&isi={wave}" if wave else ""))

    def sends(self, page: Page, **answers: str) -> TestResponse:
        """Send the form of a page."""
        return self.client.post(page.action, data={**page.hidden, **answers})

    def answers(self, wave: str) -> TestResponse:
        """Open a wave, fill it in and send it."""
        return self.sends(self.opens(wave), **filled(wave))
