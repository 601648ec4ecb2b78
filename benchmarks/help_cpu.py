"""CPU of `kotaksaran --help`, user and system; the floor beside it is a bare interpreter. Bar: 150 ms."""

import resource
import subprocess
import sys

from measuring.bars import Bars, in_turn, percentile, ratio

ROUNDS = 9


def milliseconds(*command: str) -> float:
    """Return the CPU time of `command`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def main() -> None:
    """Measure and say whether the bar is met."""
    found, floor = in_turn(
        ROUNDS, lambda: milliseconds("-m", "kotak_saran", "--help"), lambda: milliseconds("-c", "pass")
    )
    note = f"{ratio(found, floor):.1f} × a bare interpreter ({percentile(floor, 0.5):.0f} ms)"
    bars = Bars()
    bars.at_most("kotaksaran --help", percentile(found, 0.5), 150, " ms", note)
    bars.finish()


if __name__ == "__main__":
    main()
