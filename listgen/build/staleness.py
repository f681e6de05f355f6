"""Whether an output, or all of a unit, is as a build would make it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from listgen.build.job import Job
from listgen.build.journal import Entry, Known

NEW, VALUES, MISSING, TOUCHED, GONE = (
    *("new", "values-changed", "file-missing", "file-changed", "no-longer-planned"),
)


def reason(job: Job, entry: Entry | None, out: Path) -> str:
    """Why a job's output is to be made; '' where it is as it would be made."""
    if entry is None:
        return NEW
    if entry.fingerprint != job.fingerprint:
        return VALUES
    return harm(out / entry.path, entry.bytes)


def harm(path: Path, size: int) -> str:
    """Whether a file is missing, or not of the size that was written; '' where it is neither."""
    try:
        return "" if os.stat(path).st_size == size else TOUCHED
    except OSError:
        return MISSING


def is_whole(fingerprint: str, known: Known, out: Path) -> bool:
    """Whether a unit was made of the same, and all its files are there."""
    if not fingerprint or fingerprint != known.fingerprint:
        return False
    return not any(harm(out / entry.path, entry.bytes) for entry in known.entries.values())


def present(jobs: Iterable[Job], known: Known, out: Path) -> tuple[Job, ...]:
    """The jobs without the optional ones whose output OUT does not have as it was written."""
    return tuple(job for job in jobs if not job.optional or not reason(job, known.entries.get(job.path), out))


def sha256(path: Path) -> str:
    """The digest of a file's content; '' where there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
