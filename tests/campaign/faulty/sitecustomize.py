"""Plants faults in a `listgen` that runs as a process of its own: Python imports this before anything else.

CAMPAIGN_FAULT says which, CAMPAIGN_OUT where:

- `full N`: the N-th step that takes room on the disk fails as on a full one, and so do all after it;
- `once N`: that step alone fails, as where somebody made room;
- `count`: nothing fails; the steps are counted. `full` and `once` count too, into CAMPAIGN_COUNT;
- `busy PATH`: this file of OUT is open in Word on Windows: nobody replaces or removes it;
- `clock SECONDS`: the clock stands so many seconds after 1970 at the start.

A step is making a file or a folder, writing, flushing to the disk, renaming, and each statement of SQLite
that writes. Of a write that fails, half is written.
"""

from __future__ import annotations

import atexit
import builtins
import copyreg
import errno
import io
import os
import sqlite3
import sys
from typing import Any

FAULT, _, VALUE = os.environ.get("CAMPAIGN_FAULT", "").partition(" ")
OUT = os.environ.get("CAMPAIGN_OUT", "")
COUNT = os.environ.get("CAMPAIGN_COUNT", "")


class Steps:
    """Counts the steps of this process."""

    def __init__(self) -> None:
        self.taken = 0
        self.fails_at = int(VALUE) if FAULT in ("full", "once") else 0

    def full(self, renames: bool = False) -> bool:
        """Counts a step; whether it fails. A full disk can still rename."""
        self.taken += 1
        if FAULT == "full" and not renames:
            return self.taken >= self.fails_at
        return self.taken == self.fails_at

    def take(self, path: object, renames: bool = False) -> None:
        if inside(path) and self.full(renames):
            raise no_room(path)

    def tell(self) -> None:
        if COUNT:
            with real_open(COUNT, "w") as file:
                file.write(str(self.taken))


def no_room(path: object = None) -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path if isinstance(path, str) else None)


def inside(path: object) -> bool:
    """Whether a path, or what an open file is, lies in OUT."""
    if isinstance(path, int):
        try:
            path = os.readlink(f"/proc/self/fd/{path}")
        except OSError:
            return False
    return isinstance(path, str | os.PathLike) and os.path.abspath(os.fspath(path)).startswith(OUT)


real_open = io.open


class Raw(io.FileIO):
    """A file on a disk that becomes full."""

    def write(self, data: Any) -> int:
        if steps.full():
            super().write(bytes(data)[: len(bytes(data)) // 2])
            raise no_room()
        return super().write(data)


def open_counted(
    file: Any,
    mode: str = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    closefd: bool = True,
    opener: Any = None,
) -> Any:
    if not set(mode) & set("wxa+") or not inside(file):
        return real_open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    if isinstance(file, str | os.PathLike) and not os.path.exists(file):
        steps.take(file)
    raw = Raw(file, mode.replace("b", "").replace("t", ""), closefd, opener)
    if buffering == 0:
        return raw
    binary: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
    return binary if "b" in mode else io.TextIOWrapper(binary, encoding, errors, newline)


def plant_full() -> None:
    builtins.open = open_counted
    io.open = open_counted
    for name, renames in (("replace", True), ("rename", True), ("link", False)):
        setattr(os, name, _counted(getattr(os, name), renames))
    os.mkdir = _made(os.mkdir)
    os.fsync = _counted(os.fsync, False)
    os.write = _counted(os.write, False)
    os.open = _opened(os.open)
    sqlite3.connect = _connect


def _counted(real: Any, renames: bool) -> Any:
    def counted(path: Any, *rest: Any, **named: Any) -> Any:
        steps.take(path, renames)
        return real(path, *rest, **named)

    return counted


def _made(real: Any) -> Any:
    """A folder that is there already takes no room; whoever makes it again is told that it is there."""

    def made(path: Any, *rest: Any, **named: Any) -> None:
        if not os.path.exists(path):
            steps.take(path)
        real(path, *rest, **named)

    return made


def _opened(real: Any) -> Any:
    def opened(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & os.O_CREAT and not os.path.exists(path):
            steps.take(path)
        return int(real(path, flags, *rest, **named))

    return opened


READS = ("SELECT", "PRAGMA", "BEGIN", "ROLLBACK", "EXPLAIN")


def _sqlite_step(statement: str = "COMMIT") -> None:
    if not statement.lstrip().upper().startswith(READS) and steps.full():
        fault = sqlite3.OperationalError("database or disk is full")
        fault.sqlite_errorcode = sqlite3.SQLITE_FULL
        fault.sqlite_errorname = "SQLITE_FULL"
        raise fault


class Cursor(sqlite3.Cursor):
    def execute(self, sql: str, *rest: Any) -> Any:
        _sqlite_step(sql)
        return super().execute(sql, *rest)

    def executemany(self, sql: str, *rest: Any) -> Any:
        _sqlite_step(sql)
        return super().executemany(sql, *rest)


class Connection(sqlite3.Connection):
    def cursor(self, factory: Any = Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, *rest: Any) -> Any:
        return self.cursor().execute(sql, *rest)

    def executemany(self, sql: str, *rest: Any) -> Any:
        return self.cursor().executemany(sql, *rest)

    def executescript(self, script: str) -> Any:
        _sqlite_step("script")
        return super().executescript(script)

    def commit(self) -> None:
        if self.in_transaction:
            _sqlite_step()
        super().commit()

    def __exit__(self, kind: Any, value: Any, trace: Any) -> Any:
        if kind is None and self.in_transaction:
            try:
                _sqlite_step()
            except sqlite3.OperationalError:
                self.rollback()
                raise
        return super().__exit__(kind, value, trace)


real_connect = sqlite3.connect


def _connect(*arguments: Any, **named: Any) -> Any:
    return real_connect(*arguments, **{"factory": Connection} | named)


def plant_busy() -> None:
    """Windows lets nobody replace, rename or remove a file that Word has open."""

    def held(*paths: Any) -> bool:
        return os.path.join(OUT, VALUE) in [os.path.abspath(path) for path in paths]

    def guarded(real: Any) -> Any:
        def call(*paths: Any, **named: Any) -> Any:
            places = [path for path in paths if isinstance(path, str | os.PathLike)]
            if held(*places) and os.path.exists(places[-1]):
                raise PermissionError(errno.EACCES, "in use by another process", os.fspath(places[-1]))
            return real(*paths, **named)

        return call

    for name in ("replace", "rename", "unlink", "remove"):
        setattr(os, name, guarded(getattr(os, name)))


def date_of(text: str) -> Any:
    """A day as it was pickled."""
    import datetime

    return datetime.date.fromisoformat(text)


def plant_clock() -> None:
    """time and datetime as on a computer whose clock is wrong."""
    import datetime
    import time

    started, real_time = time.time(), time.time
    real_date, real_datetime = datetime.date, datetime.datetime

    def now() -> float:
        return float(VALUE) + real_time() - started

    def of_now(real: Any) -> Any:
        return lambda seconds=None: real(now() if seconds is None else seconds)

    real_strftime, real_localtime = time.strftime, time.localtime
    time.time, time.time_ns = now, lambda: int(now() * 1e9)
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, of_now(getattr(time, name)))
    time.strftime = lambda form, *when: real_strftime(form, *(when or (real_localtime(now()),)))

    class OfReal(type):
        def __instancecheck__(cls, one: object) -> bool:
            return isinstance(one, cls.__mro__[1])

        def __subclasscheck__(cls, one: type) -> bool:
            return issubclass(one, cls.__mro__[1])

    class Date(datetime.date, metaclass=OfReal):
        def __new__(cls, *parts: Any, **named: Any) -> Any:
            return real_date(*parts, **named)

        @classmethod
        def today(cls) -> Any:
            return real_date.fromtimestamp(now())

    class Datetime(datetime.datetime, metaclass=OfReal):
        def __new__(cls, *parts: Any, **named: Any) -> Any:
            return real_datetime(*parts, **named)

        @classmethod
        def today(cls) -> Any:
            return real_datetime.fromtimestamp(now())

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real_datetime.fromtimestamp(now(), tz)

        @classmethod
        def utcnow(cls) -> Any:
            return real_datetime.fromtimestamp(now(), datetime.UTC).replace(tzinfo=None)

    datetime.date, datetime.datetime = Date, Datetime  # type: ignore[misc]
    copyreg.pickle(real_date, lambda day: (date_of, (day.isoformat(),)))  # a job on its way to a worker


steps = Steps()
if FAULT in ("full", "once", "count"):
    plant_full()
    if "--multiprocessing-fork" not in sys.orig_argv:  # a worker writes nothing
        atexit.register(steps.tell)
elif FAULT == "busy":
    plant_busy()
elif FAULT == "clock":
    plant_clock()
