"""Everything that is wrong with a template, as findings that name the place in words a clerk can follow."""

from __future__ import annotations

from collections.abc import Mapping

from listgen.documents.faults import NOTES, PICTURE, Fault
from listgen.documents.lift import Source
from listgen.documents.package import read_parts
from listgen.documents.reading import BODY, read_template
from listgen.documents.scope import Scope
from listgen.documents.shape import Shape
from listgen.documents.shapes import SHAPES
from listgen.findings import Finding, Location, error, warn

_BESIDE = 12  # characters before and after a tag that are quoted, to be searched for


def check_template(data: bytes, name: str, file: str) -> list[Finding]:
    """All faults of a template that is filled with the data `name` (`list`, `booklet`), each once."""
    read = read_template(data)
    faults = [*read.faults, *read.notes]
    for source in read.sources.values():
        faults += _named(source, SHAPES[name])
    return list(dict.fromkeys(_finding(fault, file) for fault in faults))


def has_contents(data: bytes) -> bool:
    """Whether a sound template says on which page something stands."""
    return b"PAGEREF" in read_parts(data)[BODY]


def _named(source: Source, shape: Mapping[str, Shape]) -> list[Fault]:
    """Names that no data has; pictures among words, and words where a picture should be."""
    scope, found = Scope(shape), []
    drawn = {(id(one.tag), one.place) for one in source.drawn}
    for tag, place in source.tags:
        faults = scope.faults(tag, place)
        found += faults
        if not faults and tag.word == "output" and scope.pictures(tag) is not ((id(tag), place) in drawn):
            found.append(Fault(PICTURE, place, tag.text, "a picture among words, or words as a picture"))
    return found


def _finding(fault: Fault, file: str) -> Finding:
    place = fault.place
    facts = {
        "value": fault.name or fault.tag or fault.reason,
        "spot": _spot(fault),
        "region": place.region,
        "part": place.part,
        "paragraph": place.paragraph,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "quote": _quote(place.text, fault.tag),
        "tag": fault.tag,
        "reason": fault.reason,
        "hint": "near" if fault.near else "known" if fault.known else "",
        "near": fault.near,
        "known": "、".join(fault.known),
    }
    make = warn if fault.slug in NOTES else error
    return make(fault.slug, Location(file), **facts)


def _spot(fault: Fault) -> str:
    place = fault.place
    if place.table:
        return "cell"
    return "paragraph" if place.paragraph else "part" if place.part else ""


def _quote(text: str, tag: str) -> str:
    """The words around the tag, or the paragraph's first ones where it is not found as written."""
    text = " ".join(text.split())
    at = text.find(tag) if tag else -1
    if at < 0:
        at, tag = 0, text[: 2 * _BESIDE]
    start, end = max(0, at - _BESIDE), at + len(tag) + _BESIDE
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
