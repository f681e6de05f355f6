"""The county of `county.py` as JSON: what Hugo's layouts, or any program, need to make the same pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from listgen.catalog.model import COMMUNITY
from listgen.catalog.view import ViewItem
from listgen.site import SiteTemplates
from listgen.site.keywords import pinyin_table, search_words
from tests.bench.county import items_as_json, views
from tests.site.samples import COUNTY, KINDS, TOWNSHIP

_ICONS = ("up", "phone", "find", *(kind.icon for kind in KINDS))


def write_data(folder: Path, templates: SiteTemplates, items: tuple[ViewItem, ...]) -> None:
    """county.json and villages.json below `folder`.

    All that is no templating is worked out beforehand, for Hugo has neither pinyin nor hashes of scripts that
    were made smaller; icons come from the site's own templates.
    """
    folder.mkdir(parents=True, exist_ok=True)
    day, of = COUNTY.edition.date, views(items)
    parts: Any = templates.environment.get_template("parts.html").module
    inline: Any = templates.environment.globals["inline"]
    page = inline["village"]
    spelled = [
        values | {"keys": search_words(item)} | ({} if item.service else {"service": None})
        for item, values in zip(items, items_as_json(items), strict=True)
    ]
    kinds: list[dict[str, Any]] = [
        {
            "id": kind.id,
            "icon": kind.icon,
            "door": kind.door,
            "door_community": kind.door_community,
            "hint": kind.hint,
            "hint_community": kind.hint_community,
            "items": [values for values in spelled if values["kind"] == kind.id],
        }
        for kind in KINDS
    ]
    county = {
        "county": {
            "name": COUNTY.name,
            "hotline": COUNTY.online.hotline,
            "mailbox": COUNTY.online.mailbox,
            "edition": COUNTY.edition.title,
            "date": f"{day.year}年{day.month}月{day.day}日",
        },
        "township": {
            "id": TOWNSHIP.id,
            "name": TOWNSHIP.name,
            "address": TOWNSHIP.address,
            "phone": TOWNSHIP.phone,
        },
        "kinds": kinds,
        "frequent": [
            {name: kind[name] for name in ("icon", "door", "door_community")}
            | {"id": values["id"], "short": values["short"]}
            for kind in kinds
            for values in kind["items"]
            if values["frequent"]
        ],
        "examples": [item.keywords[0] for item in sorted(items, key=lambda item: not item.frequent)][:2],
        "pinyin": pinyin_table(items),
        "icons": {name: str(parts.icon(name)) for name in _ICONS},
        "landscapes": {"village": str(parts.landscape(False)), "community": str(parts.landscape(True))},
        "style": str(page.style),
        "head": str(page.head),
        "script": str(page.script),
        "policy": page.policy,
    }
    villages = [
        {
            "path": view.page.split("/")[0],
            "name": view.village.name,
            "community": view.village.organisation == COMMUNITY,
            "address": view.village.address,
            "hours": view.village.hours,
            "phone": view.village.phone if view.village.phone_published else "",
        }
        for view in of
    ]
    for name, values in (("county", county), ("villages", villages)):
        (folder / f"{name}.json").write_text(json.dumps(values, ensure_ascii=False), "utf-8")
