"""Look at an instance and say how it is."""

from datetime import UTC, datetime
from pathlib import Path

from collector.errors import CollectorRefusedError
from collector.health.registry import Finding, Patient, checks
from collector.settings import CollectorSettings
from collector.storage.inspection import inspect


def examine(settings: CollectorSettings, output: Path, now: datetime | None = None) -> list[Finding]:
    """Return what every check finds.

    Parameters
    ----------
    now
        The system's clock if None.

    Raises
    ------
    CollectorRefusedError
        If there is no instance, or its database can't be read at all.
    """
    if not settings.private_db.exists():
        raise CollectorRefusedError(f"{settings.instance}: there is no instance here. Name it with --instance.")
    with inspect(settings.private_db) as inspection:
        patient = Patient(settings=settings, output=output, inspection=inspection, now=now or datetime.now(UTC))
        return [finding for check in checks() for finding in check(patient)]
