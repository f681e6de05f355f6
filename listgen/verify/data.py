"""The list as data: data/items.json and site/services.jsonld say of every item what the pages say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from listgen.findings import Finding, Location, error
from listgen.verify.promised import Expected, Owner

ITEMS = "data/items.json"
SERVICES = "site/services.jsonld"


def check_data(data: bytes, path: str, expected: Expected | None) -> Iterator[Finding]:
    """Any JSON can be read; these two name every item once, in order, with its name and all its texts."""
    place = Location(path)
    try:
        document = json.loads(data.decode("utf-8"))
        entries = _entries(document, path)
        known = [str(entry["id"]) for entry in entries]
    except (ValueError, RecursionError, LookupError, TypeError):
        yield error("data-invalid", place)
        return
    county = next((owner for owner in expected.owners if owner.level == "county"), None) if expected else None
    if county is None or path not in (ITEMS, SERVICES):
        return
    wanted = [item for ids in county.items.values() for item in ids]
    if known != wanted:
        missing, extra = (" ".join(sorted(set(a) - set(b))) for a, b in ((wanted, known), (known, wanted)))
        yield error("data-items", place, missing=missing, extra=extra)
    for entry in entries:
        yield from _check_entry(entry, county, place, whole=path == ITEMS)
    if expected is not None and path == SERVICES:
        yield from _check_addresses(entries, expected, place)


def _entries(document: Any, path: str) -> list[dict[str, Any]]:
    if path == ITEMS:
        return [dict(entry) for entry in document["items"]]
    if path == SERVICES:
        return [dict(entry, id=entry["identifier"]) for entry in document["@graph"]]
    return []


def _check_entry(entry: dict[str, Any], county: Owner, place: Location, *, whole: bool) -> Iterator[Finding]:
    """A service carries what the item is called and its first sentence, the item itself all its texts."""
    texts = county.says.get(str(entry["id"]), ())
    said = set(_texts(entry))
    for text in texts if whole else texts[:2]:
        if not any(text in one for one in said):
            yield error("data-text", place, item=str(entry["id"]), expected=text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _check_addresses(entries: list[dict[str, Any]], expected: Expected, place: Location) -> Iterator[Finding]:
    for entry in entries:
        address = str(entry.get("@id", ""))
        page = f"site/{address.removeprefix(expected.base_url)}index.html"
        if not address.startswith(expected.base_url) or page not in expected.outputs:
            yield error("data-address", place, value=address)
