"""Makes the shipped templates: `python -m listgen.documents.master`.

Each folder of `templates/documents/` with a `master.yaml` gets its `template.docx`; wording and styles
are there, never here. The same YAML gives the same bytes. A template that was edited in Word or WPS
since is overwritten, so edit one or the other.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import docx
from docx.parts.story import StoryPart
from docx.section import Section
from lxml import etree

from listgen.documents.alike import share_alike
from listgen.documents.furniture import page_number, specimen_line, turned_number
from listgen.documents.grids import SHORT, spelled_out
from listgen.documents.ooxml import W, element, put, w
from listgen.documents.package import read_parts, write_parts
from listgen.documents.page import (
    LANDSCAPE,
    LINE_PITCH_TWIPS,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    PORTRAIT,
    TURNED_PITCH_TWIPS,
)
from listgen.documents.placeholders import put_picture
from listgen.documents.references import leading, marked, number_bookmarks
from listgen.documents.signed import signatures_spelled_out
from listgen.documents.styles import Styles
from listgen.documents.tables import Block, table
from listgen.documents.theme import plain_theme
from listgen.resources import shipped
from listgen.save import save
from listgen.sources.values import plain
from listgen.sources.yaml import load_yaml
from listgen.units import mm_to_twips

YES = "yes"
_COLUMN_GAP_MM = 4.0
NUMBER_STYLES = ("页码（单页）", "页码（双页）")  # odd, even

_THEME = "word/theme/theme1.xml"
_KEPT = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    _THEME,
)


_KEPT_ALL = ("word/header", "word/footer", "word/media/")


def main() -> None:
    """Makes every template anew."""
    for path, data in masters():
        save(data, path)


def masters() -> Iterator[tuple[Path, bytes]]:
    """Every template by its path, made from its folder's YAML."""
    folder = shipped("templates") / "documents"
    styles = Styles(_yaml(folder / "styles.yaml"))
    for master in sorted(folder.glob("*/master.yaml")):
        yield master.with_name("template.docx"), build(_yaml(master), styles)


def build(master: Mapping[str, object], styles: Styles) -> bytes:
    """The template that a master.yaml describes, as a Word file."""
    document = docx.Document()
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    _set_styles(document, styles)
    _set_settings(document, styles)
    sections = cast(list[Mapping[str, object]], master["sections"])
    for number, section in enumerate(sections):
        if number:
            document.add_section()
            _close_section(body, styles)
        specimen = str(master.get("specimen", styles.specimen))
        _lay_out(document.sections[-1], section, specimen, styles)
        for block in signatures_spelled_out(cast(Sequence[Block], section["blocks"])):
            body.insert(len(body) - 1, _block(block, styles, document.part))
    number_bookmarks(body)
    properties = document.core_properties
    properties.title, properties.author = str(master["title"]), str(master.get("author", styles.author))
    properties.comments = ""
    stream = io.BytesIO()
    document.save(stream)
    return write_parts(_tidy(share_alike(read_parts(stream.getvalue())), styles))


def paragraph(style: str, text: str, styles: Styles) -> etree._Element:
    """A paragraph of that style, by its name; ⇥ in the text is a tab."""
    made = element("p", element("pPr", element("pStyle", val=styles.by_name[style])))
    if text:
        run = element("r")
        for place, piece in enumerate(text.split("⇥")):
            if place:
                run.append(element("tab"))
            words = element("t")
            words.text = piece
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(words)
        made.append(run)
    return made


def _block(block: Block, styles: Styles, part: StoryPart) -> etree._Element:
    if not SHORT.isdisjoint(block):
        block = spelled_out(block)
    if "table" in block:
        return table(block, lambda inner: _block(inner, styles, part))
    if "picture" in block:
        return put_picture(block, paragraph(str(block["style"]), "", styles), part)
    (style, text), *more = block.items()
    made = paragraph(style, str(text), styles)
    extra = {name: str(value) for name, value in more}
    if "bookmark" in extra:
        return marked(made, extra["bookmark"])
    return leading(made, extra["leads"], extra["page"]) if "leads" in extra else made


def _close_section(body: etree._Element, styles: Styles) -> None:
    """Moves the break that python-docx put in a paragraph of its own into the paragraph before it."""
    carrier = body[-2]
    before = carrier.getprevious()
    if before is None:
        return
    section = carrier.find(f"{w('pPr')}/{w('sectPr')}")
    look = before.find(w("pPr"))
    if section is None or look is None:
        raise ValueError("a section ends with a paragraph")
    put(look, section)
    body.remove(carrier)


def _lay_out(section: Section, fields: Mapping[str, object], specimen: str, styles: Styles) -> None:
    """Paper, margins, grid, page numbers and the specimen's mark of a section."""
    landscape = fields["page"] == "landscape"
    numbered = fields.get("numbered", YES) == YES
    cover = fields.get("cover") == YES
    columns = int(str(fields.get("columns", "1")))
    _set_paper(section._sectPr, landscape, str(fields.get("start", "nextPage")), cover, columns)
    section.different_first_page_header_footer = cover
    headers = [section.header, section.even_page_header]
    footers = [section.footer, section.even_page_footer]
    if cover:
        headers.append(section.first_page_header)
        footers.append(section.first_page_footer)
    for place, header in enumerate(headers):
        header.is_linked_to_previous = False
        root = header._element
        for old in list(root):
            root.remove(old)
        if landscape and numbered and place < 2:
            root.append(turned_number(styles.by_name[NUMBER_STYLES[place]], odd=place == 0))
        root.append(specimen_line(paragraph("示例标记", specimen, styles)))
    for place, footer in enumerate(footers):
        footer.is_linked_to_previous = False
        root = footer._element
        for old in list(root):
            root.remove(old)
        empty = landscape or not numbered or place == 2
        line = paragraph("细行" if empty else NUMBER_STYLES[place], "", styles)
        if not empty:
            line.extend(page_number())
        root.append(line)


def _set_paper(
    properties: etree._Element, landscape: bool, start: str, cover: bool, columns: int = 1
) -> None:
    for revision in list(properties.attrib):
        del properties.attrib[revision]
    for old in list(properties):
        if not etree.QName(old).localname.endswith("Reference"):
            properties.remove(old)
    width, height = (PAPER_HEIGHT, PAPER_WIDTH) if landscape else (PAPER_WIDTH, PAPER_HEIGHT)
    margins = LANDSCAPE if landscape else PORTRAIT
    put(properties, element("type", val=start))
    size = element("pgSz", w=mm_to_twips(width), h=mm_to_twips(height))
    if landscape:
        size.set(w("orient"), "landscape")
    put(properties, size)
    sides = ("top", "right", "bottom", "left", "header", "footer")
    lengths = {side: mm_to_twips(getattr(margins, side)) for side in sides}
    put(properties, element("pgMar", **lengths, gutter=0))
    if columns > 1:
        put(properties, element("cols", num=columns, space=mm_to_twips(_COLUMN_GAP_MM), equalWidth=1))
    else:
        put(properties, element("cols", space=0))
    if cover:
        put(properties, element("titlePg"))
    pitch = TURNED_PITCH_TWIPS if landscape else LINE_PITCH_TWIPS
    put(properties, element("docGrid", type="lines", linePitch=pitch))


def _set_styles(document: docx.document.Document, styles: Styles) -> None:
    root = document.styles.element
    for old in list(root):
        root.remove(old)
    root.extend(styles.elements())


def _set_settings(document: docx.document.Document, styles: Styles) -> None:
    """Odd and even pages differ; no compatibility with old versions of Word."""
    root = document.settings.element
    for old in list(root):
        root.remove(old)
    word = "http://schemas.microsoft.com/office/word"
    compat = element("compat")
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("doNotFlipMirrorIndents", 1),
    ):
        compat.append(element("compatSetting", name=name, uri=word, val=value))
    root.extend(
        [
            element("zoom", percent=100),
            element("defaultTabStop", val=420),
            element("evenAndOddHeaders"),
            element("characterSpacingControl", val="doNotCompress"),
            element("noLineBreaksAfter", lang="zh-CN", val=styles.line_end),
            element("noLineBreaksBefore", lang="zh-CN", val=styles.line_start),
            compat,
            element("themeFontLang", val="en-US", eastAsia="zh-CN"),
        ]
    )


def _tidy(parts: Mapping[str, bytes], styles: Styles) -> dict[str, bytes]:
    """The parts that a paper needs, without the clock and what python-docx's own file drags in."""
    kept = {name: parts[name] for name in _KEPT}
    kept |= {name: parts[name] for name in sorted(parts) if name.startswith(_KEPT_ALL)}
    fonts = etree.Element(w("fonts"), nsmap={"w": W})
    fonts.extend(styles.font_table())
    kept["word/fontTable.xml"] = _xml(fonts)
    kept[_THEME] = plain_theme(parts[_THEME])
    for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        kept[name] = _xml(_without_lost(etree.fromstring(parts[name]), name, kept))
    for name in (name for name in kept if name.startswith(("word/header", "word/footer"))):
        root = etree.fromstring(kept[name])
        root.attrib.clear()  # names of namespaces that nothing in it is of
        etree.cleanup_namespaces(root)
        kept[name] = _xml(root)
    core = etree.fromstring(parts["docProps/core.xml"])
    for child in list(core):
        if etree.QName(child).localname not in ("title", "creator"):
            core.remove(child)
    kept["docProps/core.xml"] = _xml(core)
    return kept


def _without_lost(root: etree._Element, name: str, kept: Mapping[str, bytes]) -> etree._Element:
    """Content types or relations without those of parts that were left out."""
    base = "word/" if name.startswith("word/") else ""
    for entry in list(root):
        target = entry.get("PartName", "").lstrip("/") or base + entry.get("Target", "")
        kind = entry.get("Extension")
        if not any(part.endswith(f".{kind}") for part in kept) if kind else target not in kept:
            root.remove(entry)
    return root


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


_TEMPLATES_HAVE = ("template-mark", "straight-quote", "odd-blank")  # 年　　月　　日


def _yaml(path: Path) -> Mapping[str, object]:
    value, found = load_yaml(path.read_bytes(), path.name)
    findings = [one for one in found if one.slug not in _TEMPLATES_HAVE]
    if value is None or findings:
        raise ValueError("; ".join(f"{finding.location}: {finding.slug}" for finding in findings))
    return cast(Mapping[str, object], plain(value))


if __name__ == "__main__":
    main()
