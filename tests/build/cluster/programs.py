"""Real schedulers, workers and builds: processes of their own, as people start them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent
DEMO = str(ROOT / "catalogs" / "demo")
_AGES = 60.0  # seconds that a slow machine may take for anything here


@dataclass(frozen=True)
class Program:
    """A running `listgen …`, with a session of its own, so that all that it started can be found."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def until(self, word: str, times: int = 1) -> str:
        """The line with which it has said `word` so often."""
        assert self.process.stdout is not None
        said = 0
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            said += word in line
            if said == times:
                return line
        raise AssertionError(f"ended without {word!r}: {self.lines}")

    def end(self) -> tuple[int, list[str]]:
        """Its exit code and all its lines, once it has ended by itself."""
        rest, _ = self.process.communicate(timeout=_AGES)
        return self.process.returncode, [*self.lines, *rest.splitlines()]

    def tell(self, number: signal.Signals) -> None:
        """A signal to it and all that it started, as Ctrl-C on its terminal."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def strays(self) -> bool:
        """Whether anything of it is left a while after its end."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return False
            time.sleep(0.1)
        return True


@contextmanager
def listgen(*arguments: str, source: Path | None = None, first: str = "") -> Iterator[Program]:
    """`listgen …` in English; of the listgen in `source`; after the statement `first`."""
    code = f"import sys; {first}\nif __name__ == '__main__':\n    from listgen.cli import main; main()"
    folders = [str(folder) for folder in (source, ROOT) if folder]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=source or ROOT,  # which is where Python looks first
        env=os.environ | {"LC_ALL": "C.UTF-8", "PYTHONPATH": os.pathsep.join(folders)},
        start_new_session=True,
    )
    program = Program(process)
    try:
        yield program
    finally:
        program.tell(signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@dataclass(frozen=True)
class Running:
    """A cluster: its address, and its programs."""

    address: str
    scheduler: Program
    workers: Program


@contextmanager
def cluster(
    scheme: str = "tcp", certificates: Path | None = None, source: Path | None = None
) -> Iterator[Running]:
    """A scheduler on a free port of this PC, with two workers that have joined."""
    address = f"{scheme}://127.0.0.1:{free_port()}"
    more = ("--certificates", str(certificates)) if certificates else ()
    with ExitStack() as stack:
        scheduler = stack.enter_context(listgen("cluster", "scheduler", address, *more))
        scheduler.until("running")
        workers = stack.enter_context(listgen("cluster", "worker", address, "-j", "2", *more, source=source))
        scheduler.until("joined", 2)
        yield Running(address, scheduler, workers)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def outputs(out: Path) -> dict[str, bytes]:
    """Every output by its path."""
    found = (path for path in out.rglob("*") if path.is_file())
    inside = ((path.relative_to(out).as_posix(), path) for path in found)
    return {name: path.read_bytes() for name, path in inside if not name.startswith(".listgen/")}
