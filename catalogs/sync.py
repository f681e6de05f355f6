"""Brings the demo county and the examples up to date with what they took over: `python catalogs/sync.py`.

Run by a maintainer after a change to `national/` or to `kinds/library.yaml`. Laws are copied; a kind takes
the text that it was copied from and keeps the county's own numbers. Each shipped item takes the national
text and keeps what the county filled in: its departments, its confirmations, its service fields, the
examples' policies, and what it marked as often asked beside the items that are shipped so.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

HERE = Path(__file__).parent
NATIONAL, DEMO, LIBRARY = HERE / "national", HERE / "demo", HERE / "kinds" / "library.yaml"
REPLACED = ("lead", "lead_state")
ADDED = ("confirmed", "materials", "steps", "time", "place", "phone", "frequent")
NUMBERS = ("counts", "baseline", "max_items")  # a county's own, in the kinds that it took from the library
_ITEM = re.compile(r"^- id: (\S+)", re.MULTILINE)
_KEY = re.compile(r"^  ([a-z_]+):")

Fields = dict[str, list[str]]


def main() -> None:
    shutil.copyfile(NATIONAL / "kinds.yaml", DEMO / "kinds.yaml")
    national = {id_: block for path in _files(NATIONAL) for id_, block in _blocks(path.read_text("utf-8"))}
    for county in (DEMO, *sorted((HERE / "examples").iterdir())):
        shutil.copyfile(NATIONAL / "laws.yaml", county / "laws.yaml")
        replaced = REPLACED if county == DEMO else (*REPLACED, "policy")
        for path in _files(county):
            _refresh(path, national, replaced, ADDED)
        if county != DEMO:
            kinds = _blocks(LIBRARY.read_text("utf-8").partition("\nkinds:\n")[2])
            library = {id_: re.sub(r"^#.*\n?", "", block, flags=re.MULTILINE) for id_, block in kinds}
            _refresh(county / "kinds.yaml", library, (), NUMBERS)


def _files(county: Path) -> list[Path]:
    return sorted((county / "items").glob("*.yaml"))


def _refresh(path: Path, sources: dict[str, str], replaced: tuple[str, ...], added: tuple[str, ...]) -> None:
    """Each entry of the file that has a source takes its text, but for the fields that the file keeps."""
    text = path.read_text("utf-8")
    blocks = _blocks(text)
    entries = (
        _spliced(sources[id_], block, replaced, added) if id_ in sources else block for id_, block in blocks
    )
    path.write_text(text.partition("- id:")[0] + "".join(entries), "utf-8", newline="\n")


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


def _spliced(source: str, block: str, replaced: tuple[str, ...], added: tuple[str, ...]) -> str:
    fields, filled = _fields(source), _fields(block)
    fields |= {key: filled[key] for key in replaced if key in filled and key in fields}
    fields |= {key: filled[key] for key in added if key in filled}
    first = source.splitlines()[0]
    after = block[len(block.rstrip()) :]
    return "\n".join([first, *(line for lines in fields.values() for line in lines)]) + after


if __name__ == "__main__":
    main()
