"""What a template may not carry, since every paper made of it would: programs, links to the outside, edits.

The parts of a Word file are judged before any is read as a template. `clean` takes out what Word adds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from listgen.documents.faults import (
    ATTACHED,
    COMMENTED,
    EXTERNAL,
    FIELD,
    PROTECTED,
    TRACKED,
    UNREADABLE,
    UNSAFE,
    Fault,
    Place,
)
from listgen.documents.ooxml import parse, w
from listgen.documents.places import region_of

_TYPES = "[Content_Types].xml"
_SETTINGS = "word/settings.xml"
_NAME = re.compile(r"[A-Za-z0-9_%.~\-\[\]+ ()!$&',;=@]+(/[A-Za-z0-9_%.~\-+ ()!$&',;=@]+)*")
_PROGRAM = re.compile("vbaproject|activex|/embeddings/|macros|altchunk|afchunk|customui", re.IGNORECASE)
_ACTIVE_TYPES = ("macroEnabled", "vbaProject", "oleObject", "activeX")
_ACTIVE_RELATIONS = {"aFChunk", "oleObject", "package", "vbaProject", "control", "subDocument", "frame"}
_ACTIVE = (w("altChunk"), w("object"), w("control"), w("subDoc"))
_CHANGES = (
    *map(w, ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange")),
    *map(w, ("tblPrChange", "trPrChange", "tcPrChange")),
)
# Fields that count pages or lead within the paper; any other asks a file, a program or the clock.
_FIELDS = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "STYLEREF"),
        *("SEQ", "TOC", "TC", "XE", "INDEX", "EQ", "SYMBOL", "ADVANCE", "LISTNUM", "AUTONUM"),
        *("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"),
    )
)
_ATTACHED = "/attachedTemplate"


def check_parts(parts: Mapping[str, bytes]) -> tuple[list[Fault], list[Fault]]:
    """Faults of the parts, and notes of what does no harm but should be known."""
    faults = [*_check_names(parts)]
    trees: dict[str, etree._Element] = {}
    for part, content in parts.items():
        if part.endswith((".xml", ".rels")):
            try:
                trees[part] = parse(content)
            except ValueError as fault:
                faults.append(_of(UNREADABLE, part, str(fault)))
    if _TYPES not in parts:
        faults.append(_of(UNREADABLE, _TYPES, "no Word file"))
    notes: list[Fault] = []
    for part, tree in trees.items():
        if part == _TYPES:
            faults += (
                _of(UNSAFE, part, one) for one in _values(tree) if any(t in one for t in _ACTIVE_TYPES)
            )
        elif part.endswith(".rels"):
            for found in _check_relations(part, tree):
                (notes if found.slug == ATTACHED else faults).append(found)
        elif part.startswith("word/"):
            faults += _check_word(part, tree)
            notes += _remarks(part, tree)
    return faults, notes


def clean(part: str, content: bytes) -> bytes:
    """The part without the template that Word attached to it, which is a path of somebody's computer."""
    if _ATTACHED.encode() not in content and not (part == _SETTINGS and b"attachedTemplate" in content):
        return content
    root = parse(content)
    for one in list(root.iter(etree.Element)):
        above = one.getparent()
        if above is not None and (
            one.get("Type", "").endswith(_ATTACHED) or one.tag == w("attachedTemplate")
        ):
            above.remove(one)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _of(slug: str, part: str, reason: str) -> Fault:
    return Fault(slug, Place(part, region=region_of(part)), "", reason, reason)


def _check_names(parts: Mapping[str, bytes]) -> Iterator[Fault]:
    twins = Counter(part.casefold() for part in parts)
    for part in parts:
        if not _NAME.fullmatch(part) or ".." in part.split("/") or _PROGRAM.search(part):
            yield _of(UNSAFE, part, part)
        elif twins[part.casefold()] > 1:
            yield _of(UNREADABLE, part, part)


def _values(tree: etree._Element) -> Iterator[str]:
    return (str(value) for one in tree.iter(etree.Element) for value in one.attrib.values())


def _check_relations(part: str, tree: etree._Element) -> Iterator[Fault]:
    for one in tree.iter(etree.Element):
        kind, target = one.get("Type", ""), one.get("Target", "")
        if kind.rpartition("/")[2] in _ACTIVE_RELATIONS:
            yield _of(UNSAFE, part, target)
        elif one.get("TargetMode", "").casefold() == "external":
            yield _of(ATTACHED if kind.endswith(_ATTACHED) else EXTERNAL, part, target)


def _check_word(part: str, tree: etree._Element) -> Iterator[Fault]:
    active = next(tree.iter(*_ACTIVE), None)
    if active is not None:
        yield _of(UNSAFE, part, etree.QName(active).localname)
    if next(tree.iter(*_CHANGES), None) is not None:
        yield _of(TRACKED, part, "changes are tracked")
    for instruction in dict.fromkeys(_instructions(tree)):
        word = instruction.upper().split(None, 1)[0] if instruction.split() else ""
        local = word == "HYPERLINK" and re.match(r"\s*HYPERLINK\s+\\l\s", instruction, re.IGNORECASE)
        if word and word not in _FIELDS and not local:
            yield _of(FIELD, part, " ".join(instruction.split()))


def _instructions(tree: etree._Element) -> Iterator[str]:
    """What each field of a part says, fields within fields too."""
    for simple in tree.iter(w("fldSimple")):
        yield simple.get(w("instr"), "")
    open_fields: list[str] = []
    for one in tree.iter(w("fldChar"), w("instrText"), w("delInstrText")):
        kind = one.get(w("fldCharType"))
        if one.tag != w("fldChar"):
            open_fields = open_fields or [""]
            open_fields[-1] += one.text or ""
        elif kind == "begin":
            open_fields.append("")
        elif kind == "end" and open_fields:
            yield open_fields.pop()
    yield from open_fields


def _remarks(part: str, tree: etree._Element) -> Iterator[Fault]:
    if next(tree.iter(w("comment")), None) is not None:
        yield _of(COMMENTED, part, "comments")
    protection = next(tree.iter(w("documentProtection")), None)
    if protection is not None and protection.get(w("enforcement")) in ("1", "true", "on"):
        yield _of(PROTECTED, part, "protected")
