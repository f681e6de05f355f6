"""Whole programs measured: CPU, clock and memory, pinned to cores. Programs that are compared take turns."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

SAMPLED = 0.02  # s between two looks at a process's memory
_MARK = re.compile(r"VmHWM:\s*(\d+) kB")
CORES = tuple(sorted(os.sched_getaffinity(0)))


def _nothing() -> None:
    """What most programs need before a run."""


@dataclass(frozen=True, slots=True)
class Program:
    """A command; `before` puts things in order and is not measured."""

    command: tuple[str, ...]
    before: Callable[[], None] = _nothing
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of CPU (user and system, of all its processes), seconds on the clock, and MB at most
    in any of its processes and in the first of them.

    Memory is the kernel's own high-water mark, looked at until the end. What `wait4` says of it is no use: a
    process starts with the mark of the one that started it.
    """

    cpu: float
    wall: float
    peak: float
    parent: float


@dataclass(frozen=True, slots=True)
class Rounds:
    """The runs of each program by its name, a run a round; why a program is not among them."""

    runs: Mapping[str, tuple[Run, ...]]
    failed: Mapping[str, str]


class ProgramFailed(RuntimeError):
    """A program did not end well; says the last line that it wrote."""


@dataclass(slots=True)
class _Started:
    """A process that runs, and what was seen of its memory."""

    process: subprocess.Popen[bytes]
    began: float
    errors: IO[bytes]
    seen: dict[int, int] = field(default_factory=dict)


def measured(program: Program, cores: int = 1) -> Run:
    """One run on this many cores. Raises ProgramFailed."""
    program.before()
    return _ended(_started(program, CORES[-cores:]))


def together(programs: Sequence[Program]) -> list[Run]:
    """All at once, each on a core of its own. Raises ProgramFailed."""
    for program in programs:
        program.before()
    started = [_started(program, (core,)) for program, core in zip(programs, reversed(CORES), strict=False)]
    with _others_wait(started):
        return [_ended(one) for one in started]


def paired(programs: Mapping[str, Program], rounds: int, cores: int = 1) -> Rounds:
    """Each program once a round, in turns; every other round the other way about.

    A program that fails takes no further part. Raises nothing.
    """
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    failed: dict[str, str] = {}
    for number in range(rounds):
        for name in _turns(programs, number):
            if name in failed:
                continue
            try:
                run = measured(programs[name], cores)
            except (ProgramFailed, OSError) as fault:
                failed[name] = str(fault)
                say(f"  round {number + 1} of {rounds}: {name} failed: {fault}")
                continue
            runs[name].append(run)
            told = f"{run.cpu:.2f} s of CPU, {run.wall:.2f} s, {run.peak:.0f} MB"
            say(f"  round {number + 1} of {rounds}: {name}: {told}")
    return Rounds({name: tuple(of) for name, of in runs.items() if name not in failed}, failed)


def say(line: str) -> None:
    """A line of progress."""
    print(line, file=sys.stderr, flush=True)


def _turns(programs: Iterable[str], number: int) -> Iterator[str]:
    names = list(programs)
    yield from reversed(names) if number % 2 else names


@contextmanager
def _pinned(cores: Sequence[int]) -> Iterator[None]:
    """A process that is started in this block, and all of its own, stay on these cores."""
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, own)


def _started(program: Program, cores: Sequence[int]) -> _Started:
    errors = tempfile.TemporaryFile()  # noqa: SIM115, it is closed when the process has ended
    try:
        with _pinned(cores):
            process = subprocess.Popen(
                program.command,
                cwd=program.folder,
                env={name: text for name, text in os.environ.items() if not name.startswith("PYTHON")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
    except OSError:
        errors.close()
        raise
    one = _Started(process, time.perf_counter(), errors)
    threading.Thread(target=_watch, args=(process.pid, one.seen), daemon=True).start()
    return one


@contextmanager
def _others_wait(started: Sequence[_Started]) -> Iterator[None]:
    """None of them is left behind when one fails."""
    try:
        yield
    except BaseException:
        for one in started:
            if one.process.returncode is None:
                one.process.kill()
                one.process.wait()
        raise


def _ended(one: _Started) -> Run:
    with one.errors:
        _, status, used = os.wait4(one.process.pid, 0)
        wall = time.perf_counter() - one.began
        one.process.returncode = os.waitstatus_to_exitcode(status)
        if one.process.returncode:
            one.errors.seek(0)
            lines = one.errors.read().decode("utf-8", "replace").strip().splitlines()
            name = Path(one.process.args[0]).name  # type: ignore[index,arg-type]
            raise ProgramFailed(lines[-1] if lines else f"{name} ended with {one.process.returncode}")
    parent = one.seen.get(one.process.pid, 0) / 1024
    return Run(used.ru_utime + used.ru_stime, wall, max(one.seen.values(), default=0) / 1024, parent)


def _watch(root: int, seen: dict[int, int]) -> None:
    """Keeps the most kB that each process of a tree ever held, until its root is gone."""
    while True:
        family = list(_family(root))
        for pid in family:
            try:
                found = _MARK.search(Path(f"/proc/{pid}/status").read_text())
            except OSError:
                found = None
            if found:
                seen[pid] = max(seen.get(pid, 0), int(found[1]))
            elif pid == root:  # it has ended, and may wait to be asked
                return
        time.sleep(SAMPLED)


def _family(pid: int) -> Iterator[int]:
    """A process and all that it has started and that are still there."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))
