"""Booklets of 200 villages: CPU of a document, beside docxtpl and python-docx.

Figures are printed, not asserted: a busy machine must not turn a run red. Asserted is that all say the same.
Each way runs in processes of its own, ways take turns, and a village's booklet is compared with the same
village's. `make bench` runs them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from statistics import median, quantiles

import pytest

from tests.bench.fill import WAYS
from tests.bench.installed import HERE, papers

ROOT = HERE.parents[1]
VILLAGES, FEW = 200, 12  # the peers take minutes for all
ROUNDS = 3
GOAL, SIZE, MEMORY = 40, 30_000, 60  # times, bytes, MB


@dataclass(frozen=True, slots=True)
class Made:
    """Of each village, the CPU milliseconds (the median of the rounds), bytes and words; MB at most."""

    ms: tuple[float, ...]
    sizes: tuple[int, ...]
    words: tuple[str, ...]
    peak: float

    def __str__(self) -> str:
        low, middle, high = quantiles(self.ms, n=4)
        return (
            f"{middle:.2f} ms a paper ({low:.2f} to {high:.2f} the middle half, "
            f"{sum(self.ms) / len(self.ms):.2f} on average), {max(self.sizes) / 1000:.1f} KB at most, "
            f"{self.peak:.0f} MB"
        )


def _made(case: str) -> dict[str, Made]:
    runs: dict[str, list[dict[str, list[float]]]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way, of in runs.items():
            of.append(json.loads(_run(way, case, VILLAGES if way == "listgen" else FEW)))
    return {way: _median(of) for way, of in runs.items()}


def _median(rounds: list[dict[str, list[float]]]) -> Made:
    assert all(run["words"] == rounds[0]["words"] for run in rounds)
    return Made(
        tuple(1000 * median(of) for of in zip(*(run["seconds"] for run in rounds), strict=True)),
        tuple(map(int, rounds[0]["sizes"])),
        tuple(map(str, rounds[0]["words"])),
        max(float(run["peak"]) for run in rounds),  # type: ignore[arg-type]
    )


def _run(way: str, case: str, villages: int) -> str:
    path = os.pathsep.join((str(ROOT), str(papers())))
    command = [sys.executable, str(HERE / "fill.py"), way, case, str(villages)]
    run = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, check=True, stdout=subprocess.PIPE, text=True
    )
    return run.stdout


@pytest.mark.parametrize("case", ["shared", "own"])
def test_booklets(case: str) -> None:
    """`shared`: all have the same 80 items; `own`: every row names its village."""
    made = _made(case)
    ours = made.pop("listgen")
    print(f"\n{len(ours.ms)} booklets, {case} rows: listgen {ours}")
    print(f"  (goals {SIZE / 1000:.0f} KB, {MEMORY} MB a process)")
    for way, theirs in made.items():
        assert theirs.words == ours.words[: len(theirs.words)], way
        # Our first paper warms what a build warms once; it is one of 200.
        ratios = [their / our for our, their in zip(ours.ms[1:], theirs.ms[1:], strict=False)]
        low, middle, high = quantiles(ratios, n=4)
        print(f"  {way}: {theirs}; {middle:.0f} times ours ({low:.0f} to {high:.0f}; goal {GOAL})")
        whole = median(theirs.ms) * len(ours.ms) / sum(ours.ms)
        print(f"    all {VILLAGES} at that pace: {whole:.0f} times ours")
