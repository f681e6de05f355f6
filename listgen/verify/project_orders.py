"""The records of orders as they stand in the project, against what the outputs say was ordered and hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from listgen.findings import Finding, Location, error
from listgen.verify.order_papers import Line, OrderPapers, Recalled
from listgen.verify.plain import read_plain
from listgen.verify.promised import Order

FOLDER = "orders"
_DIGEST = re.compile(rb"^digest: ([0-9a-f]{64})\n\Z", re.MULTILINE)
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the same, and ten times as fast
_NONE, _WITHDRAWN, _ARCHIVED = "无", "withdrawn", "archived"


def check_orders(project: Path, orders: tuple[Order, ...], hashes: Mapping[str, str]) -> Iterator[Finding]:
    """`hashes` are the SHA-256 of the outputs by their paths, '' of one that could not be made.

    Raises OSError, ValueError and yaml.YAMLError where a record cannot be read.
    """
    built = {order.batch: order.papers for order in orders if order.papers}
    for path in sorted((project / FOLDER).glob("*.yaml")):
        place = Location(f"{FOLDER}/{path.name}")
        data = read_plain(path)
        digest = _DIGEST.search(data)
        if not digest or hashlib.sha256(data[: digest.start()]).hexdigest().encode() != digest[1]:
            yield error("project-order-edited", place, value=path.name)
            built.pop(path.stem, None)
            continue
        record = yaml.load(data.decode(), _LOADER)
        papers = built.pop(record["batch"], None)
        if record["state"] == _WITHDRAWN and not papers:
            continue
        if papers and record["state"] != _WITHDRAWN:
            yield from _check_signs(record, papers, place)
            yield from _check_files(record, papers, hashes, place)
        elif papers:
            yield error("project-order-withdrawn", place, value=record["batch"])
        elif record["state"] != _ARCHIVED:
            yield error("project-order-new", place, value=record["batch"])
    for batch in built:
        yield error("project-order-lost", Location(f"{FOLDER}/{batch}.yaml"), value=batch)


def _check_signs(record: Mapping[str, Any], papers: OrderPapers, place: Location) -> Iterator[Finding]:
    """The first fact, the first sign and the first recall in which they differ."""
    for ordered, built in (
        ([_facts(record)], [_told(papers)]),
        (list(map(_ordered, record["signs"])), list(map(_built, papers.lines))),
        (list(map(_recalled, record["recalls"])), list(map(_taken, papers.recalls))),
    ):
        shorter = min(len(ordered), len(built))
        at = next((at for at in range(shorter) if ordered[at] != built[at]), shorter)
        if at < max(len(ordered), len(built)):
            said, told = (" ".join(map(str, rows[at])) if at < len(rows) else "" for rows in (ordered, built))
            yield error("project-order", place, value=said, built=told)


def _ordered(sign: Mapping[str, Any]) -> tuple[object, ...]:
    material, process = _said(sign["material"]), _said(sign["process"])
    size = tuple(float(side) for side in sign["size"].split("×"))
    url = sign["code"]["url"] if "code" in sign else ""
    inks = tuple(tuple(map(float, ink.split())) for ink in sign["inks"].split("/"))
    says = (sign["slot"], sign["sign"], sign["wording"], *sign["lines"])
    return (
        int(sign["number"]),
        *_owner(sign),
        *says,
        *size,
        *inks,
        material,
        process,
        int(sign["quantity"]),
        url,
    )


def _owner(sign: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sign[key] for key in ("village", "name", "township", "township_name"))


def _built(line: Line) -> tuple[object, ...]:
    says = (line.slot, line.sign, line.wording, *line.lines)
    size = (line.width, line.height)
    rest = (line.material, line.process, line.quantity, line.url)
    return (line.number, *_owner_of(line), *says, *size, *line.inks, *rest)


def _owner_of(line: Line | Recalled) -> tuple[str, ...]:
    return line.village, line.name, line.township, line.township_name


def _recalled(old: Mapping[str, Any]) -> tuple[object, ...]:
    rest = (old["batch"], int(old["number"]), int(old["quantity"]), old["reason"], _said(old["successor"]))
    return (*_owner(old), old["sign"], old["wording"], *rest)


def _taken(old: Recalled) -> tuple[object, ...]:
    rest = (old.batch, old.number, old.quantity, old.reason, old.successor)
    return (*_owner_of(old), old.sign, old.wording, *rest)


def _facts(record: Mapping[str, Any]) -> tuple[object, ...]:
    head = tuple(
        record[key] for key in ("batch", "county", "date", "edition", "scheme", "specimen", "cut_contour")
    )
    size = tuple(float(side) for side in record["sheet"].split("×"))
    ledger = record["ledger"]
    return (*head, *size, int(ledger["lines"]), _said(ledger["fingerprint"]), _said(record["since"]))


def _told(papers: OrderPapers) -> tuple[object, ...]:
    flags = ("yes" if flag else "no" for flag in (papers.specimen, papers.cut_contour))
    head = (papers.batch, papers.county, papers.day.isoformat(), papers.edition, papers.scheme, *flags)
    return (*head, *papers.stock, papers.head, papers.fingerprint, papers.since)


def _said(text: str) -> str:
    return "" if text == _NONE else text


def _check_files(
    record: Mapping[str, Any], papers: OrderPapers, hashes: Mapping[str, str], place: Location
) -> Iterator[Finding]:
    """Every file is the one that was ordered; those of an archived batch may be kept elsewhere."""
    folder = (papers.sheet or papers.receipt).rpartition("/")[0]
    held = [file for sign in record["signs"] for file in sign["files"]] + record["files"]
    wanted = {*papers.files, papers.sheet, *(path for line in papers.lines for path in line.files)}
    for path in sorted(wanted - {f"{folder}/{file['path']}" for file in held} - {""}):
        yield error("project-order-file", place, value=path)
    for file in held:
        path = f"{folder}/{file['path']}"
        if hashes.get(path, "" if record["state"] == _ARCHIVED else None) not in (file["sha256"], ""):
            yield error("project-order-file", place, value=path)
