"""Making an order for the first time: its files into OUT, and their SHA-256 for the record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from listgen.build import folder
from listgen.build.errors import Refused
from listgen.build.executors import Made, in_chunks
from listgen.build.job import Job
from listgen.build.journal import Entry, Journal
from listgen.build.manifest import manifest_facts
from listgen.build.order_jobs import FOLDER, OrderJobs, with_files
from listgen.build.remembered import check_remembered
from listgen.build.request import Failure, Progress, Request
from listgen.build.run import executor_for, opened_journal
from listgen.build.unchanged import remember
from listgen.build.written import judge_begun
from listgen.findings import Finding
from listgen.orders.batch import Batch
from listgen.orders.record import with_hashes
from listgen.orders.select import signs_today
from listgen.preflight import Assets, Subject
from listgen.save import save


@dataclass(frozen=True, slots=True)
class MadeOrder:
    """The batch with the hashes of its files; None where some could not be made, or OUT has other orders."""

    batch: Batch | None
    failed: tuple[Failure, ...] = ()
    findings: tuple[Finding, ...] = ()


def make_order(
    request: Request, batch: Batch, subject: Subject, assets: Assets, progress: Progress
) -> MadeOrder:
    """Make every file of a new batch. They are swept by the next build unless the batch is recorded.

    Raises Refused (exit 5) when the surroundings do not allow it.
    """
    out = request.out
    lost = tuple(check_remembered(out, subject))
    if lost:
        return MadeOrder(None, findings=lost)
    folder.check_apart(out, request.project)
    with folder.opened(out) as private, opened_journal(out, private) as (journal, _):
        _check_free(out / FOLDER / batch.name, out, journal)
        remember(journal, None)
        judge_begun(journal, out)
        return _Making(request, journal, subject, assets, progress).run(with_files(batch))


def _check_free(place: Path, out: Path, journal: Journal) -> None:
    """Raises Refused `order-folder-taken` where the folder of the batch holds what no build wrote."""
    for path in sorted(place.rglob("*")):
        if path.is_file() and journal.entry(path.relative_to(out).as_posix()) is None:
            raise Refused("order-folder-taken", value=str(path))


class _Making:
    """What is made so far of one batch."""

    def __init__(
        self, request: Request, journal: Journal, subject: Subject, assets: Assets, progress: Progress
    ) -> None:
        self._out = request.out
        self._journal = journal
        self._assets = assets
        self._progress = progress
        self._processes = request.jobs
        today = signs_today(subject.scheme, subject.county, subject.views)
        self._jobs = OrderJobs(today, subject.county.id)
        self._made: dict[str, str] = {}
        self._failed: list[Failure] = []
        self._done = self._total = 0

    def run(self, batch: Batch) -> MadeOrder:
        """The signs, then what is made of several, and last the sheet, which names them all."""
        signs, papers = list(self._jobs.signs(batch)), list(self._jobs.papers(batch))
        self._total = len(signs) + len(papers)
        self._make(papers[:-1] + signs)  # the heavy ones first, so that no process waits for the last
        if not self._failed:
            named = with_hashes(batch, self._made)
            self._make(list(self._jobs.papers(named))[-1:])
        if self._failed:
            return MadeOrder(None, tuple(self._failed))
        return MadeOrder(with_hashes(batch, self._made))

    def _make(self, jobs: Iterable[Job]) -> None:
        jobs = list(jobs)
        executor = executor_for(self._processes, self._assets, None, len(jobs))
        for chunk in executor.run(in_chunks(jobs)):
            for made in chunk:
                if made.data is None:
                    self._failed.append(Failure(made.job.path, made.job.owner, made.job.kind, made.traceback))
            done = [made for made in chunk if made.data is not None]
            self._journal.begin(map(self._entry, done))
            for made in done:
                self._save(made)
            self._done += len(chunk)
            self._progress(self._done, self._total)

    def _entry(self, made: Made) -> Entry:
        job, data = made.job, made.data or b""
        sha256 = hashlib.sha256(data).hexdigest()
        held = self._jobs.held(job.path, sha256)
        facts = (held, sha256, len(data), manifest_facts(job))
        old = self._journal.entry(job.path)
        return Entry(job.path, job.unit, job.kind, *facts, begun=True, was=old.sha256 if old else "")

    def _save(self, made: Made) -> None:
        data = made.data or b""
        save(data, self._out / made.job.path)
        below = made.job.path.removeprefix(f"{FOLDER}/").partition("/")[2]
        self._made[below] = hashlib.sha256(data).hexdigest()
