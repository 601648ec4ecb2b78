"""What the site builder refuses, in one sentence the command line prints."""

from survey_definitions.problems import RefusedError


class SiteRefusedError(RefusedError):
    """The open file cannot be read, or the site cannot be written."""
