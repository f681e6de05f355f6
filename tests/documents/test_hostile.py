"""Templates made to do harm are refused with a finding; texts that look like code are printed as they are."""

from __future__ import annotations

import io
import warnings
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listgen.documents.check import check_template
from listgen.documents.faults import TemplateError
from listgen.documents.package import read_parts, write_parts
from listgen.documents.template import compile_template
from listgen.text import bad_characters
from tests.documents.reader import said
from tests.documents.samples import p, shipped_bytes, word_file

BODY = p("{{ county }}")
BOMB = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'


def also(part: str, data: bytes) -> bytes:
    """A template that has this part too."""
    return write_parts(read_parts(word_file(BODY)) | {part: data})


def raw(*entries: tuple[str, bytes]) -> bytes:
    """A zip of these entries, names as they come."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, data in (*read_parts(word_file(BODY)).items(), *entries):
            archive.writestr(name, data)
    return stream.getvalue()


def field(instruction: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    half = len(instruction) // 2
    words = "".join(
        f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in (instruction[:half], instruction[half:])
    )
    return f"<w:p>{marks[0]}{words}{marks[1]}{marks[2]}</w:p>"


def encrypted() -> bytes:
    data = bytearray(word_file(BODY))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ATTACKS = {
    "nothing": (b"", "template-unreadable"),
    "an old .doc": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "template-unreadable"),
    "an encrypted zip": (encrypted(), "template-unreadable"),
    "no types": (write_parts({"word/document.xml": b"<a/>"}), "template-unreadable"),
    "no body": (write_parts({"[Content_Types].xml": b"<Types/>"}), "template-unreadable"),
    "a part of 30 MB": (also("word/media/a.png", b"0" * 30_000_000), "template-unreadable"),
    "600 parts": (raw(*((f"word/media/{n}.png", b"") for n in range(600))), "template-unreadable"),
    "one part twice": (raw(("word/a.xml", b"<a/>"), ("word/a.xml", b"<b/>")), "template-unreadable"),
    "twins but for case": (also("word/DOCUMENT.xml", b"<a/>"), "template-unreadable"),
    "entities": (also("customXml/item1.xml", BOMB.encode()), "template-unreadable"),
    "entities in UTF-16": (
        also("customXml/item1.xml", ('<?xml version="1.0" encoding="UTF-16"?>' + BOMB).encode("utf-16")),
        "template-unreadable",
    ),
    "a deep part": (also("word/a.xml", b"<a>" * 9000 + b"</a>" * 9000), "template-unreadable"),
    "a way out": (raw(("../a.xml", b"<a/>")), "template-unsafe"),
    "a way in": (raw(("/word/a.xml", b"<a/>")), "template-unsafe"),
    "a name that is no name": (raw(("word/清单.xml", b"<a/>")), "template-unsafe"),
    "a macro": (also("word/vbaProject.bin", b"x"), "template-unsafe"),
    "a macro under another name": (
        write_parts(
            {
                **read_parts(word_file(BODY)),
                "[Content_Types].xml": b'<Types><Default Extension="bin" '
                b'ContentType="application/vnd.ms-office.vbaProject"/></Types>',
            }
        ),
        "template-unsafe",
    ),
    "another file within": (word_file(f'<w:altChunk {R} r:id="rId9"/>' + BODY), "template-unsafe"),
    "an object": (word_file("<w:p><w:r><w:object/></w:r></w:p>"), "template-unsafe"),
    "an object by relation": (
        also(
            "word/_rels/document.xml.rels",
            f'<a><Relationship Id="a" Type="{REL}/oleObject" Target="a.bin"/></a>'.encode(),
        ),
        "template-unsafe",
    ),
    **{
        f"the field {word}": (word_file(field(f' {word} "C:\\\\a.exe" ')), "template-field")
        for word in (
            *("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "QUOTE", "LINK", "MACROBUTTON", "DATE"),
            *("HYPERLINK", "IMPORT", "DATABASE", "ASK", "FILLIN", "EMBED", "AUTOTEXT", "USERNAME"),
        )
    },
    "a field in one word": (
        word_file("<w:p><w:fldSimple w:instr=' ddeauto c:\\\\a '/></w:p>"),
        "template-field",
    ),
    "a tag in a field": (word_file(field(" PAGEREF {{ county }} ")), "template-tag-in-attribute"),
    "6 MB in a paragraph": (word_file(p("甲" * 2_100_000 + "{{ county }}")), "template-too-large"),
    "much in a loop": (
        word_file(p("{% for a in annexes %}" + "甲" * 400_000 + "{% endfor %}")),
        "template-too-large",
    ),
    "loops that multiply": (
        word_file(p("{% for a in annexes %}{% for b in annexes %}{% endfor %}{% endfor %}")),
        "template-loops-multiply",
    ),
    "loops that multiply further in": (
        word_file(
            p(
                "{% for a in annexes %}{% for b in a.rows %}{% if total %}{% for c in a.rows %}"
                "{% endfor %}{% endif %}{% endfor %}{% endfor %}"
            )
        ),
        "template-loops-multiply",
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused(attack: str) -> None:
    data, slug = ATTACKS[attack]
    assert slug in {one.slug for one in check_template(data, "list", "f")}
    if "multiply" not in slug:
        with pytest.raises(TemplateError):
            compile_template(data)


@pytest.mark.parametrize("region", ["header1", "footer2", "footnotes", "endnotes"])
def test_tags_outside_the_body_are_judged(region: str) -> None:
    root = {"h": "hdr", "f": "ftr"}.get(region[0], region) if region[-1].isdigit() else region
    inside = f'<w:{root} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    data = also(f"word/{region}.xml", f"{inside}{p('{{ nobody }}')}</w:{root}>".encode())
    (finding,) = check_template(data, "list", "f")
    assert (finding.slug, finding.facts()["region"]) == ("template-unknown-variable", region.rstrip("12s"))


def test_no_section_does_no_harm() -> None:
    assert said(compile_template(word_file(BODY)).render({"county": "岚溪县"})) == "岚溪县"


TEXTS = [
    "甲‹乙›",
    "a & b &amp; c",
    "]]>",
    "<w:p><w:r/></w:p>",
    "{{ x }} {% if y %} {# z #}",
    "<?listgen {{ county }} ?>",
    "😀👨‍👩‍👧",
    "𠮷𡐓㙍垟",
    "\u200b零\u200d宽\u202e向\ufeff",
    "\"双\" '单' `反`",
    "长" * 32_767,
    " 前后空 ",
]


def _round_trip(text: str) -> None:
    filled = compile_template(word_file(p("前{{ county }}后"))).render({"county": text})
    assert said(filled) == f"前{text}后"
    held = read_parts(shipped_bytes("list"))
    held["word/document.xml"] = read_parts(filled)["word/document.xml"]
    assert docx.Document(io.BytesIO(write_parts(held))).paragraphs[0].text == f"前{text}后"


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:24])
def test_a_text_is_printed_as_it_is(text: str) -> None:
    _round_trip(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_printed_or_stopped_at_the_gate(text: str) -> None:
    try:
        _round_trip(text)
    except ValueError:
        assert bad_characters(text, 10)
