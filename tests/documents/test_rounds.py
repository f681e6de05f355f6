"""What changes from round to round of a loop beside words; the end of a paper whose last section is empty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listgen.catalog.view import TownshipView
from listgen.documents.ending import without_empty_end
from listgen.documents.faults import TemplateError
from listgen.documents.papers import render_list, render_township_list
from listgen.documents.template import compile_template
from tests.documents.reader import W, paragraphs, part, said
from tests.documents.samples import (
    COUNTY,
    ITEMS,
    KINDS,
    issued,
    item,
    kind,
    p,
    shipped_template,
    view,
    word_file,
)

LOOP = (p("{% for one in list %}"), p("{% endfor %}"))
MARK = (
    '<w:p><w:bookmarkStart w:id="7" w:name="here"/><w:r><w:t>{{ one }}</w:t></w:r>'
    '<w:bookmarkEnd w:id="7"/></w:p>'
)
LINK = (
    '<w:p><w:hyperlink w:anchor="here"><w:r><w:instrText> PAGEREF here \\h </w:instrText></w:r>'
    "</w:hyperlink></w:p>"
)
FIELD = '<w:p><w:fldSimple w:instr=" PAGEREF here \\h "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'


def _looped(*inside: str) -> str:
    return LOOP[0] + "".join(inside) + LOOP[1]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (_looped(LINK, FIELD) + _looped(MARK), ["here1", "here2"]),
        (LINK + FIELD + MARK.replace("{{ one }}", "x"), ["here"]),
    ],
)
def test_bookmarks_in_loops_are_numbered_with_what_leads_to_them(body: str, names: list[str]) -> None:
    root = part(compile_template(word_file(body)).render({"list": ["甲", "乙"]}))
    assert [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")] == names
    assert [one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")] == names
    fields = [one.text or "" for one in root.iter(f"{W}instrText")]
    fields += [one.get(f"{W}instr", "") for one in root.iter(f"{W}fldSimple")]
    assert fields == [f" PAGEREF {name} \\h " for name in (*names, *names)]
    ids = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]
    assert len(set(ids)) == len(names)


def test_a_link_to_elsewhere_keeps_its_name() -> None:
    root = part(
        compile_template(word_file(_looped(LINK) + MARK.replace("{{ one }}", ""))).render({"list": "12"})
    )
    assert [one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")] == ["here", "here"]


def test_a_tag_in_a_field_is_refused() -> None:
    with pytest.raises(TemplateError):
        compile_template(word_file(LINK.replace("PAGEREF here", "PAGEREF {{ one }}")))


HEIGHT = '<w:trPr><w:trHeight w:val="500" w:hRule="{rule}"/></w:trPr>'


@pytest.mark.parametrize(
    ("rule", "data", "height"),
    [
        ("atLeast", {"name": "甲", "height": 900}, "900"),
        ("atLeast", {"name": "甲"}, "500"),
        ("exact", {"name": "甲", "height": 900}, "500"),
    ],
)
def test_a_row_that_repeats_has_the_height_of_its_data(
    rule: str, data: dict[str, object], height: str
) -> None:
    def row(text: str, look: str = "") -> str:
        return f"<w:tr>{look}<w:tc><w:tcPr/>{p(text)}</w:tc></w:tr>"

    body = (
        row("{% for one in list %}") + row("{{ one.name }}", HEIGHT.format(rule=rule)) + row("{% endfor %}")
    )
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>"
    root = part(compile_template(word_file(table)).render({"list": [data]}))
    assert [one.get(f"{W}val") for one in root.iter(f"{W}trHeight")] == [height]


@pytest.mark.parametrize("mark", ["{% endif %}", "{# 说明 #}"])
def test_a_tag_that_ends_a_section_leaves_the_section(mark: str) -> None:
    broken = f"<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{mark}</w:t></w:r></w:p>"
    body = p("{% if list %}") + p("甲") + (broken if "if" in mark else p("{% endif %}") + broken) + p("乙")
    root = part(compile_template(word_file(body)).render({"list": "1"}))
    assert len(list(root.iter(f"{W}sectPr"))) == 1
    assert "".join(text.text or "" for text in root.iter(f"{W}t")) == "甲乙"


CARRIER = "<w:p><w:pPr><w:sectPr><w:x/></w:sectPr></w:pPr></w:p>"
LAST = "<w:sectPr><w:y/></w:sectPr></w:body></w:document>"


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        (
            f"<w:p/>{CARRIER}{LAST}",
            "<w:p/><w:p><w:pPr></w:pPr></w:p><w:sectPr><w:x/></w:sectPr></w:body></w:document>",
        ),
        (f"{CARRIER}<w:p/>{LAST}", f"{CARRIER}<w:p/>{LAST}"),
        (f"<w:p/>{LAST}", f"<w:p/>{LAST}"),
        ("<w:p/>", "<w:p/>"),
        ("", ""),
    ],
)
def test_an_empty_last_section_is_left_out(text: str, ended: str) -> None:
    assert without_empty_end(text) == ended


NARROW = kind("narrow", "窄清单", ("number", "序号", 12), ("name", "事项", 72), ("lead", "单位", 72))


def _turned(data: bytes) -> list[bool]:
    """For each section, whether its pages lie."""
    return [size.get(f"{W}orient") == "landscape" for size in part(data).iter(f"{W}pgSz")]


def test_lists_keep_their_order_whichever_way_their_pages_lie() -> None:
    kinds, items = (KINDS[0], NARROW, KINDS[1]), (*ITEMS, item("N-1", "narrow", 1))
    data = render_list(shipped_template("list"), COUNTY, kinds, items)
    assert _turned(data) == [False, True, False, True, False]
    annexes = [one.text for one in paragraphs(data) if one.style in ("GwAnnex", "GwAnnexTitle")]
    assert annexes == [
        *("附件1", KINDS[0].title, "附件2", NARROW.title, "附件3", KINDS[1].title),
    ]
    town = TownshipView(view().township, items)
    paper = render_township_list(shipped_template("township"), COUNTY, kinds, town)
    assert _turned(paper) == [False, True, False, True]


def test_plain_paper_is_body_and_annexes_alone() -> None:
    data = render_list(shipped_template("list"), issued(mark="", number=""), KINDS, ITEMS)
    assert _turned(data) == [False, True, True]
    assert not {"GwMark", "GwRedRule", "GwNumber", "GwCopies", "GwIssued"} & {
        one.style for one in paragraphs(data)
    }
    assert "印发" not in said(data).rpartition("的通知")[2].replace("现印发给你们", "")
    assert _turned(render_list(shipped_template("list"), replace(COUNTY), KINDS, ITEMS))[-1] is False
