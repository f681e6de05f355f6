"""What stands outside the type area: page numbers (7.5, 8) and the mark of a specimen."""

from __future__ import annotations

from lxml import etree

from listgen.documents.ooxml import W, element, properties, put
from listgen.documents.page import BOTTOM, LEFT, NUMBER_BELOW, NUMBER_PT, PAPER_WIDTH, RIGHT
from listgen.units import mm_to_emu, pt_to_mm

_BOX_ALONG, _BOX_ACROSS = 30.0, 6.0

# Text turned a quarter clockwise, fixed to the sheet: where the portrait page's foot is when it is turned.
_TURNED = """<w:r xmlns:w="{word}"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:rPr><w:noProof/></w:rPr>
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{height}" behindDoc="0"
 locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{length}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{identity}" name="{name}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{length}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>
<wps:txbx><w:txbxContent><w:p><w:pPr><w:pStyle w:val="{style}"/><w:ind w:left="0" w:right="0"/></w:pPr></w:p>
</w:txbxContent></wps:txbx>
<wps:bodyPr rot="0" vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""


def footer_number() -> list[etree._Element]:
    """The runs of “— 1 —”, the number a field."""
    field = element("fldSimple", _run("1"), instr=" PAGE ")
    return [_run("— "), field, _run(" —")]


def turned_number(odd: bool) -> etree._Element:
    """The page number of a landscape sheet: where a portrait page has it, so at the left edge, reading
    down; an odd page's is low, an even page's is high (8)."""
    one = pt_to_mm(NUMBER_PT)
    top = PAPER_WIDTH - RIGHT - one - _BOX_ALONG if odd else LEFT + one
    source = _TURNED.format(
        word=W,
        height=251659264 + odd,
        x=mm_to_emu(BOTTOM - NUMBER_BELOW - _BOX_ACROSS / 2),
        y=mm_to_emu(top),
        width=mm_to_emu(_BOX_ACROSS),
        length=mm_to_emu(_BOX_ALONG),
        identity=901 if odd else 902,
        name="page-number-odd" if odd else "page-number-even",
        style="GwPageOdd" if odd else "GwPageEven",
    )
    run = etree.fromstring(source.replace("\n", ""))
    holder = next(run.iter(f"{{{W}}}p"))
    holder.extend(footer_number())
    return run


def specimen_line(line: etree._Element) -> etree._Element:
    """The header's paragraph: it must not push the text down, whatever it holds."""
    put(properties(line, "pPr"), element("spacing", before=0, after=0, line=280, lineRule="exact"))
    return line


def _run(text: str) -> etree._Element:
    words = element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", words)
