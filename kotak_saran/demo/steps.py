"""What the demo says while it works: each step by name, then what came of it and how long it took."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import click


class Steps:
    """The numbered steps of a run."""

    def __init__(self, of: int) -> None:
        self.of = of
        self.done = 0

    @contextmanager
    def step(self, title: str) -> Iterator[list[str]]:
        """Announce a step; what the block puts into the list is said at its end, with the time taken."""
        self.done += 1
        click.echo(f"[{self.done}/{self.of}] {title}")
        started = perf_counter()
        results: list[str] = []
        yield results
        click.echo(f"      {'; '.join(results)} ({perf_counter() - started:.1f} s)")
