"""200 villages' pages by listgen and by others, each in processes of its own: CPU seconds of each."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import render
from tests.bench.installed import HERE, hugo

ROOT = HERE.parents[1]
RUNS = 5


@dataclass(frozen=True, slots=True)
class Rendered:
    """CPU seconds of rendering alone, and the digest of all pages."""

    seconds: float
    digest: str


def rendering() -> dict[str, Rendered]:
    """By way of `render.py`, cold each time; ways take turns, medians."""
    found: dict[str, list[Rendered]] = {way: [] for way in render.WAYS}
    for _ in range(RUNS):
        for way, runs in found.items():
            runs.append(Rendered(**json.loads(_python(way))))
    assert all(len({run.digest for run in runs}) == 1 for runs in found.values())
    return {way: Rendered(median(run.seconds for run in runs), runs[0].digest) for way, runs in found.items()}


def run_listgen(folder: Path, villages: int) -> None:
    """listgen from JSON to files below FOLDER/public."""
    _python("whole", str(folder), str(villages))


def run_hugo(folder: Path) -> None:
    """Hugo from the same JSON to files below FOLDER/public."""
    subprocess.run([hugo(), "--quiet", "--noBuildLock", "-s", folder], check=True)


def set_up_hugo(folder: Path, *, cached: bool) -> Path:
    """The Hugo site, still without data/. `cached`: an item is rendered once, by Hugo's partialCached."""
    shutil.copytree(HERE / "hugo", folder)
    if cached:
        layout = folder / "layouts" / "page.html"
        text, call = layout.read_text("utf-8"), '{{ partial "item.html" . }}'
        assert text.count(call) == 1
        layout.write_text(text.replace(call, '{{ partialCached "item.html" . .id }}'), "utf-8")
    return folder


def cpu(programs: Mapping[str, Callable[[], None]]) -> dict[str, float]:
    """CPU seconds (user and system) of whole processes, disk included; programs take turns, medians.

    The files of the run before are written over, by each.
    """
    found: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(RUNS):
        for name, run in programs.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            run()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            found[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {name: median(times) for name, times in found.items()}


def _python(*arguments: str) -> str:
    command = [sys.executable, str(HERE / "render.py"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
