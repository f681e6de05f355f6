"""Where jobs are made: in this process, or in a pool of processes. Both give the same bytes.

A job that kills its worker breaks a whole pool. Then the pool is made anew, what was in flight is
run one by one, the culprit is named, and the rest goes on.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import traceback
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

from listgen.build.job import Job
from listgen.preflight import Assets

Chunk = tuple[Job, ...]
CHUNK = 44  # four villages; a chunk of one costs half as much again


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job: its bytes, or the traceback of its failure."""

    job: Job
    data: bytes | None
    traceback: str = ""


def make_all(jobs: Iterable[Job], assets: Assets, processes: int) -> Iterator[tuple[Made, ...]]:
    """The results of all jobs, a chunk at a time, in no particular order when `processes` is above 1."""
    chunks = list(_chunks(tuple(jobs)))
    if processes < 2 or len(chunks) < 2:
        for chunk in chunks:
            yield _make_chunk(chunk, assets)
    else:
        yield from _Pool(assets, min(processes, len(chunks))).run(chunks)


def _chunks(jobs: tuple[Job, ...]) -> Iterator[Chunk]:
    """The jobs in their order, so many at a time that they cost about as much as the others'."""
    chunk: list[Job] = []
    weight = 0
    for job in jobs:
        chunk.append(job)
        weight += job.weight
        if weight >= CHUNK:
            yield tuple(chunk)
            chunk, weight = [], 0
    if chunk:
        yield tuple(chunk)


def _make_chunk(jobs: tuple[Job, ...], assets: Assets) -> tuple[Made, ...]:
    return tuple(_make(job, assets) for job in jobs)


def _make(job: Job, assets: Assets) -> Made:
    """The one place where any exception is caught: it costs its own output and no other."""
    from listgen.build.writers import WRITERS  # heavy libraries load only where something is made

    try:
        return Made(job, WRITERS[job.writer](job.values, assets))
    except Exception:
        return Made(job, None, traceback.format_exc())


class _Pool:
    """A process pool that survives the death of a worker."""

    def __init__(self, assets: Assets, processes: int) -> None:
        self._assets = assets
        self._processes = processes

    def run(self, chunks: list[Chunk]) -> Iterator[tuple[Made, ...]]:
        """Results as they come; jobs that were in flight when a worker died are tried again one by one."""
        waiting = list(reversed(chunks))
        while waiting:
            lost = yield from self._until_broken(waiting)
            suspects = [job for chunk in lost for job in chunk]
            while suspects:
                yield from self._one_by_one(suspects)

    def _until_broken(self, waiting: list[Chunk]) -> Generator[tuple[Made, ...], None, list[Chunk]]:
        """Works through `waiting` from its end; returns what was in flight when the pool broke."""
        flying: dict[Future[tuple[Made, ...]], tuple[Job, ...]] = {}
        with self._executor(self._processes) as executor:
            try:
                while waiting or flying:
                    while waiting and len(flying) < 2 * self._processes:
                        chunk = waiting.pop()
                        with _uninterrupted():
                            flying[executor.submit(_work, chunk)] = chunk
                    done, _ = wait(flying, return_when=FIRST_COMPLETED)
                    for future in done:
                        result = future.result()
                        del flying[future]
                        yield result
            except BrokenProcessPool:
                return list(flying.values())
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
        return []

    def _one_by_one(self, suspects: list[Job]) -> Iterator[tuple[Made, ...]]:
        """Works through `suspects` from their end until one kills the worker; that one is the culprit."""
        with self._executor(1) as executor:
            while suspects:
                job = suspects.pop()
                try:
                    yield executor.submit(_work, (job,)).result()
                except BrokenProcessPool:
                    yield (Made(job, None, "the worker process died while making this output"),)
                    return

    def _executor(self, processes: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start_worker,
            initargs=(self._assets,),
        )


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until a worker is started whole: cut off in its start it prints a traceback.

    The worker inherits that it does not hear Ctrl-C; it ends with its parent. Windows has no such mask.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_assets: Assets | None = None


def _start_worker(assets: Assets) -> None:
    global _assets
    _assets = assets
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})  # a broken pool ends its workers so
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    """Workers of a killed parent would wait for ever (cpython#111873)."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(3)


def _work(jobs: tuple[Job, ...]) -> tuple[Made, ...]:
    if _assets is None:
        raise RuntimeError("a worker was started without assets")
    return _make_chunk(jobs, _assets)
