"""What `listgen check` costs as a whole process: python tests/bench/bench_check.py PROJECT…

The least CPU seconds (user and system) of five runs and the most memory of any. A first run, which is not
counted, leaves the compiled modules that an installation has. Projects are made as bench_build.py makes them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RUNS = 5


def measure(project: Path) -> tuple[float, float]:
    """CPU seconds and megabytes of one check."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "listgen", "check", str(project)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    for project in map(Path, sys.argv[1:]):
        rows = (project / "villages.csv").read_bytes().count(b"\n") - 1
        runs = [measure(project) for _ in range(1 + RUNS)][1:]
        seconds, megabytes = min(cpu for cpu, _ in runs), max(memory for _, memory in runs)
        print(f"{rows} villages: {seconds:.2f} s of CPU, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
