"""listgen cluster: the certificates and the two programs of several PCs that build together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.cli.paths import absolute, quoted
from listgen.cli.terminal import INTERRUPTED, OK, Terminal, UsageFault

if TYPE_CHECKING:
    from listgen.build.cluster.address import Address
    from listgen.build.cluster.certificates import Certificates
    from listgen.build.cluster.client import Cluster


def certificates(io: Terminal, folder: Path) -> int:
    from listgen.build.cluster.certificates import make_certificates

    last = make_certificates(absolute(folder), date.today())
    io.out(io.say("done.certificates", folder=folder, last=last.isoformat()))
    io.out("\n" + io.say("next.certificates", folder=quoted(folder)))
    return OK


def scheduler(io: Terminal, address: Address, certificates: Path | None = None) -> int:
    from listgen.build.cluster.serve import run_scheduler

    return _until_stopped(io, lambda: run_scheduler(address, _in(certificates), _teller(io)))


def worker(io: Terminal, address: Address, certificates: Path | None = None, jobs: int = 0) -> int:
    from listgen.build.cluster.serve import run_workers

    processes = jobs or os.cpu_count() or 1
    return _until_stopped(io, lambda: run_workers(address, _in(certificates), processes, _teller(io)))


@contextmanager
def workers_at(
    io: Terminal, address: Address | None, certificates: Path | None, as_json: bool
) -> Iterator[Cluster | None]:
    """The cluster that a build was told to use, or None. Workers that do not fit are shown, each with why."""
    if address is None:
        if certificates is not None:
            raise UsageFault("usage.certificates-alone")
        yield None
        return
    from listgen.build.cluster.client import connected
    from listgen.build.cluster.fitness import Misfits

    try:
        with connected(address, _in(certificates)) as cluster:
            yield cluster
    except Misfits as fault:
        io.show(fault.findings, as_json, True)
        raise


def _in(folder: Path | None) -> Certificates | None:
    from listgen.build.cluster.certificates import in_folder

    return in_folder(absolute(folder)) if folder else None


def _teller(io: Terminal) -> Callable[[str, str, int], None]:
    return lambda event, address, count: io.out(io.say(f"cluster.{event}", address=address, count=count))


def _until_stopped(io: Terminal, program: Callable[[], None]) -> int:
    try:
        program()
    except KeyboardInterrupt:
        io.out(io.say("cluster.stopped"))
    return INTERRUPTED
