"""The pages that are looked at, and what is true of them: read from the demo county's own files."""

from __future__ import annotations

import csv
import functools
import io
import json
from pathlib import Path
from typing import Any

import yaml

from listgen.resources import shipped

DEMO = shipped("catalogs") / "demo"


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by their headings."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


@functools.cache
def base_url() -> str:
    return str(yaml.safe_load((DEMO / "county.yaml").read_text("utf-8"))["online"]["base_url"])


@functools.cache
def roster() -> dict[str, dict[str, str]]:
    """The rows of villages.csv by id."""
    return {row["编号"]: row for row in rows(DEMO / "villages.csv")}


@functools.cache
def items() -> dict[str, dict[str, Any]]:
    """The items by id."""
    files = sorted((DEMO / "items").iterdir())
    return {
        one["id"]: one
        for file in files
        for one in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)["items"]
    }


def page_of(village: str) -> str:
    """The path of a village's page below the site, as its printed code has it."""
    links = [json.loads(line) for line in (DEMO / "links.jsonl").read_text("utf-8").splitlines()]
    (url,) = (link["url"] for link in links if link["id"] == village)
    assert url.startswith(base_url())
    return str(url.removeprefix(base_url()))


VILLAGE, COMMUNITY, NO_PHONE, MERGED = map(page_of, ("00008", "00001", "00011", "00016"))
PAGES = {
    "village": VILLAGE,
    "community": COMMUNITY,
    "village without a phone": NO_PHONE,
    "long name": page_of("00019"),
    "merged village": MERGED,
    "duty": "i/CN-0001/index.html",
    "assist": "i/CN-0041/index.html",
    "not permitted": "i/CN-0101/index.html",
    "township": "t/04/index.html",
    "county": "index.html",
}
# Of the odd county, see odd.py.
ODD_PAGES = {
    "renamed village": VILLAGE,
    "dissolved village": page_of("00010"),
    "no phone, address or hours": page_of("00012"),
    "item": "i/CN-0041/index.html",
    "township": "t/02/index.html",
}
