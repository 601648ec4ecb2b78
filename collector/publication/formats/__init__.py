"""What a release is written as, one module each; adding a format is adding a module.

Each yields the files it wrote. Formats that describe come after those that hold, because they name their files.
"""

from collector.publication.formats import registry
from collector.publication.formats.registry import write_formats

registry.discover()

__all__ = ["write_formats"]
