"""How long the main job takes: the demo county and a county of 200 villages, one process against two.

Figures are printed, not asserted: a busy machine must not turn a run red. `make bench` runs them.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from listgen.resources import shipped

VILLAGES = 200
RUN = "import sys; from listgen.cli import main; sys.argv = ['listgen', *sys.argv[1:]]; main()"


def timed(*arguments: str) -> tuple[float, float]:
    """Wall seconds of a whole process, and the largest resident set in MB of any child so far."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", RUN, *arguments], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def county(folder: Path) -> Path:
    """The demo county with its active villages repeated under new ids until there are 200."""
    shutil.copytree(shipped("catalogs") / "demo", folder)
    lines = (folder / "villages.csv").read_text("utf-8-sig").splitlines()
    state = lines[0].split(",").index("状态")
    rows = [line.split(",") for line in lines[1:] if line.split(",")[state] == "在用"]
    made = []
    for number in range(VILLAGES):
        row = list(rows[number % len(rows)])
        ending = "社区" if row[3].endswith("社区") else "村"
        stem = row[3].removesuffix(ending)
        new = f"{stem}{'甲乙丙丁戊己庚辛壬癸'[number // len(rows)]}"
        # 青石股份经济合作社 has its village's name without 村.
        named = (
            cell.replace(row[3], new + ending) if row[3] in cell else cell.replace(stem, new)
            for cell in row[1:]
        )
        made.append(",".join([f"{number + 1:05d}", *named]))
    (folder / "villages.csv").write_text("\n".join([lines[0], *made]) + "\n", "utf-8")
    for table in ("overlays.csv", "rooms.csv"):
        lines = (folder / table).read_text("utf-8-sig").splitlines()
        kept = [line for line in lines if len(line.split(",")[0]) != 5]
        (folder / table).write_text("\n".join(kept) + "\n", "utf-8")
    (folder / "honours.csv").unlink()
    (folder / "cleanup.csv").unlink()
    (folder / "links.jsonl").unlink()
    return folder


def test_demo(tmp_path: Path) -> None:
    seconds, memory = timed("demo", "-o", str(tmp_path / "demo"))
    print(f"\nlistgen demo: {seconds:.1f} s, {memory:.0f} MB at most in one process")


def test_two_hundred_villages(tmp_path: Path) -> None:
    county(tmp_path / "county")
    project = str(tmp_path / "county")
    one, _ = timed("build", project, "-o", str(tmp_path / "one"), "-j", "1")
    two, memory = timed("build", project, "-o", str(tmp_path / "two"), "-j", "2")
    again, _ = timed("build", project, "-o", str(tmp_path / "two"), "-j", "2")
    checked, _ = timed("verify", str(tmp_path / "two"))
    print(
        f"\n{VILLAGES} villages on {os.cpu_count()} cores: {one:.1f} s with one process, {two:.1f} s with two"
        f" ({two / one:.2f}), nothing changed {again:.2f} s, verify {checked:.1f} s, {memory:.0f} MB"
    )
