"""A file that is open in Word or WPS: it is named, it stays as it was, the others are built."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.campaign.conftest import Report
from tests.campaign.processes import planted
from tests.campaign.scene import EXPECTED, MANIFEST, Scene, Trial
from tests.campaign.size import times

# What somebody may have open while the county changes, or while a village loses it with its name.
ENDINGS = ("清单手册.docx", "年度评估表.docx", "二维码.pdf", "site/index.html", EXPECTED, MANIFEST)
OPEN = [("renamed", "清单手册.docx"), *(("county", ending) for ending in ENDINGS)]


@pytest.mark.parametrize(("place", "ending"), OPEN[: times(4, len(OPEN))])
def test_open_in_word(
    scenes: Mapping[str, Scene], tmp_path: Path, report: Report, place: str, ending: str
) -> None:
    run = Trial(scenes[place], tmp_path)
    scene = run.scene
    gone = [name for name in scene.old if name.endswith(ending) and name not in scene.new]
    held = (gone or [name for name in scene.old if name.endswith(ending)])[0]
    child = run.start("-j", "1", environment={"LC_ALL": "zh_CN.UTF-8"} | planted("busy " + held, run.out))
    ended = child.wait()
    told = child.products().decode() + "\n".join(ended.said)
    closing = held in (EXPECTED, MANIFEST)  # without these nothing is true of the others
    run.faults += ended.faults(5 if closing else 3)
    if "请关闭" not in told or held.rpartition("/")[2] not in told:
        run.faults.append(f"{held} is not named: {told[-400:]}")
    run.look(but=(MANIFEST, EXPECTED))  # they tell what was left undone
    now = run.now()
    if now.get(held) != scene.old[held]:
        run.faults.append(f"not kept: {held}")
    if not closing:
        others = set(scene.new) - {held, MANIFEST, EXPECTED}
        run.faults += [f"not built: {name}" for name in others if now.get(name) != scene.new[name]]
    run.recover()
    report("busy", 1, run.faults)
