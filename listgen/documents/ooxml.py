"""WordprocessingML by name: elements, and children put where the schema wants them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {"w": W, "r": R}

# Children in the order of the schema (ECMA-376 part 1, 17), as far as listgen writes them.
_ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore widowControl suppressLineNumbers pBdr shd tabs "
        "kinsoku overflowPunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid spacing ind "
        "contextualSpacing jc outlineLvl rPr sectPr"
    ),
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs u bdr shd vertAlign lang",
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
        "qFormat locked pPr rPr tblPr"
    ),
    "sectPr": (
        "headerReference footerReference type pgSz pgMar pgBorders pgNumType cols vAlign titlePg "
        "textDirection docGrid"
    ),
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "trPr": "cantSplit trHeight tblHeader jc",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign",
}


def w(name: str) -> str:
    """The full name of `name` in Word's namespace."""
    return f"{{{W}}}{name}"


def element(name: str, /, *children: etree._Element, **attributes: object) -> etree._Element:
    """`<w:name w:attribute="…">` with these children."""
    made = etree.Element(w(name), nsmap=NAMESPACES)
    for attribute, value in attributes.items():
        made.set(w(attribute), str(value))
    made.extend(children)
    return made


def put(parent: etree._Element, child: etree._Element) -> etree._Element:
    """Puts `child` where the schema wants it in `parent`, in place of one of its name. Returns it."""
    order = _ORDER[etree.QName(parent).localname].split()
    name = etree.QName(child).localname
    place = order.index(name)
    if not name.endswith("Reference"):
        for old in parent.findall(w(name)):
            parent.remove(old)
    before = [one for one in parent if order.index(etree.QName(one).localname) <= place]
    parent.insert(len(before), child)
    return child


def properties(owner: etree._Element, name: str) -> etree._Element:
    """The properties element `name` (pPr, rPr, tcPr …) of `owner`, made first where it was missing."""
    found = owner.find(w(name))
    if found is None:
        found = element(name)
        owner.insert(0, found)
    return found


def parse(data: bytes) -> etree._Element:
    """The root of an XML part, without comments and instructions.

    Raises ValueError for what is no XML, and for a document type, which no Word file has.
    """
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise ValueError(str(fault)) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type is not allowed")
    return root


def texts(owner: etree._Element) -> Iterator[etree._Element]:
    """The `w:t` of a paragraph, without those of paragraphs inside it (text boxes)."""
    for text in owner.iter(w("t")):
        above = next(text.iterancestors(w("p")), None)
        if above is owner:
            yield text
