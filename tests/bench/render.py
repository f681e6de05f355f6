"""One way of making 200 villages' pages, in a process of its own, so that nothing is warm.

`listgen` and `plain` print the CPU seconds of rendering and the digest of all pages. `whole FOLDER N` is a
whole program: FOLDER/data/county.json in, the pages of N villages below FOLDER/public out.
"""

from __future__ import annotations

import gc
import hashlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypinyin  # its dictionary is the program's start, not the first page's

from listgen.catalog.view import VillageView
from listgen.site import SiteTemplates, compile_site, render_village
from tests.bench.county import items_from_json, shipped_items, views
from tests.bench.plain import plain_environment, plain_pages
from tests.site.samples import COUNTY, KINDS, TEMPLATES

Pages = Callable[[SiteTemplates, tuple[VillageView, ...]], Callable[[], list[bytes]]]


def _listgen(templates: SiteTemplates, of: tuple[VillageView, ...]) -> Callable[[], list[bytes]]:
    return lambda: [render_village(templates, COUNTY, KINDS, view) for view in of]


def _plain(templates: SiteTemplates, of: tuple[VillageView, ...]) -> Callable[[], list[bytes]]:
    environment = plain_environment(templates, of[0].items)
    return lambda: list(plain_pages(environment, COUNTY, KINDS, of))


WAYS: dict[str, Pages] = {"listgen": _listgen, "plain": _plain}


def _timed(way: str) -> None:
    """Values and compiled templates are there before; all that is worked out for pages counts."""
    assert pypinyin.lazy_pinyin("村") == ["cun"]
    make = WAYS[way](_templates(), views(shipped_items()))
    gc.collect()
    start = time.process_time()
    pages = make()
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "digest": hashlib.sha256(b"".join(pages)).hexdigest()}))


def _whole(folder: Path, villages: int) -> None:
    county = json.loads((folder / "data" / "county.json").read_text("utf-8"))
    items = items_from_json(county["kinds"])
    templates = _templates()
    for view in views(items)[:villages]:
        path = folder / "public" / view.page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render_village(templates, COUNTY, KINDS, view))


def _templates() -> SiteTemplates:
    return compile_site({path.name: path.read_bytes() for path in TEMPLATES.iterdir()})


if __name__ == "__main__":
    if sys.argv[1] == "whole":
        _whole(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        _timed(sys.argv[1])
