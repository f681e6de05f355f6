"""The list as data, for other services of the county and for search engines."""

from __future__ import annotations

import json
from dataclasses import asdict
from posixpath import dirname

from listgen.catalog.model import Kind
from listgen.catalog.view import ViewItem
from listgen.county import County
from listgen.site.paths import item_page

SCHEMA = 1


def items_json(county: County, kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> bytes:
    """data/items.json: the county's items in printed order, worded for villages."""
    document = {
        "schema": SCHEMA,
        "county": county.name,
        "specimen": county.specimen,
        "unreleased": county.unreleased,
        "edition": county.edition.number,
        "date": county.edition.date.isoformat(),
        "kinds": [{"id": kind.id, "title": kind.title, "short": kind.short} for kind in kinds],
        "items": [asdict(item) for item in items],
    }
    return _written(document)


def services_jsonld(county: County, kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> bytes:
    """site/services.jsonld: each item as a GovernmentService of schema.org, known by its page's address."""
    titles = {kind.id: kind.title for kind in kinds}
    area = {"@type": "AdministrativeArea", "name": county.name}
    services = [_service(county, titles[item.kind], item) | {"areaServed": area} for item in items]
    return _written({"@context": "https://schema.org", "@graph": services})


def _service(county: County, kind: str, item: ViewItem) -> dict[str, object]:
    """Who answers for it is who does it, or leads it; a village that only helps is not named."""
    address = f"{county.online.base_url}{dirname(item_page(item.id))}/"
    service: dict[str, object] = {
        "@type": "GovernmentService",
        "@id": address,
        "url": address,
        "identifier": item.id,
        "name": item.name,
        "alternateName": item.short,
        "description": f"【示例】{item.plain}" if county.specimen else item.plain,
        "serviceType": kind,
        "inLanguage": "zh-CN",
        "audience": {"@type": "Audience", "audienceType": item.applies},
    }
    provider = item.who or item.lead
    if provider:
        service["provider"] = {"@type": "GovernmentOrganization", "name": provider}
    return service


def _written(document: dict[str, object]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
