"""What each page of the online list should say and where it should lead, for `verify`.

Worded once more from the values, without the templates, so that a page cannot be judged by itself.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections.abc import Iterable, Mapping

from listgen.build.job import IndexValues, ItemValues, Job, MovedValues, VillageValues
from listgen.catalog.model import COMMUNITY, Kind, Village
from listgen.county import NONE, County
from listgen.links import page_path
from listgen.site.inline import inline_parts

Record = dict[str, object]
Link = tuple[str, str]  # its text, and the page that it opens, below OUT
_SITE = "site"
_COUNTY = f"{_SITE}/index.html"
_BACK = "找您的村、社区"


def page_record(job: Job) -> Record:
    """The page of a job of kind `page`: its heading, what it says and calls, its links to other pages.

    Of a village's page the links within its items are left out: each leads to the item's own page.
    """
    values = job.values
    match values:
        case ItemValues():
            record = _item(values)
        case IndexValues():
            record = _index(job.path, values)
        case MovedValues():
            record = _moved(values)
        case VillageValues():
            record = _village(values)
        case _:
            raise AssertionError(job.path)
    return {"path": job.path} | record


def mailbox(county: County) -> str:
    """Where complaints go, if anywhere."""
    return "" if county.online.mailbox == NONE else county.online.mailbox


def footer(county: County) -> list[str]:
    """What every page says at its end."""
    day = county.edition.date
    date = f"{day.year}年{day.month}月{day.day}日"
    said = (county.online.hotline, mailbox(county), county.name, county.edition.title, date)
    return [text for text in said if text]


def _record(kind: str, heading: str, links: Iterable[Link], says: Iterable[str] = ()) -> Record:
    return {
        "kind": kind,
        "heading": heading,
        "links": [{"text": text, "page": page} for text, page in links],
        "says": [text for text in says if text],
    }


def _item(values: ItemValues) -> Record:
    item, county = values.item, values.county.name
    links = [(county, _COUNTY), ("打电话问", _COUNTY), (_BACK, _COUNTY)]
    both = "、".join(dict.fromkeys((values.kind.door, values.kind.door_community)))
    door = {"村": values.kind.door, "社区": values.kind.door_community}.get(item.applies, both)
    return _record("item", item.short, links, [door]) | {
        "item": item.id,
        "phones": _given(item.service.phone),
    }


def _given(*phones: str) -> list[str]:
    return [phone for phone in dict.fromkeys(phones) if phone]


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
    township, folder = values.township, posixpath.dirname(path)
    links = [(name, posixpath.normpath(posixpath.join(folder, link))) for name, link in values.entries]
    if township is None:
        return _record("list", values.county.name, links)
    links.insert(0, (values.county.name, _COUNTY))
    for _, items in values.lists:
        links += [(name, posixpath.normpath(posixpath.join(folder, link))) for name, link in items]
    said = [f"{title}{len(items)}项" for title, items in values.lists]
    record = _record("list", township.name, links, (*said, township.address, township.phone))
    return record | {"phones": _given(township.phone)}


def _moved(values: MovedValues) -> Record:
    """It leads to the successor's page, or where there is none to who knows, and calls them."""
    links = [(values.county.name, _COUNTY)]
    if values.township:
        links.append((values.township.name, _township(values.township.id)))
    if values.successor:
        village = values.successor.village
        links.append((f"看{village.name}的清单", f"{_SITE}/{page_path(village.id)}index.html"))
        phone = _published(village)
        visit = (village.address, village.hours) if village.address and not phone else ()
        says = (f"{values.village.name}{values.village.state}", village.name, phone, *visit)
    else:
        name, page = links[-1]
        links.append((f"看{name}的村、社区", page))
        phone = values.township.phone if values.township else ""
        says = (f"{values.village.name}已撤销", f"请问{name}", phone)
    return _record("list", values.village.name, links, says) | {"button": phone}


def _village(values: VillageValues) -> Record:
    """It leads to the county, the township and what is often asked, and says where and when one may come."""
    village, township = values.view.village, values.view.township
    often = [
        (item.short, f"{_SITE}/i/{item.id}/index.html")
        for kind in values.kinds
        for item in values.view.items
        if item.kind == kind.id and item.frequent
    ]
    links = [(values.county.name, _COUNTY), (township.name, _township(township.id)), *often]
    phone = _published(village)
    above = (township.name, township.address, township.phone) if township.phone else ()
    record = _record("village", village.name, links, (village.address, village.hours, phone, *above))
    asked = _given(phone, township.phone, *(item.service.phone for item in values.view.items))
    held = {item.kind for item in values.view.items}
    return record | {
        "button": phone,
        "phones": asked,
        "doors": [_door(kind, village) for kind in values.kinds if kind.id in held],
    }


def _door(kind: Kind, village: Village) -> Record:
    titles = (kind.door, kind.hint), (kind.door_community, kind.hint_community)
    title, hint = titles[village.organisation == COMMUNITY]
    return {"kind": kind.id, "title": title, "hint": hint}


def _published(village: Village) -> str:
    return village.phone if village.phone_published else ""


def _township(id_: str) -> str:
    return f"{_SITE}/t/{id_}/index.html"
