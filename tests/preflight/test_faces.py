"""A county's own faces and drawn characters: taken as recorded, or findings with file and line."""

from __future__ import annotations

import json
import pickle
from hashlib import sha256

import pytest

from listgen.findings import Location
from listgen.preflight.faces import RECORDS, load_faces
from listgen.project import ProjectFiles
from listgen.typeset.faces import Faces
from tests.typeset.fonts import TEXT, collection, small_font, without

FONT = small_font()
JAPANESE = small_font("Test JP", "村一国日本 　")


def record(data: bytes = FONT, role: str = "fangsong", **changed: object) -> str:
    facts: dict[str, object] = {"file": "a.ttf", "name": "Test FangSong", "sha256": sha256(data).hexdigest()}
    facts |= changed
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items())
    return "\n".join((f"[{role}]", *lines)) + "\n"


def project(records: str | bytes, **files: bytes) -> ProjectFiles:
    data = records if isinstance(records, bytes) else records.encode()
    named = {f"assets/faces/{name.replace('_', '.')}": data for name, data in files.items()}
    return ProjectFiles({RECORDS: data, **named})


def found(files: ProjectFiles) -> list[tuple[str, str, int]]:
    return [(one.slug, one.location.file, one.location.line) for one in load_faces(files)[1]]


@pytest.mark.parametrize("quadratic", [False, True])
def test_a_new_role(quadratic: bool) -> None:
    font = small_font(quadratic=quadratic)
    faces, findings = load_faces(project(record(font, licence="合同 2026-08"), a_ttf=font))
    assert findings == []
    assert faces.roles == ("serif-black", "sans-bold", "fangsong")
    assert faces.face("fangsong").missing("村委员会") == ("委",)
    assert faces.is_own("fangsong", "村") and not faces.is_own("serif-black", "村")
    copy: Faces = pickle.loads(pickle.dumps(faces))
    assert copy.face("fangsong") is faces.face("fangsong")


def test_a_shipped_role_is_replaced_and_said() -> None:
    faces, (finding,) = load_faces(project("# 县\n" + record(role="serif-black"), a_ttf=FONT))
    assert (finding.slug, finding.severity, finding.location) == (
        "face-replaced",
        "warn",
        Location(RECORDS, line=2),
    )
    assert finding.facts()["shipped"] == "Noto Serif CJK SC Black"
    assert faces.face("serif-black").name == "Test FangSong"
    assert faces.face("sans-bold").name == "Noto Sans CJK SC Bold"


def test_one_of_a_collection() -> None:
    both = collection(JAPANESE, FONT)
    faces, findings = load_faces(project(record(both, file="a.ttc", index=1), a_ttc=both))
    assert findings == []
    assert faces.face("fangsong").has("镇")


@pytest.mark.parametrize(
    ("files", "findings"),
    [
        (project(record()), [("face-missing", RECORDS, 1)]),
        (project(record(b"old"), a_ttf=FONT), [("face-changed", RECORDS, 1)]),
        (project(record(b"", file="a.otf"), a_otf=b""), [("bad-font", "assets/faces/a.otf", 0)]),
        (project(record(FONT[:900]), a_ttf=FONT[:900]), [("bad-font", "assets/faces/a.ttf", 0)]),
        (project(record(index=1), a_ttf=FONT), [("bad-font", "assets/faces/a.ttf", 0)]),
        (project(record(name="Test Song"), a_ttf=FONT), [("face-of-another-name", "assets/faces/a.ttf", 0)]),
        (
            project(record(JAPANESE, name="Test JP"), a_ttf=JAPANESE),
            [("face-not-simplified", "assets/faces/a.ttf", 0)],
        ),
        (
            project(record(JAPANESE), a_ttf=JAPANESE),
            [
                ("face-of-another-name", "assets/faces/a.ttf", 0),
                ("face-not-simplified", "assets/faces/a.ttf", 0),
            ],
        ),
        (project("", a_ttf=FONT), [("face-not-recorded", "assets/faces/a.ttf", 0)]),
        (project(record() + record(b"old", "kai"), a_ttf=FONT), [("face-changed", RECORDS, 5)]),
        (project("[fangsong]\nfile = a.ttf\n"), [("toml-syntax", RECORDS, 2)]),
        (project(b"\xff\xfe[a]"), [("unknown-encoding", RECORDS, 1)]),
        (project("[" * 5000), [("toml-syntax", RECORDS, 1)]),
        (project('fangsong = "a.ttf"\n'), [("bad-face-record", RECORDS, 1)]),
        (project('["仿宋"]\nfile = "a.ttf"\n'), [("bad-face-record", RECORDS, 1)]),
        (
            project("[a]\n\n[fangsong]\n"),
            [("bad-face-record", RECORDS, 1)] * 3 + [("bad-face-record", RECORDS, 3)] * 3,
        ),
        (project(record(size=3), a_ttf=FONT), [("bad-face-record", RECORDS, 1)]),
        (project(record(index=-1), a_ttf=FONT), [("bad-face-record", RECORDS, 1)]),
        (project(record(name=" "), a_ttf=FONT), [("bad-face-record", RECORDS, 1)]),
        (project(record(file="../a.ttf")), [("bad-face-record", RECORDS, 1)]),
        (project(record(file="C:\\a.ttf")), [("bad-face-record", RECORDS, 1)]),
        (project(record(file="a.woff2")), [("bad-face-record", RECORDS, 1)]),
    ],
)
def test_what_is_wrong_is_said(files: ProjectFiles, findings: list[tuple[str, str, int]]) -> None:
    assert found(files) == findings
    assert "fangsong" not in load_faces(files)[0].roles or findings[0][0] == "face-changed"


@pytest.mark.parametrize(
    ("font", "problem"),
    [
        (b"PK\x03\x04", "damaged"),
        (FONT[: len(FONT) // 2], "damaged"),
        (without(FONT, "cmap"), "no characters"),
        (without(FONT, "CFF "), "no outlines"),
        (without(FONT, "name"), "damaged"),
        (small_font(text=TEXT.replace("一", "")), "a glyph that cannot be drawn"),
    ],
)
def test_a_damaged_font_is_told_from_another(font: bytes, problem: str) -> None:
    (finding,) = load_faces(project(record(font), a_ttf=font))[1]
    assert (finding.slug, finding.facts()["problem"]) == ("bad-font", problem)


def test_the_digest_found_is_told() -> None:
    (finding,) = load_faces(project(record(b"old"), a_ttf=FONT))[1]
    assert finding.facts()["value"] == sha256(FONT).hexdigest()


def test_a_font_that_may_not_be_embedded_is_a_warning() -> None:
    font = small_font(fstype=0x0002)
    faces, (finding,) = load_faces(project(record(font), a_ttf=font))
    assert (finding.slug, finding.severity) == ("face-embedding", "warn")
    assert "fangsong" in faces.roles


def test_another_face_is_another_print() -> None:
    drawn = b'<svg viewBox="0 0 9 9"><path d="M1 1H8V8H1Z"/></svg>'
    made = [
        load_faces(ProjectFiles({}))[0],
        load_faces(ProjectFiles({}), (("serif-black", "sans-bold"),))[0],
        load_faces(ProjectFiles({"assets/glyphs/serif-black/U+2348D.svg": drawn}))[0],
        load_faces(project(record(role="serif-black"), a_ttf=FONT))[0],
        load_faces(project(record(role="sans-bold"), a_ttf=FONT))[0],
        load_faces(project(record(collection(FONT, FONT), file="a.ttc"), a_ttc=collection(FONT, FONT)))[0],
        load_faces(
            project(record(collection(FONT, FONT), file="a.ttc", index=1), a_ttc=collection(FONT, FONT))
        )[0],
    ]
    assert len({faces.digest for faces in made}) == len(made)
    assert load_faces(ProjectFiles({}))[0].digest == made[0].digest


def test_a_fallback_that_is_no_face_is_left_out() -> None:
    allowed = (("serif-black", "kai"), ("kai", "serif-black"), ("sans-bold", "sans-bold"))
    assert load_faces(ProjectFiles({}), allowed)[0].fallback == ()


def test_a_drawn_character_may_be_of_an_own_face() -> None:
    drawn = b'<svg viewBox="0 0 9 9"><path d="M1 1H8V8H1Z"/></svg>'
    files = {**project(record(), a_ttf=FONT).files, "assets/glyphs/fangsong/U+2348D.svg": drawn}
    faces, findings = load_faces(ProjectFiles(files))
    assert findings == []
    assert faces.is_drawn("fangsong", "𣒍") and not faces.is_own("fangsong", "𣒍")
