"""Jobs into bytes, a chunk at a time: here, in a pool of processes, or on other machines. All give the same.

An executor takes chunks as a stream and asks for the next only when it has room, so that a province is never
a list in memory. Jobs are pure: whatever was lost on the way is made again.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from listgen.build.interruptions import held_back
from listgen.build.job import Job
from listgen.preflight import Assets

Chunk = tuple[Job, ...]
CHUNK = 44  # outputs, of two villages or so; a chunk of one costs half as much again


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job: its bytes, or the traceback of its failure."""

    job: Job
    data: bytes | None
    traceback: str = ""


class Executor(Protocol):
    """Where chunks of jobs are made."""

    def run(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Made, ...]]:
        """What became of every job, some at a time, in no particular order."""
        ...


class Serial:
    """This process, one chunk after the other."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets

    def run(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Made, ...]]:
        for chunk in chunks:
            with held_back():
                made = make_chunk(chunk, self._assets)
            yield made


def in_chunks(jobs: Iterable[Job]) -> Iterator[Chunk]:
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


def make_chunk(jobs: Iterable[Job], assets: Assets) -> tuple[Made, ...]:
    """What becomes of each job; in any process."""
    return tuple(_make(job, assets) for job in jobs)


def _make(job: Job, assets: Assets) -> Made:
    """The one place where any exception is caught: it costs its own output and no other."""
    from listgen.build.writers import WRITERS  # heavy libraries load only where something is made

    try:
        return Made(job, WRITERS[job.writer](job.values, assets))
    except Exception:
        return Made(job, None, traceback.format_exc())
