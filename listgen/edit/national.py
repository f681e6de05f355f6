"""The shipped catalog: what a new project begins with, and what a county may take over of a newer one."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from listgen.catalog.items import load_items
from listgen.catalog.kinds import FILE as KINDS
from listgen.catalog.kinds import Kinds, load_kinds
from listgen.catalog.listing import Listing, shipped_listing
from listgen.catalog.model import Item
from listgen.project import ProjectFiles
from listgen.resources import shipped

NATIONAL = "national"
_WORDED = re.compile(r" +(name|short|content|lead|plain|who|how|scope): ")
_COUNTY_WORD = re.compile(r"县(?!级)")


@cache
def national_files(level: str) -> ProjectFiles:
    """Its files, by the paths that they have in a project, as a 县, 市, 区 or 旗 words them."""
    folder = shipped("catalogs") / NATIONAL
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    files = {name: paths[name].read_bytes() for name in sorted(paths)}
    items = {name: _at_level(data, level) for name, data in files.items() if name.startswith("items/")}
    return ProjectFiles({**files, **items})


def national_listing(level: str, day: date) -> Listing:
    """What it says on a day, as a county of that level words it."""
    return shipped_listing(*_items(level), day)


@cache
def _items(level: str) -> tuple[tuple[Item, ...], Kinds]:
    files = national_files(level)
    kinds, _ = load_kinds(files.files[KINDS])
    items, _ = load_items({path: files.files[path] for path in files.below("items")}, kinds)
    return items, kinds


def _at_level(items: bytes, level: str) -> bytes:
    """The items as a 市, 区 or 旗 words them: 市民政局 for 县民政局. Titles of documents and 县级 stay."""
    lines = items.decode("utf-8").split("\n")
    return "\n".join(
        _COUNTY_WORD.sub(level, line) if _WORDED.match(line) else line for line in lines
    ).encode()
