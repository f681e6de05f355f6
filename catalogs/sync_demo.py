"""Brings the demo county up to date with the national catalog: `python catalogs/sync_demo.py`.

Run by a maintainer after a change to `national/`. Kinds and laws are copied; each item takes the national
text and keeps what the demo county filled in: its departments, its confirmations, its service fields, and
what it marked as often asked beside the items that are shipped so.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

HERE = Path(__file__).parent
NATIONAL, DEMO = HERE / "national", HERE / "demo"
REPLACED = ("lead", "lead_state")
ADDED = ("confirmed", "materials", "steps", "time", "place", "phone", "frequent")
_ITEM = re.compile(r"^- id: (\S+)", re.MULTILINE)
_KEY = re.compile(r"^  ([a-z_]+):")

Fields = dict[str, list[str]]


def main() -> None:
    for name in ("kinds.yaml", "laws.yaml"):
        shutil.copyfile(NATIONAL / name, DEMO / name)
    for path in sorted((NATIONAL / "items").glob("*.yaml")):
        target = DEMO / "items" / path.name
        national, demo = path.read_text("utf-8"), target.read_text("utf-8")
        filled = {id_: _fields(block) for id_, block in _blocks(demo)}
        head = demo.partition("- id:")[0]
        blocks = (_spliced(block, filled.get(id_, {})) for id_, block in _blocks(national))
        target.write_text(head + "".join(blocks), "utf-8", newline="\n")


def _blocks(text: str) -> list[tuple[str, str]]:
    """The items of a file as (id, its lines)."""
    starts = list(_ITEM.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return [(start[1], text[start.start() : end]) for start, end in zip(starts, ends, strict=True)]


def _fields(block: str) -> Fields:
    """The lines of each field of an item, in order, without the blank ones after it."""
    fields: Fields = {}
    key = ""
    for line in block.rstrip().splitlines()[1:]:
        found = _KEY.match(line)
        key = found[1] if found else key
        fields.setdefault(key, []).append(line)
    return fields


def _spliced(national: str, filled: Fields) -> str:
    fields = _fields(national)
    fields |= {key: filled[key] for key in REPLACED if key in filled and key in fields}
    fields |= {key: filled[key] for key in ADDED if key in filled}
    first = national.splitlines()[0]
    after = national[len(national.rstrip()) :]
    return "\n".join([first, *(line for lines in fields.values() for line in lines)]) + after


if __name__ == "__main__":
    main()
