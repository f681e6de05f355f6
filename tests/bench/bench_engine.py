"""The engine beside doit, with the same check, plan and writers: cold, nothing changed, a village renamed."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.compare import build, removed
from tests.bench.counties import rename
from tests.bench.figures import Comparison, Missing, Report, Spread
from tests.bench.installed import HERE, Peers
from tests.bench.measure import Program, paired

PART, PEER = "engine", "doit"
PLACE = 10  # of the village that is renamed
_DID = "no manifest, no expected.json, no journal: it records what was made when all is made"


def test_engine(report: Report, installed: Peers, project: Path, folder: Path) -> None:
    """As whole processes on one core, each on a project and an OUT of its own."""
    ours, theirs = (shutil.copytree(project, folder / name) for name in ("ours", "theirs"))
    out, their_out = folder / "out", folder / "doit"
    doit = (sys.executable, "-m", "tests.bench.doit_engine", str(theirs), str(their_out), str(installed.site))
    again = build(ours, out, "-j", 1, fresh=False).command

    def nothing() -> None:
        """As it was left."""

    def fresh(folder: Path) -> Callable[[], None]:
        return lambda: removed(folder)

    def renamed(project: Path) -> Callable[[], None]:
        def before() -> None:
            rename(project, PLACE)

        return before

    cases = (
        ("cold", fresh(out), fresh(their_out)),
        ("nothing changed", nothing, nothing),
        ("a village renamed", renamed(ours), renamed(theirs)),
    )
    files = 0
    for what, before, their_before in cases:
        programs = {"listgen": Program(again, before), PEER: Program(doit, their_before, HERE.parents[1])}
        rounds = paired(programs, report.rounds)
        if "listgen" in rounds.failed:
            raise RuntimeError(f"listgen failed: {rounds.failed}")
        if PEER in rounds.failed:
            report.add(Missing(PART, PEER, rounds.failed[PEER]))
            return
        files = files or _same(out, their_out)
        our, their = rounds.runs["listgen"], rounds.runs[PEER]
        report.add(
            Comparison(
                PART,
                f"{PEER}: {what}",
                files,
                report.villages,
                Spread.of(run.cpu for run in our),
                Spread.of(run.cpu for run in their),
                Spread.of(b.cpu / a.cpu for a, b in zip(our, their, strict=True)),
                None,
                max(run.peak for run in our),
                max(run.peak for run in their),
                True,
                _DID,
            )
        )


def _same(out: Path, other: Path) -> int:
    """How many files both have made, with the same bytes."""
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    paths = [one["path"] for one in manifest["outputs"] if one["path"] != "data/expected.json"]
    assert all((out / path).read_bytes() == (other / path).read_bytes() for path in paths)
    return len(paths)
