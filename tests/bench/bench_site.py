"""Figures of the online list: weight, first text, Lighthouse, and CPU side by side with peers.

They are printed, not asserted: a busy machine must not turn a run red. Asserted is that the peers make the
same pages. `make bench` runs them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

import lxml.html
import pytest
from playwright.sync_api import Browser

from listgen.catalog.view import ViewItem
from listgen.preflight import check_project
from listgen.preview import PreviewServer
from listgen.resources import shipped
from listgen.site import render_village
from tests.bench import peers, slow_phone
from tests.bench.county import ITEMS, VILLAGES, shipped_items
from tests.bench.data import write_data
from tests.bench.judged import judge
from tests.bench.weight import parts, weight
from tests.site.samples import COUNTY, KINDS, templates, view

WEIGHT, RATIO, FIRST_TEXT = 16_384, 0.6, 1000  # goals: bytes, times the peer's CPU, ms
RUNS = 5
QUERIES = ("db", "dibao", "低保", "养老认证", "kaizhengming", "孩子上学找谁", "xyz")


def _demo_items() -> tuple[ViewItem, ...]:
    """80 items of a village of the demo county, spread over its lists."""
    subject = check_project(shipped("catalogs") / "demo").subject
    assert subject is not None
    held = max((one.items for one in subject.views), key=len)
    return tuple(held[place * len(held) // ITEMS] for place in range(ITEMS))


def _page(items: tuple[ViewItem, ...]) -> bytes:
    return render_village(templates(), COUNTY, KINDS, view(items=items))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with slow_phone.chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with 80 shipped items, served packed from this machine."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "index.html").write_bytes(_page(shipped_items()))
    with PreviewServer(folder) as server, server.in_background():
        yield server.address


@pytest.mark.parametrize("county", ["national", "demo"])
def test_weight(county: str) -> None:
    page = _page(shipped_items() if county == "national" else _demo_items())
    whole = weight(page)
    print(
        f"\na page with {ITEMS} items, {county}: {whole.raw:,} bytes,"
        f" gzip -9 {whole.packed:,} (goal {WEIGHT:,}, {whole.packed / WEIGHT:.2f} of it)"
    )
    for name, part in parts(page).items():
        print(f"  {name:<24}{part.raw:>8,}{part.packed:>8,}")


def test_first_text(browser: Browser, address: str) -> None:
    runs = [slow_phone.first_text(browser, address) for _ in range(RUNS)]
    times, requests = [time for time, _ in runs], max(count for _, count in runs)
    print(
        f"\n{slow_phone.KILOBITS} kbit/s, {slow_phone.LATENCY} ms to the first byte, CPU"
        f" {slow_phone.SLOWDOWN}x slower, cold: first text {median(times):.0f} ms (goal {FIRST_TEXT};"
        f" {min(times):.0f}–{max(times):.0f}), requests {requests} (goal 1)"
    )


def test_search(browser: Browser, address: str) -> None:
    times = slow_phone.keystrokes(browser, address, QUERIES)
    slowest = max(times[1:])
    print(
        f"\nsearch, CPU {slow_phone.SLOWDOWN}x slower: a key takes {median(times):.0f} ms, the first"
        f" {times[0]:.0f}, the slowest other {slowest:.0f} ({len(times)} keys)"
    )


def test_lighthouse(address: str) -> None:
    runs = [judge(address) for _ in range(3)]
    points = {name: int(median(run.points[name] for run in runs)) for name in runs[0].points}
    told = ", ".join(f"{name} {point}" for name, point in points.items())
    print(f"\nLighthouse {runs[0].version}, mobile: {told} (goal 100 each but for seo)")
    for complaint in sorted({each for run in runs for each in (*run.complaints, *run.not_judged)}):
        print(f"  {complaint}")


def test_plain_templating() -> None:
    found = peers.rendering()
    listgen, plain = found["listgen"], found["plain"]
    assert listgen.digest == plain.digest
    print(
        f"\n{VILLAGES} villages' pages, CPU of rendering: listgen {listgen.seconds:.3f} s, plain jinja2"
        f" {plain.seconds:.3f} s, ratio {listgen.seconds / plain.seconds:.2f} (goal {RATIO})"
    )


def test_hugo(tmp_path: Path) -> None:
    site, cached = (
        peers.set_up_hugo(tmp_path / name, cached=name == "cached") for name in ("site", "cached")
    )
    listgen, empty = tmp_path / "listgen", peers.set_up_hugo(tmp_path / "empty", cached=False)
    for folder in (site, cached, listgen, empty):
        write_data(folder / "data", templates(), shipped_items())
    (empty / "data" / "villages.json").write_text("[]")
    times = peers.cpu(
        {
            "listgen": partial(peers.run_listgen, listgen, VILLAGES),
            "hugo": partial(peers.run_hugo, site),
            "hugo, items cached": partial(peers.run_hugo, cached),
            "listgen start": partial(peers.run_listgen, empty, 0),  # no village: only what it does before
            "hugo start": partial(peers.run_hugo, empty),
        }
    )
    _assert_same(listgen / "public", site / "public")
    _assert_same(listgen / "public", cached / "public")
    pages = {name: times[name] - times[f"{name} start"] for name in ("listgen", "hugo")}
    print(f"\n{VILLAGES} villages' pages from JSON to files, CPU of whole processes:")
    for name, seconds in times.items():
        print(f"  {name:<20}{seconds:.3f} s")
    print(
        f"  ratio listgen to Hugo: whole {times['listgen'] / times['hugo']:.2f}, without the start of either"
        f" {pages['listgen'] / pages['hugo']:.2f} (goal {RATIO})"
    )


def _assert_same(listgen: Path, other: Path) -> None:
    """The same files with the same elements, attributes and texts, but for white space."""
    pages = sorted(path.relative_to(listgen) for path in listgen.rglob("*.html"))
    assert len(pages) == VILLAGES
    assert pages == sorted(path.relative_to(other) for path in other.rglob("*.html"))
    for page in pages:
        ours, theirs = (_content((folder / page).read_bytes()) for folder in (listgen, other))
        assert ours == theirs, f"{page}: tests/bench/hugo does not say what templates/site says"


def _content(page: bytes) -> tuple[list[str], Counter[str]]:
    """The texts in order, squeezed, and how often each element occurs with its attributes."""
    tree = lxml.html.document_fromstring(page.decode())
    texts = [" ".join(str(text).split()) for text in tree.itertext()]
    elements = Counter(f"{one.tag} {sorted(one.attrib.items())}" for one in tree.iter())
    return [text for text in texts if text], elements
