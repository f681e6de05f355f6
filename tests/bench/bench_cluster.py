"""What a cluster costs: two Dask workers on this machine against a pool of two processes.

They take turns, so that a busy machine slows both; over TLS as well as without.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from listgen.build.cluster.certificates import make_certificates
from tests.bench.compare import build
from tests.bench.figures import Figure, Report, Spread
from tests.bench.measure import paired, say
from tests.build.cluster.programs import cluster

PART = "cluster"
ASKED = 115  # % of the pool's time


def test_two_workers_against_a_pool_of_two(report: Report, project: Path, folder: Path) -> None:
    say("two workers of a cluster against a pool of two")
    certificates = folder / "certificates"
    make_certificates(certificates, date.today())
    with cluster() as plain, cluster("tls", certificates) as tls:
        secured = ("--cluster", tls.address, "--certificates", certificates)
        programs = {
            "pool": build(project, folder / "pool", "-j", 2),
            "loopback": build(project, folder / "loopback", "--cluster", plain.address),
            "TLS": build(project, folder / "TLS", *secured),
        }
        runs = paired(programs, report.rounds, cores=2)
    if runs.failed:
        raise RuntimeError(f"listgen failed: {runs.failed}")
    assert len({(folder / name / "manifest.json").read_bytes() for name in programs}) == 1, "the same bytes"
    assert json.loads((folder / "TLS" / "manifest.json").read_bytes())["failed"] == []
    pool = runs.runs["pool"]
    for name, goal in (("loopback", f"≤ {ASKED} %"), ("TLS", "")):
        taken = Spread.of(100 * mine.wall / its.wall for mine, its in zip(runs.runs[name], pool, strict=True))
        what = f"cold, two workers of a cluster over {name}, against the pool of two"
        report.add(Figure(PART, what, taken, "%", goal, max(run.parent for run in runs.runs[name])))
