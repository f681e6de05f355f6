"""A Word template, compiled once and filled for each owner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from listgen.documents.faults import (
    PICTURE,
    SYNTAX,
    UNKNOWN_VARIABLE,
    UNREADABLE,
    UNSAFE,
    Fault,
    Place,
    TemplateError,
)
from listgen.documents.filling import VaryingPart
from listgen.documents.language import Scope, TagError, read_tag, spans
from listgen.documents.lift import Source, lift
from listgen.documents.ooxml import parse
from listgen.documents.package import Package, PackageError, read_parts, stored
from listgen.documents.pictures import picture_at, place_pictures
from listgen.documents.shape import Shape
from listgen.documents.shapes import SHAPES
from listgen.documents.stretches import Path
from listgen.findings import Finding, Location, error

_BODY = "word/document.xml"
_PROPERTIES = "docProps/core.xml"
_WORD_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TYPES = "[Content_Types].xml"
_PROGRAM = re.compile("vbaproject|activex|/embeddings/|macros|altchunk|afchunk|customui", re.IGNORECASE)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


class Template:
    """Parts that vary as compiled templates, all others deflated. Made by `compile_template`."""

    def __init__(
        self, constant: Mapping[str, bytes], varying: Mapping[str, str], pictures: Mapping[str, Path]
    ) -> None:
        self._package = Package(constant)
        self._pictures = pictures
        self._varying = tuple(
            VaryingPart(part, source, _DECLARATION, _in_one_line if part == _PROPERTIES else _in_lines)
            for part, source in varying.items()
        )

    def render(self, data: Mapping[str, object]) -> bytes:
        """The Word file filled with `data`. Raises TemplateError for a value that it lacks, ValueError
        for a character that no paper may hold."""
        parts = [(part.name, part.fill(data)) for part in self._varying]
        parts += ((part, stored(picture_at(data, path, part).png)) for part, path in self._pictures.items())
        return self._package.fill(parts)


def _in_lines(text: str) -> str:
    return text.replace("\n", _LINE_BREAK)


def _in_one_line(text: str) -> str:
    return text.replace("\n", " ")


def compile_template(data: bytes) -> Template:
    """The template that a Word file holds. Raises TemplateError with the first fault and its place."""
    read = _read(data)
    if read.faults:
        raise TemplateError(read.faults[0])
    sources = {part: source.text for part, source in read.sources.items()}
    return Template(read.constant, sources, read.pictures)


def check_template(data: bytes, name: str, file: str) -> list[Finding]:
    """Everything wrong with a template that is filled with the data `name` (`list`, `booklet`)."""
    read = _read(data)
    faults = read.faults
    for source in read.sources.values():
        faults += _unknown(source, SHAPES[name])
        faults += _misplaced(source, SHAPES[name])
    return [_finding(fault, file) for fault in faults]


def has_contents(data: bytes) -> bool:
    """Whether a sound template says on which page something stands."""
    return b"PAGEREF" in read_parts(data)[_BODY]


def _unknown(source: Source, shape: Mapping[str, Shape]) -> list[Fault]:
    scope = Scope(shape)
    return [
        Fault(UNKNOWN_VARIABLE, place, tag.text, "no such data", name)
        for tag, place in source.tags
        for name in scope.unknown(tag)
    ]


def _misplaced(source: Source, shape: Mapping[str, Shape]) -> list[Fault]:
    """Pictures among words, and words where a picture should be."""
    scope, found = Scope(shape), []
    drawn = {(id(one.tag), one.place) for one in source.drawn}
    for tag, place in source.tags:
        if scope.unknown(tag):
            continue
        if tag.word == "output" and scope.pictures(tag) is not ((id(tag), place) in drawn):
            found.append(Fault(PICTURE, place, tag.text, "a picture among words, or words as a picture"))
    return found


def _finding(fault: Fault, file: str) -> Finding:
    place = fault.place
    return error(
        fault.slug,
        Location(file, line=place.paragraph),
        value=fault.name or fault.tag,
        part=place.part,
        paragraph=place.paragraph,
        table=place.table,
        row=place.row,
        tag=fault.tag,
        reason=fault.reason,
    )


@dataclass(slots=True)
class _Read:
    """What a Word file is made of: constant parts, the sources of the others, pictures of the data."""

    constant: dict[str, bytes] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    pictures: dict[str, Path] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def _read(data: bytes) -> _Read:
    try:
        parts = read_parts(data)
    except PackageError as fault:
        return _Read(faults=[Fault(UNREADABLE, Place(""), "", str(fault))])
    if _BODY not in parts:
        return _Read(faults=[Fault(UNREADABLE, Place(_BODY), "", "no Word file")])
    read = _Read(
        faults=[Fault(UNSAFE, Place(part), "", part) for part, data in parts.items() if _unsafe(part, data)]
    )
    for part, content in parts.items():
        try:
            source = _source(part, content)
        except ValueError as fault:
            read.faults.append(Fault(UNREADABLE, Place(part), "", str(fault)))
            continue
        if source is None:
            read.constant[part] = content
        else:
            read.sources[part] = source
            read.faults += source.faults
    media = place_pictures(parts, {part: source.drawn for part, source in read.sources.items()})
    read.constant |= media.changed
    for part in media.removed:
        del read.constant[part]
    read.pictures = media.paths
    read.faults += media.faults
    return read


def _unsafe(part: str, content: bytes) -> bool:
    """Whether a part is a program, or fetches from outside: every paper made of it would."""
    if _PROGRAM.search(part) or part.startswith("/") or ".." in part.split("/"):
        return True
    if part.endswith(".rels"):
        return b'TargetMode="External"' in content
    return part == _TYPES and (b"macroEnabled" in content or b"vbaProject" in content)


def _source(part: str, content: bytes) -> Source | None:
    """The part as a template; None for one that has no tags. Raises ValueError for broken XML."""
    if _WORD_PART.fullmatch(part):
        source = lift(parse(content), part)
        return None if source.plain and not source.faults else source
    return _properties(content) if part == _PROPERTIES else None


def _properties(content: bytes) -> Source | None:
    """The file's properties, whose texts may hold whole tags: a title that names its village."""
    root = parse(content)
    source = Source()
    for one in root.iter(etree.Element):
        try:
            source.tags += [
                (read_tag((one.text or "")[start:end]), Place(_PROPERTIES))
                for start, end in spans(one.text or "")
            ]
        except TagError as fault:
            source.faults.append(Fault(SYNTAX, Place(_PROPERTIES), fault.tag, str(fault)))
    source.text = etree.tostring(root, encoding="unicode").replace("\n", "")
    return source if source.tags or source.faults else None
