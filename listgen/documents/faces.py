"""The faces of a county's machines in its papers, and runs of their own for characters that few faces have.

The shipped templates name the faces of GB/T 9704 offices on Windows. 仿宋_GB2312 and its kin end with GB
2312: a character outside (垟, 塆) Word takes from another face, whichever it finds, without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape

from listgen.county import BEYOND, RARE

SHIPPED: Mapping[str, str] = {  # by role, as templates/documents/styles.yaml has them
    "仿宋": "仿宋_GB2312",
    "楷体": "楷体_GB2312",
    "黑体": "黑体",
    "宋体": "宋体",
    "小标宋": "方正小标宋简体",
}
# Of Windows since Vista: 宋体 has all of U+4E00–9FA5 and extension A, 宋体-ExtB extension B.
_INSTEAD: Mapping[str, str] = {RARE: "宋体", BEYOND: "宋体-ExtB"}

_NAMED = re.compile(r"<w:rFonts\b[^>]*>|<w:font\b[^>]*>")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_RUN = re.compile(r"<w:r(?: [^>]*)?>(<w:rPr>.*?</w:rPr>)?", re.DOTALL)
_FONTS = re.compile(r"<w:rFonts\b[^>]*/>")
_STYLE = re.compile(r"<w:rPr>(<w:rStyle\b[^>]*/>)?")
_NEXT = '</w:r><w:r>{}<w:t xml:space="preserve">{}</w:t>'
_TAG = r"\{\{.*?\}\}"
_BEYOND = "\U00020000-\U0003ffff"


@dataclass(frozen=True, slots=True)
class PaperFaces:
    """What county.yaml says of faces: pairs of role and name; a role left out keeps the shipped face."""

    names: tuple[tuple[str, str], ...] = ()

    def of(self, character: str) -> str:
        """The face of a character outside GB 2312."""
        role = BEYOND if ord(character) > 0xFFFF else RARE
        return dict(self.names).get(role, _INSTEAD[role])

    def renamed(self, text: str) -> str:
        """XML of Word's with the county's faces in place of the shipped ones."""
        changed = {SHIPPED[role]: name for role, name in self.names if role in SHIPPED}
        if not changed:
            return text
        names = {_quoted(old): _quoted(new) for old, new in changed.items()}
        quoted = re.compile("|".join(map(re.escape, names)))
        return _NAMED.sub(lambda tag: quoted.sub(lambda name: names[name[0]], tag[0]), text)

    def with_runs(self, text: str) -> str:
        """XML of Word's in which each character outside GB 2312 stands in a run of its face. Tags of a
        template, and what such runs hold already, stay."""
        pieces: list[str] = []
        end = 0
        for rare in outside_gb2312().finditer(text):
            opening = text.rfind("<", end, rare.start())  # none where it stands in what was split just now
            found = _TEXT.match(text, opening) if opening >= 0 else None
            if found and found.start(1) <= rare.start():
                pieces += (text[end : found.start()], self._split(text, found))
                end = found.end()
        return "".join((*pieces, text[end:]))

    def _split(self, text: str, found: re.Match[str]) -> str:
        """A `w:t` and what follows it: rare characters in runs of their own, which look like the run they
        were in."""
        start = max(text.rfind("<w:r>", 0, found.start()), text.rfind("<w:r ", 0, found.start()))
        run = _RUN.match(text, start) if start >= 0 else None
        look = (run[1] or "") if run else ""
        opening = text[found.start() : found.start(1)]
        made: list[str] = []
        for piece in _pieces(found[1]):
            rare = outside_gb2312().match(piece) is not None
            its = self._look(look, self.of(piece[0])) if rare else look
            if rare and its == look:
                return found[0]
            made.append(f"{opening}{piece}</w:t>" if not (made or rare) else _NEXT.format(its, piece))
        if rare and not text.startswith("</w:r>", found.end()):
            made.append(f"</w:r><w:r>{look}")
        return "".join(made)

    def _look(self, look: str, face: str) -> str:
        """The properties of a run, with this face."""
        name = _quoted(face)
        fonts = f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"
        if not look:
            return f"<w:rPr>{fonts}</w:rPr>"
        rest = _FONTS.sub("", look, count=1)
        return _STYLE.sub(lambda begin: f"{begin[0]}{fonts}", rest, count=1)


SHIPPED_FACES = PaperFaces()


def outside_gb2312() -> re.Pattern[str]:
    """One ideograph that GB 2312 does not have."""
    return _expression(f"[{outside_class()}]")


@cache
def outside_class() -> str:
    """The ideographs that GB 2312 does not have, as a class of an expression says them."""
    known = {character for row in range(0xB0, 0xF8) for character in _row(row)}
    blocks = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
    near = (chr(code) for first, last in blocks for code in range(first, last + 1))
    return "".join(character for character in near if character not in known) + _BEYOND


def _quoted(name: str) -> str:
    """As the value of an attribute; XML's own library loads the whole network for that."""
    return f'"{escape(name)}"'


def _row(row: int) -> str:
    return b"".join(bytes((row, cell)) for cell in range(0xA1, 0xFF)).decode("gb2312", "ignore")


def _pieces(text: str) -> Iterator[str]:
    """The text in stretches: rare characters of one plane, or others; tags are never cut."""
    near = outside_class().removesuffix(_BEYOND)
    end = 0
    for found in _expression(rf"{_TAG}|[{near}]+|[{_BEYOND}]+").finditer(text):
        if found[0].startswith("{"):
            continue
        if found.start() > end:
            yield text[end : found.start()]
        yield found[0]
        end = found.end()
    if end < len(text):
        yield text[end:]


_expression = cache(re.compile)
