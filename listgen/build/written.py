"""Whether a file in OUT is still as it was written."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from listgen.build.journal import Journal

MISSING, TOUCHED = "file-missing", "file-changed"


def harm(path: str, size: int, stamp: int, digest: str) -> str:
    """Whether a file is missing, or not as it was written; '' where it is neither.

    One of the size and time that it was written with is not read: a build of a province looks at a million.
    Whatever put another in its place gave it another time, unless to deceive. A link to a file is none.
    """
    try:
        found = os.lstat(path)
    except OSError:
        return MISSING
    if found.st_size != size or not stat.S_ISREG(found.st_mode):
        return TOUCHED
    return "" if found.st_mtime_ns == stamp or sha256(Path(path)) == digest else TOUCHED


def stamp_of(path: str) -> int:
    """The time of a file in nanoseconds, 0 of none."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def sha256(path: Path) -> str:
    """The digest of a file's content; '' where there is no such file."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # to open a pipe waits for somebody who writes
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def judge_begun(journal: Journal, out: Path) -> bool:
    """Whether a build did not end. What it began is what it was to be, what was there before, or neither."""
    found_any = False
    while begun := journal.begun():
        found_any = True
        judged = []
        for entry in begun:
            found = sha256(out / entry.path)
            if found == entry.sha256:
                judged.append(entry._replace(begun=False, was=""))
            else:
                mine = found if found and found == entry.was else ""
                ours = entry.was or entry.sha256  # whatever it is now, it stands where one of ours stood
                judged.append(entry._replace(fingerprint="", sha256=mine, begun=False, was=ours))
        journal.begin(judged)
    return found_any
