"""What a build would do, and why, without doing it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from listgen.build.changes import Changes
from listgen.build.job import Job
from listgen.build.journal import Entry, Journal, Known
from listgen.build.making import CLOSING
from listgen.build.plan import Planner
from listgen.build.request import GONE, NEW, RENAMED, VALUES, Request, Result, Stale
from listgen.build.staleness import examine, held
from listgen.build.unit import Unit
from listgen.findings import Finding
from listgen.preflight import Assets, Subject

Tell = Callable[[Stale], None]


class Looking:
    """Goes through the units as a build does. `journal` None: nothing was built yet."""

    def __init__(
        self, request: Request, subject: Subject, assets: Assets, journal: Journal | None, *, explain: bool
    ) -> None:
        self._request = request
        self._journal = journal
        self._planner = Planner(subject, assets)
        self._changes = Changes(journal, self._planner.digester) if journal and explain else None
        self._seen: set[str] = set()
        self._taken: set[str] = set()  # paths that come to another owner: the county's id has changed
        self._planned = self._fresh = self._stale = self._gone = 0

    def run(self, tell: Tell, findings: Iterable[Finding]) -> Result:
        """Everything that would be made, then what would be removed, each told as it is found."""
        for stale in self._of_all():
            tell(stale)
        return Result(
            tuple(findings), self._planned, fresh=self._fresh, stale=self._stale, removed=self._gone
        )

    def _of_all(self) -> Iterator[Stale]:
        for unit in self._planner.units():
            if self._request.takes_unit(unit):
                self._seen.add(unit.key)
                yield from self._of_unit(unit, self._journal.known(unit.key) if self._journal else Known())
        if self._journal and self._request.whole:
            for key in self._journal.units():
                if key not in self._seen and key != CLOSING:
                    paths = [entry.path for entry in self._journal.of_unit(key)]
                    yield from (self._removed(path) for path in paths if path not in self._taken)

    def _of_unit(self, unit: Unit, known: Known) -> Iterator[Stale]:
        found = examine(unit, known, self._request)
        if found is None:
            count = held(known, self._request)
            self._planned, self._fresh = self._planned + count, self._fresh + count
            return
        self._planned += len(found.stale) + found.fresh
        self._fresh += found.fresh
        self._stale += len(found.stale)
        going = set(map(_place, found.gone))
        for job, why in found.stale:
            if why == NEW and self._journal and self._journal.entry(job.path):
                self._taken.add(job.path)
            renamed = why == NEW and (job.kind, job.format, job.slot) in going
            yield self._told(job, RENAMED if renamed else why, known)
        yield from (self._removed(entry.path) for entry in found.gone)

    def _told(self, job: Job, why: str, known: Known) -> Stale:
        if self._changes is None or why != VALUES:
            return Stale(job.path, why, left=why == NEW and not known.fingerprint)
        return Stale(
            job.path, why, self._changes.between(known.entries[job.path].fingerprint, job.fingerprint)
        )

    def _removed(self, path: str) -> Stale:
        self._gone += 1
        return Stale(path, GONE)


def _place(entry: Entry) -> tuple[str, str, str]:
    """What an output is among its owner's, whatever its owner is called."""
    facts = json.loads(entry.manifest)
    return facts["kind"], facts["format"], facts.get("slot", "")
