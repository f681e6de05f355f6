"""One build: check, plan, make what changed, write it, and last what tells of it all."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.build import folder
from listgen.build.closing import CLOSED, close, is_closed
from listgen.build.errors import Refused
from listgen.build.executors import Executor, Serial
from listgen.build.journal import NAME as JOURNAL
from listgen.build.journal import Journal
from listgen.build.looking import Looking
from listgen.build.making import MANY, UNKNOWN, Making
from listgen.build.parts import check_part, keep_agreed
from listgen.build.pool import Pool
from listgen.build.remembered import check_remembered, county_of
from listgen.build.request import OUTDATED, PART, WHOLE, Failure, Progress, Request, Result, Stale
from listgen.build.unchanged import Inputs, read_inputs, remember
from listgen.catalog.owners import find_asked
from listgen.findings import Finding, Location, warn
from listgen.preflight import Assets, Checked, Subject, check_files, check_project

if TYPE_CHECKING:
    from listgen.build.cluster.client import Cluster

__all__ = ["Failure", "Progress", "Request", "Result", "build", "executor_for", "opened_journal", "plan_only"]

_BUILT = "built"  # in the journal: WHOLE once everything was asked for
FEW = 60  # jobs that one process makes sooner than a pool starts


def build(
    request: Request, progress: Progress, checked: Checked | None = None, inputs: Inputs | None = None
) -> Result:
    """Bring OUT up to date. With errors in the input nothing is written.

    `inputs`: the project, where it is read already; `checked`: the same where it is checked too.

    Raises NotFound (exit 2) for a village or township that there is not, Refused (exit 5) when the
    surroundings do not allow it; nothing was written then.
    """
    if checked is None:
        inputs = inputs or read_inputs(request)
        checked = check_files(inputs.project, inputs.found, request.as_of, request.edition)
    checked = _with_remembered(request, checked)
    if checked.subject is None or checked.assets is None:
        return Result(checked.findings)
    request = _with_ids(request, checked.subject)
    folder.check_apart(request.out, request.project)
    with folder.opened(request.out) as private, opened_journal(request.out, private) as (journal, lost):
        subject, assets = checked.subject, checked.assets
        check_part(request, subject, journal)
        remember(journal, None)
        owed = not _is_ended(subject, journal, request.out, private)
        folder.begin(private)
        making = Making(
            request, subject, assets, journal, partial(executor_for, request.jobs, assets, request.cluster)
        )
        making.run(progress)
        if making.changed or owed:
            close(subject, assets, journal, request.out)
        if request.whole:
            keep_agreed(subject, journal)
            journal.keep(**{_BUILT: WHOLE})
        journal.end()
        folder.end(private)
        if not (making.failed or making.notes):
            remember(journal, inputs, checked.findings)
        if request.whole and not making.failed:
            journal.keep(**{UNKNOWN: ""})
    return Result(
        findings=checked.findings,
        notes=(*lost, *making.notes),
        planned=making.planned,
        built=making.built,
        fresh=making.fresh,
        removed=making.removed,
        failed=tuple(making.failed),
    )


def plan_only(
    request: Request, tell: Callable[[Stale], None] = lambda stale: None, *, explain: bool = False
) -> Result:
    """What a build would make, and why, told as it is found; writes nothing. Raises NotFound, Refused.

    `explain`: with the values that have changed.
    """
    checked = _with_remembered(request, check_project(request.project, request.as_of, request.edition))
    if checked.subject is None or checked.assets is None:
        return Result(checked.findings)
    request = _with_ids(request, checked.subject)
    with folder.looked_into(request.out) as private:
        subject, assets = checked.subject, checked.assets
        if private is None or not (private / JOURNAL).exists():
            return Looking(request, subject, assets, None, explain=explain).run(tell, checked.findings)
        try:
            journal = Journal(private / JOURNAL)
        except sqlite3.OperationalError as fault:
            raise Refused("out-not-writable", value=str(private / JOURNAL), reason=str(fault)) from fault
        except sqlite3.DatabaseError:
            lost = warn("journal-unread", Location(), value=str(request.out))
            result = Looking(request, subject, assets, None, explain=explain).run(tell, checked.findings)
            return replace(result, notes=(lost,))
        try:
            with closing(journal):
                looking = Looking(request, subject, assets, journal, explain=explain)
                result = looking.run(tell, checked.findings)
                ever = journal.state(_BUILT) or (PART if any(journal.units()) else "")
                result = replace(result, before=ever)
                ended = not request.whole or _is_ended(subject, journal, request.out, private)
                if result.stale or result.removed or ended:
                    return result
                for path in CLOSED:
                    tell(Stale(path, OUTDATED))
                return replace(result, stale=len(CLOSED))
        except sqlite3.DatabaseError as fault:
            raise Refused("journal-harmed", value=str(request.out), reason=str(fault)) from fault


def executor_for(asked: int, assets: Assets, cluster: Cluster | None, jobs: int) -> Executor:
    """What makes so many jobs: the cluster if there is one, else as many processes as were `asked` for.

    Unasked, one a core for a build that takes a while.
    """
    if cluster is not None:
        return cluster.executor(assets)
    enough = jobs > (FEW if asked else MANY)
    processes = (asked or os.cpu_count() or 1) if enough else 1
    return Pool(assets, processes) if processes > 1 else Serial(assets)


@contextmanager
def opened_journal(out: Path, private: Path) -> Iterator[tuple[Journal, tuple[Finding, ...]]]:
    """The journal of OUT, and a warning where it was lost or unreadable and is begun anew.

    Raises Refused where the disk does not allow what is done meanwhile.
    """
    path = private / JOURNAL
    gone = not path.is_file() or path.stat().st_size == 0
    lost = gone and (out / folder.MANIFEST).exists()
    try:
        try:
            journal = Journal(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            _set_aside(path)
            journal, gone, lost = Journal(path), True, True
        try:
            if gone and folder.holds_files(out):
                journal.keep(**{UNKNOWN: "yes"})
            yield journal, (warn("journal-lost", Location(), value=str(out)),) if lost else ()
        finally:
            journal.close()
    except sqlite3.DatabaseError as fault:
        told = isinstance(fault, sqlite3.OperationalError) and hasattr(fault, "sqlite_errorcode")
        if told:  # by SQLite; a text that is no UTF-8 is one that was harmed
            raise Refused("out-not-writable", value=str(out), reason=str(fault)) from fault
        _set_aside(path)
        raise Refused("journal-damaged", value=str(out), reason=str(fault)) from fault
    except PermissionError as refusal:
        file = str(refusal.filename2 or refusal.filename or out)
        raise Refused("out-file-in-use", value=file, reason=refusal.strerror or "") from refusal
    except OSError as refusal:
        if refusal.errno == errno.ENOSPC:
            raise Refused("disk-full", value=str(out), reason=refusal.strerror or "") from refusal
        file = str(refusal.filename2 or refusal.filename or out)
        raise Refused("out-not-writable", value=file, reason=refusal.strerror or "") from refusal


def _is_ended(subject: Subject, journal: Journal, out: Path, private: Path) -> bool:
    """Whether the last build came to its end, and what tells of it is of this project."""
    return is_closed(subject, journal, out) and not folder.is_unfinished(private)


def _set_aside(path: Path) -> None:
    """A journal that cannot be read, and what belongs to it, out of the way of the next one."""
    for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if part.exists():
            os.replace(part, part.with_name(f"{part.name}.damaged"))


def _with_remembered(request: Request, checked: Checked) -> Checked:
    """What was found, and the ledger and the orders against those that OUT was built with.

    Raises Refused `out-other-county` where neither id nor name is that of the county whose outputs OUT holds.
    """
    if checked.subject is None:
        return checked
    county, (id_, name) = checked.subject.county, county_of(request.out)
    if name and id_ != county.id and name != county.name:
        raise Refused("out-other-county", value=str(request.out), before=name, now=county.name)
    lost = tuple(check_remembered(request.out, checked.subject))
    return Checked((*checked.findings, *lost)) if lost else checked


def _with_ids(request: Request, subject: Subject) -> Request:
    """The request, its filters by ids where they name villages or townships. Raises NotFound."""
    villages, townships = find_asked(subject.catalog, request.villages, request.townships)
    return replace(request, villages=villages, townships=townships)
