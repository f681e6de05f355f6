"""The registry of faces: a role (`serif-black`, `sans-bold`) to a face file whose digest was checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from listgen.typeset.drawn import Drawn
from listgen.typeset.face import Face


class FaceError(ValueError):
    """A role without a face, or a face file that is not the one recorded."""


@dataclass(frozen=True, slots=True)
class FaceFile:
    """A face as bytes. Equal when the digest is: the bytes were checked against it."""

    role: str
    name: str
    sha256: str
    data: bytes = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a run and the characters drawn for them.

    It pickles, so that each worker gets it once; a process opens a face once.
    """

    files: tuple[FaceFile, ...]
    drawn: tuple[Drawn, ...] = ()

    def face(self, role: str) -> Face:
        """The face of `role`. Raises FaceError."""
        for file in self.files:
            if file.role == role:
                return _open(file, tuple(drawn for drawn in self.drawn if drawn.role == role))
        raise FaceError(f"no face has the role {role!r}")


@lru_cache(maxsize=16)
def _open(file: FaceFile, drawn: tuple[Drawn, ...]) -> Face:
    return Face(file.name, file.data, {glyph.char: glyph.outline for glyph in drawn})


def read_faces(folder: Path) -> Faces:
    """The faces that `folder`/faces.toml records. Raises FaceError when a file's digest differs."""
    records = tomllib.loads((folder / "faces.toml").read_text("utf-8"))
    return Faces(tuple(_read_face(folder, role, record) for role, record in records.items()))


def _read_face(folder: Path, role: str, record: dict[str, str]) -> FaceFile:
    data = (folder / record["file"]).read_bytes()
    digest = sha256(data).hexdigest()
    if digest != record["sha256"]:
        raise FaceError(f"{record['file']}: SHA-256 is {digest}, not {record['sha256']}")
    return FaceFile(role, record["name"], digest, data)
