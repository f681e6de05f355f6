"""The engine beside doit: as many files of the same sizes; nothing changed; one village changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.bench.compare import build, removed
from tests.bench.counties import rename
from tests.bench.figures import Comparison, Missing, Report, Spread
from tests.bench.installed import PROGRAMS, Peers
from tests.bench.measure import Program, measured, paired

PART, PEER = "engine", "doit"
CHANGED = "00011"
_SPARED = "reads no project and checks nothing: paths, sizes and values are ready as JSON"


def test_engine(report: Report, installed: Peers, project: Path, folder: Path) -> None:
    """doit's job is to write bytes of the right number; listgen's is the real one."""
    ours, out, theirs = folder / "county", folder / "out", folder / "doit"
    shutil.copytree(project, ours)
    measured(build(ours, out), cores=2)
    tasks = _tasks(out)
    theirs.mkdir()
    shutil.copy(PROGRAMS / "doit_engine.py", theirs / "dodo.py")
    doit = (str(installed.python), "-m", "doit")

    def change(listgen: bool) -> Callable[[], None]:
        """A village gets another name than it had."""

        def now() -> None:
            if listgen:
                rename(ours, int(CHANGED) - 1)
                return
            for task in tasks:
                if f"/{CHANGED}" in task[0]:
                    task[2] += "'"
            (theirs / "tasks.json").write_text(json.dumps(tasks), "utf-8")

        return now

    def fresh() -> None:
        for left in theirs.glob(".doit*"):
            left.unlink()
        removed(theirs / "out")
        (theirs / "tasks.json").write_text(json.dumps(tasks), "utf-8")

    again = build(ours, out, "-j", 1, fresh=False)
    cases = (
        ("cold; doit's files are filled with x", build(ours, out, "-j", 1), fresh),
        ("nothing changed", again, lambda: None),
        ("one village renamed", Program(again.command, change(True)), change(False)),
    )
    for what, listgen, before in cases:
        rounds = paired({"listgen": listgen, PEER: Program(doit, before, theirs)}, report.rounds)
        if PEER in rounds.failed:
            report.add(Missing(PART, PEER, rounds.failed[PEER]))
            return
        our, their = rounds.runs["listgen"], rounds.runs[PEER]
        report.add(
            Comparison(
                PART,
                f"{PEER}: {what}",
                len(tasks),
                report.villages,
                Spread.of(run.cpu for run in our),
                Spread.of(run.cpu for run in their),
                Spread.of(b.cpu / a.cpu for a, b in zip(our, their, strict=True)),
                None,
                max(run.peak for run in our),
                max(run.peak for run in their),
                False,
                _SPARED,
            )
        )


def _tasks(out: Path) -> list[list]:  # type: ignore[type-arg]
    """Path, bytes and value of every output."""
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    return [[one["path"], one["bytes"], one["sha256"]] for one in manifest["outputs"]]
