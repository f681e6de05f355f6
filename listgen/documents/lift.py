"""From Word's XML to the source of a template: tags are joined, judged and lifted to what they repeat.

A tag that stands alone in a row, a cell or a paragraph repeats (or drops) whole rows, cells or
paragraphs; any other works inside its paragraph. Tags become processing instructions, so that the tree
stays a tree and nothing is escaped twice; the last step takes off their brackets.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from listgen.documents.faults import (
    COLUMNS,
    IN_ATTRIBUTE,
    NOT_CLOSED,
    NOT_OPENED,
    NOTES,
    OTHER_LEVEL,
    PICTURE,
    TOO_DEEP,
    Fault,
    Place,
)
from listgen.documents.language import CLOSERS, DEEPEST, MIDDLES, OPENERS, Tag, read_tag
from listgen.documents.ooxml import element, properties, put, texts, w
from listgen.documents.pictures import ABOUT, Drawn, forget, read_drawn
from listgen.documents.places import places, region_of
from listgen.documents.rounds import fit_heights, number_marks
from listgen.documents.tags import TagError, find_tags

_TARGET = "listgen"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_KEEPS_TEXT = {w("t"), w("instrText"), w("delText")}
_NO_TAG_ALONE = (w("drawing"), w("pict"), w("object"))
_BREAK = f"{w('pPr')}/{w('sectPr')}"  # LibreOffice puts the end of a section into the tag before it


@dataclass(slots=True)
class Source:
    """One part as a template: its text, its tags in reading order with their places, its faults.

    `plain` says that it holds no tag at all, not even a comment. `notes` are faults that it can be used with.
    """

    text: str = ""
    plain: bool = True
    tags: list[tuple[Tag, Place]] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


def lift(root: etree._Element, part: str) -> Source:
    """The source of a part of Word's. Changes the tree."""
    return _Lift(root, part).source()


class _Lift:
    def __init__(self, root: etree._Element, part: str) -> None:
        self.root = root
        self.result = Source()
        self.places = places(root, part)
        self.part = part
        self.tags: dict[etree._Element, tuple[Tag, Place]] = {}
        self.drawn: dict[etree._Element, Drawn] = {}

    def source(self) -> Source:
        self._read_pictures()
        self._refuse_attributes()
        for name in ("tr", "tc", "p"):
            for whole in list(self.root.iter(w(name))):
                self._lift_whole(whole)
        for paragraph in list(self.root.iter(w("p"))):
            self._lift_inside(paragraph)
        self._pair()
        for table in list(self.root.iter(w("tbl"))):
            self._fit_columns(table)
        tags = {instruction: tag for instruction, (tag, _) in self.tags.items()}
        number_marks(self.root, tags)
        fit_heights(self.root, tags)
        if not self.result.faults:
            self.result.text = _serialised(self.root)
        return self.result

    def _fault(self, slug: str, place: Place, tag: str, reason: str, near: str = "") -> None:
        self.result.faults.append(Fault(slug, place, tag, reason, near=near))

    def _misread(self, place: Place, fault: TagError) -> None:
        found = Fault(fault.slug, place, fault.tag, str(fault), fault.name, fault.near)
        (self.result.notes if fault.slug in NOTES else self.result.faults).append(found)

    def _read_pictures(self) -> None:
        """Drawings whose alternative text names a picture of the data."""
        for about in self.root.iter(ABOUT):
            place = self.places.get(next(about.iterancestors(w("p")), about), Place(self.part))
            try:
                drawn = read_drawn(about, place)
            except TagError as fault:
                self.result.plain = False
                self.result.faults.append(Fault(PICTURE, place, fault.tag, str(fault)))
                forget(about)  # named once is enough
                continue
            if drawn is not None:
                self.result.plain = False
                self.drawn[about] = drawn

    def _refuse_attributes(self) -> None:
        """A tag in any other attribute or in a field's code would be filled without anyone's judging it."""
        tags = {drawn.tag.text for drawn in self.drawn.values()}
        for one in self.root.iter(etree.Element):
            hidden = [] if one.tag == w("t") else [one.text or ""]
            for value in (*one.attrib.values(), *hidden):
                if value in tags:
                    continue
                if any(opening in str(value) for opening in ("{{", "{%", "{#")):
                    place = Place(self.part, region=region_of(self.part))
                    self._fault(IN_ATTRIBUTE, place, str(value)[:40], "a tag in an attribute")

    def _read(self, written: str, place: Place) -> Tag | None:
        self.result.plain = False
        try:
            return read_tag(written)
        except TagError as fault:
            self._misread(place, fault)
            return None

    def _instruction(self, tag: Tag, place: Place) -> etree._Element:
        made = etree.ProcessingInstruction(_TARGET, tag.text)
        self.tags[made] = (tag, place)
        return made

    def _lift_whole(self, whole: etree._Element) -> None:
        """Replaces a row, cell or paragraph that holds one block tag, and no more, by that tag."""
        written = "".join(text.text or "" for text in whole.iter(w("t"))).strip()
        if not written.startswith(("{%", "{#")) or next(whole.iter(*_NO_TAG_ALONE), None) is not None:
            return
        if find_tags(written) != ([(0, len(written))], []):
            return  # a fault is named when its paragraph is read
        paragraph = next((one for one in whole.iter(w("p")) if any(piece.text for piece in texts(one))), None)
        if paragraph is None:
            return
        place = self.places[paragraph]
        tag = self._read(written, place)
        above = whole.getparent()
        if tag is None or above is None:
            for text in whole.iter(w("t")):
                text.text = ""  # named once is enough
        elif whole.find(_BREAK) is not None:
            if tag.block:
                whole.addprevious(self._instruction(tag, place))
            for text in whole.iter(w("t")):
                text.text = ""
        elif tag.block:
            above.replace(whole, self._instruction(tag, place))
        else:
            above.remove(whole)

    def _lift_inside(self, paragraph: etree._Element) -> None:
        """Tags among the words of a paragraph: joined from their runs, each turned into an instruction."""
        pieces = list(texts(paragraph))
        written = "".join(piece.text or "" for piece in pieces)
        place = self.places[paragraph]
        found, faults = find_tags(written)
        for fault in faults:
            self._misread(place, fault)
        read = [(span, self._read(written[span[0] : span[1]], place)) for span in found]
        for (start, end), tag in reversed(read):
            if tag is not None:
                self._cut(pieces, start, end, tag, place)

    def _cut(self, pieces: list[etree._Element], start: int, end: int, tag: Tag, place: Place) -> None:
        """Takes the characters from `start` to `end` out of the pieces and puts the tag there."""
        first, after_first = _piece_at(pieces, start)
        last, before_last = _piece_at(pieces, end - 1)
        rest = (pieces[last].text or "")[before_last + 1 :]
        for piece in pieces[first + 1 : last + 1]:
            piece.text = ""
        if last != first:
            pieces[last].text = rest
        piece = pieces[first]
        piece.text = (piece.text or "")[:after_first]
        piece.set(_PRESERVE, "preserve")
        tail = rest if last == first else ""
        if tag.block:
            _split_run(piece, self._instruction(tag, place), tail)
        elif tag.word == "output":
            made = self._instruction(tag, place)
            made.tail = tail
            piece.insert(0, made)
        else:
            piece.text += tail

    def _pair(self) -> None:
        """Each opening tag has its closing one at the same level, in the same row, cell or paragraph."""
        open_tags: list[tuple[Tag, Place, etree._Element | None]] = []
        for instruction in self.root.iter(etree.ProcessingInstruction, ABOUT):
            if instruction in self.drawn:
                self._pair_picture(self.drawn[instruction], [tag for tag, _, _ in open_tags])
            if instruction not in self.tags:
                continue
            tag, place = self.tags[instruction]
            self.result.tags.append((tag, place))
            above = instruction.getparent()
            if tag.word in OPENERS:
                open_tags.append((tag, place, above))
                if len(open_tags) > DEEPEST:
                    self._fault(TOO_DEEP, place, tag.text, "nested too deep")
            elif tag.block:
                opener = open_tags[-1] if open_tags else None
                wanted = {CLOSERS[tag.word]} if tag.word in CLOSERS else {"if"}
                if opener is None or opener[0].word not in wanted:
                    wrong = opener[0].text if opener and tag.word in CLOSERS else ""
                    near = f"{{% {OPENERS[opener[0].word]} %}}" if opener and wrong else ""
                    self._fault(NOT_OPENED, place, tag.text, f"closes or parts nothing {wrong}".strip(), near)
                    continue
                if opener[2] is not above:
                    reason = f"not at the level of {opener[0].text} ({opener[1]})"
                    self._fault(OTHER_LEVEL, place, tag.text, reason, opener[0].text)
                if tag.word not in MIDDLES:
                    open_tags.pop()
        if open_tags:  # what is never closed makes all after it look deeper
            self.result.faults = [fault for fault in self.result.faults if fault.slug != TOO_DEEP]
        for tag, place, _ in open_tags:
            self._fault(NOT_CLOSED, place, tag.text, "is never closed", f"{{% {OPENERS[tag.word]} %}}")

    def _pair_picture(self, drawn: Drawn, inside: list[Tag]) -> None:
        """A picture is one part of the file, so it can be only one of the data's."""
        self.result.tags.append((drawn.tag, drawn.place))
        self.result.drawn.append(drawn)
        if any(tag.word == "for" for tag in inside):
            self.result.faults.append(
                Fault(PICTURE, drawn.place, drawn.tag.text, "a picture cannot be repeated")
            )

    def _fit_columns(self, table: etree._Element) -> None:
        """A table whose cells repeat takes its columns' widths from the data: `width`, in twips."""
        loops = [(loop, row) for row in table.findall(w("tr")) if (loop := self._cell_loop(row)) is not None]
        if not loops:
            return
        loop, row = loops[0]
        columns = loop.split(" in ", 1)[1]
        if any(above in self.tags for above in row.itersiblings(preceding=True)):
            place = next((self.places[one] for one in row.iter(w("p"))), Place(self.part))
            self._fault(COLUMNS, place, loop, "repeat the columns before the rows")
        grid = properties(table, "tblGrid")
        for old in list(grid):
            grid.remove(old)
        grid.extend(
            [
                etree.ProcessingInstruction(_TARGET, f"{{% for column in {columns} %}}"),
                element("gridCol", w="{{ column.width }}"),
                etree.ProcessingInstruction(_TARGET, "{% endfor %}"),
            ]
        )
        width = f"{{{{ {columns}|sum(attribute='width') }}}}"
        put(properties(table, "tblPr"), element("tblW", w=width, type="dxa"))

    def _cell_loop(self, row: etree._Element) -> str | None:
        """`name in list` of the loop over a row's cells, whose widths it sets; None for a plain row."""
        first = row.find(f"{w('tc')}")
        instruction = next((child for child in row if child in self.tags), None)
        if instruction is None:
            return None
        tag, place = self.tags[instruction]
        cells = row.findall(w("tc"))
        before = instruction.getprevious()
        if tag.word != "for" or (before is not None and before in cells) or row[-1] in cells or first is None:
            self._fault(COLUMNS, place, tag.text, "a row repeats all of its cells or none")
            return None
        loop = tag.text[2:-2].strip().removeprefix("for ")
        name = loop.split(" in ", 1)[0].strip()
        for cell in cells:
            put(properties(cell, "tcPr"), element("tcW", w=f"{{{{ {name}.width }}}}", type="dxa"))
        return loop


def _piece_at(pieces: list[etree._Element], position: int) -> tuple[int, int]:
    """Which piece holds the character at `position`, and where in it."""
    for index, piece in enumerate(pieces):
        length = len(piece.text or "")
        if position < length:
            return index, position
        position -= length
    raise IndexError(position)


def _split_run(piece: etree._Element, instruction: etree._Element, tail: str) -> None:
    """Puts the instruction between a run and a second one that takes what follows `piece`."""
    run = piece.getparent()
    assert run is not None
    rest = element("r")
    look = run.find(w("rPr"))
    if look is not None:
        rest.append(deepcopy(look))
    following = list(piece.itersiblings())
    if tail or len(piece):
        second = element("t")
        second.set(_PRESERVE, "preserve")
        second.text = tail
        second.extend(list(piece))
        rest.append(second)
    rest.extend(following)
    run.addnext(instruction)
    if len(rest) > (look is not None):
        instruction.addnext(rest)


def _serialised(root: etree._Element) -> str:
    """The tree as text, instructions without their brackets, nothing between elements."""
    for one in root.iter(etree.Element):
        if one.tag not in _KEEPS_TEXT and len(one) and one.text and not one.text.strip():
            one.text = None
        if one.tail and not one.tail.strip():
            one.tail = None
    etree.cleanup_namespaces(root, keep_ns_prefixes=_ignorable(root))
    source = etree.tostring(root, encoding="unicode")
    return source.replace(f"<?{_TARGET} ", "").replace("?>", "")


def _ignorable(root: etree._Element) -> list[str]:
    """Prefixes that mc:Ignorable names must stay declared."""
    mark = root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable", "")
    return [*mark.split(), "w", "r", "wps"]
