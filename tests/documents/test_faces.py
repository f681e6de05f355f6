"""Faces of the county's machines, and characters outside GB 2312 in runs of their own."""

from __future__ import annotations

import pytest
from lxml import etree

from listgen.county import FACE_ROLES
from listgen.documents.booklet import booklet_data
from listgen.documents.faces import SHIPPED, SHIPPED_FACES, PaperFaces, outside_gb2312
from listgen.documents.master import _yaml
from listgen.documents.package import read_parts, write_parts
from listgen.documents.papers import render_booklet
from listgen.documents.template import compile_template
from listgen.resources import shipped
from tests.documents.reader import W, paragraphs, part, said
from tests.documents.samples import COUNTY, KINDS, p, shipped_bytes, view, word_file

UOS = PaperFaces(
    (
        ("仿宋", "CESI仿宋-GB2312"),
        ("小标宋", "A&B"),
        ("补字", "CESI宋体-GB18030"),
        ("补字扩展B", "很大的字库"),
    )
)
LOOK = '<w:rPr><w:rStyle w:val="x"/><w:rFonts w:eastAsia="黑体"/><w:b/></w:rPr>'


def test_the_roles_are_those_of_the_shipped_styles() -> None:
    fonts = _yaml(shipped("templates") / "documents" / "styles.yaml")["fonts"]
    assert dict(SHIPPED) == fonts
    assert (*SHIPPED, "补字", "补字扩展B") == FACE_ROLES


def test_shipped_names_give_way_to_the_county_s() -> None:
    paper = compile_template(shipped_bytes("booklet"), UOS).render(_data())
    styles, fonts = (part(paper, f"word/{name}.xml") for name in ("styles", "fontTable"))
    named = {value for one in styles.iter(f"{W}rFonts") for value in one.attrib.values()}
    assert named == {"CESI仿宋-GB2312", "楷体_GB2312", "黑体", "宋体", "A&B"}
    assert named == {one.get(f"{W}name") for one in fonts}


def test_only_faces_are_renamed() -> None:
    look = '<w:rPr><w:rFonts w:ascii="黑体" w:eastAsia="黑体 Light"/></w:rPr>'
    body = f"<w:p><w:r>{look}<w:t>黑体</w:t></w:r></w:p>"
    styles = f'<w:styles xmlns:w="{W[1:-1]}"><w:style><w:name w:val="黑体"/></w:style></w:styles>'.encode()
    data = word_file(body, **{"word/styles.xml": styles})
    paper = read_parts(compile_template(data, PaperFaces((("黑体", "SimHei"),))).render({}))
    assert 'w:ascii="SimHei" w:eastAsia="黑体 Light"' in paper["word/document.xml"].decode()
    assert paper["word/styles.xml"] == styles
    assert said(compile_template(data, PaperFaces((("黑体", "SimHei"),))).render({})) == "黑体"


def _data() -> dict[str, object]:
    return booklet_data(COUNTY, KINDS, view(name="上塆𡐓垟村"))


def _runs(paper: bytes) -> list[tuple[str, str]]:
    """The words of each run, and its own face."""
    found = []
    for run in part(paper).iter(f"{W}r"):
        words = "".join(one.text or "" for one in run.iter(f"{W}t"))
        fonts = run.find(f"{W}rPr/{W}rFonts")
        if words:
            found.append((words, "" if fonts is None else fonts.get(f"{W}eastAsia", "")))
    return found


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("青石村", [("青石村", "")]),
        ("上塆村", [("上", ""), ("塆", "宋体"), ("村", "")]),
        ("垟塆", [("垟塆", "宋体")]),
        ("㙍𡐓", [("㙍", "宋体"), ("𡐓", "宋体-ExtB")]),
        ("甲垟\n乙", [("甲", ""), ("垟", "宋体"), ("乙", "")]),
        ("<垟>&", [("<", ""), ("垟", "宋体"), (">&", "")]),
        ("—“〔℃①·", [("—“〔℃①·", "")]),
    ],
)
def test_rare_characters_stand_in_runs_of_their_own(text: str, runs: list[tuple[str, str]]) -> None:
    template = compile_template(word_file(p("{{ x }}")))
    paper = template.render({"x": text})
    assert _runs(paper) == runs
    assert [one.text for one in paragraphs(paper)] == [text]


def test_a_rare_character_looks_like_its_run() -> None:
    body = f"<w:p><w:r>{LOOK}<w:t>甲{{{{ x }}}}乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>"
    paper = compile_template(word_file(body), UOS).render({"x": "垟"})
    looks = [run.find(f"{W}rPr") for run in part(paper).iter(f"{W}r")]
    assert _runs(paper) == [("甲", "黑体"), ("垟", "CESI宋体-GB18030"), ("乙丙", "黑体")]
    for look in looks:
        assert look is not None
        assert [etree.QName(one).localname for one in look] == ["rStyle", "rFonts", "b"]
    assert [one.text for one in paragraphs(paper)] == ["甲垟乙\t丙"]


def test_words_of_the_template_have_them_too() -> None:
    body = p("下垟{{ x }}", "{% if x == '垟' %}塆{% endif %}") + p("塆")
    paper = compile_template(word_file(body)).render({"x": "垟"})
    assert _runs(paper) == [("下", ""), ("垟", "宋体"), ("垟", "宋体"), ("塆", "宋体"), ("塆", "宋体")]
    header = f'<w:hdr xmlns:w="{W[1:-1]}">{p("垟镇")}</w:hdr>'.encode()
    parts = read_parts(word_file(p("甲"))) | {"word/header1.xml": header}
    assert "宋体" in read_parts(compile_template(write_parts(parts)).render({}))["word/header1.xml"].decode()


def test_a_run_that_has_the_face_stays() -> None:
    once = SHIPPED_FACES.with_runs("<w:r><w:t>上塆村</w:t></w:r>")
    assert SHIPPED_FACES.with_runs(once) == once


def test_a_booklet_of_rare_names_says_them_and_its_title_has_no_runs() -> None:
    template = compile_template(shipped_bytes("booklet"))
    paper = render_booklet(template, COUNTY, KINDS, view(name="上塆𡐓垟村"))
    assert "上塆𡐓垟村" in said(paper)
    assert set(_runs(paper)) >= {("塆", "宋体"), ("𡐓", "宋体-ExtB"), ("垟", "宋体")}
    assert "上塆𡐓垟村清单手册" in read_parts(paper)["docProps/core.xml"].decode()


def test_gb2312_has_6763_ideographs() -> None:
    ideographs = range(0x4E00, 0xA000)
    assert sum(outside_gb2312().match(chr(code)) is None for code in ideographs) == 6763
    assert all(outside_gb2312().match(one) for one in "垟塆㙍𡐓﨎")
