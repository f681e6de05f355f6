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
    """A face as bytes. Equal when the digest is: the bytes were checked against it.

    `index` is its place in a collection (.ttc), `own` whether the county supplies it.
    """

    role: str
    name: str
    sha256: str
    data: bytes = field(repr=False, compare=False)
    index: int = 0
    own: bool = False


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a run, the characters drawn for them, and by role the face that may stand in for it.

    It pickles, so that each worker gets it once; a process opens a face once.
    """

    files: tuple[FaceFile, ...]
    drawn: tuple[Drawn, ...] = ()
    fallback: tuple[tuple[str, str], ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that have a face."""
        return tuple(file.role for file in self.files)

    @property
    def digest(self) -> str:
        """Equal exactly when every outline is."""
        return sha256(repr((self.files, self.drawn, self.fallback)).encode()).hexdigest()

    def face(self, role: str) -> Face:
        """The face of `role`. Raises FaceError."""
        instead = dict(self.fallback).get(role)
        file, drawn = self._file(role)
        return _open(file, drawn, _open(*self._file(instead)) if instead else None)

    def is_drawn(self, role: str, char: str) -> bool:
        """Whether the county drew what `char` is in the face of `role`. Raises FaceError."""
        return self._source(role, char).is_drawn(char)

    def is_own(self, role: str, char: str) -> bool:
        """Whether it comes from a face that the county supplies. Raises FaceError."""
        face = self.face(role)
        held = dict(self.fallback)[role] if face.is_borrowed(char) else role
        return self._file(held)[0].own and not self.is_drawn(role, char)

    def _source(self, role: str, char: str) -> Face:
        face = self.face(role)
        return face.fallback if face.fallback and face.is_borrowed(char) else face

    def _file(self, role: str) -> tuple[FaceFile, tuple[Drawn, ...]]:
        for file in self.files:
            if file.role == role:
                return file, tuple(drawn for drawn in self.drawn if drawn.role == role)
        raise FaceError(f"no face has the role {role!r}")


@lru_cache(maxsize=32)
def _open(file: FaceFile, drawn: tuple[Drawn, ...], fallback: Face | None = None) -> Face:
    return Face(file.name, file.data, {glyph.char: glyph.outline for glyph in drawn}, file.index, fallback)


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
