"""A Word template, compiled once and filled for each owner."""

from __future__ import annotations

from collections.abc import Mapping

from listgen.documents.faces import SHIPPED_FACES, PaperFaces
from listgen.documents.faults import TemplateError
from listgen.documents.filling import VaryingPart
from listgen.documents.package import Package, stored
from listgen.documents.pictures import picture_at
from listgen.documents.reading import PROPERTIES, WORD_PART, read_template
from listgen.documents.stretches import Path

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


class Template:
    """Parts that vary as compiled templates, all others deflated. Made by `compile_template`."""

    def __init__(
        self,
        constant: Mapping[str, bytes],
        varying: Mapping[str, str],
        pictures: Mapping[str, Path],
        faces: PaperFaces,
    ) -> None:
        self._package = Package(constant)
        self._pictures = pictures

        def finish(text: str) -> str:
            return faces.with_runs(text.replace("\n", _LINE_BREAK))

        self._varying = tuple(
            VaryingPart(part, source, _DECLARATION, _in_one_line if part == PROPERTIES else finish)
            for part, source in varying.items()
        )

    def render(self, data: Mapping[str, object]) -> bytes:
        """The Word file filled with `data`. Raises TemplateError for a value that it lacks, ValueError
        for a character that no paper may hold."""
        parts = [(part.name, part.fill(data)) for part in self._varying]
        parts += ((part, stored(picture_at(data, path, part).png)) for part, path in self._pictures.items())
        return self._package.fill(parts)


def _in_one_line(text: str) -> str:
    return text.replace("\n", " ")


def compile_template(data: bytes, faces: PaperFaces = SHIPPED_FACES) -> Template:
    """The template that a Word file holds, in a county's faces.

    Raises TemplateError with the first fault and its place.
    """
    read = read_template(data)
    if read.faults:
        raise TemplateError(read.faults[0])
    constant = {part: _in_faces(part, content, faces) for part, content in read.constant.items()}
    sources = {part: faces.with_runs(faces.renamed(one.text)) for part, one in read.sources.items()}
    return Template(constant, sources, read.pictures, faces)


def _in_faces(part: str, content: bytes, faces: PaperFaces) -> bytes:
    """A part of no tags; all but XML of Word's stays as it is."""
    if not (part.startswith("word/") and part.endswith(".xml")):
        return content
    text = faces.renamed(content.decode("utf-8", "surrogateescape"))
    if WORD_PART.fullmatch(part):
        text = faces.with_runs(text)
    return text.encode("utf-8", "surrogateescape")
