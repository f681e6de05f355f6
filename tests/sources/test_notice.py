"""A notice is read as a person reads it, and a file that is made to do harm is refused in no time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listgen.findings import Severity
from listgen.sources.notice import MAX_INFLATED, Passage, read_notice

RUN = "<w:r><w:t>新</w:t></w:r>"
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _word(body: str, head: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """A package with this body, and other parts by name."""
    text = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
    return _zipped({"word/document.xml": text.encode(), **(parts or {})})


def _zipped(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{_p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


@pytest.mark.parametrize(
    ("body", "passages"),
    [
        (_p("甲") + _p(" ") + _p("乙"), [Passage("甲", 1), Passage("乙", 2)]),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>", [Passage("甲 乙", 1)]),
        ("<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>", [Passage("甲乙", 1)]),
        (f"<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>{RUN}</w:p>", [Passage("新", 1)]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>甲</w:t></w:r></w:p>", [Passage("甲", 1)]),
        (
            _p("前") + _table(("一", "二"), ("三", "")) + _p("后"),
            [Passage("前", 1), Passage("一｜二", 0, 1, 1), Passage("三", 0, 1, 2), Passage("后", 2)],
        ),
        (_table(("一",)) + _table(("二",)), [Passage("一", 0, 1, 1), Passage("二", 0, 2, 1)]),
        (f"<w:tbl><w:tr><w:tc>{_table(('内',))}{_p('外')}</w:tc></w:tr></w:tbl>", [Passage("内外", 0, 1, 1)]),
        (
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<mc:Choice>{_p('甲')}</mc:Choice><mc:Fallback>{_p('甲')}</mc:Fallback></mc:AlternateContent>",
            [Passage("甲", 1)],
        ),
    ],
)  # fmt: skip
def test_what_a_person_reads(body: str, passages: list[Passage]) -> None:
    assert read_notice(_word(body), "a.docx") == (tuple(passages), [])


def test_notes_are_read_and_what_was_moved_is_read_once() -> None:
    note = f'<w:footnotes xmlns:w="{SPACE}"><w:footnote>{_p("各村要报送")}</w:footnote></w:footnotes>'
    moved = f"<w:p><w:moveFrom>{RUN}</w:moveFrom></w:p><w:p><w:moveTo>{RUN}</w:moveTo></w:p>"
    data = _word(moved, parts={"word/footnotes.xml": note.encode()})
    assert read_notice(data, "a.docx") == ((Passage("新", 1), Passage("各村要报送", 2)), [])


def test_a_document_within_is_said_to_be_unread() -> None:
    passages, findings = read_notice(_word(f"{_p('甲')}<w:altChunk/>"), "a.docx")
    assert passages == (Passage("甲", 1),)
    assert [(one.slug, one.severity) for one in findings] == [("notice-part-unread", Severity.WARN)]
    assert [one.slug for one in read_notice(_word("<w:altChunk/>"), "a.docx")[1]] == ["notice-part-unread"]


def test_a_document_of_word_itself() -> None:
    document = docx.Document()
    document.add_paragraph("各村要报送。")
    document.add_table(1, 2).rows[0].cells[1].text = "各村"
    data = io.BytesIO()
    document.save(data)
    assert read_notice(data.getvalue(), "a.docx")[0] == (Passage("各村要报送。", 1), Passage("各村", 0, 1, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_file(encoding: str) -> None:
    passages, findings = read_notice("标题\r\n\r\n  各村要报送。\r\n".encode(encoding), "a.txt")
    assert passages == (Passage("标题", 1), Passage("各村要报送。", 2))
    assert [one.slug for one in findings] == ["gb18030-file"] * (encoding == "gb18030")


BOMB = b'<?xml version="1.0"?><a>' + b" " * (MAX_INFLATED + 10)
LAUGHS = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
HOSTILE = {
    "notice-swells": _zipped({"word/document.xml": BOMB}),
    "notice-doctype": _word(_p("&c;"), LAUGHS),
    "notice-with-macros": _word(_p("甲"), parts={"word/vbaProject.bin": b"x"}),
    "notice-not-word": _zipped({"xl/workbook.xml": b"<a/>"}),
    "notice-old-or-locked": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "notice-is-a-pdf": b"%PDF-1.7\n",
    "notice-broken": _word(_p("甲"))[:-60],
    "notice-empty": _word("<w:p/>"),
    "notice-too-long": ("各村要报送。\n" * 90_000).encode(),
    "not-a-text-file": b"\0\1\2",
    "unknown-encoding": b"\xff\xfe\xff",
    "file-too-large": b"a" * 20_000_001,
}
BROKEN = {
    "deep": _word("<w:p>" * 300),
    "unclosed": _zipped({"word/document.xml": b"<a><b></a>"}),
    "many": _zipped({f"{number}": b"" for number in range(2_100)} | {"word/document.xml": b"<a/>"}),
    "external": _word(_p("甲"), '<!DOCTYPE a SYSTEM "file:///etc/passwd">'),
}


@pytest.mark.parametrize("slug", HOSTILE)
def test_what_is_refused(slug: str) -> None:
    passages, findings = read_notice(HOSTILE[slug], "来文.docx")
    assert (passages, [(one.slug, one.location.file) for one in findings]) == ((), [(slug, "来文.docx")])


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken(name: str) -> None:
    passages, findings = read_notice(BROKEN[name], "a.docx")
    assert passages == ()
    assert [one.slug for one in findings] == ["notice-doctype" if name == "external" else "notice-broken"]


@given(st.binary(max_size=400), st.integers(0, 400), st.booleans())
@example(b"\x00\x01", 279, True)  # zipfile raises ValueError: negative seek value
def test_any_bytes_give_passages_or_findings(noise: bytes, at: int, zipped: bool) -> None:
    whole = _word(_p("各村要报送。"))
    data = whole[:at] + noise + whole[at + len(noise) :] if zipped else noise
    passages, findings = read_notice(data, "a.docx")
    assert passages or findings
