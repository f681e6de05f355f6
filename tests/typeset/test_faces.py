"""The shipped faces: the right ones, complete, checked, and never replaced by another."""

from __future__ import annotations

import pickle
import tomllib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from listgen.resources import shipped
from listgen.typeset.face import Face, MissingGlyphError
from listgen.typeset.faces import FaceError, Faces, read_faces
from tests.typeset.shipped import FACES, SANS, SERIF

FOLDER = shipped("fonts")
PUNCTUATION = "“”‘’—（）《》〈〉、，。：；·…○〇-–0123456789ABCxyz×"


def test_each_role_has_its_license() -> None:
    records = tomllib.loads((FOLDER / "faces.toml").read_text("utf-8"))
    assert set(records) == {"serif-black", "sans-bold"}
    for record in records.values():
        license = FOLDER / f"{Path(record['file']).stem}-OFL.txt"
        assert "SIL OPEN FONT LICENSE Version 1.1" in license.read_text("utf-8")


@pytest.mark.parametrize("role", ["serif-black", "sans-bold"])
def test_it_is_the_simplified_chinese_face(role: str) -> None:
    record = tomllib.loads((FOLDER / "faces.toml").read_text("utf-8"))[role]
    name = TTFont(FOLDER / record["file"])["name"].getDebugName(4)
    assert name == record["name"]
    assert " SC " in name


@pytest.mark.parametrize("face", [SERIF, SANS], ids=lambda face: face.name)
@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("岚溪县白云镇青石村", ()),
        ("𡐓㙍㙟㘵㳇㵲䢺𡌶垟塆垱", ()),
        (PUNCTUATION, ()),
        ("村 民\n", ()),
        ("村\t民\u2028", ("\t", "\u2028")),
        ("輋𣒍村𣒍", ("𣒍",)),
        ("\ue170村", ("\ue170",)),
    ],
)
def test_missing(face: Face, text: str, missing: tuple[str, ...]) -> None:
    assert face.missing(text) == missing


def test_gb2312_is_complete() -> None:
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    text = "".join(pair.decode("gb2312", "ignore") for pair in rows)
    assert len(text) == 6763
    assert SERIF.missing(text) == SANS.missing(text) == ()


@pytest.mark.parametrize("char", ["𣒍", "\ue170"])
def test_a_missing_glyph_is_refused(char: str) -> None:
    with pytest.raises(MissingGlyphError) as caught:
        SERIF.outline(char)
    assert caught.value.char == char
    with pytest.raises(MissingGlyphError):
        SERIF.vertical(char)


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(FaceError):
        FACES.face("kai")


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.otf").write_bytes(b"not the face")
    (tmp_path / "faces.toml").write_text(
        '[serif-black]\nfile = "a.otf"\nname = "A"\nsha256 = "00"\nsource = ""\n', "utf-8"
    )
    with pytest.raises(FaceError):
        read_faces(tmp_path)


def test_a_process_opens_a_face_once() -> None:
    copy: Faces = pickle.loads(pickle.dumps(FACES))
    assert copy.face("serif-black") is SERIF
    assert SERIF.outline("村") is SERIF.outline("村")
