"""A worker killed at any moment: the build goes on, and everything is made."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.campaign.conftest import Report
from tests.campaign.scene import Scene, Trial
from tests.campaign.size import batches, chances

PLACES = ("cold", "county")


@pytest.mark.parametrize(("first", "count"), batches(2, 50))
def test_a_worker_killed(
    scenes: Mapping[str, Scene], tmp_path: Path, report: Report, first: int, count: int
) -> None:
    faults: list[str] = []
    done = 0
    for number in range(first, first + 3 * count):  # the workers may be done before
        if done >= count:
            break
        chance = chances("worker", number)
        scene = scenes[PLACES[number % len(PLACES)]]
        run = Trial(scene, tmp_path / str(number))
        child = run.start("-j", "2")
        child.until(child.workers)
        child.sleep(chance.uniform(0.0, 0.9) * scene.length)
        workers = child.workers()
        if workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
            done += 1
        run.faults += child.wait().faults(0) + child.strays()
        run.compare()
        faults += [f"trial {number} ({scene.name}): {fault}" for fault in run.faults]
        run.clear()
    if done < count:
        faults.append(f"only {done} of {count} workers were killed")
    report("worker", done, faults)
