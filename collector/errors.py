"""What the private side refuses, with a reason a person can act on."""

from survey_definitions.problems import RefusedError


class CollectorRefusedError(RefusedError):
    """Something a user gave us, or a state of the instance, can't be accepted."""


class StorageUnavailableError(CollectorRefusedError):
    """The private database can't be written or read right now; nothing was stored."""
