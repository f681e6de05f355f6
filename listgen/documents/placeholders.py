"""Pictures of a master: frames of their size, which a picture of the data takes the place of."""

from __future__ import annotations

import io

from docx.parts.story import StoryPart
from docx.shared import Mm
from lxml import etree

from listgen.documents.ooxml import element, properties, put
from listgen.documents.tables import Block
from listgen.qr.png import ONE_BIT_GREY, framed

_SIDE, _EDGE = 64, 2  # pixels
_PER_METRE = 2000


def put_picture(block: Block, paragraph: etree._Element, part: StoryPart) -> etree._Element:
    """The paragraph with a square picture in it, `width` mm wide, that shows what the tag `picture` names."""
    side = Mm(float(str(block["width"])))
    inline = part.new_pic_inline(io.BytesIO(placeholder()), side, side)
    inline.docPr.set("name", f"图片 {inline.docPr.get('id')}")
    inline.docPr.set("descr", str(block["picture"]))
    look = properties(paragraph, "pPr")
    put(look, element("snapToGrid", val=0))
    put(look, element("spacing", line=240, lineRule="auto"))  # a fixed pitch would cut the picture off
    paragraph.append(element("r", element("drawing", inline)))
    return paragraph


def placeholder() -> bytes:
    """A PNG of an empty frame, for who looks at the template."""
    black, white = bytes(_SIDE // 8), b"\x3f" + b"\xff" * (_SIDE // 8 - 2) + b"\xfc"
    rows = (white if _EDGE <= at < _SIDE - _EDGE else black for at in range(_SIDE))
    return framed(_SIDE, _SIDE, ONE_BIT_GREY, _PER_METRE, b"".join(b"\0" + row for row in rows))
