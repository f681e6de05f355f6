"""SVG files of others: their solid paths, or a refusal by name."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.typeset.svg import MAX_BYTES, MAX_PATH, Grid, SvgError, outline_of, read_paths

SQUARE = '<path d="M10 10 H90 V90 H10 Z"/>'
PLAIN = Grid(1, -1, 0, 100)
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(body: str, more: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" {more}>{body}</svg>'.encode()


def load(data: bytes) -> None:
    outline_of(read_paths(data), PLAIN)


@pytest.mark.parametrize(
    ("data", "problem", "value"),
    [
        (b"", "not SVG", ""),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "not SVG", "html"),
        (b'<!DOCTYPE svg><svg viewBox="0 0 1 1"/>', "not SVG", ""),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>', "not SVG", ""),
        (
            b'<?xml-stylesheet href="http://a.example/x.css"?>' + svg(SQUARE),
            "a reference",
            "<?xml-stylesheet",
        ),
        (svg(f"<script>x()</script>{SQUARE}"), "an element that is no path", "<script>"),
        (
            svg(f'<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>{SQUARE}'),
            "an element that is no path",
            "<script>",
        ),
        (
            svg(f'<metadata><x:script xmlns:x="http://www.w3.org/1999/xhtml"/></metadata>{SQUARE}'),
            "an element that is no path",
            "<script>",
        ),
        (svg(f"<style>@import url(x.css)</style>{SQUARE}"), "an element that is no path", "<style>"),
        (svg(f'<use {LINK} xlink:href="#a"/>{SQUARE}'), "an element that is no path", "<use>"),
        (svg(f'<image href="a.png"/>{SQUARE}'), "an element that is no path", "<image>"),
        (svg(f"<foreignObject/>{SQUARE}"), "an element that is no path", "<foreignObject>"),
        (svg(f"<text>村</text>{SQUARE}"), "an element that is no path", "<text>"),
        (svg(f"<svg>{SQUARE}</svg>"), "an element that is no path", "<svg>"),
        (svg('<circle r="9"/>'), "an element that is no path", "<circle>"),
        (svg(f"<defs>{SQUARE}</defs>"), "an element that is no path", "<path>"),
        (svg(f'<a href="http://a.example">{SQUARE}</a>'), "an element that is no path", "<a>"),
        (svg(SQUARE, 'onload="x()"'), "a script", "onload"),
        (svg(f'<g {LINK} xlink:href="a.svg">{SQUARE}</g>'), "a reference", "href=a.svg"),
        (svg(f'<g fill="url(#a)">{SQUARE}</g>'), "a reference", "fill=url(#a)"),
        (svg(f'<g style="fill: URL (http://a.example)">{SQUARE}</g>'), "a reference", "style="),
        (svg(f'<g style="fill:\\75rl(a)">{SQUARE}</g>'), "a reference", "style="),
        (svg('<path style="d:path(M0 0)" d="M0 0H9V9Z"/>'), "a reference", "d:"),
        (svg(f'<g transform="scale(2)">{SQUARE}</g>'), "a transform, a mask or an effect", "transform"),
        (
            svg(f'<g style="clip-path: inset(9)">{SQUARE}</g>'),
            "a transform, a mask or an effect",
            "clip-path",
        ),
        (svg(f'<g style="fill-rule:evenodd">{SQUARE}</g>'), "the even-odd rule", ""),
        (svg(SQUARE, 'fill-rule="evenodd"'), "the even-odd rule", ""),
        (svg(SQUARE, 'fill="none"'), "a path that is not solid", "fill: none"),
        (svg(SQUARE, 'style="opacity:.5"'), "a path that is not solid", "opacity: .5"),
        (svg(f'<g stroke="#000">{SQUARE}</g>'), "a line", "stroke: #000"),
        (svg(f'<g display="none">{SQUARE}</g>'), "a hidden path", ""),
        (svg(f'<g visibility="hidden">{SQUARE}</g>'), "a hidden path", ""),
        (svg('<path d="M0 0 C"/>'), "a path that cannot be read", "M0 0 C"),
        (svg('<path d="M0 0 LNaN 1Z"/>'), "a path that cannot be read", "M0 0 LNaN"),
        (svg('<path d="M0 0 L inf 1Z"/>'), "a path that cannot be read", "M0 0 L inf"),
        (svg('<path d="M0 0H1e308V9Z"/>'), "a number too large", "1e+308"),
        (svg('<path d="M0 0H1e999V9Z"/>'), "a number too large", "inf"),
        (svg('<path d="M0 0h1e6h1V9Z"/>'), "a number too large", "1e+06"),
        (svg(f'<path d="M0 0{"h1" * MAX_PATH}Z"/>'), "a path too long", str(2 * MAX_PATH + 5)),
        (svg(SQUARE + " " * MAX_BYTES), "too many bytes", ""),
        (svg("<g>" * 60 + SQUARE + "</g>" * 60), "nested too deep", ""),
        (svg("<metadata>" + "<g>" * 60 + "</g>" * 60 + "</metadata>"), "nested too deep", ""),
        (svg(""), "no path", ""),
        (svg('<path d="M5 5Z"/>'), "nothing to be seen", ""),
        (svg('<path d="M0 0H90Z"/>'), "nothing to be seen", ""),
        (svg('<path d="M0 0L90 90Z"/>'), "nothing to be seen", ""),
        (svg(SQUARE).replace(b"0 0 100 100", b"0 0 nan 100"), "no viewBox", ""),
        (svg(SQUARE).replace(b"0 0 100 100", b"0 0 1e300 100"), "no viewBox", ""),
    ],
)
def test_what_is_refused(data: bytes, problem: str, value: str) -> None:
    with pytest.raises(SvgError) as caught:
        load(data)
    assert caught.value.problem == problem
    assert caught.value.value.startswith(value)


@pytest.mark.parametrize(
    "data",
    [
        svg(SQUARE),
        b'<?xml version="1.0"?>\n' + svg(SQUARE),
        svg(SQUARE.replace("<path", '<path fill="black"'), 'fill="none"'),
        svg(SQUARE, 'style="fill:#000;stroke:none;fill-rule:nonzero;opacity:1"'),
        svg(
            f"{SQUARE}",
            'xmlns:inkscape="urn:i" inkscape:export-filename="C:\\data:\\a.png" id="a" class="b"',
        ),
        svg(f'<x:view xmlns:x="urn:x"/><defs/><title>村</title>{SQUARE}'),
        svg(f'<metadata><x:a xmlns:x="urn:x"/></metadata>{SQUARE}'),
    ],
)
def test_what_editors_write_is_read(data: bytes) -> None:
    bounds = outline_of(read_paths(data), PLAIN).bounds
    assert bounds == (10, 10, 90, 90)


def test_the_fills_and_the_words() -> None:
    other = SQUARE.replace("<path", '<path fill="#F00"')
    paths = read_paths(svg(f"<title>标 志</title>{SQUARE}{SQUARE}{other}<desc>甲</desc>", 'fill="#000"'))
    assert paths.fills == ("#000000", "#ff0000")
    assert paths.words == "标 志 甲"


@given(body=st.text(st.sampled_from("<>/\"= gpathdefsM0Ze9.#:;'&\x00\u200b"), max_size=60))
def test_anything_is_read_or_refused(body: str) -> None:
    with suppress(SvgError):
        load(svg(body))


@given(path=st.text(st.sampled_from("MmZzLlHhVvCcSsQqTtAa019.-+eE, x"), max_size=40))
def test_any_path_is_read_or_refused(path: str) -> None:
    with suppress(SvgError):
        load(svg(f'<path d="{path}"/>'))
