"""Village ids, their check digit, the page they lead to, and the ledger of every link ever printed.

A printed code must open the right page for ten years, so the symbol on a sign and the page it
opens both take their path from here and nowhere else.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from listgen.findings import Finding, Location, error
from listgen.text import bad_characters

FIRST_PREVIOUS = "0" * 64

# The totally anti-symmetric quasigroup of order 10 from H. Michael Damm's thesis (2004).
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_ID = re.compile(r"[0-9]{5}")
_FIELDS = {"seq", "id", "url", "name", "date", "batch", "prev", "hash"}
_FINGERPRINT = re.compile(r"[0-9A-F]{16}")


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the ledger: the link `url` of village `id` was printed in `batch`."""

    sequence: int
    id: str
    url: str
    name: str
    date: str
    batch: str
    hash: str
    location: Location


def check_digit(digits: str) -> str:
    """The Damm check digit; it finds every single wrong digit and every swap of neighbours."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def is_village_id(text: str) -> bool:
    """Five ASCII digits."""
    return _ID.fullmatch(text) is not None


def page_path(village_id: str) -> str:
    """The folder of a village's page below the base address: digits only, with the check digit."""
    return f"{village_id}{check_digit(village_id)}/"


def page_url(base_url: str, village_id: str) -> str:
    """What the code of a village says."""
    return base_url + page_path(village_id)


def fingerprint(link: Link) -> str:
    """The ledger up to this line, short enough to be printed on an order and typed in: 0123-4567-89AB-CDEF.

    The chain cannot see that a whole ledger was put back to an older one, or cut at the end of a line;
    whoever holds a signed order with this fingerprint can.
    """
    head = link.hash[:16].upper()
    return "-".join(head[at : at + 4] for at in range(0, 16, 4))


def read_fingerprint(text: str) -> str:
    """A fingerprint as somebody typed it, in its printed form; '' when it cannot be one."""
    head = re.sub(r"[\s\u2010-\u2015-]", "", unicodedata.normalize("NFKC", text)).upper()
    return "-".join(head[at : at + 4] for at in range(0, 16, 4)) if _FINGERPRINT.fullmatch(head) else ""


def load_ledger(data: bytes, file: str) -> tuple[tuple[Link, ...], list[Finding]]:
    """The links of links.jsonl, and a finding for the first line that was edited, cut or cannot be read.

    Every line's hash covers the one before it, so nothing after a broken line can be trusted.
    """
    links: list[Link] = []
    previous = FIRST_PREVIOUS
    if data.startswith(codecs.BOM_UTF8):
        return (), [error("ledger-mark", Location(file, line=1), value="BOM")]
    if data and not data.endswith(b"\n"):
        return (), [error("ledger-cut", Location(file, line=data.count(b"\n") + 1), value=_tail(data))]
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        place = Location(file, line=number)
        entry = _entry(line)
        if entry is None:
            return tuple(links), [error("ledger-unreadable", place, value=_tail(line))]
        if entry["prev"] != previous or entry["seq"] != str(number) or entry["hash"] != chain_hash(entry):
            return tuple(links), [error("ledger-edited", place, value=entry["url"])]
        if not is_village_id(entry["id"]) or not entry["url"].endswith("/" + page_path(entry["id"])):
            return tuple(links), [error("ledger-wrong-link", place, value=entry["url"])]
        previous = entry["hash"]
        links.append(
            Link(
                number,
                entry["id"],
                entry["url"],
                entry["name"],
                entry["date"],
                entry["batch"],
                previous,
                place,
            )
        )
    return tuple(links), []


def chain_hash(entry: Mapping[str, str]) -> str:
    """SHA-256 of the line before and of this line's fields as canonical JSON without `hash`."""
    # Field by field: an encoder of whole objects is made anew for each of 200,000 lines.
    fields = (f'"{name}":{_QUOTED(entry[name])}' for name in sorted(entry) if name != "hash")
    return hashlib.sha256(f"{entry['prev']}{{{','.join(fields)}}}".encode()).hexdigest()


def check_head(links: tuple[Link, ...], lines: int, head: str, file: str) -> Iterator[Finding]:
    """Whether the ledger `file` still holds the line `lines` whose fingerprint was `head`; 0: none."""
    if len(links) < lines:
        place = Location(file, line=len(links))
        yield error("ledger-shorter", place, value=head, lines=lines, now=len(links))
    elif lines > 0 and fingerprint(links[lines - 1]) != head:
        place = links[lines - 1].location
        yield error("ledger-replaced", place, value=head, lines=lines, now=fingerprint(links[lines - 1]))


def _entry(line: bytes) -> dict[str, str] | None:
    try:
        entry = _READER.decode(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict) or entry.keys() != _FIELDS:
        return None
    try:
        bad = bad_characters("".join(entry.values()))
    except TypeError:  # a number, a list
        return None
    return None if bad else entry


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object none of whose fields stands twice: the hash would cover the last one only."""
    entry = dict(pairs)
    if len(entry) < len(pairs):
        raise ValueError("a field twice")
    return entry


# Made once: json.loads and json.dumps would make them anew for each line.
_QUOTED = json.JSONEncoder(ensure_ascii=False).encode
_READER = json.JSONDecoder(object_pairs_hook=_once)


def _tail(data: bytes) -> str:
    return data[-40:].decode("utf-8", "replace")
