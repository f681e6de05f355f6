"""A pool of processes on this machine.

A job that kills its worker breaks a whole pool. Then the pool is made anew, what was in flight is run one by
one, the culprit is named, and the rest goes on. Workers of a parent that was killed end by themselves.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from listgen.build.executors import Chunk, Made, make_chunk
from listgen.build.job import Job
from listgen.preflight import Assets


class Pool:
    """A process pool that survives the death of a worker."""

    def __init__(self, assets: Assets, processes: int) -> None:
        self._assets = assets
        self._processes = processes

    def run(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Made, ...]]:
        """Results as they come; jobs that were in flight when a worker died are tried again one by one."""
        while True:
            lost = yield from self._until_broken(chunks)
            suspects = [job for chunk in lost for job in chunk]
            if not suspects:
                return
            while suspects:
                yield from self._one_by_one(suspects)

    def _until_broken(self, chunks: Iterator[Chunk]) -> Generator[tuple[Made, ...], None, list[Chunk]]:
        """Works through the chunks; returns what was in flight when the pool broke, nothing at their end."""
        flying: dict[Future[tuple[Made, ...]], Chunk] = {}
        with self._executor(self._processes) as executor:
            try:
                while self._fill(executor, flying, chunks):
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

    def _fill(
        self,
        executor: ProcessPoolExecutor,
        flying: dict[Future[tuple[Made, ...]], Chunk],
        chunks: Iterator[Chunk],
    ) -> bool:
        """Hand out chunks until two wait for each process; False when nothing is left to wait for."""
        while len(flying) < 2 * self._processes:
            chunk = next(chunks, None)
            if chunk is None:
                break
            try:
                with _uninterrupted():
                    flying[executor.submit(_work, chunk)] = chunk
            except BrokenProcessPool:
                flying[Future()] = chunk  # it is lost like those in flight
                raise
        return bool(flying)

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
    return make_chunk(jobs, _assets)
