"""Compiling templates/site: strict, sandboxed, the same from Windows."""

from __future__ import annotations

import jinja2
import pytest
from jinja2.exceptions import SecurityError

from listgen.site import UnsafeAssetError, compile_site, render_village
from tests.site.samples import COUNTY, KINDS, TEMPLATES, templates, view

FILES = {path.name: path.read_bytes() for path in TEMPLATES.iterdir()}


def test_line_endings_of_windows_make_the_same_page() -> None:
    windows = compile_site({name: data.replace(b"\n", b"\r\n") for name, data in FILES.items()})
    assert render_village(windows, COUNTY, KINDS, view()) == render_village(
        templates(), COUNTY, KINDS, view()
    )


def test_equal_files_are_equal_templates() -> None:
    assert compile_site(dict(reversed(FILES.items()))) == templates()
    assert hash(compile_site(FILES)) == hash(templates())
    assert compile_site(FILES | {"site.css": b"p{}"}) != templates()


@pytest.mark.parametrize("name", ["site.css", "head.js", "look.js", "parts.html"])
def test_a_missing_file_is_named(name: str) -> None:
    files = {other: data for other, data in FILES.items() if other != name}
    with pytest.raises((KeyError, jinja2.TemplateNotFound), match=name):
        render_village(compile_site(files), COUNTY, KINDS, view())


@pytest.mark.parametrize(
    ("name", "data"),
    [("site.css", b"a{content:'</style>'}"), ("look.js", b"x = '</ScRiPt>'"), ("head.js", b"x = '<!--'")],
)
def test_a_style_or_script_cannot_leave_its_element(name: str, data: bytes) -> None:
    with pytest.raises(UnsafeAssetError, match=name):
        compile_site(FILES | {name: data})


@pytest.mark.parametrize(("name", "data"), [("look.js", b"var = 3"), ("speech.js", b"f(")])
def test_a_script_that_is_none_is_named(name: str, data: bytes) -> None:
    with pytest.raises(UnsafeAssetError, match=name):
        compile_site(FILES | {name: data})


@pytest.mark.parametrize(
    ("source", "failure"),
    [
        (b"{{ village.nmae }}", jinja2.UndefinedError),
        (b"{{ nobody }}", jinja2.UndefinedError),
        (b"{{ ''.__class__.__mro__ }}", SecurityError),
        (b"{{ doors.append(1) }}", jinja2.UndefinedError),
    ],
)
def test_a_template_can_neither_miss_nor_break_out(source: bytes, failure: type[Exception]) -> None:
    files = FILES | {"village.html": source}
    with pytest.raises(failure):
        render_village(compile_site(files), COUNTY, KINDS, view())
