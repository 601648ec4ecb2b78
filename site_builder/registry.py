"""Registries filled by decorator and found by looking into a package: one new file is one new thing."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Registry(Generic[Thing]):
    """Things by name; modules of `package` are imported in alphabetical order when they are first asked for."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._things: dict[str, Thing] = {}
        self._complete = False

    def register(self, name: str) -> Callable[[Thing], Thing]:
        """Return a decorator that keeps a thing under `name`; a name taken twice is a programming error."""

        def keep(thing: Thing) -> Thing:
            if name in self._things:
                raise ValueError(f"{self._package} has two things called {name!r}")
            self._things[name] = thing
            return thing

        return keep

    def __getitem__(self, name: str) -> Thing:
        """Return the thing called `name`."""
        self._discover()
        return self._things[name]

    def __iter__(self) -> Iterator[tuple[str, Thing]]:
        """Walk through names and things, sorted by name."""
        self._discover()
        return iter(sorted(self._things.items(), key=lambda item: item[0]))

    def _discover(self) -> None:
        if not self._complete:
            for module in sorted(found.name for found in iter_modules(_package(self._package).__path__)):
                import_module(f"{self._package}.{module}")
            self._complete = True


def _package(name: str) -> ModuleType:
    return import_module(name)
