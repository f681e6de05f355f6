"""The theme that every Word file has to have, as small as it may be: no style of ours asks for it."""

from __future__ import annotations

from lxml import etree

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FILL = f'<a:solidFill xmlns:a="{A}"><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln xmlns:a="{A}">{_FILL}</a:ln>'
_EFFECT = f'<a:effectStyle xmlns:a="{A}"><a:effectLst/></a:effectStyle>'
_LEAST = {"fillStyleLst": _FILL, "lnStyleLst": _LINE, "effectStyleLst": _EFFECT, "bgFillStyleLst": _FILL}


def plain_theme(data: bytes) -> bytes:
    """The theme without faces of other scripts, and with the three plainest looks of each kind."""
    root = etree.fromstring(data)
    for face in list(root.iter(f"{{{A}}}font")):
        above = face.getparent()
        if above is not None:
            above.remove(face)
    for name, look in _LEAST.items():
        for looks in root.iter(f"{{{A}}}{name}"):
            looks[:] = [etree.fromstring(look) for _ in range(3)]
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
