"""Headers and footers that say the same, as one part for all sections: half of a short paper was copies."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from listgen.documents.ooxml import R, w

_BODY, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_SHARED = ("word/header", "word/footer")


def share_alike(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without headers and footers that another one equals; sections refer to that one."""
    first: dict[bytes, str] = {}
    instead: dict[str, str] = {}
    for name in (name for name in parts if name.startswith(_SHARED)):
        kept = first.setdefault(parts[name], name)
        if kept != name:
            instead[name] = kept
    relations = etree.fromstring(parts[_RELATIONS])
    ids = {f"word/{one.get('Target')}": one.get("Id", "") for one in relations}
    for one in list(relations):
        if f"word/{one.get('Target')}" in instead:
            relations.remove(one)
    body = etree.fromstring(parts[_BODY])
    changed = {ids[name]: ids[kept] for name, kept in instead.items()}
    for reference in body.iter(w("headerReference"), w("footerReference")):
        identity = reference.get(f"{{{R}}}id", "")
        reference.set(f"{{{R}}}id", changed.get(identity, identity))
    shared = {name: content for name, content in parts.items() if name not in instead}
    return shared | {_RELATIONS: etree.tostring(relations), _BODY: _xml(body)}


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
