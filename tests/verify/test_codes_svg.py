"""SVG code files that another program draws in another way, or that would take for ever to read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from listgen.drawing.svg import render_svg
from listgen.qr.symbol import encode
from listgen.signage.code import draw_code
from listgen.verify import svg_image
from listgen.verify.codes import check_code_file
from listgen.verify.promised import CodeFile
from tests.verify.papers import LINK

SOUND = render_svg(draw_code(encode(LINK), "青石村二维码"), cut=False).decode()
HUGE = "9" * 400
TYPE = '<!DOCTYPE svg [<!ATTLIST path style CDATA "display:none">]>'


def slugs(data: str | bytes) -> set[str]:
    held = data if isinstance(data, bytes) else data.encode()
    return {finding.slug for finding in check_code_file(held, CodeFile("码", "svg", LINK, "Q"))}


def before(what: str, more: str) -> Callable[[str], str]:
    return lambda text: text.replace(what, more + what, 1)


def other(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def in_utf_16(text: str) -> bytes:
    return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def test_what_draws_nothing() -> None:
    assert slugs(SOUND) == set()
    assert slugs(in_utf_16(SOUND)) == set()
    assert slugs(before("<g", "<!-- 码 --><desc>码</desc>")(SOUND)) == set()


@pytest.mark.parametrize(
    "change",
    [
        before("<svg", '<?xml-stylesheet href="a.css"?>'),
        before("<title", '<?xml-stylesheet href="a.css"?>'),
        lambda text: text + '<?xml-stylesheet href="a.css"?>',
        before("<title", "<style>path{fill:red}</style>"),
        other("<title>", "<title><style>path{fill:red}</style>"),
        other("<title>", '<title onclick="x">'),
        before("<title", '<metadata><script xmlns="http://www.w3.org/2000/svg">1</script></metadata>'),
        before("<title", '<desc onload="x"/>'),
        before("<title", '<a:g xmlns:a="urn:a"/>'),
        before("<svg", TYPE),
        other('viewBox="0 0 82 82"', 'viewBox="4 4 74 74"'),
        other('viewBox="0 0 82 82"', 'viewBox="x 0 0 82 82"'),
        other('viewBox="0 0 82 82"', 'viewBox="0 0 41 82"'),
        other('viewBox="0 0 82 82"', f'viewBox="0 0 {HUGE} {HUGE}"'),
        other('viewBox="0 0 82 82"', 'viewBox="0 0 82 82" preserveAspectRatio="none"'),
        other('height="82mm"', 'height="50%"'),
        other('height="82mm"', 'height="82"'),
        other(' height="82mm"', ""),
        other('width="82mm" height="82mm"', 'width="82cm" height="82cm"'),
        other('width="82mm" height="82mm"', 'width="0mm" height="0mm"'),
        other('<path d="M8 74', '<path d="8 74'),
        other('<path d="M8 74', '<path d="L8 74'),
        other('<path d="M8 74', '<path d="H9M8 74'),
        other('<path d="M8 74', f'<path d="M{HUGE} 74'),
        before("</svg>", f'<rect x="1" width="{HUGE}" height="2"/>'),
        before("</svg>", '<rect x="nan" width="2" height="2"/>'),
        before("</svg>", '<rect width="2" height="2" d="M0 0"/>'),
        before("</svg>", '<rect width="2" height="2" fill="#fff"/>' * 60),
        before("</svg>", "<g>" * 300 + "</g>" * 300),
    ],
)
def test_what_is_refused(change: Callable[[str], str]) -> None:
    text = change(SOUND)
    assert text != SOUND
    assert slugs(text) == {"code-unreadable"}


def test_a_document_type_in_two_byte_letters() -> None:
    assert slugs(in_utf_16(before("<svg", TYPE)(SOUND))) == {"code-unreadable"}


def test_shapes_and_sides_are_counted_before_any_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg_image, "covered", None)
    more = '<path d="M' + "1 1 " * (svg_image._MOST_SIDES + 1) + '"/>'
    for text in (before("</svg>", "<rect/>" * 10_000)(SOUND), before("</svg>", more)(SOUND)):
        assert slugs(text) == {"code-unreadable"}
