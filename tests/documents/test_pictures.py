"""Pictures of the data: in the place of a drawn one, with its size; faults by place."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from openxml_audit import OpenXmlValidator

from listgen.documents.booklet import booklet_data
from listgen.documents.check import check_template
from listgen.documents.faults import TemplateError
from listgen.documents.master import _yaml, build
from listgen.documents.ooxml import W, parse
from listgen.documents.package import read_parts
from listgen.documents.picture import Picture
from listgen.documents.placeholders import placeholder
from listgen.documents.styles import Styles
from listgen.documents.template import compile_template
from listgen.qr.png import render_png
from listgen.qr.symbol import encode
from listgen.resources import shipped
from tests.documents.samples import COUNTY, KINDS, p, tbl, view, word_file

CODE, OTHER = "{{ village.code }}", "{{ village.other }}"
DATA = {
    "village": {"code": Picture(b"PNG of the code", '码 "1"\n& more'), "other": Picture(b"other", "")},
    "list": ("甲", "乙"),
}
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="jpeg" ContentType="image/jpeg"/></Types>'
)


def drawing(description: str, relation: str = "rId5", how: str = "inline", more: str = "") -> str:
    """A paragraph of a picture, as Word writes it."""
    about = description.replace('"', "&quot;")
    return (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:drawing>'
        f'<wp:{how} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="图片 1" descr="{about}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="1" name="code.png" descr="{about}"/></pic:nvPicPr><pic:blipFill>'
        '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="{relation}"><a:extLst><a:ext uri="svg"/></a:extLst></a:blip>{more}'
        "</pic:blipFill></pic:pic>"
        f"</a:graphicData></a:graphic></wp:{how}></w:drawing></w:r></w:p>"
    )


def package(body: str, media: str = "media/image1.png", part: str = "document", header: bytes = b"") -> bytes:
    """A Word file of this body with one picture, which rId5 and rId6 lead to."""
    leads = "".join(
        f'<Relationship Id="{one}" Type="{_IMAGE}" Target="{media}"/>' for one in ("rId5", "rId6")
    )
    relations = f'<Relationships xmlns="{_RELATIONS}">{leads}</Relationships>'.encode()
    kept = {f"word/_rels/{part}.xml.rels": relations, f"word/{media}": b"drawn", "[Content_Types].xml": TYPES}
    return word_file(body, **kept, **({"word/header1.xml": header} if header else {}))


@pytest.mark.parametrize("how", ["inline", "anchor"])
def test_a_drawn_picture_becomes_one_of_the_data(how: str) -> None:
    filled = read_parts(compile_template(package(p("甲") + drawing(f" {CODE} ", how=how))).render(DATA))
    assert filled["word/media/image1.png"] == b"PNG of the code"
    body = parse(filled["word/document.xml"])
    assert [one.get("descr") for one in body.iter() if one.get("descr")] == ['码 "1" & more'] * 2
    assert b"extLst" not in filled["word/document.xml"]


def test_a_pasted_jpeg_becomes_a_png() -> None:
    filled = read_parts(compile_template(package(drawing(CODE), "media/image1.jpeg")).render(DATA))
    assert filled["word/media/image1.png"] == b"PNG of the code"
    assert "word/media/image1.jpeg" not in filled
    assert filled["word/_rels/document.xml.rels"].count(b'Target="/word/media/image1.png"') == 2
    assert b'Extension="png"' in filled["[Content_Types].xml"]


def test_a_header_has_pictures_too() -> None:
    header = f'<w:hdr xmlns:w="{W}">{drawing(CODE)}</w:hdr>'.encode()
    template = compile_template(package(p("甲"), part="header1", header=header))
    assert read_parts(template.render(DATA))["word/media/image1.png"] == b"PNG of the code"


def test_one_picture_may_stand_in_two_places() -> None:
    template = compile_template(package(drawing(CODE) + drawing(CODE, "rId6")))
    assert read_parts(template.render(DATA))["word/media/image1.png"] == b"PNG of the code"


LOOP = (p("{% for kind in kinds %}"), p("{% endfor %}"))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (p("甲") + drawing("{{ village.name }}"), (2, 0, 0)),
        (p("甲") + p(f"码：{CODE}"), (2, 0, 0)),
        (LOOP[0] + drawing(CODE) + LOOP[1], (2, 0, 0)),
        (tbl(f"<w:tr><w:tc><w:tcPr/>{LOOP[0]}{drawing(CODE)}{LOOP[1]}</w:tc></w:tr>"), (0, 1, 1)),
        (drawing(CODE) + drawing("一张照片"), (1, 0, 0)),
        (drawing(CODE) + drawing("一张照片", "rId6"), (1, 0, 0)),
        (drawing(f"码 {CODE}"), (1, 0, 0)),
        (drawing("{% if village %}"), (1, 0, 0)),
        (drawing("{{ village.code"), (1, 0, 0)),
        (drawing("{{ village.code|length }}"), (1, 0, 0)),
        (drawing("{{ 'village' }}"), (1, 0, 0)),
        (drawing(CODE, "rId9"), (1, 0, 0)),
        (
            drawing(CODE, more='<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'),
            (1, 0, 0),
        ),
    ],
)
def test_a_picture_that_cannot_be_is_a_fault(body: str, place: tuple[int, int, int]) -> None:
    (finding, *_) = found = check_template(package(body), "booklet", "x.docx")
    facts = dict(finding.values)
    assert {one.slug for one in found} == {"template-picture"}
    assert (facts["paragraph"], facts["table"], facts["row"]) == tuple(map(str, place))


def test_a_picture_of_a_name_that_nobody_knows() -> None:
    (finding,) = check_template(package(drawing("{{ village.photo }}")), "booklet", "x.docx")
    assert finding.slug == "template-unknown-variable"


def test_a_picture_that_leads_into_the_text_is_a_fault() -> None:
    found = check_template(package(drawing(CODE), "settings.xml"), "booklet", "x.docx")
    assert {one.slug for one in found} <= {"template-picture", "template-unreadable"} and found


def test_data_without_the_picture_is_named() -> None:
    template = compile_template(package(drawing(CODE)))
    with pytest.raises(TemplateError):
        template.render({"village": {"code": "no picture"}})


def _master() -> bytes:
    """The booklet with a picture at its end."""
    folder = shipped("templates") / "documents"
    master: dict[str, Any] = dict(_yaml(folder / "booklet" / "master.yaml"))
    first, *others = master["sections"]
    code = {"picture": CODE, "width": "30", "style": "公文顶格"}
    master["sections"] = [{**first, "blocks": [code, *first["blocks"]]}, *others]
    return build(master, Styles(_yaml(folder / "styles.yaml")))


def test_a_master_draws_a_frame_for_a_picture(tmp_path: Path) -> None:
    made = _master()
    assert made == _master()
    assert placeholder() in read_parts(made).values()
    assert check_template(made, "booklet", "x.docx") == []
    paper = compile_template(made).render(booklet_data(COUNTY, KINDS, view()))
    for name, file in (("template", made), ("paper", paper)):
        (tmp_path / f"{name}.docx").write_bytes(file)
        assert list(map(str, OpenXmlValidator().validate(str(tmp_path / f"{name}.docx")).errors)) == []
    shape = docx.Document(io.BytesIO(paper)).inline_shapes[0]  # the booklet's own follow
    assert (round(shape.width.mm), round(shape.height.mm)) == (30, 30)
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        assert archive.testzip() is None
        media = next(name for name in archive.namelist() if name.startswith("word/media/"))
        assert archive.read(media) == render_png(encode(view().url), 8, 0.5, level=1)
    spacing = parse(read_parts(paper)["word/document.xml"]).find(
        f".//{{*}}drawing/../../{{{W}}}pPr/{{{W}}}spacing"
    )
    assert spacing is not None and spacing.get(f"{{{W}}}lineRule") == "auto"


def test_a_code_of_another_level_is_another_picture() -> None:
    data = [booklet_data(COUNTY, KINDS, view(), level)["village"] for level in "QL"]
    assert data[0] != data[1]
    assert data[0] == booklet_data(replace(COUNTY, specimen=True), KINDS, view())["village"]
