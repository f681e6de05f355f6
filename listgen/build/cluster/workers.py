"""The executor: a bounded stream of chunks to the workers of a cluster, however many there happen to be.

A worker that dies loses nothing: its chunks are made again elsewhere. A chunk that takes one worker after the
other with it is given back by the scheduler; then its jobs are run one by one, and the culprit is named.
"""

from __future__ import annotations

import hashlib
import pickle
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from listgen.build.cluster.client import GONE, Cluster
from listgen.build.cluster.fitness import mark
from listgen.build.cluster.work import Answer, GivenAssets, make
from listgen.build.executors import Chunk, Made
from listgen.build.job import Job
from listgen.build.pool import DIED
from listgen.preflight import Assets

if TYPE_CHECKING:
    from distributed import Future

AHEAD = 3  # chunks for each thread of a worker, the one in hand among them
LOOK = 2.0  # seconds between two looks at who works
DESERTED = 180.0  # seconds without any worker after which a build gives up; a PC restarts in less


class Workers:
    """Chunks into bytes on the workers of a cluster."""

    def __init__(self, cluster: Cluster, assets: Assets) -> None:
        self._cluster = cluster
        self._assets = pickle.dumps(assets, pickle.HIGHEST_PROTOCOL)
        self._digest = hashlib.sha256(self._assets).hexdigest()
        self._flying: dict[Future[Answer], Chunk] = {}
        self._room = 0
        self._looked = self._peopled = float("-inf")

    def run(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Made, ...]]:
        """Results as they come.

        Raises Refused: `cluster-lost`, `cluster-empty`; Misfits, for a worker that joined later.
        """
        first = next(chunks, None)
        if first is None:
            return
        chunks = chain((first,), chunks)
        suspects: list[Job] = []
        self._peopled = time.monotonic()
        self._give_assets()
        try:
            while self._fill(chunks):
                for chunk, made in self._landed():
                    if isinstance(made, str):
                        suspects += chunk
                    else:
                        yield made
            for job in suspects:  # alone, or it may be blamed for what another did
                yield self._alone(job)
        finally:
            if self._flying:
                with suppress(*GONE):
                    self._cluster.client.cancel(list(self._flying))

    def _fill(self, chunks: Iterator[Chunk]) -> bool:
        """Hand out chunks while there is room; False when nothing is left to wait for."""
        self._look()
        while len(self._flying) < self._room:
            chunk = next(chunks, None)
            if chunk is None:
                break
            self._submit(chunk)
        return bool(self._flying)

    def _look(self) -> None:
        """Find out how many work, now and then. Raises Refused when nobody does for long."""
        now = time.monotonic()
        if now < self._looked + LOOK:
            return
        self._looked, threads = now, self._cluster.threads()
        if threads:
            self._peopled = now
        elif now > self._peopled + DESERTED:
            raise self._cluster.refused("cluster-empty")
        self._room = max(1, AHEAD * threads)

    def _landed(self) -> Iterator[tuple[Chunk, tuple[Made, ...] | str]]:
        """What became of each chunk that is done by now; why, where nothing did."""
        for future in self._done():
            chunk = self._flying.pop(future)
            answer = self._answer(future)
            if isinstance(answer, str):
                yield chunk, answer
            elif answer[0] == "made":
                outcomes = zip(chunk, answer[1], strict=True)
                yield chunk, tuple(Made(job, data, text) for job, (data, text) in outcomes)
            elif answer[0] == "misfit":
                self._cluster.check_workers()
                self._submit(chunk)  # it has left again
            else:
                self._give_assets()  # another build had given its own since
                self._submit(chunk)

    def _alone(self, job: Job) -> tuple[Made, ...]:
        """What became of one job; of one that kills its workers, that it does."""
        self._submit((job,))
        while self._flying:
            self._look()
            for _, made in self._landed():
                return (Made(job, None, made),) if isinstance(made, str) else made
        raise RuntimeError("a job is neither made nor failed")

    def _done(self) -> tuple[Future[Answer], ...]:
        """The chunks that are not waited for any more; none after a while, so that Ctrl-C is heard."""
        from distributed import wait

        try:
            return tuple(wait(list(self._flying), timeout=LOOK, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            return ()
        except GONE as refusal:
            raise self._cluster.refused("cluster-lost") from refusal

    def _answer(self, future: Future[Answer]) -> Answer | str:
        """What the worker says, or what became of the chunk instead; the scheduler forgets both."""
        from distributed import KilledWorker

        try:
            if future.status != "error":
                return self._cluster.ask(future.result)
            problem = self._cluster.ask(future.exception)
        finally:
            future.release()
        if isinstance(problem, KilledWorker):
            return DIED
        self._cluster.check_workers()  # one without this listgen cannot even say so
        return f"{type(problem).__name__}: {problem}"

    def _submit(self, chunk: Chunk) -> None:
        data = pickle.dumps(chunk, pickle.HIGHEST_PROTOCOL)
        submit = self._cluster.client.submit
        future = self._cluster.ask(submit, make, mark(), self._digest, data, pure=False)
        self._flying[future] = chunk

    def _give_assets(self) -> None:
        """Give faces and templates to all workers, and through the scheduler to those that come."""
        given = GivenAssets(mark(), self._digest, self._assets)
        try:
            self._cluster.client.register_plugin(given)
        except GONE as refusal:
            if self._cluster.client.status != "running":
                raise self._cluster.refused("cluster-lost") from refusal
            # else a worker died meanwhile; the others have them
