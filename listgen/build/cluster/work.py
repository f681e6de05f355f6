"""What runs on a worker. It unpickles nothing before it knows that its listgen is the sender's."""

from __future__ import annotations

import pickle
from typing import Literal

from distributed import Worker, WorkerPlugin, get_worker

from listgen.build.cluster.fitness import mark
from listgen.build.executors import Chunk, make_chunk
from listgen.preflight import Assets

Outcome = tuple[bytes | None, str]  # a job's bytes, or the traceback of its failure
Answer = tuple[Literal["made"], tuple[Outcome, ...]] | tuple[Literal["misfit", "assets"], str]

_KEPT = 2  # counties whose assets a worker keeps
_assets: dict[str, Assets] = {}  # by digest


class GivenAssets(WorkerPlugin):
    """What all chunks of a build need: given to each worker once, to a new one before its first chunk."""

    name = "listgen"

    def __init__(self, sender: str, digest: str, data: bytes) -> None:
        self._sender, self._digest, self._data = sender, digest, data

    def setup(self, worker: Worker) -> None:
        if self._sender != mark() or self._digest in _assets:
            return
        while len(_assets) >= _KEPT:
            del _assets[next(iter(_assets))]
        _assets[self._digest] = pickle.loads(self._data)


def make(sender: str, digest: str, data: bytes) -> Answer:
    """What became of a pickled chunk; or this worker's address, and what keeps it from making anything."""
    if sender != mark():
        return "misfit", str(get_worker().address)
    assets = _assets.get(digest)
    if assets is None:
        return "assets", str(get_worker().address)
    chunk: Chunk = pickle.loads(data)
    return "made", tuple((made.data, made.traceback) for made in make_chunk(chunk, assets))
