"""Pictures of a template: a drawing whose alternative text is one tag shows what the tag names in the data.

Word keeps a picture as a part of its own that the drawing names by a relation; the part is replaced, so size,
place and frame stay as they were drawn.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jinja2 import nodes
from lxml import etree

from listgen.documents.faults import PICTURE, Fault, Place, TemplateError
from listgen.documents.language import Tag, read_tag
from listgen.documents.ooxml import R, parse
from listgen.documents.picture import Picture
from listgen.documents.stretches import Path, paths
from listgen.documents.tags import TagError, spans

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
ABOUT = f"{{{_PLACED}}}docPr"
_TEXT = "descr"
_MEDIA = "word/media/"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing that shows a picture of the data. `relation` names the part that is to be replaced."""

    tag: Tag
    place: Place
    relation: str

    @property
    def path(self) -> Path:
        """Where the data has it."""
        assert self.tag.node is not None
        return next(paths(self.tag.node))


def read_drawn(about: etree._Element, place: Place) -> Drawn | None:
    """The drawing whose properties these are, its alternative text a plain tag now; None for one without a
    tag. Raises TagError."""
    written = about.get(_TEXT, "").strip()
    found = spans(written)
    if not found:
        return None
    tag = read_tag(written) if found == [(0, len(written))] else None
    if tag is None or not isinstance(tag.node, nodes.Output) or not _only_names(tag.node):
        raise TagError(written[:40], "an alternative text is one tag that names a picture")
    drawing = about.getparent()
    assert drawing is not None
    blips = list(drawing.iter(f"{{{_DRAWING}}}blip"))
    relation = blips[0].get(f"{{{R}}}embed") if len(blips) == 1 else None
    if not relation:
        raise TagError(written[:40], "no picture, or several in one drawing")
    for other in list(blips[0]):
        blips[0].remove(other)  # effects, and the SVG that Word would show in the PNG's place
    for one in _written(about):
        if one is about or one.get(_TEXT, "").strip() == written:
            one.set(_TEXT, tag.text)
    return Drawn(tag, place, relation)


def forget(about: etree._Element) -> None:
    """Takes the alternative text off a drawing."""
    for one in _written(about):
        if _TEXT in one.attrib:
            del one.attrib[_TEXT]


def _written(about: etree._Element) -> list[etree._Element]:
    """Where the alternative text of a drawing stands: some programs write it twice."""
    drawing = about.getparent()
    return [about] if drawing is None else [about, *drawing.iter(f"{{{_PICTURE}}}cNvPr")]


def _only_names(node: nodes.Output) -> bool:
    parts = (*node.nodes, *node.find_all(nodes.Node))
    return len(node.nodes) == 1 and all(isinstance(one, nodes.Name | nodes.Getattr) for one in parts)


@dataclass(slots=True)
class Media:
    """The parts that pictures replace: what is put there, and the other parts as they become."""

    paths: dict[str, Path]
    changed: dict[str, bytes]
    removed: set[str]
    faults: list[Fault]


def place_pictures(parts: Mapping[str, bytes], drawn: Mapping[str, Iterable[Drawn]]) -> Media:
    """Which parts the drawings of each part show. A part that something else shows too is a fault."""
    media = Media({}, {}, set(), [])
    shown: dict[str, list[Drawn]] = {}
    relations = {part: _relations(parts, part) for part in parts if part.endswith(".xml")}
    for part, drawings in drawn.items():
        for one in drawings:
            target = relations[part].get(one.relation, "")
            if target not in parts or not target.startswith(_MEDIA):
                media.faults.append(Fault(PICTURE, one.place, one.tag.text, "a picture that is not there"))
            else:
                shown.setdefault(target, []).append(one)
    for target, by in shown.items():
        uses = sum(_uses(parts[part], target, of) for part, of in relations.items())
        if uses > len(by) or len({one.path for one in by}) > 1:
            reason = "several drawings show this picture"
            media.faults += [Fault(PICTURE, one.place, one.tag.text, reason) for one in by]
        else:
            name = f"{posixpath.splitext(target)[0]}.png"
            if name != target:
                _rename(parts, media, target, name)
            media.paths[name] = by[0].path
            media.removed.add(target)
    return media


def picture_at(data: Mapping[str, object], path: Path, part: str) -> Picture:
    """The picture that goes into `part`. Raises TemplateError for a value that is none."""
    value: object = data
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(value, Picture):
        raise TemplateError(Fault(PICTURE, Place(part), ".".join(path), "no picture"))
    return value


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _relations(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """The parts that a part's relations lead to, by their ids."""
    data = parts.get(_relations_part(part))
    if data is None:
        return {}
    try:
        root = parse(data)
    except ValueError:
        return {}  # said of the part itself
    return {one.get("Id", ""): _target(part, one.get("Target", "")) for one in root}


def _target(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _uses(data: bytes, target: str, relations: Mapping[str, str]) -> int:
    return sum(data.count(f'"{name}"'.encode()) for name, leads in relations.items() if leads == target)


def _rename(parts: Mapping[str, bytes], media: Media, old: str, new: str) -> None:
    """Makes a picture that was pasted as JPEG, say, a PNG by name and type."""
    for part in parts:
        relations = _relations_part(part)
        if old in _relations(parts, part).values():
            root = parse(media.changed.get(relations, parts[relations]))
            for one in root:
                if _target(part, one.get("Target", "")) == old:
                    one.set("Target", f"/{new}")
            media.changed[relations] = _xml(root)
    types = parse(media.changed.get(_TYPES, parts[_TYPES]))
    known = {one.get("Extension", "").lower() for one in types}
    if "png" not in known:
        png = etree.Element(f"{{{_CONTENT}}}Default", Extension="png", ContentType="image/png")
        types.insert(0, png)
    for one in list(types):
        if one.get("PartName") == f"/{old}":
            types.remove(one)
    media.changed[_TYPES] = _xml(types)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
