"""Builds on a file system that is too small, in a mount namespace of its own; what went wrong, as JSON.

For each size, in kilobytes: a build that has to end 5 with one line, then room is made, and the next build
has to end with the bytes of an undisturbed one.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

from tests.campaign.scene import Scene, Trial

PAGE = 4  # kB; a tmpfs gives room by pages
SIZES = 24  # per project
ROOM = 64_000


def main(order: dict[str, str | int]) -> dict[str, object]:
    """What `test_a_full_file_system` asks for: sizes from nothing to enough, every `of`-th of them."""
    disk = Path(str(order["disk"]))
    scene: Scene = pickle.loads(Path(str(order["scene"])).read_bytes())
    _mount(disk, ROOM)
    start = _used(scene, disk)
    _remount(disk, ROOM)
    log = disk.parent / "log"
    trial = Trial(scene, disk, log)
    assert trial.build("-j", "1").code == 0
    end = _kilobytes(disk)
    step = max(PAGE, (end - start) // SIZES)
    faults: list[str] = []
    tried = fits = 0
    for size in list(range(start + PAGE, end, step))[int(order["share"]) :: int(order["of"])]:
        _remount(disk, ROOM)
        _empty(disk)
        run = Trial(scene, disk, log)
        _remount(disk, size)
        ended = run.build("-j", "1")
        if ended.code == 0:  # it needed more room than it now takes
            fits += 1
        else:
            run.faults += ended.faults(5, lines=1)
        run.look()
        _remount(disk, ROOM)
        run.recover("-j", "1")
        faults += [f"{scene.name}, {size} kB: {fault}" for fault in run.faults]
        tried += 1
    return {"tried": tried, "faults": faults, "fits": fits}


def _used(scene: Scene, disk: Path) -> int:
    """Kilobytes that what was there before takes."""
    Trial(scene, disk)
    used = _kilobytes(disk)
    _empty(disk)
    return used


def _kilobytes(disk: Path) -> int:
    told = subprocess.run(
        ["df", "--output=used", "-k", str(disk)], check=True, capture_output=True, text=True
    )
    return int(told.stdout.split()[-1])


def _empty(disk: Path) -> None:
    subprocess.run(["find", str(disk), "-mindepth", "1", "-delete"], check=True)


def _mount(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(disk)], check=True)


def _remount(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}k", str(disk)], check=True)


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
