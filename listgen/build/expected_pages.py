"""What each page of the online list should say and where it should lead, for `verify`.

Worded once more from the values, without the templates, so that a page cannot be judged by itself.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections.abc import Iterable, Mapping

from listgen.build.job import IndexValues, ItemValues, Job, MovedValues, VillageValues
from listgen.links import page_path
from listgen.site.inline import inline_parts

Record = dict[str, object]
Link = tuple[str, str]  # its text, and the page that it opens, below OUT
_SITE = "site"
_COUNTY = f"{_SITE}/index.html"
_BACK = "找您的村、社区"


def page_record(job: Job) -> Record:
    """The page of a job of kind `page`: its heading and its links to other pages, in order.

    Of a village's page the links within its items are left out: each leads to the item's own page.
    """
    values = job.values
    record: Record = {"path": job.path}
    match values:
        case ItemValues():
            back = [(values.county.name, _COUNTY), ("打电话问", _COUNTY), (_BACK, _COUNTY)]
            about = {"kind": "item", "heading": values.item.short, "item": values.item.id}
            return record | about | {"links": _links(back)}
        case IndexValues():
            return record | {"kind": "list"} | _index(job.path, values)
        case MovedValues():
            return record | {
                "kind": "list",
                "heading": values.village.name,
                "links": _links(_moved_links(values)),
            }
        case VillageValues():
            return record | {
                "kind": "village",
                "heading": values.view.village.name,
                "links": _links(_village_links(values)),
            }
    raise AssertionError(job.path)


def _links(links: Iterable[Link]) -> list[Record]:
    return [{"text": text, "page": page} for text, page in links]


def inline_hashes(site: Mapping[str, bytes]) -> dict[str, list[str]]:
    """By kind of page the hashes of its style and its scripts, in the order in which a page carries them."""
    texts = {
        name: data.decode("utf-8").replace("\r\n", "\n")
        for name, data in site.items()
        if not name.endswith(".html")
    }
    return {
        kind: [_hash(part.style), _hash(part.head), _hash(part.script)]
        for kind, part in inline_parts(texts).items()
    }


def _hash(text: str) -> str:
    """As a policy names it (CSP level 3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _index(path: str, values: IndexValues) -> Record:
    """The county's page leads to its townships, a township's to the county and to its villages."""
    up = [(values.county.name, _COUNTY)] if values.township else []
    down = [
        (name, posixpath.normpath(posixpath.join(posixpath.dirname(path), link)))
        for name, link in values.entries
    ]
    heading = values.township.name if values.township else values.county.name
    return {"heading": heading, "links": _links([*up, *down])}


def _moved_links(values: MovedValues) -> list[Link]:
    """To the successor's page, or where there is none to who knows."""
    up = [(values.county.name, _COUNTY)]
    if values.township:
        up.append((values.township.name, _township(values.township.id)))
    if values.successor:
        village = values.successor.village
        return [*up, (f"看{village.name}的清单", f"{_SITE}/{page_path(village.id)}index.html")]
    name, page = up[-1]
    return [*up, (f"看{name}的村、社区", page)]


def _village_links(values: VillageValues) -> list[Link]:
    """To the county, the township, and what is often asked."""
    township = values.view.township
    often = [
        (item.short, f"{_SITE}/i/{item.id}/index.html")
        for kind in values.kinds
        for item in values.view.items
        if item.kind == kind.id and item.frequent
    ]
    return [(values.county.name, _COUNTY), (township.name, _township(township.id)), *often]


def _township(id_: str) -> str:
    return f"{_SITE}/t/{id_}/index.html"
