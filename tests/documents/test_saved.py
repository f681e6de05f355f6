"""Templates as Word, WPS and LibreOffice save them say what the plain one says.

`saved/` holds two templates as they were shipped once, and as LibreOffice 7.4 opened and saved them
(`soffice --convert-to docx`). What Word and WPS write is imitated here, each by the marks that it leaves; no
Word and no WPS was at hand.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from listgen.documents.booklet import booklet_data
from listgen.documents.check import check_template
from listgen.documents.data import list_data
from listgen.documents.faults import TemplateError
from listgen.documents.package import read_parts, write_parts
from listgen.documents.template import compile_template
from listgen.findings import has_errors
from tests.documents.reader import said
from tests.documents.samples import COUNTY, ITEMS, KINDS, p, view, word_file

SAVED = Path(__file__).parent / "saved"
DATA = {"county": "岚溪县", "annexes": [{"title": "甲"}, {"title": "乙"}]}
PLAIN = "岚溪县：甲、乙、。"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, look: str = "", **attributes: str) -> str:
    marks = "".join(f' w:{name}="{value}"' for name, value in attributes.items())
    return f'<w:r{marks}>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


SPELLED = '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>'
EAST = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
LATIN = '<w:rPr><w:rFonts w:ascii="Times New Roman"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
REST = "：{% for a in annexes %}{{ a.title }}、{% endfor %}。"

FORMS = {
    "plain": run("{{ county }}" + REST),
    "Word checks the spelling": run("{{ ") + SPELLED[0] + run("county") + SPELLED[1] + run(" }}" + REST),
    "Word numbers its sessions": run("{{ co", rsidR="00A1") + run("unty }}" + REST, rsidR="00B2"),
    "Word marks the language": run("{", LATIN) + run("{ county }", LATIN) + run("}", EAST) + run(REST, EAST),
    "Word remembers the cursor": run("{{ county")
    + '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    + run(" }}" + REST),
    "Word keeps a smart tag": '<w:smartTag w:uri="urn:x" w:element="place">'
    + run("{{ county }}")
    + "</w:smartTag>"
    + run(REST),
    "a content control": "<w:sdt><w:sdtPr><w:id w:val='1'/></w:sdtPr><w:sdtContent>"
    + run("{{ county }}")
    + "</w:sdtContent></w:sdt>"
    + run(REST),
    "a link within the paper": '<w:hyperlink w:anchor="top">'
    + run("{{ county }}")
    + "</w:hyperlink>"
    + run(REST),
    "a page break that was": "<w:r><w:lastRenderedPageBreak/><w:t>{{ county }}</w:t></w:r>" + run(REST),
    "WPS hints at every run": "".join(run(char, EAST) for char in "{{ county }}" + REST),
    "WPS with a space that does not break": run("{{\u00a0county\u00a0}}" + REST),
    "a blank run within": run("{{ county") + run("") + run(" }}" + REST),
    "a field beside": '<w:fldSimple w:instr=" PAGE "/>' + run("{{ county }}" + REST),
}


@pytest.mark.parametrize("form", FORMS)
def test_as_programs_write_it(form: str) -> None:
    data = word_file(f"<w:p>{FORMS[form]}</w:p>")
    assert check_template(data, "list", "f") == []
    assert said(compile_template(data).render(DATA)) == PLAIN


@pytest.mark.parametrize("name", ["list", "booklet"])
def test_as_libreoffice_saves_it(name: str) -> None:
    data = (SAVED / f"libreoffice-{name}.docx").read_bytes()
    assert check_template(data, name, "f") == []
    values = list_data(COUNTY, KINDS, ITEMS) if name == "list" else booklet_data(COUNTY, KINDS, view())
    ours = said(compile_template((SAVED / f"plain-{name}.docx").read_bytes()).render(values))
    theirs = said(compile_template(data).render(values))
    assert _words(theirs) == _words(ours)


def _words(text: str) -> str:
    """All of it but the contents' page numbers: LibreOffice writes other heights, so they may differ."""
    return "".join(re.sub(r"\t[0-9]+$", "", text, flags=re.MULTILINE).split())


def with_parts(**parts: bytes) -> bytes:
    return write_parts(read_parts(word_file(p("{{ county }}"))) | parts)


def relations(part: str, kind: str, target: str, mode: str = "External") -> dict[str, bytes]:
    one = f'<Relationship Id="rId1" Type="{RELATION}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    head = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {f"word/_rels/{part}.rels": f'<Relationships xmlns="{head}">{one}</Relationships>'.encode()}


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEFT = [
    (
        word_file(f"<w:p><w:ins w:id='1' w:author='甲'>{run('乙')}</w:ins></w:p>"),
        "template-tracked-changes",
        True,
    ),
    (
        word_file("<w:p><w:del w:id='1'><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>"),
        "template-tracked-changes",
        True,
    ),
    (
        with_parts(**{"word/comments.xml": f"<w:comments {W}><w:comment w:id='1'/></w:comments>".encode()}),
        "template-comment",
        False,
    ),
    (
        with_parts(
            **{
                "word/settings.xml": f"<w:settings {W}><w:documentProtection w:enforcement='1'/>"
                "</w:settings>".encode()
            }
        ),
        "template-protected",
        False,
    ),
    (
        with_parts(**relations("document.xml", "hyperlink", "https://www.lanxi.example/")),
        "template-external-link",
        True,
    ),
    (with_parts(**relations("document.xml", "image", "file:///C:/a.png")), "template-external-link", True),
    (
        with_parts(**relations("settings.xml", "attachedTemplate", "file:///C:/b.dotm")),
        "template-attached",
        False,
    ),
]


@pytest.mark.parametrize(("data", "slug", "refused"), LEFT)
def test_what_is_left_in_a_template(data: bytes, slug: str, refused: bool) -> None:
    found = check_template(data, "list", "f")
    assert [one.slug for one in found] == [slug]
    assert has_errors(found) is refused
    if refused:
        with pytest.raises(TemplateError):
            compile_template(data)


def test_an_attached_template_is_left_out() -> None:
    settings = f"<w:settings {W}><w:attachedTemplate w:val='1'/><w:zoom w:percent='100'/></w:settings>"
    data = with_parts(
        **relations("settings.xml", "attachedTemplate", "file:///C:/b.dotm"),
        **{"word/settings.xml": settings.encode()},
    )
    parts = read_parts(compile_template(data).render(DATA))
    assert b"b.dotm" not in b"".join(parts.values())
    assert b"attachedTemplate" not in parts["word/settings.xml"] and b"zoom" in parts["word/settings.xml"]
