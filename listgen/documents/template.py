"""A Word template, compiled once and filled for each owner."""

from __future__ import annotations

from collections.abc import Mapping

from listgen.documents.faults import TemplateError
from listgen.documents.filling import VaryingPart
from listgen.documents.package import Package, stored
from listgen.documents.pictures import picture_at
from listgen.documents.reading import PROPERTIES, read_template
from listgen.documents.stretches import Path

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
            VaryingPart(part, source, _DECLARATION, _in_one_line if part == PROPERTIES else _in_lines)
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
    read = read_template(data)
    if read.faults:
        raise TemplateError(read.faults[0])
    sources = {part: source.text for part, source in read.sources.items()}
    return Template(read.constant, sources, read.pictures)
