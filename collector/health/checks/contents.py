"""Is it set up: key, region, questionnaires, addresses, opened forms."""

from collections.abc import Iterator

from collector.errors import CollectorRefusedError
from collector.health.registry import Finding, Patient, bad, check, good, look
from collector.settings import secret_key
from survey_definitions.loader import load_surveys
from survey_definitions.problems import DefinitionRefusedError


@check
def key_is_there(patient: Patient) -> Iterator[Finding]:
    """Expect the secret key where something was made with it; looking draws none."""
    path = patient.settings.secret_key_file
    if not path.exists() and not patient.inspection.relies_on_key:
        yield look("There is no secret key yet; 'kotaksaran collect' draws one.")
        return
    if not path.exists():
        yield bad(f"{path} is missing. Restore it from a backup: slips printed with it prove a visit only with it.")
        return
    try:
        secret_key(path)
    except CollectorRefusedError as refused:
        yield bad(str(refused))
    else:
        yield good("The secret key is there.")


@check
def region_is_loaded(patient: Patient) -> Iterator[Finding]:
    """Expect something to ask about."""
    if patient.inspection.region is None:
        yield bad("No region is loaded. Run 'kotaksaran region load' with its folder.")
        return
    code, units, counters = patient.inspection.region
    words = f"The region '{code}' has {units} units and {counters} counters in use"
    yield good(f"{words}.") if counters else look(f"{words}: nobody can answer yet.")


@check
def questionnaires_are_recorded(patient: Patient) -> Iterator[Finding]:
    """Expect the definitions in use, none of them changed after it went live."""
    try:
        surveys = load_surveys()
    except DefinitionRefusedError as refused:
        yield from (bad(problem) for problem in refused.problems)
        return
    missing = [survey for survey in patient.inspection.questionnaires if survey not in surveys]
    if missing:
        yield bad(f"Questionnaires in use are not defined: {', '.join(missing)}. Install their definitions.")
    else:
        yield good(f"{len(surveys)} questionnaires are as they were when they went live.")


@check
def addresses_are_public(patient: Patient) -> Iterator[Finding]:
    """Expect addresses on posters and pages that others can reach."""
    local = [
        name
        for name in ("form_url", "data_url", "site_url")
        if not getattr(patient.settings, name).startswith("https://")
    ]
    if local:
        yield look(f"{', '.join(local)}: no https address is set, so only this machine or network can reach it.")
    else:
        yield good("Form, data and site have https addresses.")


@check
def opened_forms_are_counted(patient: Patient) -> Iterator[Finding]:
    """Name the newest count on disk; a running server writes its own with the next answer, or within the hour."""
    day = patient.inspection.last_opened_day
    yield good(f"Opened forms are stored up to {day}." if day else "No opened form is stored yet.")
