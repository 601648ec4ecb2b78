import pytest

from site_builder import evaluation
from site_builder.errors import SiteRefusedError
from site_builder.evaluation import refuse_without_evaluation


def test_installed_extra_is_accepted() -> None:
    """`make` installs the extra with everything else."""
    refuse_without_evaluation()


def test_missing_extra_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package is not installed the sentence names it and the remedy."""
    monkeypatch.setattr(evaluation, "PACKAGE", "no-such-package")
    with pytest.raises(
        SiteRefusedError, match=r"needs no-such-package 3\.13\.0 \(here: missing\): install it with"
    ):
        refuse_without_evaluation()


def test_other_version_is_no_substitute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version could build another page of the same data."""
    monkeypatch.setattr(evaluation, "VERSION", "3.13.1")
    with pytest.raises(SiteRefusedError, match=r"needs diff-diff 3\.13\.1 \(here: 3\.13\.0\)"):
        refuse_without_evaluation()
