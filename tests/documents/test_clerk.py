"""What goes wrong when a clerk edits a template: each slip has its finding, place and fix."""

from __future__ import annotations

import pytest
from lxml import etree

from listgen.documents.check import check_template
from listgen.documents.faults import TemplateError
from listgen.documents.template import compile_template
from listgen.findings import Severity
from listgen.locale import word
from tests.documents.reader import part, said
from tests.documents.samples import p, tbl, tr, word_file

Place = tuple[int, int, int, int]  # paragraph, table, row, column


def box(*paragraphs: str) -> str:
    """A text box as Word writes it: twice, for itself and for those that do not know it."""
    inside = "<w:txbxContent>" + "".join(paragraphs) + "</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


SLIPS: list[tuple[str, str, Place, str]] = [
    # body, slug, place, what is offered
    (p("甲") + p("{{ nobody }}"), "template-unknown-variable", (2, 0, 0, 0), ""),
    (p("甲") + p("") + p("{{ nobody }}"), "template-unknown-variable", (2, 0, 0, 0), ""),
    (p("{{ issuing.nubmer }}"), "template-unknown-variable", (1, 0, 0, 0), "issuing.number"),
    (p("{{ isuing.number }}"), "template-unknown-variable", (1, 0, 0, 0), "issuing"),
    (p("{{ hotline }}"), "template-unknown-variable", (1, 0, 0, 0), "online.hotline"),
    (p("{{ county.name }}"), "template-unknown-variable", (1, 0, 0, 0), ""),
    (p("{% if nobody %}") + p("甲") + p("{% endif %}"), "template-unknown-variable", (1, 0, 0, 0), ""),
    (p("{{ annex.title }}"), "template-unknown-variable", (1, 0, 0, 0), "annexes"),
    (
        p("{% for a in annexes %}{{ a.titel }}{% endfor %}"),
        "template-unknown-variable",
        (1, 0, 0, 0),
        "a.title",
    ),
    (
        p("{% for a in annexes %}{{ a.title }}{% endfor %}{{ a.title }}"),
        "template-unknown-variable",
        (1, 0, 0, 0),
        "",
    ),
    (tbl(tr("甲"), tr("乙", "{{ isuing.body }}")), "template-unknown-variable", (0, 1, 2, 2), "issuing"),
    (p("{% for x in annexs %}{{ x.y.z }}{% endfor %}"), "template-unknown-variable", (1, 0, 0, 0), "annexes"),
    (p("{% for x in county %}{{ x.y }}{% endfor %}"), "template-not-a-list", (1, 0, 0, 0), ""),
    (tbl(tr("甲"), tr("{{ annexes }}")), "template-not-a-text", (0, 1, 2, 1), ""),
    (p("{{ issuing }}"), "template-not-a-text", (1, 0, 0, 0), ""),
    (p("{{ ''.__class__.__mro__ }}"), "template-unknown-variable", (1, 0, 0, 0), ""),
    (p("{{ county"), "template-half-tag", (1, 0, 0, 0), ""),
    (p("甲") + p("coun}} 乙"), "template-half-tag", (2, 0, 0, 0), ""),
    (p("甲{% 乙"), "template-half-tag", (1, 0, 0, 0), ""),
    (p("{{county}甲"), "template-mistyped-tag", (1, 0, 0, 0), "{{ county }}"),
    (p("{{county}甲{{ total }}"), "template-mistyped-tag", (1, 0, 0, 0), "{{ county }}"),
    (p("｛｛ county ｝｝"), "template-mistyped-tag", (1, 0, 0, 0), "{{ county }}"),
    (p("{{ county ｝｝"), "template-mistyped-tag", (1, 0, 0, 0), "{{ county }}"),
    (p("{ { county } }"), "template-mistyped-tag", (1, 0, 0, 0), "{{ county }}"),
    (p("｛％ if specimen ％｝甲{% endif %}"), "template-mistyped-tag", (1, 0, 0, 0), "{% if specimen %}"),
    (p("{{ issuing。number }}"), "template-mistyped-tag", (1, 0, 0, 0), "{{ issuing.number }}"),
    (p("{{ ｃounty }}"), "template-mistyped-tag", (1, 0, 0, 0), "{{ county }}"),
    (p("{county}"), "template-single-brace", (1, 0, 0, 0), "{{ county }}"),
    (p("{{ county + }}"), "template-syntax", (1, 0, 0, 0), ""),
    (p("{% if %}甲{% endif %}"), "template-syntax", (1, 0, 0, 0), ""),
    (p("{% 如果 specimen %}甲"), "template-unknown-word", (1, 0, 0, 0), "if"),
    (p("{% endfro %}"), "template-unknown-word", (1, 0, 0, 0), "endfor"),
    (p("{% end if %}"), "template-unknown-word", (1, 0, 0, 0), "endif"),
    (p("{% set x = county %}"), "template-unknown-word", (1, 0, 0, 0), ""),
    (p("{% include 'x' %}"), "template-unknown-word", (1, 0, 0, 0), ""),
    (p("{% if total %}{% else if total %}{% endif %}"), "template-unknown-word", (1, 0, 0, 0), "elif"),
    (p("{% endfor %}"), "template-not-opened", (1, 0, 0, 0), ""),
    (
        p("{% if county %}") + p("{% endfor %}") + p("{% endif %}"),
        "template-not-opened",
        (2, 0, 0, 0),
        "{% endif %}",
    ),
    (
        p("{% for a in annexes %}") + p("{% else %}") + p("{% endfor %}"),
        "template-not-opened",
        (2, 0, 0, 0),
        "",
    ),
    (p("甲") + p("{% if county %}"), "template-not-closed", (2, 0, 0, 0), "{% endif %}"),
    (p("{% if county %}") + p("甲{% endif %}"), "template-other-level", (2, 0, 0, 0), "{% if county %}"),
    (
        p("{% if county %}") + tbl(tr("甲"), tr("{% endif %}")),
        "template-other-level",
        (0, 1, 2, 1),
        "{% if county %}",
    ),
    (
        tbl(tr("{% for a in annexes %}", "甲"), tr("乙", "{% endfor %}")),
        "template-other-level",
        (0, 1, 2, 2),
        "",
    ),
    (p("{{ range(9) }}"), "template-not-allowed", (1, 0, 0, 0), ""),
    (p("{{ county.upper() }}"), "template-not-allowed", (1, 0, 0, 0), ""),
    (p("{{ 9 ** 9 ** 9 }}"), "template-not-allowed", (1, 0, 0, 0), ""),
    (p("{{ county * 99 }}"), "template-not-allowed", (1, 0, 0, 0), ""),
    (p("{{ '%s' % county }}"), "template-not-allowed", (1, 0, 0, 0), ""),
    (p("{{ county|attr('x') }}"), "template-not-allowed", (1, 0, 0, 0), ""),
    (p("{{ county|format }}"), "template-not-allowed", (1, 0, 0, 0), ""),
    (
        p("{% for a in annexes %}{{ loop.__init__ }}{% endfor %}"),
        "template-unknown-variable",
        (1, 0, 0, 0),
        "",
    ),
    (p("{% for a, b in annexes %}{% endfor %}"), "template-not-allowed", (1, 0, 0, 0), ""),
    (
        "<w:p><w:r><w:t w:x='{{ county }}'>甲</w:t></w:r></w:p>",
        "template-tag-in-attribute",
        (0, 0, 0, 0),
        "",
    ),
    (p("甲") + box(p("乙"), p("{{ nobody }}")), "template-unknown-variable", (2, 0, 0, 0), ""),
]


@pytest.mark.parametrize(("body", "slug", "place", "near"), SLIPS)
def test_a_slip_is_named(body: str, slug: str, place: Place, near: str) -> None:
    data = word_file(body)
    found = check_template(data, "list", "templates/list.docx")
    finding = next(one for one in found if one.slug == slug)
    facts = finding.facts()
    assert tuple(int(facts[name]) for name in ("paragraph", "table", "row", "column")) == place
    assert finding.location.file == "templates/list.docx"
    assert not near or facts["near"] == near
    for language in ("zh", "en"):
        worded = word(finding, language)
        assert worded.message and worded.fix and (not near or near in worded.message + worded.fix)
    if slug not in ("template-single-brace", "template-unknown-variable") and "not-a" not in slug:
        with pytest.raises(TemplateError):
            compile_template(data)


@pytest.mark.parametrize(("body", "slug"), [(body, slug) for body, slug, *_ in SLIPS if "level" not in slug])
def test_a_slip_is_named_once(body: str, slug: str) -> None:
    found = check_template(word_file(body), "list", "f")
    assert [one.slug for one in found].count(slug) == 1


def test_all_slips_of_a_paragraph_come_at_once() -> None:
    body = p("{{county}，｛｛ total ｝｝，{{ nobody }}，{% 如果 total %}，{{ 1 + 1 }}，{county}，乙}}")
    assert sorted(one.slug for one in check_template(word_file(body), "list", "f")) == [
        "template-half-tag",
        "template-mistyped-tag",
        "template-mistyped-tag",
        "template-not-allowed",
        "template-single-brace",
        "template-unknown-variable",
        "template-unknown-word",
    ]


def test_a_missing_end_is_not_said_to_be_deep() -> None:
    inside = "".join(f"{{% if total == {n} %}}" for n in range(5)) + "{% endif %}" * 5
    found = check_template(word_file(p("{% if total %}" + inside)), "list", "f")
    assert [one.slug for one in found] == ["template-not-closed"]


def test_what_is_known_is_listed() -> None:
    body = p("{% for a in annexes %}{{ zzzz }}{% endfor %}{{ issuing.zzzz }}")
    inside, outside = (one.facts()["known"] for one in check_template(word_file(body), "list", "f"))
    assert {"a", "loop", "county", "annexes"} <= set(inside.split("、"))
    assert "issuing.number" in outside.split("、") and "county" not in outside.split("、")


def test_the_words_around_are_quoted() -> None:
    body = p("发文字号是本办公室的{{ issuing.nubmer }}，按年度编号")
    (finding,) = check_template(word_file(body), "list", "f")
    assert finding.facts()["quote"] == "发文字号是本办公室的{{ issuing.nubmer }}，按年度编号"


def test_a_single_brace_is_a_warning_and_printed() -> None:
    data = word_file(p("{county}与 { }"))
    assert [one.severity for one in check_template(data, "list", "f")] == [Severity.WARN]
    assert said(compile_template(data).render({})) == "{county}与 { }"


@pytest.mark.parametrize(
    "tag", ["{{\xa0county\u3000}}", "{{ coun\u200bty }}", "{%\xa0if\u3000county %}岚溪县{% endif\xa0%}"]
)
def test_unseen_characters_do_no_harm(tag: str) -> None:
    data = word_file(p(tag))
    assert check_template(data, "list", "f") == []
    assert said(compile_template(data).render({"county": "岚溪县"})) == "岚溪县"


def test_a_text_box_is_filled_in_both_of_its_forms() -> None:
    data = compile_template(word_file(box(p("{{ county }}")))).render({"county": "岚溪县"})
    assert etree.tostring(part(data), encoding="unicode").count("岚溪县") == 2
