"""listgen's build of one part of a county beside the peers that make the same outputs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Comparison, Missing, Report, Spread
from tests.bench.measure import Program, Rounds, Run, paired, say

FEW = 20  # villages of which most peers make the outputs: the demo's own, once through
START, OURS, FIRST = "start of ", "listgen", "00001"
LEAST = 0.005  # s: two runs that take as long differ by less than the clock tells


@dataclass(frozen=True, slots=True)
class Contender:
    """A peer: its program for a number of villages, how many it makes, and what it does and does not do.

    `complete`: it makes all of a village's outputs of the part.
    """

    name: str
    villages: int
    program: Callable[[int], Program]
    did: str
    complete: bool = True


def listgen(*arguments: object) -> tuple[str, ...]:
    """The command of a whole process of listgen."""
    return (sys.executable, "-m", "listgen", *map(str, arguments))


def build(project: Path, out: Path, *options: object, fresh: bool = True) -> Program:
    """A build of a project; `fresh`: into a folder that is not there."""
    command = listgen("build", project, "-o", out, "--lang", "en", *options)
    return Program(command, (lambda: removed(out)) if fresh else (lambda: None))


def removed(folder: Path) -> None:
    """The folder is not there."""
    shutil.rmtree(folder, ignore_errors=True)


def compare(
    report: Report,
    part: str,
    project: Path,
    folder: Path,
    kinds: tuple[str, ...],
    outputs: int,
    contenders: tuple[Contender, ...],
) -> None:
    """Adds a comparison for each peer: CPU seconds on one core for all villages, whole processes.

    A peer is run for no village as well; where it makes few, its time is its start and as many times what a
    village took more. listgen is timed whole: it reads, checks and plans the county too. Its start is a build
    of the same for one village.
    """
    say(f"{part}: {', '.join(one.name for one in contenders)}")
    only = ("-j", 1, *(word for kind in kinds for word in ("--only", kind)))
    programs = {
        OURS: build(project, folder / "ours", *only),
        START + OURS: build(project, folder / "start", *only, "--village", FIRST),
    }
    for one in contenders:
        programs |= {one.name: one.program(one.villages), START + one.name: one.program(0)}
    rounds = paired(programs, report.rounds)
    if OURS in rounds.failed or START + OURS in rounds.failed:
        raise RuntimeError(f"listgen failed: {rounds.failed}")
    ours = [_Cost.of(*runs, report.villages - 1) for runs in _with_start(rounds, OURS)]
    for one in contenders:
        why = rounds.failed.get(one.name) or rounds.failed.get(START + one.name)
        if why:
            report.add(Missing(part, one.name, why))
            continue
        theirs = [_Cost.of(*runs, one.villages) for runs in _with_start(rounds, one.name)]
        pairs = list(zip(ours, theirs, strict=True))
        whole = [their.of_all(report.villages, one.villages) for their in theirs]
        report.add(
            Comparison(
                part,
                one.name,
                outputs,
                one.villages,
                Spread.of(our.whole for our in ours),
                Spread.of(whole),
                Spread.of(all_ / our.whole for all_, our in zip(whole, ours, strict=True)),
                Spread.of(their.village / our.village for our, their in pairs),
                max(our.peak for our in ours),
                max(their.peak for their in theirs),
                one.complete,
                one.did,
            )
        )


@dataclass(frozen=True, slots=True)
class _Cost:
    """CPU seconds of a round: of the whole run, of the start, of a village more."""

    whole: float
    start: float
    village: float
    peak: float

    @classmethod
    def of(cls, run: Run, start: Run, villages: int) -> _Cost:
        """From both runs; `villages` are what the one made more than the other."""
        return cls(run.cpu, start.cpu, max(run.cpu - start.cpu, LEAST) / villages, run.peak)

    def of_all(self, villages: int, made: int) -> float:
        """CPU seconds for so many villages, when it `made` some."""
        return self.whole if made == villages else self.start + self.village * villages


def _with_start(rounds: Rounds, name: str) -> zip[tuple[Run, Run]]:
    return zip(rounds.runs[name], rounds.runs[START + name], strict=True)
