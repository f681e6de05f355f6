"""`listgen` as a process of its own, and what of it is still there. Linux: it reads /proc."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FAULTY = Path(__file__).parent / "faulty"  # its sitecustomize plants faults
PATIENCE = 120.0  # seconds; a build of the small county takes 3
_PROGRESS = re.compile(r".+ \d+/\d+")
_WORKER = b"spawn_main"


@dataclass(frozen=True, slots=True)
class Ended:
    """The exit code, and what was said on stderr apart from progress."""

    code: int
    said: tuple[str, ...]

    def faults(self, *codes: int, lines: int | None = None) -> list[str]:
        """What is wrong with an end that should have one of these codes and say so many lines.

        A fix below a line belongs to it.
        """
        spoken = [line for line in self.said if not line.startswith("    ")]
        told = f"{self.code}: {' | '.join(self.said)[-600:]}"
        wrong = [f"exit {told}"] if self.code not in codes else []
        if any("Traceback" in line or "internal error" in line for line in self.said):
            wrong.append(f"traceback {told}")
        if lines is not None and len(spoken) != lines:
            wrong.append(f"{len(spoken)} lines instead of {lines} {told}")
        return wrong


class Running:
    """A `listgen` in a session of its own, as one started at a terminal; its words go to files.

    `environment`: beside what the tests run in; None takes a name away.
    Were they pipes, an orphan would keep them open, and whoever reads them waiting.
    """

    def __init__(
        self,
        arguments: tuple[object, ...],
        log: Path,
        environment: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        prepare: Callable[[], object] | None = None,
    ) -> None:
        self._log = log
        self._heard = False
        log.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "listgen", *map(str, arguments)]
        wanted = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"} | dict(environment or {})
        inherited = {name: value for name, value in os.environ.items() if name not in wanted}
        around = inherited | {name: value for name, value in wanted.items() if value is not None}
        self.started = time.monotonic()
        with log.open("wb") as words, log.with_suffix(".out").open("wb") as products:
            self.process = subprocess.Popen(
                command,
                cwd=cwd,
                env=around,
                stdin=subprocess.DEVNULL,
                stdout=products,
                stderr=words,
                start_new_session=True,
                preexec_fn=prepare,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def is_over(self) -> bool:
        return self.process.poll() is not None

    def wait(self) -> Ended:
        """Raises TimeoutExpired for a build that hangs; its processes are ended then."""
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self.process.wait()
            raise
        lines = self._log.read_bytes().decode("utf-8", "replace").splitlines()
        return Ended(code, tuple(line for line in lines if line and not _PROGRESS.fullmatch(line)))

    def products(self) -> bytes:
        """What it wrote to stdout."""
        return self._log.with_suffix(".out").read_bytes()

    def sleep(self, seconds: float) -> bool:
        """Wait so long, or until it is over; whether it is still at work."""
        end = time.monotonic() + seconds
        while not self.is_over() and time.monotonic() < end:
            time.sleep(min(0.01, max(0.0, end - time.monotonic())))
        return not self.is_over()

    def until(self, happens: Callable[[], object]) -> bool:
        """Wait until something holds; False where it ended before."""
        end = time.monotonic() + PATIENCE
        while not happens():
            if self.is_over() or time.monotonic() > end:
                return False
            time.sleep(0.005)
        return not self.is_over()

    def hears(self, number: signal.Signals) -> bool:
        """Whether it has a handler for a signal; before, Python itself is starting."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text("utf-8")
        except OSError:
            return False
        caught = re.search(r"SigCgt:\s*(\w+)", status)
        return caught is not None and bool(int(caught[1], 16) >> (number - 1) & 1)

    def gave_up(self, number: signal.Signals) -> bool:
        """Whether Python's own handler, which it had a moment ago, is gone: listgen's first act."""
        self._heard = self._heard or self.hears(number)
        return self._heard and not self.hears(number)

    def workers(self) -> list[int]:
        """The processes that make outputs for it."""
        return [pid for pid in _session(self.pid) if _WORKER in _command(pid)]

    def strays(self, within: float = 15.0) -> list[str]:
        """What of its session is still alive after so many seconds; it is ended then."""
        end = time.monotonic() + within
        while left := list(_session(self.pid)):
            if time.monotonic() > end:
                told = [f"stray process {pid}: {_command(pid)!r}" for pid in left]
                os.killpg(self.pid, signal.SIGKILL)
                return told
            time.sleep(0.02)
        return []


def planted(fault: str, out: Path) -> dict[str, str]:
    """The surroundings of a command that meets this fault in OUT; see faulty/sitecustomize.py."""
    return {"CAMPAIGN_FAULT": fault, "CAMPAIGN_OUT": str(out), "PYTHONPATH": f"{FAULTY}:{ROOT}"}


def listgen(*arguments: object, log: Path, environment: Mapping[str, str | None] | None = None) -> Ended:
    """One command from its start to its end."""
    return Running(arguments, log, environment).wait()


def _session(leader: int) -> Iterator[int]:
    """The living processes of a session."""
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            stat = Path(entry.path, "stat").read_text("utf-8", "replace")
        except OSError:
            continue  # it has just ended
        state, _, _, session = stat.rpartition(")")[2].split()[:4]
        if int(session) == leader and state not in "ZX":
            yield int(entry.name)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
