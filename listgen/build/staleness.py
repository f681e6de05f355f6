"""Whether an output, or all of a unit, is as a build would make it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from listgen.build.copies import with_copies
from listgen.build.job import Job
from listgen.build.journal import Entry, Known
from listgen.build.request import NEW, VALUES, Request
from listgen.build.unit import Unit
from listgen.build.written import harm

_WITH_COPIES = " pdf"
_WHOLE = "-"  # the fingerprint of a unit that is known from its jobs alone


def reason(job: Job, entry: Entry | None, out: Path) -> str:
    """Why a job's output is to be made; '' where it is as it would be made."""
    if entry is None:
        return NEW
    if entry.fingerprint != job.fingerprint:
        return VALUES
    return _harm(entry, out)


@dataclass(frozen=True, slots=True)
class Examined:
    """A unit against what the journal knows of it, as far as it is asked for.

    `stale` are the jobs whose output is to be made, each with the reason, `fresh` counts the others.
    `planned` are the paths of all its outputs, asked for or not; `gone` what was of it once.
    `fingerprint` is what it will be known by when that is done, '' where something else is then still to do.
    """

    stale: tuple[tuple[Job, str], ...]
    fresh: int
    planned: frozenset[str]
    gone: tuple[Entry, ...]
    fingerprint: str


def examine(unit: Unit, known: Known, request: Request) -> Examined | None:
    """What is to be done of a unit; None where it was made of the same and all its files are there."""
    return _examined(unit, known, request, copies=request.soffice is not None)


def _examined(unit: Unit, known: Known, request: Request, *, copies: bool) -> Examined | None:
    out = request.out
    fingerprint = unit.fingerprint + (_WITH_COPIES if copies else "")
    if unit.fingerprint and fingerprint == known.fingerprint and _is_there(known, out):
        return None
    jobs = with_copies(unit.plan()) if copies else unit.plan()
    jobs = tuple(job for job in jobs if not (job.optional and reason(job, known.entries.get(job.path), out)))
    judged = [(job, reason(job, known.entries.get(job.path), out)) for job in jobs]
    stale = tuple((job, why) for job, why in judged if why and request.takes(job))
    fresh = sum(not why and request.takes(job) for job, why in judged)
    planned = frozenset(job.path for job in jobs)
    left = [entry for path, entry in known.entries.items() if path not in planned]
    gone = tuple(entry for entry in left if request.takes_kind(entry.unit, entry.kind))
    whole = len(gone) == len(left) and not any(why and not request.takes(job) for job, why in judged)
    return Examined(stale, fresh, planned, gone, (fingerprint or _WHOLE) if whole else "")


def is_still(unit: Unit, known: Known, request: Request) -> bool:
    """Whether a unit that was made whole, and is not asked for now, is as a build of everything makes it.

    PDF copies that it has stay, and are no fault of it.
    """
    copies = known.fingerprint.endswith(_WITH_COPIES)
    if unit.fingerprint:
        return known.fingerprint.removesuffix(_WITH_COPIES) == unit.fingerprint
    found = _examined(unit, known, replace(request, only=(), townships=(), villages=()), copies=copies)
    return found is None or not (found.stale or found.gone)


def held(known: Known, request: Request) -> int:
    """How many outputs of a unit that is as it should be are asked for."""
    return sum(request.takes_kind(entry.unit, entry.kind) for entry in known.entries.values())


def _is_there(known: Known, out: Path) -> bool:
    return not any(_harm(entry, out) for entry in known.entries.values())


def _harm(entry: Entry, out: Path) -> str:
    return harm(f"{out}/{entry.path}", entry.bytes, entry.stamp, entry.sha256)
