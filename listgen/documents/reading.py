"""A Word file read as a template: which of its parts vary, and everything that is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from listgen.documents.faults import TOO_LARGE, UNREADABLE, Fault, Place
from listgen.documents.language import read_tag
from listgen.documents.lift import Source, lift
from listgen.documents.ooxml import parse
from listgen.documents.package import PackageError, read_parts
from listgen.documents.pictures import place_pictures
from listgen.documents.places import region_of
from listgen.documents.stretches import Path
from listgen.documents.tags import TagError, spans
from listgen.documents.unsafe import check_parts, clean

BODY = "word/document.xml"
PROPERTIES = "docProps/core.xml"
WORD_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
# Characters of a part, and of what loops repeat: ten times what the largest shipped template has. A loop
# never multiplies another, so a paper is at most so much for each entry of its data.
MOST, MOST_REPEATED = 2_000_000, 300_000
_LOOP = re.compile(r"\{% (for|endfor)\b")


@dataclass(slots=True)
class Read:
    """What a Word file is made of: constant parts, the sources of the others, pictures of the data.

    With `faults` it is no template; `notes` it can be used with.
    """

    constant: dict[str, bytes] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    pictures: dict[str, Path] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


def read_template(data: bytes) -> Read:
    """What a Word file holds as a template, with all its faults."""
    try:
        parts = read_parts(data)
    except PackageError as fault:
        return Read(faults=[Fault(UNREADABLE, Place(""), "", str(fault))])
    if BODY not in parts:
        return Read(faults=[Fault(UNREADABLE, Place(BODY), "", "no Word file")])
    faults, notes = check_parts(parts)
    if faults:
        return Read(faults=faults, notes=notes)
    read = Read(notes=notes)
    for part, written in parts.items():
        content = clean(part, written)
        try:
            source = _source(part, content)
        except ValueError as fault:
            read.faults.append(Fault(UNREADABLE, Place(part), "", str(fault)))
            continue
        read.notes += source.notes if source else ()
        if source is None or (source.plain and not source.faults):
            read.constant[part] = content
        else:
            read.sources[part] = source
            read.faults += source.faults
            if len(source.text) > MOST or _repeated(source.text) > MOST_REPEATED:
                read.faults.append(Fault(TOO_LARGE, Place(part, region=region_of(part)), "", "too large"))
    media = place_pictures(parts, {part: source.drawn for part, source in read.sources.items()})
    read.constant |= media.changed
    for part in media.removed:
        del read.constant[part]
    read.pictures = media.paths
    read.faults += media.faults
    return read


def _repeated(text: str) -> int:
    """How much of a part stands in loops."""
    depth = start = total = 0
    for mark in _LOOP.finditer(text):
        if mark[1] == "for":
            start = mark.start() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            total += 0 if depth else mark.start() - start
    return total


def _source(part: str, content: bytes) -> Source | None:
    """The part as a template; None for one that can have no tags. Raises ValueError for broken XML."""
    if WORD_PART.fullmatch(part):
        return lift(parse(content), part)
    return _properties(content) if part == PROPERTIES else None


def _properties(content: bytes) -> Source | None:
    """The file's properties, whose texts may hold whole tags: a title that names its village."""
    root = parse(content)
    source = Source(plain=False)
    for one in root.iter(etree.Element):
        try:
            source.tags += [
                (
                    read_tag((one.text or "")[start:end]),
                    Place(PROPERTIES, region="properties", text=one.text or ""),
                )
                for start, end in spans(one.text or "")
            ]
        except TagError as fault:
            place = Place(PROPERTIES, region="properties", text=one.text or "")
            source.faults.append(Fault(fault.slug, place, fault.tag, str(fault), fault.name, fault.near))
    source.text = etree.tostring(root, encoding="unicode").replace("\n", "")
    return source if source.tags or source.faults else None
