"""What each kind of output costs its writer, in one process: CPU milliseconds of a file, without the engine.

`own`: every row of a booklet names its village, so that nothing of it is found again.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import quantiles

import pytest

from listgen.build.job import Job, VillageValues
from listgen.build.writers import WRITERS
from listgen.preflight import check_project
from tests.bench.work import planned


@pytest.mark.printed
@pytest.mark.parametrize("case", ["shared", "own"])
def test_writers(case: str, project: Path) -> None:
    checked = check_project(project)
    assert checked.subject is not None and checked.assets is not None
    costs: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for job in planned(checked.subject, checked.assets):
        values = _own(job) if case == "own" else job.values
        start = time.process_time()
        data = WRITERS[job.writer](values, checked.assets)
        kind = f"{job.writer} {getattr(values, 'document', '') or job.slot}".strip()
        costs[kind].append(1000 * (time.process_time() - start))
        sizes[kind] += len(data)
    print(f"\n{case}: files, ms in all; median and middle half of a file; KB of a file")
    for kind, of in sorted(costs.items(), key=lambda one: -sum(one[1])):
        low, middle, high = quantiles(of, n=4, method="inclusive") if len(of) > 1 else (of[0],) * 3
        told = f"{middle:7.2f} ({low:.2f} to {high:.2f})"
        print(f"  {kind:<32}{len(of):>6}{sum(of):>9.0f}{told:>28}{sizes[kind] / len(of) / 1000:>8.1f}")


def _own(job: Job) -> object:
    values = job.values
    if not isinstance(values, VillageValues):
        return values
    view = values.view
    named = tuple(replace(item, name=f"{item.name}（{view.village.name}）") for item in view.items)
    return replace(values, view=replace(view, items=named))
