"""What every view needs, put together once by the application factory."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from flask import current_app

from collector import codes
from collector.errors import StorageUnavailableError
from collector.settings import CollectorSettings
from collector.storage.group_commit import GroupCommit
from collector.storage.records import CounterEntry, RegionEntry
from collector.web.allowance import Allowance
from collector.web.forms import AnswerForm, form_class
from collector.web.interface import Interface
from collector.web.prepared import PreparedForms
from collector.web.readiness import Readiness
from collector.web.signatures import Signer
from collector.web.stylesheet import Stylesheet
from collector.web.withdrawal import FirstViews
from survey_definitions.model import Survey

EXTENSION = "kotak_saran"


@dataclass(slots=True, kw_only=True)
class Desk:
    """The collector behind the form: its store, questionnaires, words, secret and clock."""

    settings: CollectorSettings
    store: GroupCommit
    surveys: dict[str, Survey]
    interfaces: dict[str, Interface]
    secret: bytes
    signer: Signer
    stylesheet: Stylesheet
    clock: Callable[[], datetime]
    allowance: Allowance = field(init=False, default_factory=Allowance)
    readiness: Readiness = field(init=False, default_factory=Readiness)
    prepared: PreparedForms = field(init=False, default_factory=PreparedForms)
    first_views: FirstViews = field(init=False, default_factory=FirstViews)
    _forms: dict[tuple[object, ...], type[AnswerForm]] = field(init=False, default_factory=dict)
    _region: RegionEntry | None = field(init=False, default=None)

    def form_class(self, survey: Survey, say: Interface) -> type[AnswerForm]:
        """Return the form of `survey` in the language of `say`, made at its first use."""
        key = (survey.id, say.language, *((section.key, section.title) for section in survey.sections))
        if key not in self._forms:
            self._forms[key] = form_class(survey, say)
        return self._forms[key]

    def counter(self, typed: str) -> CounterEntry | None:
        """Find the counter whose code somebody scanned or typed (O is read as 0, I and L as 1, in any case)."""
        code = codes.normalise(typed)
        return self.store.counter(code) if codes.is_code(code) else None

    def region(self) -> RegionEntry | None:
        """Return the loaded region; the one known last while the store can't be read, so that its banner stays."""
        with suppress(StorageUnavailableError):
            self._region = self.store.region()
        return self._region


def desk() -> Desk:
    """Return the desk of the running application."""
    return cast(Desk, current_app.extensions[EXTENSION])
