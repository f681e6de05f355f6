"""A Word template, compiled once and filled for each owner."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from listgen.documents.faults import SYNTAX, UNKNOWN_VARIABLE, UNREADABLE, UNSAFE, Fault, Place, TemplateError
from listgen.documents.filling import VaryingPart
from listgen.documents.language import Scope, TagError, read_tag, spans
from listgen.documents.lift import Source, lift
from listgen.documents.ooxml import parse
from listgen.documents.package import Package, PackageError, read_parts
from listgen.documents.shape import Shape
from listgen.documents.shapes import SHAPES
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

    def __init__(self, constant: Mapping[str, bytes], varying: Mapping[str, str]) -> None:
        self._package = Package(constant)
        self._varying = tuple(
            VaryingPart(part, source, _DECLARATION, _in_one_line if part == _PROPERTIES else _in_lines)
            for part, source in varying.items()
        )

    def render(self, data: Mapping[str, object]) -> bytes:
        """The Word file filled with `data`. Raises TemplateError for a value that it lacks, ValueError
        for a character that no paper may hold."""
        return self._package.fill([(part.name, part.fill(data)) for part in self._varying])


def _in_lines(text: str) -> str:
    return text.replace("\n", _LINE_BREAK)


def _in_one_line(text: str) -> str:
    return text.replace("\n", " ")


def compile_template(data: bytes) -> Template:
    """The template that a Word file holds. Raises TemplateError with the first fault and its place."""
    constant, sources, faults = _read(data)
    if faults:
        raise TemplateError(faults[0])
    return Template(constant, {part: source.text for part, source in sources.items()})


def check_template(data: bytes, name: str, file: str) -> list[Finding]:
    """Everything wrong with a template that is filled with the data `name` (`list`, `booklet`)."""
    _, sources, faults = _read(data)
    for source in sources.values():
        faults += _unknown(source, SHAPES[name])
    return [_finding(fault, file) for fault in faults]


def _unknown(source: Source, shape: Mapping[str, Shape]) -> list[Fault]:
    scope = Scope(shape)
    return [
        Fault(UNKNOWN_VARIABLE, place, tag.text, "no such data", name)
        for tag, place in source.tags
        for name in scope.unknown(tag)
    ]


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


def _read(data: bytes) -> tuple[dict[str, bytes], dict[str, Source], list[Fault]]:
    """Constant parts, the sources of the others, and the faults of all."""
    try:
        parts = read_parts(data)
    except PackageError as fault:
        return {}, {}, [Fault(UNREADABLE, Place(""), "", str(fault))]
    if _BODY not in parts:
        return {}, {}, [Fault(UNREADABLE, Place(_BODY), "", "no Word file")]
    constant: dict[str, bytes] = {}
    sources: dict[str, Source] = {}
    faults = [Fault(UNSAFE, Place(part), "", part) for part, data in parts.items() if _unsafe(part, data)]
    for part, content in parts.items():
        try:
            source = _source(part, content)
        except ValueError as fault:
            faults.append(Fault(UNREADABLE, Place(part), "", str(fault)))
            continue
        if source is None:
            constant[part] = content
        else:
            sources[part] = source
            faults += source.faults
    return constant, sources, faults


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
