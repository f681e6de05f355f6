"""A booklet's guides (高频事项办事指南): a row an item, which says all that it has to and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from listgen.findings import Finding, Location, error

TITLE = "高频事项办事指南"
# How a line may begin, and what may stand between texts: the template's own words.
_LABEL = re.compile(r"（[0-9]+）|(所需材料|办理步骤|办理时限|办理地点|办理单位|办理途径|咨询电话)：")
_KIND, _STOPS = re.compile(r"（[^（）]+）"), re.compile("[、；。]")

Guide = tuple[str, ...]  # the name of the item, then what is said of it
Cells = tuple[str, ...]


def check_guides(
    tables: Sequence[Sequence[Cells]], guides: Sequence[Guide], place: Location
) -> Iterator[Finding]:
    """Of the paper's tables the one that has most of the names is held to the guides, in their order."""
    names = [_solid(guide[0]) for guide in guides]
    printed = max(map(_rows, tables), key=lambda rows: len({*names} & {name for name, _ in rows}), default=[])
    if not {*names} & {name for name, _ in printed}:
        yield error("table-missing", place, table=TITLE)
        return
    if [name for name, _ in printed] != names:
        yield error("table-rows", place, table=TITLE, value=len(printed), expected=len(names))
    for name, (_, *said) in zip(names, guides, strict=True):
        at = next((at for at, (found, _) in enumerate(printed) if found == name), None)
        if at is None:
            yield error("docx-text", place, value=name)
        else:
            yield from _check_said(name, said, printed.pop(at)[1], place)


def _check_said(name: str, said: Sequence[str], rest: str, place: Location) -> Iterator[Finding]:
    for text in sorted(map(_solid, said), key=len, reverse=True):  # one may hold another
        if text not in rest:
            yield error("guide-text", place, item=name, value=text)
        rest = rest.replace(text, "", 1)
    if left := _STOPS.sub("", rest):
        yield error("guide-more", place, item=name, value=left)


def _rows(table: Sequence[Cells]) -> list[tuple[str, str]]:
    """The name that each row of two cells begins with, and what it says behind it without labels."""
    rows = []
    for row in table:
        if len(row) == 2 and "\n" in row[0]:
            name, _, kind = row[0].partition("\n")
            said = "".join(line[_label(line) :] for line in row[1].split("\n"))
            rows.append((_solid(name), _solid(_KIND.sub("", kind, count=1) + said)))
    return rows


def _label(line: str) -> int:
    """How long the label is that a line begins with."""
    found = _LABEL.match(line)
    return found.end() if found else 0


def _solid(text: str) -> str:
    """Without white space."""
    return "".join(text.split())
