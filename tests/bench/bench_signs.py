"""Signs of 200 villages as PDF, SVG and DXF: CPU of each file, beside Typst, WeasyPrint and ezdxf.

Figures are printed, not asserted: a busy machine must not turn a run red. Each way runs in processes of its
own, ways take turns, and a sign is compared with the same sign. `make bench` runs them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from statistics import median, quantiles

from tests.bench.installed import HERE, typographers

ROOT = HERE.parents[1]
VILLAGES, FEW = 200, 6  # the peers take minutes for all
PEERS = ("typst", "typst, kept", "weasyprint")
SIGNS = 7
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Made:
    """Of each sign, the CPU milliseconds (the median of its rounds) and the bytes."""

    ms: tuple[float, ...]
    sizes: tuple[int, ...]

    def __str__(self) -> str:
        low, middle, high = quantiles(self.ms, n=4)
        mean = sum(self.ms) / len(self.ms)
        return (
            f"{middle:.2f} ms a file ({low:.2f} to {high:.2f} the middle half, {mean:.2f} on average), "
            f"{median(self.sizes) / 1000:.1f} KB"
        )


def _made(ways: tuple[str, ...], villages: int) -> dict[str, Made]:
    runs: dict[str, list[list[tuple[float, int]]]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, of in runs.items():
            of.append(json.loads(_run(way, villages)))
    return {way: _median(of) for way, of in runs.items()}


def _median(rounds: list[list[tuple[float, int]]]) -> Made:
    ms = tuple(1000 * median(seconds for seconds, _ in sign) for sign in zip(*rounds, strict=True))
    assert len(ms) % SIGNS == 0
    return Made(ms, tuple(size for _, size in rounds[0]))


def _run(way: str, villages: int) -> str:
    path = os.pathsep.join((str(ROOT), str(typographers())))
    command = [sys.executable, str(HERE / "draw.py"), way, str(villages)]
    run = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, check=True, stdout=subprocess.PIPE, text=True
    )
    return run.stdout


def _against(ours: Made, theirs: Made) -> str:
    """How many times as long the other takes for the same sign."""
    ratios = [their / our for our, their in zip(ours.ms, theirs.ms, strict=True)]
    low, middle, high = quantiles(ratios, n=4)
    whole = sum(theirs.ms) / sum(ours.ms)
    return f"{middle:.1f} times ours ({low:.1f} to {high:.1f}; of all together {whole:.1f})"


def test_pdf() -> None:
    """Set and written, in an order in which few glyphs are known at first."""
    whole = _made(("pdf",), VILLAGES)["pdf"]
    assert len(whole.ms) == SIGNS * VILLAGES
    few = _made(("pdf", *PEERS), FEW)
    print(f"\n{len(whole.ms)} PDFs, {VILLAGES} villages: {whole}")
    print(f"of {FEW} villages, set and written: listgen {few['pdf']}")
    for peer in PEERS:
        print(f"  {peer}: {few[peer]}; {_against(few['pdf'], few[peer])}")


def test_machines() -> None:
    """What engravers and lasers follow."""
    made = _made(("svg", "dxf", "ezdxf"), 3 * FEW)
    print(f"\nof {3 * FEW} villages, set and written: SVG {made['svg']}")
    print(f"  DXF {made['dxf']}")
    print(f"  ezdxf, the same outlines: {made['ezdxf']}; {_against(made['dxf'], made['ezdxf'])}")
