"""The SVG writer, read back as XML."""

import re

import pytest
from lxml import etree

from listgen.drawing.svg import render_svg
from tests.drawing.shapes import sign

SVG = "{http://www.w3.org/2000/svg}"


def tree() -> etree._Element:
    return etree.fromstring(render_svg(sign(title="甲<乙>&丙")))


def test_real_size_and_wording() -> None:
    root = tree()
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("200mm", "100mm", "0 0 200 100")
    assert root.findtext(f"{SVG}title") == "甲<乙>&丙"


@pytest.mark.parametrize(
    ("role", "colour", "first"),
    [
        ("ground", "#ff0000", ("0", "100")),  # the lower left corner of the trim
        ("text", "#ffffff", ("20", "70")),  # y is turned
        ("rule", "#000000", ("100", "70")),
    ],
)
def test_roles_are_groups(role: str, colour: str, first: tuple[str, str]) -> None:
    group = tree().find(f"{SVG}g[@id='{role}']")
    assert group is not None and (group.get("class"), group.get("fill")) == (role, colour)
    start = re.match(r"M(\S+) (\S+?)[A-Z]", group[0].get("d", ""))
    assert start is not None and start.groups() == first


def test_the_trim_is_a_cut_line_and_the_slug_is_not_cut() -> None:
    root = tree()
    assert [path.get("d") for path in root.findall(f"{SVG}path[@id='cut']")] == ["M0 100H200V0H0Z"]
    assert not [path for path in root.iter(f"{SVG}path") if " 112" in path.get("d", "")]
