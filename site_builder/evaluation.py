"""The extra `evaluation` is there in the version tried, or a release with trainings is not built at all."""

from importlib.metadata import PackageNotFoundError, version

from site_builder.errors import SiteRefusedError
from site_builder.indicators.staggered import VERSION

PACKAGE = "diff-diff"


def refuse_without_evaluation() -> None:
    """Refuse to go on unless the exact package that estimates the effect of training is installed.

    To be called before building a release that holds training data; others need no extra. Another version, or
    none, would quietly make another page of the same data.

    Raises
    ------
    SiteRefusedError
        With what to install.
    """
    try:
        found = version(PACKAGE)
    except PackageNotFoundError:
        found = "missing"
    if found != VERSION:
        raise SiteRefusedError(
            f"This release holds training data, and estimating what training changed needs {PACKAGE} {VERSION} "
            f"(here: {found}): install it with pip install 'kotak-saran[evaluation]', or run make, which does."
        )
