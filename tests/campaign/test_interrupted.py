"""Ctrl-C and SIGTERM at any moment: one line, exit code 130, no process stays; the next build ends right."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from tests.campaign.conftest import Report
from tests.campaign.processes import Running
from tests.campaign.scene import Scene, Trial
from tests.campaign.size import batches, chances, times

PLACES = ("cold", "county", "renamed")


def ctrl_c(child: Running) -> None:
    """As a terminal does it: to every process of the command."""
    os.killpg(child.pid, signal.SIGINT)


def end(child: Running) -> None:
    """As a task manager or the end of a session does it: to the command alone."""
    os.kill(child.pid, signal.SIGTERM)


def end_all(child: Running) -> None:
    os.killpg(child.pid, signal.SIGTERM)


@pytest.mark.parametrize("number", range(times(3, 40)))
def test_while_python_loads(scenes: Mapping[str, Scene], tmp_path: Path, report: Report, number: int) -> None:
    """Before listgen can say a word, Ctrl-C ends it without any."""
    run = Trial(scenes["cold"], tmp_path)
    child = run.start("-j", "1")
    child.until(partial(child.gave_up, signal.SIGINT))
    child.sleep(number * 0.01)
    ctrl_c(child)
    ended = child.wait()
    run.faults += ended.faults(130, -signal.SIGINT, lines=int(ended.code == 130)) + child.strays()
    run.look()
    report("sigint", 1, run.faults, early=1)


WAYS: dict[str, tuple[Callable[[Running], None], ...]] = {"sigint": (ctrl_c,), "sigterm": (end, end_all)}
BATCHES = [("sigint", *batch) for batch in batches(2, 50)] + [("sigterm", *batch) for batch in batches(2, 20)]


@pytest.mark.parametrize(("row", "first", "count"), BATCHES)
def test_interrupted(
    scenes: Mapping[str, Scene], tmp_path: Path, report: Report, row: str, first: int, count: int
) -> None:
    faults: list[str] = []
    notes: Counter[str] = Counter()
    done = 0
    for number in range(first, first + 3 * count):  # a build may be over before
        if done >= count:
            break
        chance = chances(row, number)
        scene = scenes[PLACES[number % len(PLACES)]]
        jobs = str(2 - number % 2)
        run = Trial(scene, tmp_path / str(number))
        child = run.start("-j", jobs)
        child.until(partial(child.hears, signal.SIGTERM))
        if child.sleep(chance.uniform(0.0, 0.9) * scene.length):
            WAYS[row][number % len(WAYS[row])](child)
        ended = child.wait()
        if ended.code:
            done += 1
            run.faults += ended.faults(130, lines=1)
            notes[run.where()] += 1
        run.faults += ended.faults(0, 130) + child.strays()
        run.look()
        run.recover("-j", jobs)
        faults += [f"trial {number} ({scene.name}, -j {jobs}): {fault}" for fault in run.faults]
        run.clear()
    if done < count:
        faults.append(f"only {done} of {count} builds were interrupted")
    report(row, done, faults, **notes)
