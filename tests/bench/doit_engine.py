"""doit in the place of listgen's engine, with listgen's own check, plan and writers: PROJECT OUT SITE.

SITE is where doit is installed; it is looked into last, so that all else is listgen's own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from listgen.build.job import Job
from listgen.build.writers import WRITERS
from listgen.preflight import Assets, check_project
from listgen.save import save
from tests.bench.work import planned

PROJECT, OUT = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.append(sys.argv[3])

from doit.cmd_base import ModuleTaskLoader  # type: ignore[import-not-found]  # noqa: E402
from doit.doit_cmd import DoitMain  # type: ignore[import-not-found]  # noqa: E402
from doit.tools import config_changed  # type: ignore[import-not-found]  # noqa: E402


def _make(job: Job, assets: Assets) -> None:
    path = OUT / job.path
    path.parent.mkdir(parents=True, exist_ok=True)
    save(WRITERS[job.writer](job.values, assets), path)


def task_make() -> Iterator[dict[str, Any]]:
    """A file for each job, made anew when its fingerprint is another."""
    checked = check_project(PROJECT)
    assert checked.subject is not None and checked.assets is not None
    for job in planned(checked.subject, checked.assets):
        yield {
            "name": job.path,
            "actions": [(_make, [job, checked.assets])],
            "targets": [str(OUT / job.path)],
            "uptodate": [config_changed(job.fingerprint)],
        }


if __name__ == "__main__":
    tasks = {"task_make": task_make, "DOIT_CONFIG": {"verbosity": 0, "dep_file": str(OUT / ".doit")}}
    OUT.mkdir(exist_ok=True)
    sys.exit(DoitMain(ModuleTaskLoader(tasks)).run(["run"]))
