"""The ledger of printed links, its chain computed anew, against the pages of this build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from listgen.findings import Finding, Location, error
from listgen.verify.expected import Expected

FILE = "links.jsonl"


def check_ledger(data: bytes, expected: Expected, headings: Mapping[str, str]) -> Iterator[Finding]:
    """Every link ever printed still opens a page of the village it was printed for."""
    before = "0" * 64
    owners = {owner.id: owner for owner in expected.owners if owner.level == "village"}
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        place = Location(FILE, line=number)
        entry = _entry(line)
        if entry is None or entry["seq"] != str(number) or entry["hash"] != _hash(before, entry):
            yield error("project-ledger", place, value=line[:60])
            return
        before = entry["hash"]
        url, name = entry["url"], entry["name"]
        page = f"site/{url.removeprefix(expected.base_url)}index.html"
        owner = owners.get(entry["id"])
        if not url.startswith(expected.base_url) or page not in headings:
            yield error("ledger-dead-link", place, value=url, name=name)
        elif owner is None or headings[page] not in (name, owner.name):
            yield error("ledger-other-page", place, value=headings[page], name=name, url=url)


def _entry(line: str) -> dict[str, str] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    keys = {"seq", "id", "url", "name", "date", "batch", "prev", "hash"}
    if not isinstance(entry, dict) or set(entry) != keys:
        return None
    return entry if all(isinstance(value, str) for value in entry.values()) else None


def _hash(before: str, entry: dict[str, str]) -> str:
    rest = {key: entry[key] for key in sorted(entry) if key != "hash"}
    text = before + json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest() if entry["prev"] == before else ""
