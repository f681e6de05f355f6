"""What was written into OUT, of which values: kept per chunk, so that an interrupted build goes on.

An SQLite file below OUT. A chunk's entries are kept before its files are written: whatever happens between
the two, every file of OUT is known. What a build that did not end had begun is judged by content, not by
size. The file is opened by one build alone and belongs to no other program, so it keeps its log without
shared memory and works on any disk. Losing it costs work, never an output.
"""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

NAME = "journal.sqlite"
_SCHEMA = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE unit (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE output (
  path TEXT PRIMARY KEY, unit TEXT NOT NULL, kind TEXT NOT NULL, fingerprint TEXT NOT NULL,
  sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, manifest TEXT NOT NULL, record TEXT NOT NULL,
  begun INTEGER NOT NULL, was TEXT NOT NULL, stamp INTEGER NOT NULL
);
CREATE INDEX output_of_unit ON output (unit);
CREATE INDEX output_begun ON output (begun) WHERE begun;
CREATE TABLE said (key TEXT NOT NULL, place TEXT NOT NULL, body TEXT NOT NULL,
                   PRIMARY KEY (place, key));
CREATE TABLE node (digest TEXT PRIMARY KEY, text TEXT NOT NULL);
"""
_NODES = 20_000  # values that are kept before it is asked whether any output is made of them
_CHILD = re.compile(r'\["@","([0-9a-f]{32})"\]')  # as `digest` names a node in another
_SOME = 500  # entries that are looked at together
_VERSION = 2  # of the schema; another one's journal is not read
_COLUMNS = "path, unit, kind, fingerprint, sha256, bytes, manifest, record, begun, was, stamp"


class Entry(NamedTuple):
    """One output: its path below OUT and unit, what it was made of, and what it is.

    `manifest` are its facts for the manifest, `record` what `verify` is told of it, both JSON. `begun`: a
    build that has not ended began to write it. `was`: the SHA-256 of the file that it replaces, '' of none.
    `stamp`: the time of the file in nanoseconds, as it was written; 0 where that is not known.
    A `fingerprint` '' stands for an output that is not as any build would make it.
    """

    path: str
    unit: str
    kind: str
    fingerprint: str
    sha256: str
    bytes: int
    manifest: str
    record: str = ""
    begun: bool = False
    was: str = ""
    stamp: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A text that many records name by its key: `place` is the table of expected.json that holds it."""

    place: str
    key: str
    body: str


@dataclass(frozen=True, slots=True)
class Known:
    """A unit as it was last made: its fingerprint, '' where some output failed, and its record."""

    fingerprint: str = ""
    record: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)


class Journal:
    """The open journal. Every change is one transaction."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the journal. Raises sqlite3.DatabaseError for a file that is none."""
        self._db = sqlite3.connect(path, isolation_level=None)
        try:
            self._db.executescript(
                "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                "PRAGMA wal_autocheckpoint=4000;"
            )
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version={_VERSION}; COMMIT;")
            elif version != _VERSION:
                raise sqlite3.DatabaseError(f"schema {version}")
            self._db.execute("SELECT count(*) FROM state").fetchone()
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        self._db.close()

    def state(self, name: str) -> str:
        """A kept fact, '' where there is none."""
        row = self._db.execute("SELECT value FROM state WHERE name=?", (name,)).fetchone()
        return row[0] if row else ""

    def keep(self, **facts: str) -> None:
        """Keep facts for the next build."""
        with self._change():
            self._db.executemany("REPLACE INTO state VALUES (?, ?)", facts.items())

    def known(self, key: str) -> Known:
        """What is known of a unit."""
        entries = {entry.path: entry for entry in self._entries("WHERE unit=?", key)}
        return Known(*self.unit(key), entries)

    def units(self) -> Iterator[str]:
        """The key of every unit that has an output or a record, in their order."""
        rows = self._db.execute("SELECT key FROM unit UNION SELECT unit FROM output ORDER BY 1")
        return (row[0] for row in rows)

    def unit(self, key: str) -> tuple[str, str]:
        """The fingerprint of a unit, '' of one that is not made whole, and its record; '' of none."""
        row = self._db.execute("SELECT fingerprint, record FROM unit WHERE key=?", (key,)).fetchone()
        return (row[0], row[1]) if row else ("", "")

    def entry(self, path: str) -> Entry | None:
        """The entry of one output."""
        return next(self._entries("WHERE path=?", path), None)

    def made(self) -> Iterator[tuple[str, str, int]]:
        """Of every output that is as a build made it, by path: facts for the manifest, SHA-256 and size."""
        query = "SELECT manifest, sha256, bytes FROM output WHERE fingerprint<>'' ORDER BY path"
        return iter(self._db.execute(query))

    def records(self, key: str) -> Iterator[str]:
        """What `verify` is told of each output of a unit, by path."""
        rows = self._db.execute("SELECT record FROM output WHERE unit=? ORDER BY path", (key,))
        return (row[0] for row in rows)

    def of_unit(self, key: str) -> Iterator[Entry]:
        """The outputs of a unit, by path."""
        return self._entries("WHERE unit=? ORDER BY path", key)

    def begun(self) -> tuple[Entry, ...]:
        """Some of the outputs that a build which did not end began to write; () when there are no more."""
        return tuple(self._entries(f"WHERE begun LIMIT {_SOME}"))

    def failed(self) -> list[str]:
        """The paths of outputs that are not as any build would make them."""
        return [
            row[0] for row in self._db.execute("SELECT path FROM output WHERE fingerprint='' ORDER BY path")
        ]

    def written(self) -> Iterator[tuple[str, int, int, str]]:
        """Path, size, stamp and SHA-256 of every output that is as a build made it, by path."""
        query = "SELECT path, bytes, stamp, sha256 FROM output WHERE fingerprint<>'' ORDER BY path"
        return iter(self._db.execute(query))

    def stamp(self, stamps: Iterable[tuple[int, str]]) -> None:
        """The times of files that are written, each with its path."""
        if rows := tuple(stamps):
            with self._change():
                self._db.executemany("UPDATE output SET stamp=? WHERE path=?", rows)

    def name_anew(self) -> None:
        """No text is named any more, until `name` says which are."""
        with self._change():
            self._db.execute("CREATE TEMP TABLE IF NOT EXISTS named (key TEXT PRIMARY KEY) WITHOUT ROWID")
            self._db.execute("DELETE FROM named")

    def name(self, keys: Iterable[str]) -> None:
        """Texts that some record names. A table holds them: a province has millions."""
        with self._change():
            self._db.executemany("INSERT OR IGNORE INTO named VALUES (?)", ((key,) for key in keys))

    def said(self, place: str) -> Iterator[tuple[str, str]]:
        """The key and body of each text of a place that is named by the time of the first, by key."""
        query = "SELECT key, body FROM said WHERE place=? AND key IN named ORDER BY key"
        for row in self._db.execute(query, (place,)):  # `yield from` would close it after the journal
            yield row[0], row[1]

    def node(self, digest: str) -> str:
        """The text of a value's node, '' where it is not kept."""
        row = self._db.execute("SELECT text FROM node WHERE digest=?", (digest,)).fetchone()
        return row[0] if row else ""

    def begin(
        self,
        entries: Iterable[Entry],
        said: Iterable[Said] = (),
        nodes: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Keep what is about to be written, the texts that its records name, and of what it is made."""
        with self._change():
            self._db.executemany(
                f"REPLACE INTO output ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entries
            )
            self._tell(said)
            self._db.executemany("INSERT OR IGNORE INTO node VALUES (?, ?)", nodes)

    def forget(self, paths: Iterable[str]) -> None:
        """Outputs that are gone."""
        with self._change():
            self._db.executemany("DELETE FROM output WHERE path=?", ((path,) for path in paths))

    def finish(self, key: str, fingerprint: str, record: str, said: Iterable[Said]) -> None:
        """A unit is made: what it is made of, and what `verify` is told of it."""
        with self._change():
            self._db.execute("REPLACE INTO unit VALUES (?, ?, ?)", (key, fingerprint, record))
            self._tell(said)

    def drop(self, key: str) -> None:
        """A unit that is gone with all its outputs."""
        with self._change():
            self._db.execute("DELETE FROM unit WHERE key=?", (key,))

    def end(self) -> None:
        """The build ended: nothing is only begun any more."""
        with self._change():
            self._db.execute("UPDATE output SET begun=0, was='' WHERE begun")

    def prune(self) -> None:
        """Drop texts that are not named, and now and then values of which no output is made any more."""
        with self._change():
            self._db.execute("DELETE FROM said WHERE key NOT IN named")
        count = self._db.execute("SELECT count(*) FROM node").fetchone()[0]
        if count > int(self.state("nodes") or 0) * 2 + _NODES:
            with self._change():
                self._drop_nodes()
            self.keep(nodes=str(self._db.execute("SELECT count(*) FROM node").fetchone()[0]))

    def _drop_nodes(self) -> None:
        """Keep the trees of today's outputs alone, found level by level in a table, not in memory."""
        execute = self._db.execute
        execute("CREATE TEMP TABLE alive (digest TEXT PRIMARY KEY, level INTEGER NOT NULL) WITHOUT ROWID")
        execute("INSERT OR IGNORE INTO alive SELECT fingerprint, 0 FROM output WHERE fingerprint<>''")
        level, grown = 0, True
        while grown:
            known = execute("SELECT count(*) FROM alive").fetchone()[0]
            rows = execute("SELECT text FROM node JOIN alive USING (digest) WHERE level=?", (level,))
            level += 1
            found = ((digest, level) for (text,) in rows for digest in _CHILD.findall(text))
            self._db.executemany("INSERT OR IGNORE INTO alive VALUES (?, ?)", found)
            grown = execute("SELECT count(*) FROM alive").fetchone()[0] > known
        execute("DELETE FROM node WHERE digest NOT IN (SELECT digest FROM alive)")
        execute("DROP TABLE alive")

    def _tell(self, said: Iterable[Said]) -> None:
        rows = ((one.key, one.place, one.body) for one in said)
        self._db.executemany("INSERT OR IGNORE INTO said VALUES (?, ?, ?)", rows)

    def _entries(self, where: str, *values: str) -> Iterator[Entry]:
        for row in self._db.execute(f"SELECT {_COLUMNS} FROM output {where}", values):
            if not {"", ".", ".."} & set(row[0].split("/")):  # a path out of OUT would be removed there
                yield Entry._make(row)

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction. Raises OSError where the disk does not allow it."""
        try:
            self._db.execute("BEGIN")
            yield
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as fault:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise OSError(_errno(fault), str(fault)) from fault
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def _errno(fault: sqlite3.OperationalError) -> int:
    return errno.ENOSPC if fault.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
