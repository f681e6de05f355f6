"""The list as data, judged against what the pages say."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from listgen.site import items_json, services_jsonld
from listgen.verify.data import ITEMS, SERVICES, check_data
from listgen.verify.expected import read_expected
from listgen.verify.promised import Expected
from tests.site.samples import COUNTY, KINDS
from tests.site.samples import ITEMS as SHOWN

BASE = COUNTY.online.base_url
FEW = (*SHOWN[15:18], *SHOWN[50:52])


def expectation() -> Expected:
    """Of a county with these few items."""
    texts = {one.id: [one.short, one.plain, one.name, one.content, one.who, one.how] for one in FEW}
    owner = {
        "id": "lanxi",
        "level": "county",
        "name": "岚溪县",
        "items": {kind.id: [one.id for one in FEW if one.kind == kind.id] for kind in KINDS},
        "documents": [],
        "signs": [],
        "codes": [],
        "pages": [{"path": f"site/i/{one.id}/index.html", "heading": one.short} for one in FEW],
        "says": {one.id: one.id for one in FEW},
    }
    county = {"base_url": BASE, "link_hosts": []}
    kinds = [{"id": kind.id, "title": kind.title} for kind in KINDS]
    document = {
        "schema": 1,
        "county": county,
        "kinds": kinds,
        "rows": {},
        "texts": {key: [text for text in said if text] for key, said in texts.items()},
        "owners": [owner],
    }
    return read_expected(json.dumps(document).encode())


def slugs(data: bytes, path: str) -> list[str]:
    """What is found in a data file of that path."""
    return [finding.slug for finding in check_data(data, path, expectation())]


def changed(data: bytes, change: Callable[[Any], object]) -> bytes:
    """The file after a change to what it says."""
    document = json.loads(data)
    change(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize("specimen", [True, False])
def test_what_is_written_passes(specimen: bool) -> None:
    county = replace(COUNTY, specimen=specimen)
    assert slugs(items_json(county, KINDS, FEW), ITEMS) == []
    assert slugs(services_jsonld(county, KINDS, FEW), SERVICES) == []


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (lambda made: made["items"].pop(), "data-items"),
        (lambda made: made["items"].reverse(), "data-items"),
        (lambda made: made["items"].append(made["items"][0]), "data-items"),
        (lambda made: made["items"][1].update(name="别的事"), "data-text"),
        (lambda made: made["items"][4].update(how="去村里办。"), "data-text"),
        (lambda made: made.pop("items"), "data-invalid"),
    ],
)
def test_a_change_of_the_items_is_found(change: Callable[[Any], object], slug: str) -> None:
    assert slug in slugs(changed(items_json(COUNTY, KINDS, FEW), change), ITEMS)


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (lambda made: made["@graph"].pop(0), "data-items"),
        (lambda made: made["@graph"][0].update(description="不办。"), "data-text"),
        (lambda made: made["@graph"][0].update({"@id": BASE + "i/CN-9999/"}), "data-address"),
        (lambda made: made["@graph"][0].update({"@id": "https://fw.elsewhere.example/"}), "data-address"),
        (lambda made: made["@graph"].append(3), "data-invalid"),
    ],
)
def test_a_change_of_the_services_is_found(change: Callable[[Any], object], slug: str) -> None:
    assert slug in slugs(changed(services_jsonld(COUNTY, KINDS, FEW), change), SERVICES)


@pytest.mark.parametrize("data", [b"{", b"\xff", b"[" * 100_000, b"null", b"3", b'{"items": {"a": 1}}'])
def test_damaged_data_is_named(data: bytes) -> None:
    assert slugs(data, ITEMS) == ["data-invalid"]


def test_a_file_of_another_name_only_has_to_be_sound() -> None:
    assert slugs(b"{}", "data/other.json") == []
    assert slugs(b"{", "data/other.json") == ["data-invalid"]
