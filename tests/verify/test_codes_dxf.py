"""DXF code files that programs do not read alike: what one machine skips another one cuts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from listgen.drawing.dxf import render_dxf
from listgen.qr.symbol import encode
from listgen.signage.code import draw_code
from listgen.verify.codes import check_code_file
from listgen.verify.promised import CodeFile
from tests.verify.papers import BASE, LINK


def drawn(link: str) -> str:
    return render_dxf(draw_code(encode(link), "青石村二维码")).decode()


SOUND, OTHER = drawn(LINK), drawn(BASE + "001740/")
OUTLINE = "  0\nLWPOLYLINE\n  8\nENGRAVE\n 90\n4\n 70\n1\n"
OUTLINE += "".join(f" 10\n{x}.0\n 20\n{y}.0\n" for x, y in ((10, 10), (20, 10), (20, 20), (10, 20)))


def slugs(text: str) -> set[str]:
    file = CodeFile("码", "dxf", LINK, "Q")
    return {finding.slug for finding in check_code_file(text.encode(), file)}


def section(text: str, name: str) -> str:
    start = text.index(f"  0\nSECTION\n  2\n{name}\n")
    return text[start : text.index("  0\nENDSEC\n", start) + len("  0\nENDSEC\n")]


def variable(name: str, value: str) -> Callable[[str], str]:
    """One more, at the end of the header."""
    header = section(SOUND, "HEADER")
    more = header.removesuffix("  0\nENDSEC\n") + f"  9\n{name}\n 70\n{value}\n  0\nENDSEC\n"
    return lambda text: text.replace(header, more)


def layer(text: str) -> str:
    """The layer of what is engraved."""
    found = re.search(r"  0\nLAYER\n(?:(?!  0\n).*\n)*?  2\nENGRAVE\n(?:(?!  0\n).*\n)*", text)
    assert found
    return found.group()


def pairs_apart(text: str) -> str:
    """The first outline with all 10 before all 20."""
    start = text.index(" 10\n", text.index("LWPOLYLINE"))
    end = text.index("  0\n", start)
    axes = [re.findall(rf" {axis}\n.*\n", text[start:end]) for axis in (10, 20)]
    return text[:start] + "".join(axes[0] + axes[1]) + text[end:]


def test_the_parts_are_found() -> None:
    assert slugs(SOUND) == set() and slugs(SOUND.replace("\n", "\r\n")) == set()
    assert slugs(SOUND + "\n \n") == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: OTHER + text,
        lambda text: text + OTHER,
        lambda text: text.replace(section(text, "ENTITIES"), section(OTHER, "ENTITIES") * 2),
        lambda text: text.replace(
            section(text, "ENTITIES"), section(OTHER, "ENTITIES") + section(text, "ENTITIES")
        ),
        lambda text: OUTLINE + text,
        lambda text: text.replace("  0\nENDBLK\n", OUTLINE + "  0\nENDBLK\n", 1),
        lambda text: text.replace("  0\nENDTAB\n", OUTLINE + "  0\nENDTAB\n", 1),
        variable("$INSUNITS", "4"),
        variable("$EXTMIN", "4"),
        lambda text: text.replace(layer(text), layer(text) * 2),
        lambda text: text.replace(layer(text), layer(text) + layer(text).replace("ENGRAVE", "Engrave")),
        lambda text: text.replace(layer(text), layer(text) + "290\n0\n"),
        lambda text: text.replace(layer(text), layer(text) + " 62\n-7\n"),
        lambda text: text.replace("LWPOLYLINE\n", "LWPOLYLINE\n  8\nENGRAVE\n", 1),
        lambda text: text.replace(
            "\n330\n17\n100\nAcDbEntity\n  8\nENG", "\n330\n1B\n100\nAcDbEntity\n  8\nENG", 1
        ),
        pairs_apart,
        lambda text: text.replace(" 10\n8.0000\n", " 10\n0_8.0000\n", 1),
        lambda text: text.replace(" 90\n", " 9_0\n", 1),
        lambda text: text.replace("AcDbPolyline", "Ac\r  8\rCUT", 1),
        lambda text: text.replace("ENTITIES", "THINGS"),
        lambda text: "  0\nENDSEC\n  0\nEOF\n",
        lambda text: text.replace(
            section(text, "ENTITIES"),
            section(text, "ENTITIES").replace("  0\nENDSEC\n", OUTLINE * 20_001 + "  0\nENDSEC\n"),
        ),
    ],
)
def test_what_programs_read_in_different_ways(change: Callable[[str], str]) -> None:
    text = change(SOUND)
    assert text != SOUND
    assert slugs(text) == {"code-unreadable"}


def test_inches_are_told_as_such() -> None:
    assert slugs(re.sub(r"(?<=MEASUREMENT\n 70\n)1", "0", SOUND)) == {"code-units"}
