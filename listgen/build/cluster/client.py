"""A build's end of a cluster. It speaks to the scheduler alone, and to none of the workers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from listgen.build.cluster import engine
from listgen.build.cluster.address import Address
from listgen.build.cluster.certificates import Certificates
from listgen.build.cluster.fitness import Misfits, compare, facts
from listgen.build.errors import Refused
from listgen.preflight import Assets

if TYPE_CHECKING:
    from distributed import Client

    from listgen.build.cluster.workers import Workers

CONNECT = 6.0  # seconds until a scheduler is said to be out of reach
WORKERS = 10.0  # seconds that a build waits for the first worker
GONE = (OSError, CancelledError, asyncio.CancelledError)  # what a lost scheduler looks like

T = TypeVar("T")


class Cluster:
    """A scheduler that was reached, and whose workers make what this PC would make."""

    def __init__(self, client: Client, address: Address) -> None:
        self.client = client
        self._address = address

    def executor(self, assets: Assets) -> Workers:
        """Where the chunks of one build are made."""
        from listgen.build.cluster.workers import Workers

        return Workers(self, assets)

    def check_workers(self) -> None:
        """Raises Misfits for workers that would make other bytes, Refused `cluster-empty` without any."""
        until = time.monotonic() + WORKERS
        while not self.threads():
            if time.monotonic() > until:
                raise self.refused("cluster-empty")
            with suppress(TimeoutError):
                self.client.wait_for_workers(1, timeout=1)
        found: Mapping[str, object] = self.ask(self.client.run, facts, on_error="return")
        findings = tuple(compare(found))
        if findings:
            raise Misfits(findings, len(found))

    def threads(self) -> int:
        """How many chunks can be made at once."""
        return sum(self.ask(self.client.nthreads).values())

    def ask(self, call: Callable[..., T], *args: Any, **more: Any) -> T:
        """What the call comes to. Raises Refused `cluster-lost` where the scheduler does not answer."""
        try:
            return call(*args, **more)
        except GONE as refusal:
            raise self.refused("cluster-lost") from refusal

    def refused(self, slug: str) -> Refused:
        return Refused(slug, value=str(self._address))


@contextmanager
def connected(address: Address, certificates: Certificates | None) -> Iterator[Cluster]:
    """The cluster at `address`, until the build is over.

    Raises Refused: `cluster-certificates` without those that TLS needs, `cluster-not-installed`,
    `cluster-unreachable`, `cluster-empty`; Misfits.
    """
    if address.tls and certificates is None:
        raise Refused("cluster-no-certificates", value=str(address))
    if certificates is not None:
        certificates.check()
    distributed = engine.load()
    security = certificates.security() if address.tls and certificates else None
    try:
        client = distributed.Client(str(address), security=security, timeout=CONNECT, direct_to_workers=False)
    except (OSError, ValueError, ImportError) as refusal:  # a TimeoutError is an OSError
        raise Refused("cluster-unreachable", value=str(address)) from refusal
    try:
        cluster = Cluster(client, address)
        cluster.check_workers()
        yield cluster
    finally:
        with suppress(*GONE):
            client.close(timeout=2)
