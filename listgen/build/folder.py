"""OUT as a folder: whose it is, and that one build at a time works in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from listgen.build.errors import Refused
from listgen.project import FOLDERS
from listgen.save import is_aside, try_lock

PRIVATE = ".listgen"
MANIFEST = "manifest.json"
EXPECTED = "data/expected.json"  # what every output should say
_MARK = "out.txt"
_UNFINISHED = "unfinished"  # there as long as OUT is neither as the last build left it nor as the next will
_LEAVINGS = (".DS_Store", "Thumbs.db", "desktop.ini")


def check_apart(out: Path, project: Path) -> None:
    """Raises Refused `out-in-project` where OUT lies in a folder that the project is read from."""
    place, root = out.resolve(), project.resolve()
    for name in FOLDERS:
        if place.is_relative_to(root / name):
            raise Refused("out-in-project", value=str(out), folder=name)


@contextmanager
def opened(out: Path) -> Iterator[Path]:
    """The private folder of OUT, made and locked for this build.

    Raises Refused: `out-is-link`, `out-is-file`, `out-foreign` when OUT holds files that listgen did not
    write, `out-bare` when it holds outputs without what a build knows of them, `out-link` when a folder in it
    is a link, `out-not-writable`, `out-locked` when another build works there.
    """
    _check_folder(out)
    private = out / PRIVATE
    if out.is_dir() and not (private / _MARK).is_file() and holds_files(out):
        ours = (out / MANIFEST).is_file() and (out / EXPECTED).is_file()
        raise Refused("out-bare" if ours else "out-foreign", value=str(out))
    _check_links(out)
    try:
        private.mkdir(parents=True, exist_ok=True)
        if not (private / _MARK).exists():
            (private / _MARK).write_text("listgen\n", "utf-8")
        lock = os.open(private / "lock", os.O_CREAT | os.O_RDWR)
    except OSError as refusal:
        raise Refused("out-not-writable", value=str(out), reason=refusal.strerror or "") from refusal
    try:
        if not try_lock(lock):
            raise Refused("out-locked", value=str(out))
        _sweep(out)
        yield private
    finally:
        os.close(lock)


@contextmanager
def looked_into(out: Path) -> Iterator[Path | None]:
    """The private folder of OUT for one who only looks; None where no build was made yet.

    Raises Refused: `out-locked` when a build works there; as `opened` does for links.
    """
    _check_folder(out)
    private = out / PRIVATE
    if not (private / _MARK).is_file():
        yield None
        return
    _check_links(out)
    try:
        lock = os.open(private / "lock", os.O_CREAT | os.O_RDWR)
    except OSError as refusal:
        raise Refused("out-not-writable", value=str(out), reason=refusal.strerror or "") from refusal
    try:
        if not try_lock(lock):
            raise Refused("out-locked", value=str(out))
        yield private
    finally:
        os.close(lock)


def begin(private: Path) -> None:
    """From now on OUT is between two builds; `verify` says so."""
    (private / _UNFINISHED).touch()


def end(private: Path) -> None:
    """OUT is as this build leaves it."""
    (private / _UNFINISHED).unlink(missing_ok=True)


def is_unfinished(private: Path) -> bool:
    """Whether a build began and did not end."""
    return (private / _UNFINISHED).exists()


def holds_files(out: Path) -> bool:
    """Whether there is anything in OUT that a builder or a file manager does not keep for itself."""
    return any(entry.name not in (PRIVATE, *_LEAVINGS) for entry in out.iterdir())


def _check_folder(out: Path) -> None:
    """Raises Refused: `out-is-link`, `out-is-file`; nothing for what is a folder, or nothing yet."""
    if out.is_symlink():
        raise Refused("out-is-link", value=str(out))
    if out.exists() and not out.is_dir():
        raise Refused("out-is-file", value=str(out))


def _check_links(out: Path) -> None:
    """Raises Refused `out-link` for a folder in OUT that is a link: it leads out of it."""
    folders = [str(out)] if out.is_dir() else []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.is_symlink():
                        raise Refused("out-link", value=entry.path)
                    folders.append(entry.path)


def _sweep(out: Path) -> None:
    """Remove what an interrupted build left half-written."""
    for directory, _, files in os.walk(out):
        for name in files:
            if is_aside(name):
                os.unlink(os.path.join(directory, name))
