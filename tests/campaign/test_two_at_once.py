"""Two builds in one OUT: one goes on, the other is refused at once, and OUT is as one build makes it."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from tests.campaign.conftest import Report
from tests.campaign.scene import PRIVATE, Scene, Trial
from tests.campaign.size import batches, chances

PLACES = ("cold", "county", "renamed")


@pytest.mark.parametrize(("first", "count"), batches(2, 20))
def test_two_at_once(
    scenes: Mapping[str, Scene], tmp_path: Path, report: Report, first: int, count: int
) -> None:
    faults: list[str] = []
    for number in range(first, first + count):
        scene = scenes[PLACES[number % len(PLACES)]]
        run = Trial(scene, tmp_path / str(number))
        (_while_one_writes if number % 2 else _at_any_moment)(run, number)
        faults += [f"trial {number} ({scene.name}): {fault}" for fault in run.faults]
        run.clear()
    report("two", count, faults)


def _while_one_writes(run: Trial, number: int) -> None:
    """The first stands still in the midst of its work while the second comes."""
    one = run.start("-j", str(1 + number % 2))
    before = _outputs(run)
    if not one.until(lambda: _outputs(run) != before):
        run.faults.append("the first build was over before the second came")
    os.kill(one.pid, signal.SIGSTOP)
    other = run.build("-j", "1")
    run.faults += other.faults(5, lines=1)
    run.look()
    os.kill(one.pid, signal.SIGCONT)
    run.faults += one.wait().faults(0) + one.strays()
    run.compare()


def _at_any_moment(run: Trial, number: int) -> None:
    """Both at the same time: whoever comes first goes on; the other may also come after its end."""
    chance = chances("two", number)
    one = run.start("-j", "1")
    one.sleep(chance.uniform(0.0, 0.3) * run.scene.length)
    other = run.start("-j", "2")
    for build in (one, other):
        ended = build.wait()
        run.faults += ended.faults(0, 5, lines=1 if ended.code == 5 else None) + build.strays()
    if one.process.returncode and other.process.returncode:
        run.faults.append("both builds were refused")
    run.compare()


def _outputs(run: Trial) -> dict[str, int]:
    """When each Word paper was written; the build goes on meanwhile."""
    found = {}
    for directory, _, names in os.walk(run.out):  # which minds no folder that goes
        for name in names:
            if name.endswith(".docx") and PRIVATE not in Path(directory).parts:
                with suppress(FileNotFoundError):
                    found[f"{directory}/{name}"] = os.stat(f"{directory}/{name}").st_mtime_ns
    return found
