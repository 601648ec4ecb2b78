"""The place where registers are listed; adding one is adding a module to collector/registers/files."""

import pkgutil
from functools import cache
from importlib import import_module

from collector.registers.register import Record

FILES = "collector.registers.files"


@cache
def registers() -> tuple[type[Record], ...]:
    """Return the record class of every register, by the name of its module."""
    package = import_module(FILES)
    found: list[type[Record]] = []
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        module = import_module(f"{FILES}.{name}")
        own = (one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__)
        found.extend(one for one in own if issubclass(one, Record))
    return tuple(found)
