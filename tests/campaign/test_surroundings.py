"""Whatever the clock, the console, the locale, the folder and the hash seed: exit 0 and the same bytes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.campaign.conftest import Report
from tests.campaign.processes import listgen, planted
from tests.campaign.scene import Around, Scene, Trial
from tests.campaign.size import times

YEAR_2120 = 4_733_510_400  # seconds after 1970
PLAIN_C = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}


def clock(seconds: int) -> dict[str, str]:
    return planted(f"clock {seconds}", Path("/"))


def console(encoding: str, locale: str) -> dict[str, str | None]:
    return {"PYTHONIOENCODING": encoding, "LC_ALL": locale}


# Name: options, surroundings, the folder to stand in (below the trial's own), the year of the files.
CASES: dict[str, tuple[tuple[str, ...], Around, str, int]] = {
    "1970": (("-j", "2"), clock(0) | {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"}, "", 1970),
    "2120": (("-j", "1"), clock(YEAR_2120) | {"TZ": "America/St_Johns"} | PLAIN_C, "甲 乙", 2120),
    "GBK": (("-j", "2", "--all"), console("gbk", "zh_CN.GBK") | {"PYTHONHASHSEED": "4242"}, "", 0),
    "ASCII": (("-j", "1", "--all", "--lang", "zh"), console("ascii", "C") | {"HOME": None}, "a/b", 0),
    "before 1970": (("-j", "1"), clock(-86_400) | {"TZ": "Pacific/Kiritimati"}, "", 0),
    "GB18030": (("-j", "1", "--all"), console("gb18030", "zh_CN.GB18030"), "甲", 2120),
    "code page 936": (("-j", "2", "--json", "--all"), console("cp936", "zh_CN"), "", 1970),
    "Latin 1": (("-j", "1", "--lang", "zh", "--all"), console("latin-1", "en_US.ISO-8859-1"), "", 0),
    "C": (("-j", "2"), {"LC_ALL": "C", "LANG": "C", "TZ": "UTC0"}, "", 0),
    "POSIX": (("-j", "1"), {"LC_ALL": "POSIX", "PYTHONHASHSEED": "0"}, "", 0),
    "C.UTF-8": (("-j", "1", "--lang", "en"), {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}, "", 0),
    "no such locale": (("-j", "1"), {"LC_ALL": "xx_YY.NOPE", "LANG": "zh", "TZ": "No/Where"}, "", 0),
    "nothing is set": (
        ("-j", "1"),
        {name: None for name in ("HOME", "USER", "LANG", "LC_ALL", "TERM", "TZ", "TMPDIR", "LOGNAME")},
        "",
        0,
    ),
    "no bytecode, all warnings": (("-j", "1"), {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONDEVMODE": "1"}, "", 0),
}


@pytest.mark.parametrize("name", list(CASES)[: times(4, len(CASES))])
def test_same_bytes(scenes: Mapping[str, Scene], tmp_path: Path, report: Report, name: str) -> None:
    options, environment, cwd, year = CASES[name]
    scene = scenes["cold"]
    here = tmp_path / "县 里" / cwd
    here.mkdir(parents=True)
    project = here / "另一处"
    shutil.copytree(scene.project, project)
    for path in (*project.rglob("*"), project) if year else ():
        os.utime(path, (YEAR_2120, YEAR_2120) if year == 2120 else (0, 0))
    run = Trial(replace(scene, project=Path(project.name)), tmp_path)
    child = run.start(*options, environment=environment, cwd=here)
    run.faults += child.wait().faults(0) + child.strays()
    if b"Traceback" in child.products():
        run.faults.append("a traceback on stdout")
    run.compare()
    report("surroundings", 1, [f"{name}: {fault}" for fault in run.faults])


@pytest.mark.parametrize("locale", ["C", "POSIX", "xx_YY.NOPE"])
def test_a_locale_without_chinese_file_names(locale: str, tmp_path: Path, report: Report) -> None:
    """One line instead of a build whose files have no names."""
    around = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ended = listgen("build", tmp_path, "-o", tmp_path / "out", log=tmp_path / "log", environment=around)
    report("surroundings", 1, ended.faults(5, lines=1))
