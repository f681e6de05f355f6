"""One build: check, plan, make what changed, write it, journal it, and last the manifest."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from listgen.build import folder, journal
from listgen.build.copies import COPY, Copier, paper_of, with_copies
from listgen.build.digest import Digester
from listgen.build.errors import Refused, Unmatched
from listgen.build.executors import Executor, Made, Serial, in_chunks
from listgen.build.expected import expected_job, render_expected
from listgen.build.folder import EXPECTED
from listgen.build.job import Job
from listgen.build.journal import Entry
from listgen.build.kinds import KINDS
from listgen.build.manifest import NAME as MANIFEST
from listgen.build.manifest import render_manifest
from listgen.build.plan import plan
from listgen.build.pool import Pool
from listgen.build.remembered import check_remembered
from listgen.findings import Finding
from listgen.orders.record import render_record
from listgen.preflight import Assets, Checked, Subject, check_project
from listgen.save import save

JOURNAL = "journal.jsonl"
CLOSING = (EXPECTED, MANIFEST)  # the last files of a build, in this order
FEW = 60  # jobs that one process makes sooner than a pool starts
SOME = 500  # jobs that one process makes in seconds; a pool takes half the time and three times the memory

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What to build and where. Empty filters: everything. `jobs` 0: as many processes as cores.

    `edition`: the number of one that was released, instead of the project as it stands.
    `soffice`: the program that makes a PDF copy of every Word paper; without it those of before are removed.
    """

    project: Path
    out: Path
    as_of: date | None = None
    only: tuple[str, ...] = ()
    townships: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    jobs: int = 0
    edition: str = ""
    soffice: Path | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An output that could not be made or written; its old file stays."""

    path: str
    owner: str
    kind: str
    traceback: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did. `stale` are (path, reason): what was, or would be, built, and why."""

    findings: tuple[Finding, ...]
    planned: int = 0
    built: int = 0
    fresh: int = 0
    removed: int = 0
    failed: tuple[Failure, ...] = ()
    stale: tuple[tuple[str, str], ...] = ()
    notes: tuple[Finding, ...] = ()  # on outputs that were made, though not as one would wish


def build(request: Request, progress: Progress, checked: Checked | None = None) -> Result:
    """Bring OUT up to date. With errors in the input nothing is written.

    `checked`: the project, where it is read already.

    Raises Unmatched (exit 2) for a filter that names nothing, Refused (exit 5) when the surroundings do
    not allow it; nothing was written then.
    """
    checked = _check(request, checked)
    if checked.subject is None or checked.assets is None:
        return Result(checked.findings)
    _check_filters(request, checked.subject)
    folder.check_apart(request.out, request.project)
    with folder.opened(request.out) as private:
        try:
            return _Build(request, checked, checked.subject, checked.assets, private).run(progress)
        except OSError as refusal:
            slug = "disk-full" if refusal.errno == errno.ENOSPC else "out-not-writable"
            raise Refused(slug, value=str(request.out), reason=refusal.strerror or "") from refusal


def plan_only(request: Request) -> Result:
    """What a build would make, and why; writes nothing. Raises Unmatched."""
    checked = _check(request)
    if checked.subject is None or checked.assets is None:
        return Result(checked.findings)
    _check_filters(request, checked.subject)
    written = journal.read_journal(request.out / folder.PRIVATE / JOURNAL)
    jobs = _present(_planned(checked.subject, checked.assets, request), written, request.out)
    selected = _selected(jobs, request)
    stale = _stale(selected, written, request.out)
    planned = {job.path for job in jobs}
    left = sorted(set(written) - planned - set(CLOSING))
    gone = tuple((path, "no-longer-planned") for path in left)
    fresh = len(selected) - len(stale)
    return Result(checked.findings, len(jobs), 0, fresh, 0, (), tuple(stale.items()) + gone)


def _check(request: Request, checked: Checked | None = None) -> Checked:
    """The project by itself, and its ledger and orders against those that OUT was built with."""
    checked = checked or check_project(request.project, request.as_of, request.edition)
    if checked.subject is None:
        return checked
    lost = tuple(check_remembered(request.out, checked.subject))
    return Checked((*checked.findings, *lost)) if lost else checked


class _Build:
    """The state of one build: what is written so far, and what failed."""

    def __init__(
        self, request: Request, checked: Checked, subject: Subject, assets: Assets, private: Path
    ) -> None:
        self._request = request
        self._checked = checked
        self._subject = subject
        self._assets = assets
        self._journal = private / JOURNAL
        self._written = journal.read_journal(self._journal)
        self._failed: list[Failure] = []
        self._notes: tuple[Finding, ...] = ()

    def run(self, progress: Progress) -> Result:
        planned = _planned(self._subject, self._assets, self._request)
        jobs = _present(planned, self._written, self._request.out)
        selected = _selected(jobs, self._request)
        stale = _stale(selected, self._written, self._request.out)
        todo = tuple(job for job in selected if job.path in stale)
        self._make(todo, progress)
        removed = self._remove_stale({job.path for job in jobs})
        self._finish(jobs)
        return Result(
            findings=self._checked.findings,
            notes=self._notes,
            planned=len(jobs),
            built=len(todo) - len(self._failed),
            fresh=len(selected) - len(todo),
            removed=removed,
            failed=tuple(self._failed),
            stale=tuple(stale.items()),
        )

    def _make(self, todo: tuple[Job, ...], progress: Progress) -> None:
        done = 0
        progress(0, len(todo))
        for chunk in self._chunks(todo):
            entries = [entry for made in chunk if (entry := self._write(made)) is not None]
            journal.append(self._journal, entries)
            self._written.update((entry.path, entry) for entry in entries)
            done += len(chunk)
            progress(done, len(todo))

    def _chunks(self, todo: tuple[Job, ...]) -> Iterator[tuple[Made, ...]]:
        """What is made, PDF copies last: they are made of the papers that were written before."""
        own = tuple(job for job in todo if job.writer != COPY)
        executor = executor_for(len(own), self._request.jobs, self._assets)
        yield from executor.run(in_chunks(own))
        copies = tuple(job for job in todo if job.writer == COPY)
        if self._request.soffice is None or not copies:
            return
        failed = {failure.path for failure in self._failed}
        lost = tuple(job for job in copies if paper_of(job) in failed)
        yield tuple(Made(job, None, "its Word paper was not made") for job in lost)
        copier = Copier(self._request.soffice, self._request.out)
        yield from copier.make(tuple(job for job in copies if job not in lost))
        self._notes = tuple(copier.findings())

    def _write(self, made: Made) -> Entry | None:
        job, data = made.job, made.data
        if data is None:
            self._fail(job, made.traceback)
            return None
        try:
            save(data, self._request.out / job.path)
        except (PermissionError, FileExistsError, IsADirectoryError, NotADirectoryError) as refusal:
            self._fail(job, f"{type(refusal).__name__}: {refusal.strerror}")
            return None
        return Entry(job.path, job.fingerprint, hashlib.sha256(data).hexdigest(), len(data))

    def _fail(self, job: Job, reason: str) -> None:
        self._failed.append(Failure(job.path, job.owner, job.kind, reason))

    def _remove_stale(self, planned: set[str]) -> int:
        """Remove outputs that are no longer planned, but only those that are still as we wrote them."""
        removed = 0
        for path in sorted(set(self._written) - planned - set(CLOSING)):
            entry = self._written.pop(path)
            target = self._request.out / path
            if target.is_file() and hashlib.sha256(target.read_bytes()).hexdigest() == entry.sha256:
                target.unlink()
                _remove_empty(target.parent, self._request.out)
                removed += 1
        return removed

    def _finish(self, jobs: tuple[Job, ...]) -> None:
        """The expectation, the journal of what is left, and last the manifest.

        They say more than the outputs do (the day, what was left undone), so they have a fingerprint of
        their own, and are made again when it or the files differ.
        """
        failed = {failure.path for failure in self._failed}
        outputs = sorted((path, entry.sha256) for path, entry in self._written.items() if path not in CLOSING)
        made_of = [(job.path, job.fingerprint) for job in jobs]
        head = self._subject.links[-1].hash if self._subject.links else ""
        states = [hashlib.sha256(render_record(batch)).hexdigest() for batch in self._subject.batches]
        closing = Digester().of(
            self._subject.day, self._subject.county, head, states, made_of, outputs, sorted(failed)
        )
        if all(self._closed(path, closing) for path in CLOSING):
            return
        expected = render_expected(self._subject, jobs, self._assets)
        self._close(EXPECTED, closing, expected)
        every = (*jobs, expected_job(self._subject))
        day = self._subject.day
        manifest = render_manifest(self._subject.county, day, every, self._written, failed)
        self._close(MANIFEST, closing, manifest)
        journal.rewrite(self._journal, (entry for _, entry in sorted(self._written.items())))

    def _closed(self, path: str, closing: str) -> bool:
        """Whether a closing file was written with this fingerprint and is still as it was."""
        entry, target = self._written.get(path), self._request.out / path
        if entry is None or entry.fingerprint != closing or not target.is_file():
            return False
        return hashlib.sha256(target.read_bytes()).hexdigest() == entry.sha256

    def _close(self, path: str, closing: str, data: bytes) -> None:
        target = self._request.out / path
        if not target.is_file() or target.read_bytes() != data:
            save(data, target)
        self._written[path] = Entry(path, closing, hashlib.sha256(data).hexdigest(), len(data))


def executor_for(jobs: int, asked: int, assets: Assets) -> Executor:
    """As many processes as were asked for; unasked, one a core for a build that takes a while."""
    enough = jobs > (FEW if asked else SOME)
    processes = (asked or os.cpu_count() or 1) if enough else 1
    return Pool(assets, processes) if processes > 1 else Serial(assets)


def _check_filters(request: Request, subject: Subject) -> None:
    villages = {village.id for village in subject.catalog.villages}
    for wanted, known in (
        (request.villages, villages),
        (request.townships, set(subject.catalog.townships)),
        (request.only, set(KINDS)),
    ):
        for value in wanted:
            if value not in known:
                raise Unmatched(value)


def _present(jobs: tuple[Job, ...], written: dict[str, Entry], out: Path) -> tuple[Job, ...]:
    """The jobs without the optional ones whose output OUT does not have as it was written."""
    return tuple(job for job in jobs if not job.optional or not _stale((job,), written, out))


def _planned(subject: Subject, assets: Assets, request: Request) -> tuple[Job, ...]:
    jobs = plan(subject, assets).jobs
    return with_copies(jobs) if request.soffice else jobs


def _selected(jobs: Iterable[Job], request: Request) -> tuple[Job, ...]:
    """The jobs that the filters leave. A township's filter keeps the outputs of its villages."""
    return tuple(
        job
        for job in jobs
        if (not request.only or job.kind in request.only)
        and (not request.villages or job.owner in request.villages)
        and (not request.townships or job.owner in request.townships or job.township in request.townships)
    )


def _stale(jobs: Iterable[Job], written: dict[str, Entry], out: Path) -> dict[str, str]:
    """The jobs whose output is missing or was made of other values, with the reason."""
    reasons: dict[str, str] = {}
    for job in jobs:
        entry = written.get(job.path)
        if entry is None:
            reasons[job.path] = "new"
        elif entry.fingerprint != job.fingerprint:
            reasons[job.path] = "values-changed"
        else:
            try:
                size = os.stat(out / job.path).st_size
            except OSError:
                reasons[job.path] = "file-missing"
                continue
            if size != entry.bytes:
                reasons[job.path] = "file-changed"
    return reasons


def _remove_empty(directory: Path, out: Path) -> None:
    while directory != out and not any(directory.iterdir()):
        directory.rmdir()
        directory = directory.parent
