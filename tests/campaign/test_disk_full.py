"""The disk is full at any step: exit 5 and one line, what was there stays, and the next build ends right.

In every environment the steps are counted and made to fail one after the other (faulty/sitecustomize.py).
The whole campaign also fills a real file system of so many kilobytes, see small_disk.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.campaign.conftest import Report
from tests.campaign.processes import ROOT, planted
from tests.campaign.scene import Scene, Trial
from tests.campaign.size import WHOLE, chances, times

# Of every project each how many-th step: a change at every one, a first build at every fourth.
EVERY = {"renamed": times(90, 1), "little": times(150, 4)}
SHARES = times(1, 20)


@pytest.fixture(scope="session")
def steps(scenes: Mapping[str, Scene], tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """How many steps take room, in a build of each project that nothing disturbs."""
    counted = {}
    for name in EVERY:
        folder = tmp_path_factory.mktemp("count")
        run = Trial(scenes[name], folder)
        ended = run.build("-j", "1", environment=_full("count", run.out, folder))
        assert not ended.faults(0), ended
        run.compare()
        assert not run.faults, run.faults  # counting alone changes nothing
        counted[name] = _count(folder)
        assert counted[name] > 100
    return counted


def _full(fault: str, out: Path, folder: Path) -> dict[str, str]:
    return planted(fault, out) | {"CAMPAIGN_COUNT": str(folder / "steps")}


def _count(folder: Path) -> int:
    return int((folder / "steps").read_text("utf-8"))


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("name", EVERY)
def test_full_at_a_step(
    scenes: Mapping[str, Scene],
    steps: dict[str, int],
    tmp_path: Path,
    report: Report,
    name: str,
    share: int,
) -> None:
    faults: list[str] = []
    tried = once = 0
    start = 1 + chances("full", 0).randrange(EVERY[name])
    for step in list(range(start, steps[name] + 1, EVERY[name]))[share::SHARES]:
        folder = tmp_path / str(step)
        run = Trial(scenes[name], folder)
        kind = "once" if step % 7 == 0 else "full"
        ended = run.build("-j", "1", environment=_full(f"{kind} {step}", run.out, folder))
        run.faults += ended.faults(5, lines=1)
        run.look()
        run.recover("-j", "1")
        faults += [f"{name}, {kind} {step} of {steps[name]}: {fault}" for fault in run.faults]
        tried += 1
        once += kind == "once"
        run.clear()
    report("full", tried, faults, once=once)


WAYS = (("unshare", "--user", "--map-root-user", "--mount"), ("unshare", "--mount"))


if WHOLE:  # it needs a right that not every machine gives

    @pytest.mark.parametrize("share", range(6))
    @pytest.mark.parametrize("name", ["little", "renamed"])
    def test_a_full_file_system(
        scenes: Mapping[str, Scene], tmp_path: Path, report: Report, name: str, share: int
    ) -> None:
        """A tmpfs in a mount namespace of its own, so that nothing outside sees it."""
        way = next(
            (way for way in WAYS if subprocess.run([*way, "true"], capture_output=True).returncode == 0), None
        )
        assert way, "the whole campaign needs unshare --mount: user namespaces, or root with CAP_SYS_ADMIN"
        order = {"scene": str(tmp_path / "scene"), "disk": str(tmp_path / "disk"), "share": share, "of": 6}
        (tmp_path / "disk").mkdir()
        (tmp_path / "scene").write_bytes(scenes[name].pickled())
        command = [*way, sys.executable, "-m", "tests.campaign.small_disk", json.dumps(order)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1200)
        assert done.returncode == 0, done.stderr[-2000:]
        told = json.loads(done.stdout)
        report("small-disk", told["tried"], told["faults"], fits=told["fits"])
