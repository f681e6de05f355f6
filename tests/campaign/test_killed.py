"""kill -9 at any moment: nothing is torn, no process stays, and the next build ends right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.campaign.conftest import Report
from tests.campaign.scene import Scene, Trial
from tests.campaign.size import batches, chances

PLACES = ("cold", "county", "renamed")
AGAIN = 0.25  # of the builds that follow a kill are killed as well


@pytest.mark.parametrize(("first", "count"), batches(5, 200))
def test_killed(scenes: Mapping[str, Scene], tmp_path: Path, report: Report, first: int, count: int) -> None:
    faults: list[str] = []
    notes: Counter[str] = Counter()
    kills = 0
    for number in range(first, first + 8 * count):  # a build may be over before it is killed
        if kills >= count:
            break
        chance = chances("killed", number)
        scene = scenes[PLACES[number % len(PLACES)]]
        jobs = str(1 + number // len(PLACES) % 2)
        run = Trial(scene, tmp_path / str(number))
        again = True
        while again and kills < count:
            child = run.start("-j", jobs)
            again = child.sleep(chance.uniform(0.3, 1.0) * scene.length) and chance.random() < AGAIN
            child.process.kill()
            if child.wait().code < 0:
                kills += 1
                notes[run.where()] += 1
            run.faults += child.strays()
            run.look()
        run.recover("-j", jobs)
        faults += [f"trial {number} ({scene.name}, -j {jobs}): {fault}" for fault in run.faults]
        run.clear()
    if kills < count:
        faults.append(f"only {kills} of {count} builds were killed")
    report("killed", kills, faults, **notes)
