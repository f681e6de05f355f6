"""Whether every character that signs say has an outline in its face, for all villages before any is drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from listgen.findings import Finding, Location, error, warn
from listgen.typeset.face import Face
from listgen.typeset.faces import Faces

BORROWED = "glyph-borrowed"
_PRIVATE_USE = "Co"


@dataclass(frozen=True, slots=True)
class Need:
    """A text that a sign says in the face of `role`: whose it is and where it is written."""

    text: str
    role: str
    owner: str
    sign: str
    location: Location


@dataclass(slots=True)
class _Lack:
    """What is known of one character that is not simply there."""

    first: Need
    roles: dict[str, None] = field(default_factory=dict)
    wordings: set[tuple[str, str, str]] = field(default_factory=set)


def check_coverage(needs: Iterable[Need], faces: Faces) -> list[Finding]:
    """One finding a character, at its first cell: an error, or a warning where a fallback sets it.

    A text whose role has no face is passed over.
    """
    lacks: dict[tuple[str, str, str], _Lack] = {}
    judges = {role: _judge_of(faces.face(role)) for role in faces.roles}
    for need in needs:
        judge = judges.get(need.role)
        if judge is None or judge.passes(need.text):
            continue
        for char in dict.fromkeys(need.text):
            slug = judge[char]
            if slug:
                lack = lacks.setdefault((slug, char, need.role if slug == BORROWED else ""), _Lack(need))
                lack.roles[need.role] = None
                lack.wordings.add((need.owner, need.sign, need.text))
    return [_finding(slug, char, lack, faces) for (slug, char, _), lack in lacks.items()]


def is_covered(text: str, role: str, faces: Faces) -> bool:
    """Whether `text` can be set in the face of `role`."""
    if role not in faces.roles:
        return False
    judge = _judge_of(faces.face(role))
    return judge.passes(text) or all(judge[char] in ("", BORROWED) for char in text)


def is_plain(text: str, face: Face) -> bool:
    """Whether the face itself has every character, so that `check_coverage` has nothing to say of them."""
    return _judge_of(face).passes(text)


class _Judge(dict[str, str]):
    """The slug of what is wrong with each character in one face, judged when it is first met."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._passed: set[str] = set()

    def __missing__(self, char: str) -> str:
        slug = self[char] = _judge(char, self._face)
        if not slug:
            self._passed.add(char)
        return slug

    def passes(self, text: str) -> bool:
        """Whether nothing is wrong with any character of a text."""
        return self._passed.issuperset(text) or not any(self[char] for char in text)


@lru_cache(maxsize=32)
def _judge_of(face: Face) -> _Judge:
    return _Judge(face)


def _judge(char: str, face: Face) -> str:
    """The slug of what is wrong; a private-use character differs from font to font until it is drawn."""
    if unicodedata.category(char) == _PRIVATE_USE and not face.is_drawn(char):
        return "private-use-character"
    if face.missing(char):
        return "missing-glyph"
    return BORROWED if face.is_borrowed(char) else ""


def _finding(slug: str, char: str, lack: _Lack, faces: Faces) -> Finding:
    need, code = lack.first, f"U+{ord(char):04X}"
    count = len(lack.wordings)
    facts = {"value": char, "codepoint": code, "owner": need.owner, "sign": need.sign, "count": count}
    if slug == BORROWED:
        face = faces.face(need.role)
        assert face.fallback is not None
        return warn("glyph-borrowed", need.location, **facts, face=face.name, other=face.fallback.name)
    if slug == "private-use-character":
        return error("private-use-character", need.location, **facts)
    tried = "、".join(faces.face(role).name for role in lack.roles)
    files = "、".join(f"assets/glyphs/{role}/{code}.svg" for role in lack.roles)
    others = "、".join(_others(char, lack, faces))
    return error("missing-glyph", need.location, **facts, faces=tried, files=files, others=others)


def _others(char: str, lack: _Lack, faces: Faces) -> Iterator[str]:
    """The faces that have it, and that the county could allow."""
    for role in faces.roles:
        face = faces.face(role)
        if role not in lack.roles and not face.missing(char):
            yield f"{face.name}（{role}）"
