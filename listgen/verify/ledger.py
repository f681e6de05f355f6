"""The ledger of printed links, its chain computed anew, against the pages of this build."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from listgen.findings import Finding, Location, error
from listgen.verify.ids import digits_agree
from listgen.verify.promised import Expected, Head, Owner

FILE = "links.jsonl"
_PAGE = re.compile(r"[0-9]{6}/")


@dataclass(frozen=True, slots=True)
class Moves:
    """What the project says of its past: the addresses that lead here, and the names of villages."""

    bases: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]  # by id, that of today and the former ones


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of this build by their paths: their headings, and `text`, which reads all that one says."""

    headings: Mapping[str, str]
    text: Callable[[str], str]


def check_ledger(data: bytes, moves: Moves, expected: Expected, pages: Pages) -> Iterator[Finding]:
    """Every link ever printed still opens the page of its village, which says the name that was printed.

    The ledger also has to hold the line that was its last at the time of the build.
    The page of a merged or dissolved village says its successor; `site` looks at that.
    """
    before = "0" * 64
    owners = {owner.id: owner for owner in expected.owners if owner.level == "village"}
    lines = data.split(b"\n")
    hashes: list[str] = []
    if lines[-1]:
        yield error("project-ledger", Location(FILE, line=len(lines)), value=_shown(lines[-1]))
    for number, line in enumerate(lines[:-1], 1):
        place = Location(FILE, line=number)
        entry = _entry(line)
        if entry is None or entry["seq"] != str(number) or entry["hash"] != _hash(before, entry):
            yield error("project-ledger", place, value=_shown(line))
            return
        before = entry["hash"]
        hashes.append(before)
        owner = owners.get(entry["id"])
        if owner is not None or not expected.of_a_part:
            yield from _check_entry(entry, place, owner, moves, pages)
    if not lines[-1]:
        yield from _check_head(hashes, expected.head)


def _check_head(hashes: list[str], head: Head) -> Iterator[Finding]:
    """Whether the remembered line is still there."""
    if len(hashes) < head.lines:
        place = Location(FILE, line=len(hashes))
        yield error("ledger-shorter", place, value=head.fingerprint, lines=head.lines, now=len(hashes))
    elif head.lines > 0 and _fingerprint(hashes[head.lines - 1]) != head.fingerprint:
        place, now = Location(FILE, line=head.lines), _fingerprint(hashes[head.lines - 1])
        yield error("ledger-replaced", place, value=head.fingerprint, lines=head.lines, now=now)


def _fingerprint(hash_: str) -> str:
    """The first sixteen digits in groups of four, as they are printed on orders."""
    return "-".join(hash_[at : at + 4].upper() for at in range(0, 16, 4))


def _check_entry(
    entry: dict[str, str], place: Location, owner: Owner | None, moves: Moves, pages: Pages
) -> Iterator[Finding]:
    url, name, batch = entry["url"], entry["name"], entry["batch"]
    folder = _folder(url, moves.bases)
    page = f"site/{folder}index.html"
    if not folder or page not in pages.headings:
        if not (folder and owner is not None and owner.part):  # else it was not asked for
            yield error("ledger-dead-link", place, value=url, name=name, batch=batch)
        return
    found = pages.headings[page]
    own = digits_agree(folder[:-1]) and folder[:5] == entry["id"]
    own = own and owner is not None and (owner.page, owner.name) == (page, found)
    known = moves.names.get(entry["id"], ())
    if not own or name not in known:
        yield error("ledger-other-page", place, value=found, name=name, url=url, batch=batch)
    elif name != found and name not in pages.text(page):
        yield error("ledger-old-name", place, value=page, name=name, batch=batch)


def _folder(url: str, bases: tuple[str, ...]) -> str:
    """The folder that a link names below one of the addresses; '' where it is below none."""
    below = (url.removeprefix(base) for base in bases if url.startswith(base))
    return next((rest for rest in below if _PAGE.fullmatch(rest)), "")


def _entry(line: bytes) -> dict[str, str] | None:
    try:
        entry = json.loads(line.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    keys = {"seq", "id", "url", "name", "date", "batch", "prev", "hash"}
    if not isinstance(entry, dict) or set(entry) != keys:
        return None
    return entry if all(isinstance(value, str) for value in entry.values()) else None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Of a field that stands twice the hash covers one and a reader may see the other."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a field twice")
    return dict(pairs)


def _hash(before: str, entry: dict[str, str]) -> str:
    rest = {key: entry[key] for key in sorted(entry) if key != "hash"}
    text = before + json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest() if entry["prev"] == before else ""


def _shown(line: bytes) -> str:
    return line[:60].decode("utf-8", "replace")
