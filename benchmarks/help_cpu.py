"""CPU of `kotaksaran --help`, median of nine runs, beside the floor of a bare interpreter. Bar: 150 ms."""

import resource
import statistics
import subprocess
import sys

RUNS = 9


def cpu_milliseconds(*command: str) -> float:
    """Return the median CPU time of `command` in milliseconds, after one warm-up."""
    times = []
    for _ in range(RUNS + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    return statistics.median(times[1:])


floor = cpu_milliseconds("-c", "pass")
found = cpu_milliseconds("-m", "kotak_saran", "--help")
print(f"kotaksaran --help: {found:.0f} ms CPU, {found / floor:.1f} × a bare interpreter ({floor:.0f} ms)")
