"""listgen alone on a county, as whole processes: cold, on two cores, nothing changed, a village renamed.

What the machine itself loses when both cores work is measured beside it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

from tests.bench.compare import build, listgen
from tests.bench.counties import rename
from tests.bench.figures import Figure, Report, Spread
from tests.bench.measure import CORES, Program, measured, paired, say, together
from tests.bench.page import COLD_CPU

PART = "alone"
COLD, AGAIN, RENAMED, EFFICIENCY = 15, 0.5, 1, 85  # asked: s, s, s, %
HERE = 10  # the place of the village that is renamed


def test_cold(report: Report, project: Path, folder: Path) -> None:
    """One process and two take turns; then two builds at once, each a process on a core of its own."""
    say("a cold build of everything, one process and two")
    programs = {name: build(project, folder / name, "-j", name) for name in ("1", "2")}
    runs = paired(programs, report.rounds, cores=2)
    if runs.failed:
        raise RuntimeError(f"listgen failed: {runs.failed}")
    one, two = runs.runs["1"], runs.runs["2"]
    files = _outputs(folder / "2")
    size = sum(map(len, files.values()))
    assert files == _outputs(folder / "1"), "the same bytes, however many processes"
    report.add(Figure(PART, f"{len(files):,} files, {size / 1e6:.0f} MB", Spread.of([len(files)]), "files"))
    for name, of, goal in (("one process", one, ""), ("two processes", two, f"≤ {COLD} s")):
        wall = Spread.of(run.wall for run in of)
        memory = max(run.parent for run in of)
        report.add(Figure(PART, f"cold, {name}", wall, "s", goal, memory))
    cpu = Spread.of(run.cpu for run in one)
    report.add(Figure(PART, COLD_CPU, cpu, "s"))
    if len(CORES) < 2:
        return
    gained = Spread.of(50 * a.wall / b.wall for a, b in zip(one, two, strict=True))
    report.add(Figure(PART, "parallel efficiency, T₁ / (2 · T₂)", gained, "%", f"≥ {EFFICIENCY} %"))
    say("two builds at once")
    kept = []
    for _ in range(report.rounds):
        alone = measured(programs["1"])
        both = together([build(project, folder / name, "-j", 1) for name in ("left", "right")])
        kept.append(100 * alone.wall / max(run.wall for run in both))
    what = "two builds of one process each at once: the speed that each keeps"
    report.add(Figure(PART, what, Spread.of(kept), "%", note="the machine's own limit of that efficiency"))


def test_again(report: Report, project: Path, folder: Path) -> None:
    """Nothing changed; then a village is renamed and nothing else is made; then everything is read back."""
    mine, out = folder / "county", folder / "out"
    shutil.copytree(project, mine)
    measured(build(mine, out), cores=2)
    again = [measured(build(mine, out, fresh=False), cores=2) for _ in range(2 * report.rounds)]
    wall = Spread.of(run.wall for run in again)
    memory = max(run.parent for run in again)
    report.add(Figure(PART, "nothing changed", wall, "s", f"≤ {AGAIN} s", memory))
    renamed, touched = [], []
    for _ in range(2 * report.rounds):
        before = _outputs(out)
        rename(mine, HERE)
        renamed.append(measured(build(mine, out, fresh=False), cores=2))
        after = _outputs(out)
        touched.append(sum(before.get(path) != data for path, data in after.items()))
    wall = Spread.of(run.wall for run in renamed)
    memory = max(run.parent for run in renamed)
    report.add(Figure(PART, "one village renamed", wall, "s", f"≤ {RENAMED} s", memory))
    loading = []
    for _ in range(report.rounds):
        rename(mine, HERE)
        loading.append(_loading(build(mine, out, fresh=False)))
    what = "of it, modules of Python that are loaded"
    report.add(Figure(PART, what, Spread.of(loading), "s", note="`-X importtime`, which slows it a little"))
    what = "files that the renamed village changed, the manifest and expected.json among them"
    report.add(Figure(PART, what, Spread.of(touched), "files"))
    for what, command in (
        ("`listgen check`", listgen("check", mine)),
        ("`listgen verify`: every output read back", listgen("verify", out)),
    ):
        runs = [measured(Program(command), cores=2) for _ in range(report.rounds)]
        wall, memory = Spread.of(run.wall for run in runs), max(run.peak for run in runs)
        report.add(Figure(PART, what, wall, "s", memory=memory))


def _loading(program: Program) -> float:
    """Seconds in which a run loads modules, each counted without those that it loads itself."""
    python, *words = program.command
    told = subprocess.run(
        [python, "-X", "importtime", *words], check=True, capture_output=True, text=True
    ).stderr
    return sum(map(int, re.findall(r"^import time: +(\d+) \|", told, re.MULTILINE))) / 1e6


def _outputs(out: Path) -> dict[str, bytes]:
    """By path, without listgen's own notes."""
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    paths = ("manifest.json", *(one["path"] for one in manifest["outputs"]))
    return {path: (out / path).read_bytes() for path in paths}
