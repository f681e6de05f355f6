"""A notice that came in, as numbered passages: a Word document behind a gate, or a text file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers.expat import ExpatError, ParserCreate

from listgen.findings import Finding, Location, error, warn
from listgen.sources.gate import decode
from listgen.sources.zipped import BROKEN

MAX_BYTES = 20_000_000
MAX_TEXT = 500_000  # characters; a hundred pages are 60,000
MAX_PARTS = 2_000
MAX_INFLATED = 40_000_000  # of the part that holds the text
_BLOCK = 1 << 16
_DEEPEST = 200
_DOCUMENT = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")  # what is asked for in a note is asked for
_ELSEWHERE = "altChunk"  # a whole document of another form, put in
_OLD, _PDF, _ZIP = b"\xd0\xcf\x11\xe0", b"%PDF", b"PK\x03\x04"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_GONE = "moveFrom"  # where text stood before a revision moved it
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (`number`, from 1, of those that have text), or a row of a table with ｜ between cells.

    `table` and `row` are 0 for a paragraph.
    """

    text: str
    number: int = 0
    table: int = 0
    row: int = 0


class _Refused(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.slug)
        self.finding = finding


def read_notice(data: bytes, name: str) -> tuple[tuple[Passage, ...], list[Finding]]:
    """The passages of a notice and why it cannot be read; nothing of a file that is refused."""
    place = Location(name)
    if len(data) > MAX_BYTES:
        return (), [error("file-too-large", place, value=len(data), limit=MAX_BYTES)]
    if data.startswith(_OLD):
        return (), [error("notice-old-or-locked", place, value=PurePosixPath(name).suffix)]
    if data.startswith(_PDF):
        return (), [error("notice-is-a-pdf", place, value=name)]
    try:
        passages, findings = _of_word(data, place) if data.startswith(_ZIP) else _of_text(data, name)
    except _Refused as refusal:
        return (), [refusal.finding]
    if sum(len(passage.text) for passage in passages) > MAX_TEXT:
        return (), [error("notice-too-long", place, value=MAX_TEXT)]
    if not passages and not findings:
        return (), [error("notice-empty", place, value=name)]
    return passages, findings


def _of_text(data: bytes, name: str) -> tuple[tuple[Passage, ...], list[Finding]]:
    text, findings = decode(data, name)
    lines = (line.strip() for line in text.splitlines())
    full = (line for line in lines if line)
    return tuple(Passage(line, number) for number, line in enumerate(full, 1)), findings


def _of_word(data: bytes, place: Location) -> tuple[tuple[Passage, ...], list[Finding]]:
    reader = _Reader(place)
    for part in _parts(data, place):
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
        parser.CharacterDataHandler = reader.text
        parser.StartDoctypeDeclHandler = reader.doctype
        try:
            parser.Parse(part, True)
        except ExpatError as problem:
            raise _Refused(error("notice-broken", place, value=str(problem))) from problem
    unread = [warn("notice-part-unread", place, value=_ELSEWHERE)] if reader.unread else []
    return tuple(reader.passages()), unread


def _parts(data: bytes, place: Location) -> tuple[bytes, ...]:
    """The text of the document and of its notes, inflated no farther than may be. Raises _Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MAX_PARTS:
                raise _Refused(error("notice-broken", place, value=len(names)))
            if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
                raise _Refused(error("notice-with-macros", place, value=place.file))
            if _DOCUMENT not in names:
                raise _Refused(error("notice-not-word", place, value=place.file))
            parts = (_DOCUMENT, *(name for name in _NOTES if name in names))
            return tuple(_inflated(archive, part, place) for part in parts)
    except BROKEN as problem:
        raise _Refused(error("notice-broken", place, value=str(problem))) from problem


def _inflated(archive: zipfile.ZipFile, part: str, place: Location) -> bytes:
    pieces, size = [], 0
    with archive.open(part) as stream:
        while piece := stream.read(_BLOCK):
            size += len(piece)
            if size > MAX_INFLATED:
                raise _Refused(error("notice-swells", place, value=MAX_INFLATED))
            pieces.append(piece)
    return b"".join(pieces)


class _Reader:
    """Collects the text of paragraphs and rows; what was deleted in a revision is not text."""

    def __init__(self, place: Location) -> None:
        self._place = place
        self._depth = 0
        self._skipped = 0  # depth of a fallback, which says again what stands before it
        self._open: list[list[str]] = []  # paragraphs; one may stand in a text box of another
        self._in_text = False
        self._size = 0
        self._tables: list[list[str]] = []  # cells of the open row of each open table
        self._cell: list[str] = []
        self._table = self._row = 0
        self._found: list[Passage] = []
        self._number = 0
        self.unread = False

    def doctype(self, *_: object) -> None:
        raise _Refused(error("notice-doctype", self._place, value="DOCTYPE"))

    def start(self, name: str, _: object) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Refused(error("notice-broken", self._place, value=self._depth))
        tag = _word(name)
        if self._skipped or name == _FALLBACK or tag == _GONE:
            self._skipped = self._skipped or self._depth
            return
        self.unread = self.unread or tag == _ELSEWHERE
        if tag == "p":
            self._open.append([])
        elif tag == "t":
            self._in_text = True
        elif tag in ("tab", "br", "cr") and self._open:
            self._open[-1].append(" ")
        elif tag == "tbl":
            self._tables.append([])
            if len(self._tables) == 1:
                self._table += 1
                self._row = 0
        elif tag == "tr" and len(self._tables) == 1:
            self._row += 1
            self._tables[0] = []
        elif tag == "tc" and len(self._tables) == 1:
            self._cell = []

    def text(self, text: str) -> None:
        if self._in_text and self._open and not self._skipped:
            self._size += len(text)
            if self._size > MAX_TEXT:
                raise _Refused(error("notice-too-long", self._place, value=MAX_TEXT))
            self._open[-1].append(text)

    def end(self, name: str) -> None:
        depth, self._depth = self._depth, self._depth - 1
        if self._skipped:
            self._skipped = 0 if depth == self._skipped else self._skipped
            return
        tag = _word(name)
        if tag == "t":
            self._in_text = False
        elif tag == "p" and self._open:
            self._paragraph("".join(self._open.pop()).strip())
        elif tag == "tc" and len(self._tables) == 1:
            self._tables[0].append("".join(self._cell))
        elif tag == "tr" and len(self._tables) == 1:
            text = "｜".join(filter(None, self._tables[0]))
            if text:
                self._found.append(Passage(text, 0, self._table, self._row))
        elif tag == "tbl" and self._tables:
            self._tables.pop()

    def _paragraph(self, text: str) -> None:
        if text and self._tables:
            self._cell.append(text)
        elif text:
            self._number += 1
            self._found.append(Passage(text, self._number))

    def passages(self) -> Iterator[Passage]:
        """What was found, in the order of the document."""
        yield from self._found


def _word(name: str) -> str:
    """The name of an element of WordprocessingML, else nothing."""
    for space in (_WORD, _STRICT):
        if name.startswith(space):
            return name.removeprefix(space)
    return ""
