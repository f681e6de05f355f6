"""What a loop has to change from round to round beside words: bookmarks' names, rows' heights.

Word allows no tag where these stand, and would lose one. So a bookmark in a loop gets the round's number
after its name, the fields and links in loops that lead to it get the same, and a row that repeats takes the
`height` of what it repeats for, where that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from listgen.documents.language import CLOSERS, Tag
from listgen.documents.ooxml import w

_ROUND = "{{ loop.index }}"
_FIELD = re.compile(r"(\s*(?:PAGEREF|REF)\s+)([\w.]+)(.*)", re.DOTALL)
_COLUMNS = re.compile(r" in ([\w.]+)\.columns\b")

Tags = Mapping[etree._Element, Tag]


def number_marks(root: etree._Element, tags: Tags) -> None:
    """Numbers the bookmarks of loops, and what leads to them from loops."""
    inside = [one for one, loops in _walk(root, tags) if loops]
    marks = {one.get(w("id"), ""): one.get(w("name"), "") for one in inside if one.tag == w("bookmarkStart")}
    names = set(marks.values())
    for one in inside:
        if one.tag in (w("bookmarkStart"), w("bookmarkEnd")) and one.get(w("id"), "") in marks:
            one.set(w("id"), f"{one.get(w('id'))}000{_ROUND}")
        if one.tag == w("bookmarkStart"):
            one.set(w("name"), f"{one.get(w('name'))}{_ROUND}")
        elif one.tag == w("hyperlink") and one.get(w("anchor")) in names:
            one.set(w("anchor"), f"{one.get(w('anchor'))}{_ROUND}")
        elif one.tag == w("instrText"):
            one.text = _leading(one.text or "", names)
        elif one.tag == w("fldSimple"):
            one.set(w("instr"), _leading(one.get(w("instr"), ""), names))


def fit_heights(root: etree._Element, tags: Tags) -> None:
    """A row that repeats is at least as high as its data say, if they do: `cells_height` where its cells
    repeat too, else `height`. A head whose cells repeat for `columns` has the `head` beside them."""
    for one, loops in _walk(root, tags):
        if one.tag != w("trHeight") or one.get(w("hRule")) == "exact":
            continue
        row = next(one.iterancestors(w("tr")))
        around = [loop for loop in loops if loop.getparent() is row.getparent()]
        cells = next((tags[child].text for child in row if child in tags), "")
        columns = _COLUMNS.search(cells)
        said = ""
        if around:
            said = f"{tags[around[-1]].text[2:-2].split()[1]}.{'cells_height' if cells else 'height'}"
        elif columns:
            said = f"{columns[1]}.head"
        if said:
            one.set(w("val"), f"{{{{ {said}|default({one.get(w('val'), '0')}) }}}}")


def _leading(instruction: str, names: set[str]) -> str:
    found = _FIELD.fullmatch(instruction)
    if found is None or found[2] not in names:
        return instruction
    return f"{found[1]}{found[2]}{_ROUND}{found[3]}"


def _walk(root: etree._Element, tags: Tags) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Each element in reading order, and the loops around it."""
    loops: list[etree._Element] = []
    for one in list(root.iter()):
        tag = tags.get(one)
        if tag is None:
            yield one, list(loops)
        elif tag.word == "for":
            loops.append(one)
        elif CLOSERS.get(tag.word) == "for" and loops:
            loops.pop()
