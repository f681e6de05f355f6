"""A county's village pages as JSON: what Hugo's layouts, or any program, need to make the same pages."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from listgen.catalog.model import COMMUNITY, Kind, Township
from listgen.catalog.view import ViewItem, VillageView
from listgen.county import NONE, County
from listgen.preflight import Subject
from listgen.site import SiteTemplates
from listgen.site.keywords import pinyin_table, search_words

_ALWAYS = ("up", "phone", "find")
_KIND = ("id", "icon", "door", "door_community", "hint", "hint_community")


def write_data(folder: Path, templates: SiteTemplates, subject: Subject) -> None:
    """county.json and villages.json below `folder`.

    All that is no templating is worked out beforehand, for Hugo has neither pinyin nor hashes of scripts that
    were made smaller; icons come from the site's own templates. Villages with the same items share a list.
    """
    folder.mkdir(parents=True, exist_ok=True)
    views, kinds = subject.views, subject.catalog.kinds
    lists: list[tuple[ViewItem, ...]] = []
    spelled = [_village(view, _place(lists, view.items)) for view in views]
    parts: Any = templates.environment.get_template("parts.html").module
    inline: Any = templates.environment.globals["inline"]
    page = inline["village"]
    county = {
        "county": _county(subject.county),
        "townships": {view.township.id: _township(view.township) for view in views},
        "lists": [_list(kinds, items) for items in lists],
        "icons": {name: str(parts.icon(name)) for name in (*_ALWAYS, *(kind.icon for kind in kinds))},
        "landscapes": {"village": str(parts.landscape(False)), "community": str(parts.landscape(True))},
        "style": str(page.style),
        "head": str(page.head),
        "script": str(page.script),
        "policy": page.policy,
    }
    for name, values in (("county", county), ("villages", spelled)):
        (folder / f"{name}.json").write_text(json.dumps(values, ensure_ascii=False), "utf-8")


def _place(lists: list[tuple[ViewItem, ...]], items: tuple[ViewItem, ...]) -> int:
    """Where these items are among the lists; they are put there when they are not."""
    if items not in lists:
        lists.append(items)
    return lists.index(items)


def _county(county: County) -> dict[str, Any]:
    day, mailbox = county.edition.date, county.online.mailbox
    return {
        "name": county.name,
        "specimen": county.specimen,
        "hotline": county.online.hotline,
        "mailbox": "" if mailbox == NONE else mailbox,
        "edition": county.edition.title,
        "date": f"{day.year}年{day.month}月{day.day}日",
    }


def _township(township: Township) -> dict[str, str]:
    return {name: str(getattr(township, name)) for name in ("id", "name", "address", "phone")}


def _list(kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> dict[str, Any]:
    spelled = [_item(item) for item in items]
    found = [
        {name: getattr(kind, name) for name in _KIND}
        | {"items": [values for values in spelled if values["kind"] == kind.id]}
        for kind in kinds
        if any(item.kind == kind.id for item in items)
    ]
    return {
        "kinds": found,
        "frequent": [
            {name: kind[name] for name in ("icon", "door", "door_community")}
            | {"id": values["id"], "short": values["short"]}
            for kind in found
            for values in kind["items"]
            if values["frequent"]
        ],
        "examples": [
            item.keywords[0] for item in sorted(items, key=lambda item: not item.frequent) if item.keywords
        ][:2],
        "pinyin": pinyin_table(items),
    }


def _item(item: ViewItem) -> dict[str, Any]:
    shown = ("id", "kind", "short", "plain", "who", "how", "frequent")
    service = asdict(item.service) if item.service else None
    return {name: getattr(item, name) for name in shown} | {"keys": search_words(item), "service": service}


def _village(view: VillageView, held: int) -> dict[str, Any]:
    village = view.village
    return {
        "path": view.page.split("/")[0],
        "name": village.name,
        "former_names": village.former_names,
        "community": village.organisation == COMMUNITY,
        "address": village.address,
        "hours": village.hours,
        "phone": village.phone if village.phone_published else "",
        "township": view.township.id,
        "list": held,
    }
