"""Templates: tags joined and lifted, faults named by paragraph, table and row, nothing run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.documents.check import check_template
from listgen.documents.faults import TemplateError
from listgen.documents.template import compile_template
from tests.documents.reader import blocks, grids, paragraphs, part, rendered, said
from tests.documents.samples import p, shipped_bytes, tbl, tr, word_file

KINDS = {
    "kinds": [
        {
            "title": "甲",
            "count": 2,
            "columns": [
                {"title": "序号", "width": 600, "align": "center"},
                {"title": "名称", "width": 900, "align": ""},
            ],
            "rows": [
                {
                    "cells": [
                        {"text": "1", "width": 600, "align": ""},
                        {"text": "a", "width": 900, "align": ""},
                    ]
                },
                {
                    "cells": [
                        {"text": "2", "width": 600, "align": ""},
                        {"text": "b", "width": 900, "align": ""},
                    ]
                },
            ],
        },
        {"title": "乙", "count": 0, "columns": [{"title": "唯一", "width": 300, "align": ""}], "rows": []},
    ]
}


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (["{{ county }}"], "岚溪县"),
        (["县名：{{ county }}。"], "县名：岚溪县。"),
        (["{", "{", " coun", "ty }", "}"], "岚溪县"),
        (["前{{ coun", "ty }}后"], "前岚溪县后"),
        (["{{ county }}{{ county }}"], "岚溪县岚溪县"),
        (["{% if county == “岚溪县” %}是{% else %}否{% endif %}"], "是"),
        (["{% if co", "unty == '云县' %}是{% el", "se %}否{% end", "if %}吗"], "否吗"),
        (["{% if county|length &gt; 2 %}长{% endif %}"], "长"),
        (
            ["a{% for c in list %}", "{{ c }}", "{% if loop.last %}。{% else %}、{% endif %}{% endfor %}z"],
            "a甲、乙。z",
        ),
        (["甲{# 说明 #}乙"], "甲乙"),
        (["{{ hostile }}"], "a & b < c > d \"e\" 'f' {{ county }} &amp; ]]>"),
        (["没有标签 { } % #"], "没有标签 { } % #"),
    ],
)
def test_a_paragraph_is_filled(runs: list[str], text: str) -> None:
    data = {
        "county": "岚溪县",
        "list": ["甲", "乙"],
        "hostile": "a & b < c > d \"e\" 'f' {{ county }} &amp; ]]>",
    }
    filled = compile_template(word_file(p(*runs))).render(data)
    assert [paragraph.text for paragraph in paragraphs(filled)] == [text]


def test_looks_stay_with_their_words() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>粗{% if</w:t></w:r>"
        "<w:r><w:t> yes %}</w:t></w:r><w:r><w:t>细</w:t></w:r><w:r><w:t>{% endif %}</w:t></w:r></w:p>"
    )
    template = compile_template(word_file(body))
    assert said(template.render({"yes": True})) == "粗细"
    assert said(template.render({"yes": ""})) == "粗"
    bold = [
        run for run in part(template.render({"yes": True})).iter() if run.find("./{*}rPr/{*}b") is not None
    ]
    assert ["".join(map(str, run.itertext())) for run in bold] == ["粗"]


def test_paragraphs_rows_and_cells_are_lifted() -> None:
    table = tbl(
        tr("{% for column in kind.columns %}", "{{ column.title }}", "{% endfor %}"),
        tr("{% for row in kind.rows %}", "", ""),
        tr("{% for cell in row.cells %}", "{{ cell.text }}", "{% endfor %}"),
        tr("{% endfor %}", "", ""),
    )
    body = p("{% for kind in kinds %}") + p("{{ kind.title }}") + table + p("{% endfor %}")
    filled = compile_template(word_file(body)).render(KINDS)
    assert rendered(filled) == (
        ": 甲\ntable 600 900\n  序号 | 名称\n  1 | a\n  2 | b\n: 乙\ntable 300\n  唯一\n"
    )
    assert len(blocks(filled)) == 4


def test_all_faults_come_at_once() -> None:
    body = p("{{ a }}") + p("{{ b") + p("{{ c }}{{ county }}")
    found = [
        (finding.slug, finding.facts()["value"]) for finding in check_template(word_file(body), "list", "f")
    ]
    assert sorted(found) == [
        ("template-half-tag", "{{ b"),
        ("template-unknown-variable", "a"),
        ("template-unknown-variable", "c"),
    ]


def test_loops_do_not_nest_for_ever() -> None:
    deep = "".join(f"{{% for a{n} in annexes %}}" for n in range(6)) + "{% endfor %}" * 6
    assert check_template(word_file(p(deep)), "list", "f")[0].slug == "template-too-deep"


@pytest.mark.parametrize(
    "data",
    [
        b"no zip",
        word_file("<w:p>"),
        word_file("</w:body><w:body>"),
        word_file("")[:90],
    ],
)
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    findings = check_template(data, "list", "f")
    slugs = {finding.slug for finding in findings}
    assert slugs <= {"template-unreadable"}
    if slugs:
        with pytest.raises(TemplateError):
            compile_template(data)


def test_a_document_type_is_refused() -> None:
    from listgen.documents.package import write_parts

    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert (
        check_template(write_parts({"word/document.xml": bomb}), "list", "f")[0].slug == "template-unreadable"
    )


def test_a_missing_value_raises() -> None:
    template = compile_template(word_file(p("{{ county }}")))
    with pytest.raises(TemplateError):
        template.render({})


@pytest.mark.parametrize(
    "char", ["\x00", "\x08", "\x0b", "\x1f", "\t", "\r", "\x7f", "\x85", "\ufffe", "\ud800"]
)
def test_what_cannot_be_printed_raises(char: str) -> None:
    template = compile_template(word_file(p("{{ county }}")))
    with pytest.raises(ValueError, match=f"U\\+{ord(char):04X}"):
        template.render({"county": f"岚{char}溪"})


def test_a_line_feed_is_a_line_break() -> None:
    filled = compile_template(word_file(p("{{ county }}"))).render({"county": "岚\n溪"})
    assert [paragraph.text for paragraph in paragraphs(filled)] == ["岚\n溪"]


printable = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufffe\uffff"), max_size=12
)


@given(st.lists(st.lists(printable, min_size=2, max_size=2), max_size=4))
def test_any_words_come_back(rows: list[list[str]]) -> None:
    table = tbl(
        tr("甲", "乙"),
        tr("{% for row in rows %}", ""),
        tr("{{ row.a }}", "{{ row.b }}"),
        tr("{% endfor %}", ""),
    )
    data = {"rows": [{"a": a, "b": b} for a, b in rows]}
    filled = compile_template(word_file(table)).render(data)
    assert rendered(filled).count("\n") >= len(rows)
    (grid,) = blocks(filled)
    assert [list(row) for row in grid.rows[1:]] == rows  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["list", "booklet"])
def test_the_shipped_templates_have_no_fault(name: str) -> None:
    assert check_template(shipped_bytes(name), name, f"{name}/template.docx") == []
    assert not grids(word_file(p("甲")))
