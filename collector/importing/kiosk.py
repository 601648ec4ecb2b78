"""Import the answers a kiosk could not send: staff carries them over, and each is kept once however it comes in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from collector.codes import is_code, normalise
from collector.errors import CollectorRefusedError
from collector.importing.kiosk_file import KioskAnswer, KioskFile, read_kiosk_file
from collector.importing.times import local_day
from collector.questions import Answer, parse
from collector.spreadsheet import refuse
from collector.storage.identity import second_id
from collector.storage.imports import ImportedFile, find_import, store_import
from collector.storage.records import Answers, Conflict, CounterEntry, NewResponse
from collector.storage.registers import loaded_region
from collector.storage.sqlite_store import SqliteStore
from collector.web.forms import ENVELOPE
from collector.web.signatures import Signer, Stamp, read_stamp
from survey_definitions.model import Question, Survey
from survey_definitions.problems import Problem, quoted, shortened

MODE = "kiosk"


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSummary:
    """What the import of a kiosk's file did.

    Attributes
    ----------
    stored
        Answers that are new now, those kept beside included.
    known
        Answers that had arrived before, over the network or in another file.
    beside
        Answers whose id was taken by other content; they are kept under a second id.
    earlier
        The earlier import of the very same file, or None.
    """

    counter: str
    stored: int
    known: int
    beside: int
    earlier: ImportedFile | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kiosk:
    """The place the file comes from and what its answers are checked against."""

    file: KioskFile
    counter: CounterEntry
    surveys: dict[str, Survey]
    signer: Signer
    zone: ZoneInfo
    now: datetime


def import_kiosk_file(
    store: SqliteStore,
    path: Path,
    surveys: dict[str, Survey],
    signer: Signer,
    survey: str | None = None,
    unit: str | None = None,
    now: datetime | None = None,
) -> KioskSummary:
    """Store the answers of a kiosk's file: all of them, or none with every fault by answer and field.

    Parameters
    ----------
    signer
        Knows the stamps of this instance. An answer without a good one is taken all the same, since staff hands the
        file in; every answer of a file is of class ``open``.
    survey, unit
        What the caller expects; the counter and the stamps say it themselves, and both must agree.
    now
        The aware moment of the import; the system's clock if None.
    """
    now = now or datetime.now(UTC)
    zone = ZoneInfo(loaded_region(store).timezone)
    file = read_kiosk_file(path)
    kiosk = _Kiosk(
        file=file, counter=_counter(store, file), surveys=surveys, signer=signer, zone=zone, now=now
    )  # fmt: skip
    if unit not in (None, kiosk.counter.agency):
        raise CollectorRefusedError(
            f"--unit: counter {kiosk.counter.code} belongs to '{kiosk.counter.agency}'. Leave --unit out."
        )
    earlier = find_import(store, file.digest)
    if earlier:
        return KioskSummary(counter=kiosk.counter.code, stored=0, known=0, beside=0, earlier=earlier)
    problems: list[Problem | str] = []
    responses = []
    for answer in file.answers:
        stamp = read_stamp(signer, answer.stamp, kiosk.counter.code, answer.filled_at)
        questionnaire = _survey_of(kiosk, stamp)
        answers, faults = _answers(kiosk, answer, questionnaire)
        problems.extend(faults)
        problems.extend(_other_faults(kiosk, answer, stamp, questionnaire, survey))
        responses.append(_response(kiosk, answer, questionnaire, answers))
    refuse(problems)
    return _keep(store, kiosk, responses)


def _counter(store: SqliteStore, file: KioskFile) -> CounterEntry:
    code = normalise(file.counter)
    counter = store.counter(code) if is_code(code) else None
    if counter is None:
        raise CollectorRefusedError(
            f"{file.name}: the counter {quoted(file.counter)} is not known in this region. "
            "Name the instance the kiosk belongs to with --instance."
        )
    return counter


def _survey_of(kiosk: _Kiosk, stamp: Stamp | None) -> Survey:
    """Return the questionnaire the page had; that of the counter where no good stamp says it."""
    if stamp and stamp.survey in kiosk.surveys and kiosk.surveys[stamp.survey].version == stamp.version:
        return kiosk.surveys[stamp.survey]
    return kiosk.surveys[kiosk.counter.survey]


def _answers(kiosk: _Kiosk, answer: KioskAnswer, survey: Survey) -> tuple[Answers, list[Problem]]:
    where = f"{kiosk.file.name}, answer {answer.number}"
    questions = {question.key: question for question in survey.questions}
    answers: Answers = {}
    faults = []
    for key, written in answer.fields.items():
        if key in ENVELOPE:
            continue
        try:
            value = _value(survey, questions.get(key), written)
        except ValueError as refused:
            faults.append(Problem(code="KIO05", where=f"{where}, field {_shown(key)}", what=str(refused),
                                  remedy="Correct it in the file, or delete the field."))  # fmt: skip
            continue
        if value is not None:
            answers[key] = value
    if not faults and not any(question.key in answers for question in survey.scored):
        faults.append(Problem(code="KIO06", where=where, what="not one question is answered.",
                              remedy="Delete the answer from the file."))  # fmt: skip
    return answers, faults


def _value(survey: Survey, question: Question | None, written: str) -> Answer | None:
    """Return the stored value, None for an empty field; a required one may be empty, as on paper (SKM10)."""
    if question is None:
        raise ValueError(f"{survey.id} has no such question.")
    return parse(question, written)


def _shown(key: str) -> str:
    return shortened(key) if key.isidentifier() else quoted(key)


def _other_faults(
    kiosk: _Kiosk, answer: KioskAnswer, stamp: Stamp | None, found: Survey, expected: str | None
) -> Iterator[Problem]:
    where = f"{kiosk.file.name}, answer {answer.number}"
    if expected not in (None, found.id):
        yield Problem(code="KIO07", where=where, what=f"it was asked with {found.id}, not {expected}.",
                      remedy="Leave --survey out.")  # fmt: skip
    day, today = local_day(answer.filled_at, kiosk.zone), local_day(kiosk.now, kiosk.zone)
    remedy = "Set the kiosk's clock, and correct the moment in the file."
    if day > today:
        what = f"{day} lies in the future."
        yield Problem(code="KIO08", where=f"{where}, field filled_at", what=what, remedy=remedy)
    # Days are compared, not seconds: the form's time is the server's, this one the kiosk's, and clocks differ.
    rendered = local_day(stamp.rendered_at, kiosk.zone) if stamp else date.min
    if day < rendered:
        what = f"{day} lies before the day the form was made, {rendered}."
        yield Problem(code="KIO08", where=f"{where}, field filled_at", what=what, remedy=remedy)


def _response(kiosk: _Kiosk, answer: KioskAnswer, survey: Survey, answers: Answers) -> NewResponse:
    """Return the record to keep: that of a form, receipt included, so that sending it later finds it again."""
    return NewResponse(
        id=answer.id, survey=survey.id, version=survey.version, agency=kiosk.counter.agency,
        service=kiosk.counter.service, counter=kiosk.counter.code, response_class="open", mode=MODE, offline=True,
        language=answer.language, visited_on=local_day(answer.filled_at, kiosk.zone), received_at=kiosk.now,
        seconds=None, answers=answers,
    )  # fmt: skip


def _keep(store: SqliteStore, kiosk: _Kiosk, responses: list[NewResponse]) -> KioskSummary:
    """Keep the answers in one transaction, then note the file.

    Without the note a repetition finds every answer by its id, so a crash between the two costs nothing.
    """
    with store.transaction() as connection:
        outcomes = store.append_within(connection, responses)
        taken = [response for response, outcome in zip(responses, outcomes, strict=True)
                 if isinstance(outcome, Conflict)]  # fmt: skip
        others = store.append_within(connection, [replace(one, id=second_id(one)) for one in taken])
    stored = sum(not isinstance(outcome, Conflict) and outcome.is_new for outcome in (*outcomes, *others))
    beside = sum(not isinstance(outcome, Conflict) and outcome.is_new for outcome in others)
    note = ImportedFile(
        digest=kiosk.file.digest, survey=kiosk.counter.survey, agency=kiosk.counter.agency, mode=MODE,
        rows=len(responses), imported_at=kiosk.now,
    )  # fmt: skip
    store_import(store, note, ())
    return KioskSummary(
        counter=kiosk.counter.code, stored=stored, known=len(responses) - stored, beside=beside, earlier=None
    )
