"""The list as data, for other services of the county."""

from __future__ import annotations

import json
from dataclasses import asdict

from listgen.catalog.model import Kind
from listgen.catalog.view import ViewItem
from listgen.project import County

SCHEMA = 1


def items_json(county: County, kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> bytes:
    """data/items.json: the county's items in printed order, worded for villages."""
    document = {
        "schema": SCHEMA,
        "county": county.name,
        "specimen": county.specimen,
        "edition": county.edition.number,
        "date": county.edition.date.isoformat(),
        "kinds": [{"id": kind.id, "title": kind.title, "short": kind.short} for kind in kinds],
        "items": [asdict(item) for item in items],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
