"""The manifest against the folder: every listed file is there unchanged, and no other file is."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from listgen.findings import Finding, Location, error, warn
from listgen.verify.facts import FactError, Facts, read_facts
from listgen.verify.plain import read_plain

NAME = "manifest.json"
SUMS = "SHA256SUMS"  # of a package, for people without listgen
PRIVATE = ".listgen"  # journal, fingerprints and lock: under no rule
SCHEMA = 1
KINDS = {
    "list-document",
    "booklet",
    "document",
    "plaque",
    "hall-sign",
    "sign",
    "qr",
    "page",
    "site-asset",
    "merged",
    "order",
    "proof",
    "data",
}
LEVELS = {"county", "township", "village"}
# What file managers and office programs leave behind when somebody looks at the outputs.
_DROPPINGS = re.compile(r"Thumbs\.db|desktop\.ini|\.DS_Store|~\$.*|\.~.*", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One output as the manifest lists it."""

    path: str
    kind: str
    slot: str
    format: str
    level: str
    owner: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The outputs in the order of the manifest, the paths that failed, and of a package its township's id."""

    outputs: tuple[Entry, ...]
    failed: tuple[str, ...]
    township: str = ""


def read_manifest(data: bytes) -> Manifest:
    """Raises FactError naming the first place that is not as the contract says."""
    facts = read_facts(data)
    if facts.integer("schema") != SCHEMA:
        raise FactError("schema")
    for key in ("project", "edition", "as_of", "listgen"):
        facts.text(key)
    outputs = tuple(_entry(entry) for entry in facts.children("outputs"))
    failed = facts.value.get("failed")
    if not isinstance(failed, list):
        raise FactError("failed")
    return Manifest(outputs, tuple(_failed(entry) for entry in failed), facts.optional("township"))


def check_manifest(manifest: Manifest) -> Iterator[Finding]:
    """What the manifest says of itself: failed outputs, order, and two names for one file."""
    for path in manifest.failed:
        yield error("output-failed", Location(path))
    paths = [entry.path for entry in manifest.outputs]
    if paths != sorted(paths):
        yield error("manifest-invalid", Location(NAME), where="outputs")
    seen: dict[str, str] = {}
    for path in paths:
        twin = seen.setdefault(path.casefold(), path)
        if twin is not path:
            yield error("output-twice", Location(path), other=twin)


def check_bytes(entry: Entry, data: bytes) -> Iterator[Finding]:
    """The file is the one that was built."""
    if len(data) != entry.bytes or hashlib.sha256(data).hexdigest() != entry.sha256:
        yield error("output-changed", Location(entry.path), bytes=len(data), expected=entry.bytes)


def check_foreign(out: Path, manifest: Manifest) -> Iterator[Finding]:
    """Files and links that the manifest does not list."""
    listed = {entry.path for entry in manifest.outputs} | set(manifest.failed) | {NAME}
    listed |= {SUMS} if manifest.township else set()
    for path, is_link in _files(out, out):
        if is_link:
            yield error("output-link", Location(path))
        elif path not in listed:
            dropping = _DROPPINGS.fullmatch(PurePosixPath(path).name)
            yield (warn if dropping else error)("output-foreign", Location(path))


def check_sums(out: Path, manifest: Manifest) -> Iterator[Finding]:
    """The sums of a package say of each file what the manifest does, and what the manifest itself is."""
    try:
        lines = read_plain(out / SUMS).decode("utf-8").splitlines()
    except FileNotFoundError:
        yield error("output-missing", Location(SUMS))
        return
    except (OSError, ValueError):
        yield error("package-sums", Location(SUMS), value=SUMS)
        return
    expected = {entry.path: entry.sha256 for entry in manifest.outputs}
    expected[NAME] = hashlib.sha256(read_plain(out / NAME)).hexdigest()
    found = [(path, digest) for digest, _, path in (line.partition("  ") for line in lines)]
    if sorted(found) != sorted(expected.items()):
        wrong = sorted({path for path, _ in {*found} ^ {*expected.items()}}) or [SUMS]
        yield error("package-sums", Location(SUMS), value=wrong[0])


def _files(folder: Path, out: Path) -> Iterator[tuple[str, bool]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False) and not entry.is_symlink():
            if path.parent != out or entry.name != PRIVATE:
                yield from _files(path, out)
        else:
            yield path.relative_to(out).as_posix(), entry.is_symlink()


def _entry(facts: Facts) -> Entry:
    entry = Entry(
        path=facts.text("path"),
        kind=facts.text("kind"),
        slot=facts.optional("slot"),
        format=facts.text("format"),
        level=facts.text("level"),
        owner=facts.text("owner"),
        sha256=facts.text("sha256"),
        bytes=facts.integer("bytes"),
    )
    facts.texts("items")
    sound = {
        "path": _inside(entry.path),
        "kind": entry.kind in KINDS,
        "level": entry.level in LEVELS,
        "format": PurePosixPath(entry.path).suffix == f".{entry.format}",
        "sha256": _SHA256.fullmatch(entry.sha256) is not None,
    }
    for key, good in sound.items():
        if not good:
            raise FactError(f"{facts.where}.{key}")
    return entry


def _failed(entry: object) -> str:
    """A failed output is its path, or an object that has one."""
    path = entry.get("path") if isinstance(entry, dict) else entry
    if not isinstance(path, str):
        raise FactError("failed")
    return path


def _inside(path: str) -> bool:
    """A plain relative path that stays in the folder on every system."""
    parts = path.split("/")
    return not (
        {"", ".", ".."} & set(parts)
        or re.search(r'[\\:*?"<>|\x00-\x1f]', path)
        or path == NAME
        or parts[0] == PRIVATE
    )
