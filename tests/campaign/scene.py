"""What a disturbance meets: a project, what OUT held before, and what an undisturbed build makes of it."""

from __future__ import annotations

import hashlib
import json
import pickle
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.campaign.processes import Ended, Running

PRIVATE = ".listgen"
MANIFEST = "manifest.json"
EXPECTED = "data/expected.json"
Contents = dict[str, str]
Around = Mapping[str, str | None] | None


def contents(out: Path) -> Contents:
    """The digest of every file of OUT but the private ones; a link and an odd thing by what it is."""
    found: Contents = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if name.split("/")[0] == PRIVATE or (path.is_dir() and not path.is_symlink()):
            continue
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
    return found


@dataclass(frozen=True, slots=True)
class Scene:
    """`before`: an OUT to start from, none for a first build. `old`, `new`: what it holds before and after.

    `whole`: an OUT of an undisturbed build. `length`: seconds of one from here.
    """

    name: str
    project: Path
    before: Path | None
    whole: Path
    old: Contents
    new: Contents
    length: float

    def pickled(self) -> bytes:
        """For another process."""
        return pickle.dumps(self)


class Trial:
    """One OUT, disturbed as one likes; `faults` collects what should not have been."""

    def __init__(self, scene: Scene, folder: Path, log: Path | None = None) -> None:
        self.scene = scene
        self.out = folder / "成果"
        self.faults: list[str] = []
        self._log = log or folder / "log"
        self._runs = 0
        if scene.before:
            shutil.copytree(scene.before, self.out)

    def start(self, *options: object, environment: Around = None, cwd: Path | None = None) -> Running:
        self._runs += 1
        arguments = ("build", self.scene.project, "-o", self.out, *options)
        return Running(arguments, self._log.with_name(f"log{self._runs}"), environment, cwd)

    def build(self, *options: object, environment: Around = None, cwd: Path | None = None) -> Ended:
        """A build from its start to its end."""
        return self.start(*options, environment=environment, cwd=cwd).wait()

    def where(self) -> str:
        """How far it came: `before` any output, `midst`, or `after` the last."""
        now = self.now()
        if now == self.scene.new:
            return "after"
        return "before" if now == self.scene.old else "midst"

    def look(self, but: tuple[str, ...] = ()) -> None:
        """In between: every file is an old one or a new one as a whole, and none that stays is lost.

        `but`: files that may be a third one.
        """
        old, new, now = self.scene.old, self.scene.new, self.now()
        torn = (name for name, data in now.items() if data not in (old.get(name), new.get(name)))
        self.faults += [f"torn: {name}" for name in torn if name not in but]
        self.faults += [f"lost: {name}" for name in old if name in new and name not in now]
        manifest = self.out / MANIFEST
        if manifest.exists():
            try:
                json.loads(manifest.read_bytes())
            except ValueError:
                self.faults.append("manifest.json cannot be read")

    def recover(self, *options: object) -> None:
        """The next build ends with the bytes of an undisturbed one, and leaves nothing else."""
        ended = self.build(*options)
        self.faults += ended.faults(0)
        self.compare()

    def compare(self) -> None:
        """OUT is what an undisturbed build makes."""
        now, new = contents(self.out), self.scene.new
        self.faults += [
            f"differs: {name}" for name in sorted(set(now) | set(new)) if now.get(name) != new.get(name)
        ]

    def now(self) -> Contents:
        """What OUT holds, without what the next build sweeps."""
        return {name: data for name, data in contents(self.out).items() if not _is_leaving(name)}

    def clear(self) -> None:
        shutil.rmtree(self.out, ignore_errors=True)


def _is_leaving(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last.startswith(".") and last.endswith(".tmp")
