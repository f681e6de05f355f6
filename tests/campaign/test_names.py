"""Hostile names of villages, papers and signs: their files stay in OUT and exist on every system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from random import Random

import pytest

from listgen.filenames import LONGEST, owned_name, safe_file, safe_name
from tests.campaign.conftest import Report
from tests.campaign.mutations import HOSTILE
from tests.campaign.size import batches, chances

PIECES = [
    *HOSTILE,
    *(
        "..",
        "../",
        "..\\",
        "/",
        "\\",
        ".",
        " ",
        "~",
        "$",
        "%00",
        ":",
        "::$DATA",
        "|",
        "?",
        "*",
        "<",
        ">",
        '"',
    ),
    *(
        "con",
        "PRN",
        "aux.txt",
        "NUL ",
        "Com1",
        "lpt9.docx",
        "COM¹",
        "LPT³.x",
        "CONIN$",
        "conout$.docx",
        "nul .a",
    ),
    *(
        "村",
        "社区",
        "青石村",
        "Straße",
        "STRASSE",
        "İ",
        "ı",
        "ﬁ",
        "e\u0301",
        "é",
        "\ud800",
        "\udfff",
        "𠮷",
        "\x7f",
    ),
    *(
        "\u202e",
        "\u200d",
        "\u2028",
        "\ufeff",
        "\n",
        "\t",
        "\x1f",
        "--",
        "-rf",
        "=cmd",
        "@",
        "村" * 70,
        "a" * 200,
    ),
]
# As Microsoft's “Naming Files, Paths, and Namespaces” has them; not the table of listgen/filenames.py.
RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"
}


def hostile_name(chance: Random) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.choice((1, 1, 2, 3, 6))))


def wrong(name: str) -> list[str]:
    """What some file system would not take, or would take for something else."""
    faults = []
    if not 0 < len(name) <= LONGEST:
        faults.append(f"{len(name)} characters")
    if re.search(r'[\x00-\x1f<>:"/\\|?*]', name) or name != name.rstrip(". ") or name.startswith((".", " ")):
        faults.append("forbidden characters")
    if name.partition(".")[0].rstrip(" ").upper() in RESERVED or PureWindowsPath(name).is_reserved():
        faults.append("reserved")
    if PurePosixPath(name).parts != (name,) or PureWindowsPath("x", name).parts != ("x", name):
        faults.append("more than one name")
    try:
        if len(name.encode("utf-8")) > 255:
            faults.append("too many bytes")
    except UnicodeEncodeError:
        faults.append("not encodable")
    return faults


@pytest.mark.parametrize(("first", "count"), batches(500, 20_000, 2000))
def test_hostile_names(report: Report, first: int, count: int) -> None:
    faults: list[str] = []
    folders: dict[str, str] = {}
    for number in range(first, first + count):
        name = hostile_name(chances("name", number))
        made = {"folder": owned_name(f"{number:05d}", name), "name": safe_name(name)}
        made |= {"file": safe_file(f"{name}.docx"), "any file": safe_file(name)}
        faults += [f"{name!r}: {what} {one!r}: {fault}" for what, one in made.items() for fault in wrong(one)]
        if not made["file"].endswith(".docx"):
            faults.append(f"{name!r}: {made['file']!r} lost its suffix")
        twin = unicodedata.normalize("NFC", made["folder"]).casefold()
        if twin in folders:
            faults.append(f"{name!r} and {folders[twin]!r} share a folder")
        folders[twin] = name
    report("names", count, faults)
