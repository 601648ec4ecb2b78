"""Progress on the terminal; silent where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from click import progressbar

Progress = Callable[[int, int], None]


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Yield a function (done, of) that moves a bar on the error stream."""
    with progressbar(length=1, label=label, show_eta=False, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def move(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield move
