"""A pool of processes on this machine, each with a pipe of its own.

Nothing is shared between workers, so one that dies costs what it held and nothing else: what it was making is
tried again job by job, what only waited for it goes to others. A job at which two workers have died is named
and left. Workers of a parent that was killed end by themselves.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any

from listgen.build.errors import Refused
from listgen.build.executors import Chunk, Made, make_chunk
from listgen.build.interruptions import masked
from listgen.preflight import Assets

_HELD = 2  # chunks a worker: the one that it makes, and the next
_DEATHS = 2  # of workers at one job, which is then at fault
_STARTS = 5  # workers in a row that may die before they are ready
DIED = "the worker process died while making this output"


@dataclass(slots=True)
class _Worker:
    """A process, the chunks that it holds, the first of which it makes, and what is to be sent to it."""

    process: BaseProcess
    pipe: Connection
    outbox: SimpleQueue[bytes | None]
    sender: threading.Thread
    held: deque[Chunk] = field(default_factory=deque)
    ready: bool = False

    def take(self, chunk: Chunk) -> None:
        self.held.append(chunk)
        self.outbox.put(pickle.dumps(chunk, pickle.HIGHEST_PROTOCOL))

    def stop(self) -> None:
        """End it, whatever it is doing; then what is still being sent to it, and last the pipe."""
        self.process.kill()
        self.process.join()
        self.outbox.put(None)
        self.sender.join()
        self.pipe.close()


class Pool:
    """An executor of `processes` workers."""

    def __init__(self, assets: Assets, processes: int) -> None:
        self._assets = pickle.dumps(assets, pickle.HIGHEST_PROTOCOL)
        self._processes = processes
        self._workers: list[_Worker] = []
        self._again: deque[Chunk] = deque()  # what was lost, to be made before all else
        self._deaths: dict[str, int] = {}  # by path: of workers that had this one job
        self._stillborn = 0

    def run(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Made, ...]]:
        """Results as they come. Raises Refused `workers-die` where no worker can be started."""
        try:
            while self._hand_out(chunks):
                for worker in self._ended_or_heard():
                    yield from self._hear(worker)
        finally:
            for worker in self._workers:
                worker.stop()
            self._workers.clear()

    def _hand_out(self, chunks: Iterator[Chunk]) -> bool:
        """Give each worker enough to do, and start those that are needed; False when all is made."""
        for _ in range(_HELD * self._processes):
            worker = min(self._workers, key=lambda one: len(one.held), default=None)
            full = worker is None or worker.held
            if worker and len(worker.held) >= _HELD and len(self._workers) == self._processes:
                break
            chunk = self._again.popleft() if self._again else next(chunks, None)
            if chunk is None:
                break
            if full and len(self._workers) < self._processes:
                worker = self._start()
            assert worker is not None
            worker.take(chunk)
        return any(worker.held for worker in self._workers)

    def _start(self) -> _Worker:
        mine, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with masked():
            process.start()
        theirs.close()
        outbox: SimpleQueue[bytes | None] = SimpleQueue()
        outbox.put(self._assets)
        sender = threading.Thread(target=_send_all, args=(outbox, mine), daemon=True)
        sender.start()
        worker = _Worker(process, mine, outbox, sender)
        self._workers.append(worker)
        return worker

    def _ended_or_heard(self) -> list[_Worker]:
        """The workers that have something to say, or have died."""
        by_handle: dict[Any, _Worker] = {}
        for worker in self._workers:
            by_handle[worker.pipe] = by_handle[worker.process.sentinel] = worker
        handles = multiprocessing.connection.wait(list(by_handle))
        return list({id(by_handle[handle]): by_handle[handle] for handle in handles}.values())

    def _hear(self, worker: _Worker) -> Iterator[tuple[Made, ...]]:
        """What a worker has made; of one that has died, first what it had still said."""
        alive = worker.process.is_alive()
        try:
            while worker.pipe.poll():
                told = pickle.loads(worker.pipe.recv_bytes())
                if not worker.ready:
                    worker.ready, self._stillborn = True, 0
                    continue
                chunk = worker.held.popleft()
                yield tuple(Made(job, *one) for job, one in zip(chunk, told, strict=True))
        except (EOFError, OSError):
            alive = False
        if not alive:
            yield from self._bury(worker)

    def _bury(self, worker: _Worker) -> Iterator[tuple[Made, ...]]:
        """What a dead worker held is made by others; a job that has killed two is at fault."""
        self._workers.remove(worker)
        worker.stop()
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STARTS:
                raise Refused("workers-die", value=str(worker.process.exitcode))
        elif worker.held:
            yield from self._suspect(worker.held.popleft())
        self._again.extend(worker.held)

    def _suspect(self, chunk: Chunk) -> Iterator[tuple[Made, ...]]:
        """One of these jobs may have killed a worker: each is made alone from now on."""
        if len(chunk) > 1:
            self._again.extend((job,) for job in chunk)
            return
        path = chunk[0].path
        self._deaths[path] = self._deaths.get(path, 0) + 1
        if self._deaths[path] < _DEATHS:
            self._again.append(chunk)
        else:
            yield (Made(chunk[0], None, DIED),)


def _send_all(outbox: SimpleQueue[bytes | None], pipe: Connection) -> None:
    """Send what is put into the outbox, in a thread: a worker that is busy, or dead, holds up nobody."""
    while (message := outbox.get()) is not None:
        try:
            pipe.send_bytes(message)
        except OSError:
            return


def _serve(pipe: Connection) -> None:
    """The life of a worker: what is shared first, then chunk after chunk."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # for Windows; elsewhere it is masked
    threading.Thread(target=_die_with_parent, daemon=True).start()
    try:
        assets = pickle.loads(pipe.recv_bytes())
        pipe.send_bytes(pickle.dumps(None))
        while True:
            made = make_chunk(pickle.loads(pipe.recv_bytes()), assets)
            told = [(one.data, one.traceback) for one in made]
            pipe.send_bytes(pickle.dumps(told, pickle.HIGHEST_PROTOCOL))
    except (EOFError, OSError):
        return  # the parent is gone


def _die_with_parent() -> None:
    """Workers of a killed parent would finish what they make first (cpython#111873)."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(3)
