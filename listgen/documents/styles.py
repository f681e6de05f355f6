"""Word styles from `templates/documents/styles.yaml`: data in, `w:style` elements out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

from listgen.documents.ooxml import element, put, w
from listgen.documents.page import CHARACTER_TWIPS, LINE_PITCH_TWIPS, SPACING_TWIPS
from listgen.units import mm_to_twips

Fields = Mapping[str, str]

BODY_PT = 16.0


class Styles:
    """The styles of all masters. `by_name` finds a style's id by the name a clerk sees."""

    def __init__(self, sheet: Mapping[str, object]) -> None:
        self._fonts = cast(Fields, sheet["fonts"])
        self.instead = cast(Fields, sheet["instead"])
        self._styles = cast(list[Fields], sheet["styles"])
        self.specimen, self.author = str(sheet["specimen"]), str(sheet["author"])
        self.line_start, self.line_end = str(sheet["line_start"]), str(sheet["line_end"])
        self.by_name = {style["name"]: style["id"] for style in self._styles}

    def elements(self) -> list[etree._Element]:
        """Document defaults, then every style."""
        return [self._defaults(), *_built_in(), *map(self._style, self._styles)]

    def font_table(self) -> list[etree._Element]:
        """Each face, with the one to take where a machine lacks it."""
        return [
            element("font", element("altName", val=self.instead[face]), name=face)
            if face in self.instead
            else element("font", name=face)
            for face in self._fonts.values()
        ]

    def _defaults(self) -> etree._Element:
        run = element("rPr", self._face("仿宋"), element("kern", val=2), element("sz", val=32))
        run.append(element("szCs", val=32))
        run.append(element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
        return element("docDefaults", element("rPrDefault", run), element("pPrDefault"))

    def _style(self, fields: Fields) -> etree._Element:
        style = element("style", type="paragraph", styleId=fields["id"])
        put(style, element("name", val=fields["name"]))
        if fields["id"] == "Normal":
            style.set(_DEFAULT, "1")
        else:
            put(style, element("basedOn", val=fields.get("base", "Normal")))
        if "next" in fields:
            put(style, element("next", val=fields["next"]))
        put(style, element("qFormat"))
        put(style, self._paragraph(fields))
        put(style, self._run(fields))
        return style

    def _paragraph(self, fields: Fields) -> etree._Element:
        made = element("pPr")
        if "keep_next" in fields:
            put(made, element("keepNext"))
        if "page_break" in fields:
            put(made, element("pageBreakBefore"))
        if fields["id"] == "Normal":
            put(made, element("widowControl", val=0))  # else 22 lines are not 22
        if "rule" in fields:
            line = element("bottom", val="single", sz=12, space=0, color=fields["rule"])
            put(made, element("pBdr", line))
        if "tab" in fields:
            stop = element("tab", val="right", pos=mm_to_twips(float(fields["tab"])))
            if "leader" in fields:
                stop.set(w("leader"), fields["leader"])
            put(made, element("tabs", stop))
        if "plain" in fields:
            put(made, element("snapToGrid", val=0))
        spacing = _spacing(fields)
        if spacing:
            put(made, element("spacing", **spacing))
        indents = _indents(fields)
        if indents:
            put(made, element("ind", **indents))
        if "align" in fields:
            put(made, element("jc", val=fields["align"]))
        if "outline" in fields:
            put(made, element("outlineLvl", val=int(fields["outline"]) - 1))
        return made

    def _run(self, fields: Fields) -> etree._Element:
        made = element("rPr")
        if "font" in fields:
            put(made, self._face(fields["font"]))
        if "color" in fields:
            put(made, element("color", val=fields["color"]))
        if fields["id"] == "Normal" or fields.get("size", "16") != "16":
            put(made, element("spacing", val=SPACING_TWIPS if fields.get("size") == "16" else 0))
        if "scale" in fields:
            put(made, element("w", val=fields["scale"]))
        if "size" in fields:
            half = round(float(fields["size"]) * 2)
            put(made, element("sz", val=half))
            put(made, element("szCs", val=half))
        return made

    def _face(self, role: str) -> etree._Element:
        """All four slots: one left out falls back to the reader's own default face."""
        face = self._fonts[role]
        return element("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face)


_DEFAULT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}default"


def _spacing(fields: Fields) -> dict[str, object]:
    found: dict[str, object] = {}
    for side in ("before", "after"):
        if side in fields or fields["id"] == "Normal":
            found[side] = round(float(fields.get(side, "0")) * 20)
    if "line" in fields:
        found |= {"line": round(float(fields["line"]) * 20), "lineRule": "exact"}
    elif "height" in fields:
        found |= {"line": mm_to_twips(float(fields["height"])), "lineRule": "exact"}
    elif fields["id"] == "Normal":
        found |= {"line": LINE_PITCH_TWIPS, "lineRule": "exact"}
    return found


def _indents(fields: Fields) -> dict[str, object]:
    """Indents in twips: a character is the style's own size, 3号 with the spacing that makes 28 a line."""
    size = float(fields.get("size", BODY_PT))
    character = CHARACTER_TWIPS if size == BODY_PT else round(size * 20)
    words = {"left": "left", "right": "right", "hanging": "hanging", "first": "firstLine"}
    return {word: round(float(fields[field]) * character) for field, word in words.items() if field in fields}


def _built_in() -> list[etree._Element]:
    """What Word expects to find: no style of a run, of a table, of a list."""
    margins = element(
        "tblCellMar",
        element("top", w=0, type="dxa"),
        element("left", w=108, type="dxa"),
        element("bottom", w=0, type="dxa"),
        element("right", w=108, type="dxa"),
    )
    table = element("tblPr", element("tblInd", w=0, type="dxa"), margins)
    found = []
    for kind, identity, name in (
        ("character", "DefaultParagraphFont", "Default Paragraph Font"),
        ("table", "TableNormal", "Normal Table"),
        ("numbering", "NoList", "No List"),
    ):
        style = element("style", type=kind, styleId=identity)
        style.set(_DEFAULT, "1")
        style.append(element("name", val=name))
        style.append(element("uiPriority", val=99))
        style.append(element("semiHidden"))
        style.append(element("unhideWhenUsed"))
        if kind == "table":
            style.append(table)
        found.append(style)
    return found
