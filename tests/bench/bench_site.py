"""The online list beside Hugo and plain jinja2; and what is printed only: weight, first text, Lighthouse.

Asserted is that the peers make the same pages.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
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
from tests.bench import slow_phone
from tests.bench.compare import Contender, compare
from tests.bench.figures import Report
from tests.bench.installed import PROGRAMS, Peers
from tests.bench.judged import judge
from tests.bench.measure import Program
from tests.bench.weight import parts, weight
from tests.bench.work import PAGES, Work
from tests.site.samples import COUNTY, KINDS, national, templates, view

ITEMS = 80  # on a page that is looked at
WEIGHT, FIRST_TEXT = 16_384, 1000  # goals: bytes, ms
RUNS = 5
_FROM_JSON = "from ready values as JSON, with search words, readings and the hashes of scripts"
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
    (folder / "index.html").write_bytes(_page(national(ITEMS)))
    with PreviewServer(folder) as server, server.in_background():
        yield server.address


@pytest.mark.printed
@pytest.mark.parametrize("county", ["national", "demo"])
def test_weight(county: str) -> None:
    page = _page(national(ITEMS) if county == "national" else _demo_items())
    whole = weight(page)
    print(
        f"\na page with {ITEMS} items, {county}: {whole.raw:,} bytes,"
        f" gzip -9 {whole.packed:,} (goal {WEIGHT:,}, {whole.packed / WEIGHT:.2f} of it)"
    )
    for name, part in parts(page).items():
        print(f"  {name:<24}{part.raw:>8,}{part.packed:>8,}")


@pytest.mark.printed
def test_first_text(browser: Browser, address: str) -> None:
    runs = [slow_phone.first_text(browser, address) for _ in range(RUNS)]
    times, requests = [time for time, _ in runs], max(count for _, count in runs)
    print(
        f"\n{slow_phone.KILOBITS} kbit/s, {slow_phone.LATENCY} ms to the first byte, CPU"
        f" {slow_phone.SLOWDOWN}x slower, cold: first text {median(times):.0f} ms (goal {FIRST_TEXT};"
        f" {min(times):.0f}–{max(times):.0f}), requests {requests} (goal 1)"
    )


@pytest.mark.printed
def test_search(browser: Browser, address: str) -> None:
    times = slow_phone.keystrokes(browser, address, QUERIES)
    slowest = max(times[1:])
    print(
        f"\nsearch, CPU {slow_phone.SLOWDOWN}x slower: a key takes {median(times):.0f} ms, the first"
        f" {times[0]:.0f}, the slowest other {slowest:.0f} ({len(times)} keys)"
    )


@pytest.mark.printed
def test_lighthouse(address: str) -> None:
    runs = [judge(address) for _ in range(3)]
    points = {name: int(median(run.points[name] for run in runs)) for name in runs[0].points}
    told = ", ".join(f"{name} {point}" for name, point in points.items())
    print(f"\nLighthouse {runs[0].version}, mobile: {told} (goal 100 each but for seo)")
    for complaint in sorted({each for run in runs for each in (*run.complaints, *run.not_judged)}):
        print(f"  {complaint}")


def test_pages(report: Report, installed: Peers, project: Path, work: Work, folder: Path) -> None:
    """Villages' pages; listgen makes the pages of items, townships and the county besides."""

    def hugo(name: str, *, cached: bool) -> Contender:
        each = "an item is rendered once and kept (partialCached)" if cached else "each item in each page"

        def of(villages: int) -> Program:
            site = _hugo_site(folder / f"{name} {villages}", work.folder / PAGES / "data", cached=cached)
            if not villages:
                (site / "data" / "villages.json").write_text("[]", "utf-8")
            return Program((str(installed.hugo), "--quiet", "--noBuildLock", "-s", str(site)))

        return Contender(name, report.villages, of, f"{_FROM_JSON}; {each}")

    def jinja2(villages: int) -> Program:
        templates, out = shipped("templates") / "site", folder / f"jinja2 {villages}" / "public"
        return Program(installed.program("jinja2_pages", templates, work.folder / PAGES, out, villages))

    contenders = (
        hugo("Hugo", cached=False),
        hugo("Hugo, cached", cached=True),
        Contender(
            "jinja2", report.villages, jinja2, f"{_FROM_JSON}; the site's own templates, a loop over items"
        ),
    )
    compare(report, PAGES, project, folder, ("page",), work.outputs[PAGES], contenders)
    site = folder / "ours" / "site"
    for one in contenders:
        public = folder / f"{one.name} {report.villages}" / "public"
        if public.is_dir():
            _assert_same(site, public, report.villages)


def _hugo_site(folder: Path, data: Path, *, cached: bool) -> Path:
    """`cached`: an item is rendered once, by Hugo's partialCached, as long as its list is the same."""
    shutil.copytree(PROGRAMS / "hugo", folder)
    shutil.copytree(data, folder / "data")
    if cached:
        layout = folder / "layouts" / "page.html"
        text, call = layout.read_text("utf-8"), '{{ partial "item.html" . }}'
        assert text.count(call) == 1
        layout.write_text(text.replace(call, '{{ partialCached "item.html" . .id $v.list }}'), "utf-8")
    return folder


def _assert_same(site: Path, other: Path, villages: int) -> None:
    """The same villages' pages with the same elements, attributes and texts, but for white space."""
    pages = sorted(path.relative_to(other) for path in other.rglob("*.html"))
    assert len(pages) == villages
    for page in pages:
        ours, theirs = (_content((folder / page).read_bytes()) for folder in (site, other))
        assert ours == theirs, f"{other}: {page} does not say what templates/site says"


def _content(page: bytes) -> tuple[list[str], Counter[str]]:
    """The texts in order, squeezed, and how often each element occurs with its attributes."""
    tree = lxml.html.document_fromstring(page.decode())
    texts = [" ".join(str(text).split()) for text in tree.itertext()]
    elements = Counter(f"{one.tag} {sorted(one.attrib.items())}" for one in tree.iter())
    return [text for text in texts if text], elements
