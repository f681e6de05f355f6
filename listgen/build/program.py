"""What program makes the outputs: listgen's own source, what it ships, and the libraries that make bytes."""

from __future__ import annotations

import hashlib
import platform
import re
import zlib
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

from listgen.resources import shipped

SHIPPED = ("catalogs", "fonts", "templates")
_PACKAGE = Path(__file__).parent.parent
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@cache
def libraries() -> tuple[tuple[str, str], ...]:
    """Python, zlib and every library that listgen asks for, with their versions: others write other bytes."""
    python = ".".join(platform.python_version_tuple()[:2])
    asked = (line for line in requires("listgen") or () if "extra ==" not in line)
    names = sorted({match[0] for line in asked if (match := _NAME.match(line))})
    machine = (("python", python), ("zlib", zlib.ZLIB_RUNTIME_VERSION))
    return (*machine, *((name, version(name)) for name in names))


@cache
def source_digest() -> str:
    """The digest of listgen's own source: another version of the code makes other outputs."""
    files = sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.dxf")])
    inside = _PACKAGE / "_shipped"  # only of a wheel, which is the same listgen
    return _digest(_PACKAGE, [path for path in files if not path.is_relative_to(inside)])


@cache
def program_digest() -> str:
    """The digest of the source and of the libraries; part of every fingerprint."""
    return hashlib.sha256(repr((source_digest(), libraries())).encode()).hexdigest()


@cache
def shipped_digest(*names: str) -> str:
    """The digest of the shipped folders so named; without a name, of all of SHIPPED."""
    return hashlib.sha256("".join(map(_of_folder, names or SHIPPED)).encode()).hexdigest()


def _of_folder(name: str) -> str:
    folder = shipped(name)
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return _digest(folder, sorted(path for path in files if not path.name.startswith(".")))


def _digest(folder: Path, files: list[Path]) -> str:
    hashed = hashlib.sha256()
    for path in files:
        hashed.update(path.relative_to(folder).as_posix().encode() + b"\0")
        hashed.update(hashlib.sha256(path.read_bytes()).digest())
    return hashed.hexdigest()
