"""A build in progress: unit after unit is planned, what changed of it is made, what is gone of it removed.

Nothing is held but what is on its way: a province takes no more memory than a county.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from listgen.build.copies import COPY, Copier, paper_of
from listgen.build.executors import Executor, Made, in_chunks
from listgen.build.expected import Owners
from listgen.build.expected_outputs import Records, Telling
from listgen.build.job import Job
from listgen.build.journal import Entry, Journal, Known
from listgen.build.manifest import manifest_facts
from listgen.build.plan import DuplicatePathError, Planner
from listgen.build.request import NOT_OURS, NOT_REMOVED, Failure, Progress, Request
from listgen.build.staleness import Examined, examine, held, is_still
from listgen.build.unit import ORDER, Unit
from listgen.build.written import judge_begun, sha256, stamp_of
from listgen.findings import Finding, Location, warn
from listgen.preflight import Assets, Subject
from listgen.save import TRIES, save

MANY = 500  # jobs that one process makes in seconds; a pool takes half the time and three times the memory
PATIENCE = 10  # files in use that are waited for; a whole folder in use would take a second each
UNKNOWN = "unknown"  # what the journal keeps as long as outputs may be there that it has forgotten
CLOSING = "closing/"  # the unit of what is written last


@dataclass(slots=True)
class _Open:
    """A unit of which jobs are still to be made."""

    unit: Unit
    known: Known
    found: Examined
    record: str
    left: int
    whole: bool = True  # nothing of it has failed


class Making:
    """What one build has done so far. `changed`: OUT is not as the last build left it."""

    def __init__(
        self,
        request: Request,
        subject: Subject,
        assets: Assets,
        journal: Journal,
        executor: Callable[[int], Executor],
    ) -> None:
        """`executor` gives what makes so many jobs, or at least so many."""
        self._request = request
        self._journal = journal
        self._executor = executor
        self._planner = Planner(subject, assets)
        self._telling = Telling()
        self._records = Records(assets, self._telling)
        self._owners = Owners(subject, self._telling)
        self._open: dict[str, _Open] = {}
        self._seen: set[str] = set()
        self._left: set[str] = set()  # not asked for
        self._copies: list[Job] = []
        self._adopting = bool(journal.state(UNKNOWN))
        self._done = self._waited = 0
        self.planned = self.built = self.fresh = self.removed = 0
        self.failed: list[Failure] = []
        self.notes: list[Finding] = []
        self.changed = False

    def run(self, progress: Progress) -> None:
        """Bring every unit that is asked for up to date."""
        total = len(self._planner)
        progress(0, total)
        self.changed = judge_begun(self._journal, self._request.out)
        for made in self._made():
            self._write(made)
            progress(self._done, total)
        self._remove_units()
        progress(total, total)

    def _made(self) -> Iterator[tuple[Made, ...]]:
        """What is made, PDF copies last: they are made of the papers that were written before."""
        jobs = self._todo()
        first = list(islice(jobs, MANY + 1))
        yield from self._executor(len(first)).run(in_chunks(chain(first, jobs)))
        if self._request.soffice is None or not self._copies:
            return
        failed = {failure.path for failure in self.failed}
        lost = tuple(job for job in self._copies if paper_of(job) in failed)
        yield tuple(Made(job, None, "its Word paper was not made") for job in lost)
        copier = Copier(self._request.soffice, self._request.out)
        yield from copier.make(tuple(job for job in self._copies if paper_of(job) not in failed))
        self.notes += copier.findings()

    def _todo(self) -> Iterator[Job]:
        """The jobs that are to be made, unit after unit."""
        for unit in self._planner.units():
            if not self._request.takes_unit(unit):
                self._done += 1
                self._leave(unit)
                continue
            self._seen.add(unit.key)
            known = self._journal.known(unit.key)
            found = examine(unit, known, self._request)
            if found is None:
                count = held(known, self._request)
                self.planned += count
                self.fresh += count
                self._done += 1
                continue
            self.planned += len(found.stale) + found.fresh
            self.fresh += found.fresh
            yield from self._of_unit(unit, found, known)

    def _leave(self, unit: Unit) -> None:
        """A unit that is not asked for stays; if the project has changed since it was made, that is told."""
        self._left.add(unit.key)
        known = Known(*self._journal.unit(unit.key)) if unit.fingerprint else self._journal.known(unit.key)
        if known.fingerprint and not is_still(unit, known, self._request):
            self._outdate(unit.key)

    def _outdate(self, key: str) -> None:
        fingerprint, record = self._journal.unit(key)
        if fingerprint:
            self._journal.finish(key, "", record, ())
            self.changed = True

    def _of_unit(self, unit: Unit, found: Examined, known: Known) -> Iterator[Job]:
        opened = _Open(unit, known, found, self._owners.of(unit), len(found.stale))
        if found.stale:
            self._open[unit.key] = opened
            # Neither of the old values nor of the new ones, whatever happens before it is finished.
            self._journal.finish(unit.key, "", opened.record, self._telling.take())
            self.changed = True
        else:
            self._finish(opened)
        for job, _ in found.stale:
            if job.writer == COPY:
                self._copies.append(job)
            else:
                yield job

    def _write(self, chunk: tuple[Made, ...]) -> None:
        """The files of a chunk; the journal has them before they are there."""
        entries: list[Entry] = []
        nodes: list[tuple[str, str]] = []
        before: dict[str, Entry | None] = {}
        spared: list[Made] = []
        for made in chunk:
            job = made.job
            old = self._journal.entry(job.path)
            if job.path in before or (old and old.unit != job.unit and old.unit in self._seen):
                raise DuplicatePathError(job.path)
            before[job.path] = old
            spared.append(self._sparing(made, old))
            entries.append(self._entry(spared[-1], old))
            nodes += self._planner.digester.tree(job.fingerprint)
        self._journal.begin(entries, self._telling.take(), nodes)
        self.changed = True
        for made, entry in zip(spared, entries, strict=True):
            if made.data is None:
                self._fail(made.job, made.traceback)
            else:
                self._save(made.job, made.data, entry, before[entry.path])
            self._close(made.job.unit)
        self._journal.stamp((stamp_of(f"{self._request.out}/{path}"), path) for path in before)

    def _sparing(self, made: Made, old: Entry | None) -> Made:
        """The same, or a failure where a file that no build made stands in the place of an output."""
        path, target = made.job.path, self._request.out / made.job.path
        ours = self._adopting or (old and (old.sha256 or old.was))
        if made.data is None or ours or not target.is_file():
            return made
        known = self._open[made.job.unit].known.entries.values()
        names = {entry.path.casefold() for entry in known if entry.sha256 and entry.path != path}
        if path.casefold() in names or sha256(target) == hashlib.sha256(made.data).hexdigest():
            return made  # the old one, where letters of both cases name one file; or the same anyway
        return Made(made.job, None, NOT_OURS)

    def _entry(self, made: Made, old: Entry | None) -> Entry:
        """What is about to be written. Of what could not be made the old file stays ours."""
        job, data = made.job, made.data
        facts = (manifest_facts(job), self._records.of(job))
        was, size = (old.sha256, old.bytes) if old else ("", 0)
        if data is None:
            return Entry(job.path, job.unit, job.kind, "", was, size, *facts)
        digest = hashlib.sha256(data).hexdigest()
        return Entry(job.path, job.unit, job.kind, job.fingerprint, digest, len(data), *facts, True, was)

    def _save(self, job: Job, data: bytes, entry: Entry, old: Entry | None) -> None:
        tries = TRIES if self._waited < PATIENCE else 1
        try:
            save(data, self._request.out / job.path, tries)
        except (PermissionError, FileExistsError, IsADirectoryError, NotADirectoryError) as refusal:
            was, size = (old.sha256, old.bytes) if old else ("", 0)
            self._journal.begin([entry._replace(fingerprint="", sha256=was, bytes=size, begun=False, was="")])
            self._waited += 1
            self._fail(job, f"{type(refusal).__name__}: {refusal.strerror}")
        else:
            self.built += 1

    def _fail(self, job: Job, why: str) -> None:
        self.failed.append(Failure(job.path, job.owner, job.kind, why))
        self._open[job.unit].whole = False

    def _close(self, key: str) -> None:
        """One job of a unit is done; with the last one the unit is."""
        opened = self._open[key]
        opened.left -= 1
        if opened.left == 0:
            del self._open[key]
            self._finish(opened)

    def _finish(self, opened: _Open) -> None:
        """The unit is as it should be, but for what failed: what was of it before goes."""
        self._done += 1
        found = opened.found
        removed = self._remove(found.gone, {path.casefold() for path in found.planned})
        fingerprint = found.fingerprint if opened.whole and removed else ""
        if opened.known.record != opened.record or bool(opened.known.fingerprint) != bool(fingerprint):
            self.changed = True
        self._journal.finish(opened.unit.key, fingerprint, opened.record, self._telling.take())

    def _remove(self, entries: tuple[Entry, ...], planned: set[str]) -> bool:
        """Remove outputs that are planned no more, but only those that are still as we wrote them.

        Where letters of both cases name one file, a `planned` one may have taken its place. False where one
        is in use: it stays known, and is removed next time.
        """
        gone, kept = [], []
        for entry in entries:
            target = self._request.out / entry.path
            replaced = entry.path.casefold() in planned
            self.changed = True
            try:
                if not replaced and entry.sha256 and sha256(target) == entry.sha256:
                    target.unlink()
                    _remove_empty(target.parent, self._request.out)
                    self.removed += 1
                elif not replaced and os.path.lexists(target):
                    self.notes.append(warn("not-removed-changed", Location(entry.path)))
                gone.append(entry.path)
            except PermissionError as refusal:
                kept.append(entry._replace(fingerprint=""))
                why = f"{NOT_REMOVED}: {refusal.strerror}"
                self.failed.append(Failure(entry.path, entry.unit.partition("/")[2], entry.kind, why))
        self._journal.forget(gone)
        self._journal.begin(kept)
        return not kept

    def _remove_units(self) -> None:
        """Owners that are no more, with all their outputs; of a part only batches, all of which were seen."""
        known = self._seen | self._left | {CLOSING}
        for key in [key for key in self._journal.units() if key not in known]:
            if not (self._request.whole or key.startswith(f"{ORDER}/")):
                self._outdate(key)
                continue
            if self._remove(tuple(self._journal.of_unit(key)), set()):
                self._journal.drop(key)
            self.changed = True


def _remove_empty(directory: Path, out: Path) -> None:
    while directory != out and not any(directory.iterdir()):
        directory.rmdir()
        directory = directory.parent
