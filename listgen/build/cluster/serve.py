"""The two programs that run on the PCs of a cluster until they are stopped: the scheduler and the workers.

Neither listens anywhere without TLS but on this PC itself, and neither shows pages to a browser.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from multiprocessing import resource_tracker
from types import FrameType
from typing import Any

from listgen.build.cluster import engine
from listgen.build.cluster.address import Address
from listgen.build.cluster.certificates import Certificates
from listgen.build.errors import Refused

PORTS = range(8787, 8887)  # where workers listen, for the scheduler; a firewall has to let them through
AGAIN = 2.0  # seconds between two looks for a scheduler
_NO_PAGES = "127.0.0.1:0"  # where Dask's web server listens, without a page to show

Tell = Callable[[str, str, int], None]
"""Says an event (`ready`, `joined`, `left`, `waiting`, `working`), an address, and how many there are."""


def run_scheduler(address: Address, certificates: Certificates | None, tell: Tell) -> None:
    """Hand round the chunks of any build that comes, until Ctrl-C or SIGTERM.

    Raises Refused: `cluster-certificates`, `cluster-no-certificates`, `cluster-not-installed`,
    `cluster-not-here` where the address is not one of this PC, or is taken.
    """
    security = _security(address, certificates)
    _until_stopped(lambda stop: _schedule(address, security, tell, stop))


def run_workers(address: Address, certificates: Certificates | None, processes: int, tell: Tell) -> None:
    """Work for the scheduler at `address`, and wait for it while it is away, until Ctrl-C or SIGTERM.

    A process that dies is started again. Raises Refused as `run_scheduler` does.
    """
    security = _security(address, certificates)
    _until_stopped(lambda stop: _work(address, security, processes, tell, stop))


def _security(address: Address, certificates: Certificates | None) -> Any:
    if certificates is not None:
        certificates.check()
    if address.tls and certificates is None:
        raise Refused("cluster-no-certificates", value=str(address))
    engine.load()
    return certificates.security() if address.tls and certificates else None


def _until_stopped(program: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Run it with an event that Ctrl-C and SIGTERM set. Raises KeyboardInterrupt once it was stopped so.

    Ctrl-C on a terminal goes to the processes of workers too, which would print tracebacks: they inherit that
    they do not hear it, and end with this one. Windows has no such mask.
    """

    async def run() -> bool:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()

        def heard(number: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(stop.set)

        if hasattr(signal, "pthread_sigmask"):
            resource_tracker.ensure_running()  # or it unblocks the signal when the first process starts
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            threading.Thread(target=lambda: heard(signal.sigwait({signal.SIGINT}), None), daemon=True).start()
        before = {one: signal.signal(one, heard) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            await program(stop)
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)
        return stop.is_set()

    if asyncio.run(run()):
        raise KeyboardInterrupt


async def _schedule(address: Address, security: Any, tell: Tell, stop: asyncio.Event) -> None:
    from distributed import Scheduler
    from distributed.diagnostics.plugin import SchedulerPlugin

    class Watch(SchedulerPlugin):
        def add_worker(self, scheduler: Scheduler, worker: str) -> None:
            tell("joined", worker, len(scheduler.workers))

        def remove_worker(self, scheduler: Scheduler, worker: str, **_: Any) -> None:
            tell("left", worker, len(scheduler.workers))

    scheduler = Scheduler(
        host=str(address), security=security, dashboard=False, dashboard_address=_NO_PAGES, plugins=[Watch()]
    )
    try:
        await scheduler
    except (OSError, RuntimeError) as refusal:
        raise Refused("cluster-not-here", value=str(address)) from refusal
    tell("ready", str(address), 0)
    try:
        await _first(stop.wait(), scheduler.finished())
    finally:
        await scheduler.close()


async def _work(address: Address, security: Any, processes: int, tell: Tell, stop: asyncio.Event) -> None:
    from distributed import Nanny
    from distributed.utils import get_ip

    while await _found(address, security, tell, stop):
        tell("working", str(address), processes)
        own = get_ip(address.host.strip("[]")) if address.tls else address.host.strip("[]")
        host = f"[{own}]" if ":" in own else own  # not the addresses that this PC has in other networks
        nannies = [
            Nanny(
                str(address),
                nthreads=1,
                memory_limit=0,  # as in a pool here: the system decides
                worker_port=f"{PORTS[0]}:{PORTS[-1]}" if address.tls else 0,
                host=host,
                security=security,
                dashboard=False,
                dashboard_address=_NO_PAGES,
                silence_logs=logging.CRITICAL,
            )
            for _ in range(processes)
        ]
        try:
            with suppress(OSError, RuntimeError):  # the scheduler went away while they started
                await _first(stop.wait(), _lives(nannies))
        finally:
            await asyncio.gather(*(one.close(timeout=2) for one in nannies), return_exceptions=True)


async def _found(address: Address, security: Any, tell: Tell, stop: asyncio.Event) -> bool:
    """Whether the scheduler answers; waits for it. False when told to stop."""
    from distributed.comm.core import connect

    told = False
    arguments = security.get_connection_args("worker") if security else {}
    while not stop.is_set():
        try:
            comm = await connect(str(address), timeout=5, **arguments)
        except OSError:
            if not told:
                tell("waiting", str(address), 0)
            told = True
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), AGAIN)
        else:
            await comm.close()
            return True
    return False


async def _lives(nannies: list[Any]) -> None:
    await asyncio.gather(*nannies)
    await asyncio.gather(*(one.finished() for one in nannies))


async def _first(*ones: Awaitable[Any]) -> None:
    """Until the first of them is done; the others are given up. Raises what it raised."""
    tasks = [asyncio.ensure_future(one) for one in ones]
    done, left = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    for task in done:
        task.result()
