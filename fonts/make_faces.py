"""Makes the shipped faces from Debian's packages fonts-noto-cjk and fonts-noto-cjk-extra.

Run by a maintainer, seldom: `python fonts/make_faces.py`. Same packages and the same fontTools give the same
bytes. The faces are big, so commit them only when a character was missing.
"""

from __future__ import annotations

import argparse
import hashlib
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent
SIMPLIFIED_CHINESE = 2  # 0 is Japanese: 2,933 of the 6,763 characters of GB 2312 are drawn otherwise there

HAN = (
    (0x2E80, 0x2FDF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
SIGNS = (
    (0x0020, 0x007E),
    (0x00A0, 0x00FF),
    (0x2010, 0x2027),
    (0x2030, 0x203B),
    (0x2100, 0x2116),
    (0x2160, 0x217F),
    (0x2190, 0x2193),
    (0x2460, 0x249B),
    (0x25A0, 0x25CF),
    (0x25EF, 0x25EF),
    (0x2605, 0x2606),
    (0x3000, 0x303F),
    (0x30FB, 0x30FC),
    (0x3220, 0x3229),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
)

# Shaping picks the vertical forms by `vert`, the Chinese dash by `locl`; more scripts double the size.
FEATURES = ["vert", "vrt2", "locl", "ccmp"]
NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]


@dataclass(frozen=True)
class Source:
    """One face of Debian's collections: what it becomes here."""

    role: str
    collection: str
    package: str
    target: str
    copyright: str


SOURCES = (
    Source(
        "serif-black",
        "NotoSerifCJK-Black.ttc",
        "fonts-noto-cjk-extra",
        "NotoSerifCJKsc-Black",
        "Copyright 2017-2022 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.",
    ),
    Source(
        "sans-bold",
        "NotoSansCJK-Bold.ttc",
        "fonts-noto-cjk",
        "NotoSansCJKsc-Bold",
        "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.",
    ),
)


def within(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    """Whether `code` lies in one of the closed ranges."""
    return any(first <= code <= last for first, last in ranges)


def subset(collection: Path, target: Path) -> str:
    """Writes the simplified Chinese face of `collection`, cut to what signs need; returns its full name."""
    font = TTFont(collection, fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
    options = Options()
    options.layout_features = FEATURES
    options.layout_scripts = ["hani.ZHS"]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["BASE", "GPOS", "DSIG"]
    options.name_IDs = NAME_IDS
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if within(code, HAN + SIGNS)])
    subsetter.subset(font)
    font.save(target)
    return str(font["name"].getDebugName(4))


def license_text(copyright_file: Path) -> str:
    """The SIL Open Font License, as Debian's copyright file carries it."""
    for paragraph in copyright_file.read_text("utf-8").split("\n\n"):
        head, _, body = paragraph.partition("\n")
        if head == "License: SIL-1.1":
            lines = ("" if line.strip() == "." else line for line in body.splitlines())
            return textwrap.dedent("\n".join(lines)) + "\n"
    raise ValueError(f"{copyright_file} does not carry the SIL Open Font License")


def record(source: Source, name: str, digest: str) -> str:
    """The entry of faces.toml."""
    return "\n".join(
        (
            f"[{source.role}]",
            f'file = "{source.target}.otf"',
            f'name = "{name}"',
            f'sha256 = "{digest}"',
            f'source = "Debian {source.package}, {source.collection}, face {SIMPLIFIED_CHINESE}; OFL 1.1"',
            "",
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts/opentype/noto"))
    parser.add_argument("--doc", type=Path, default=Path("/usr/share/doc"))
    arguments = parser.parse_args()
    entries = ["# Written by make_faces.py. Role → file beside this one; the digest is checked on loading.\n"]
    for source in SOURCES:
        target = FOLDER / f"{source.target}.otf"
        name = subset(arguments.fonts / source.collection, target)
        entries.append(record(source, name, hashlib.sha256(target.read_bytes()).hexdigest()))
        license = license_text(arguments.doc / source.package / "copyright")
        (FOLDER / f"{source.target}-OFL.txt").write_text(f"{source.copyright}\n\n{license}", "utf-8")
    (FOLDER / "faces.toml").write_text("\n".join(entries), "utf-8")


if __name__ == "__main__":
    main()
