"""From the catalog and the assets to jobs: every output of a county project, each with its fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from listgen.build.digest import Digester, code_digest
from listgen.build.job import (
    CodeValues,
    IndexValues,
    ItemValues,
    Job,
    ListValues,
    MovedValues,
    Values,
    VillageValues,
)
from listgen.build.order_jobs import OrderJobs
from listgen.build.paper_jobs import COUNTY_FOLDER, PaperJobs, village_folder
from listgen.catalog.model import Township, Village
from listgen.catalog.roster import MERGED
from listgen.catalog.view import TownshipView, VillageView
from listgen.filenames import safe_file, safe_name
from listgen.links import page_path
from listgen.orders.select import signs_today, standing
from listgen.preflight import Assets, Subject
from listgen.preflight.flows import charts
from listgen.signage.gate import PICTURE, gate_of
from listgen.signage.sign import INTERIOR, signs_of

SIGN_FOLDER, INTERIOR_FOLDER, CODE_FOLDER = "标牌", "室内", "二维码"
CHART_FOLDER, CHART = "流程图", "flow-chart"
GATE_PICTURE = "挂牌效果图.png"
SITE = "site"


@dataclass(frozen=True, slots=True)
class Plan:
    """All jobs of a project, in the order of their paths' owners."""

    jobs: tuple[Job, ...]


class DuplicatePathError(RuntimeError):
    """Two jobs would write one file."""


def plan(subject: Subject, assets: Assets) -> Plan:
    """Every output of the project. Pure; raises DuplicatePathError."""
    planner = _Planner(subject, assets)
    jobs = (
        *planner.county(),
        *planner.townships(),
        *planner.villages(),
        *planner.moved(),
        *planner.orders(),
    )
    seen: set[str] = set()
    for job in jobs:
        if job.path.casefold() in seen:
            raise DuplicatePathError(job.path)
        seen.add(job.path.casefold())
    return Plan(jobs)


class _Planner:
    """Jobs by level. Holds the digests of what is shared."""

    def __init__(self, subject: Subject, assets: Assets) -> None:
        self._subject = subject
        self._assets = assets
        self._digester = Digester()
        self._papers = PaperJobs(subject, assets, self._job)

    def county(self) -> Iterator[Job]:
        """The county's papers, the items as data, the item pages and the index."""
        subject, county = self._subject, self._subject.county
        values = ListValues(county, subject.catalog.kinds, subject.items)
        yield from self._papers.county()
        everything = replace(values, items=subject.every_item)
        yield self._job("data/items.json", "items-json", "data", everything)
        yield self._job(f"{SITE}/services.jsonld", "services", "data", everything)
        for item in everything.items:
            page = ItemValues(county, subject.catalog.kind(item.kind), item)
            job = self._job(f"{SITE}/i/{item.id}/index.html", "item-page", "page", page, "site")
            yield replace(job, items=(item.id,))
        yield from self._charts()
        entries = tuple((town.name, f"t/{town.id}/index.html") for town in self._inhabited())
        index = IndexValues(county, None, entries)
        yield self._job(f"{SITE}/index.html", "county-page", "page", index, "site")

    def _charts(self) -> Iterator[Job]:
        """A flow chart of each item with steps, where its list has them, as PDF and as SVG."""
        subject, style = self._subject, self._assets.flow
        if style is None:
            return
        for item, values in charts(subject.catalog, subject.every_item, subject.county, style):
            path = f"{COUNTY_FOLDER}/{CHART_FOLDER}/{safe_name(f'{item.id}-{values.title}')}"
            for format_ in ("pdf", "svg"):
                job = self._job(f"{path}.{format_}", f"flow-{format_}", INTERIOR, values, "faces")
                yield replace(job, slot=CHART, items=(item.id,))

    def townships(self) -> Iterator[Job]:
        """The township indexes of the online list, and the papers of townships."""
        views = {view.township.id: view for view in self._subject.townships}
        for township in self._inhabited():
            view = views.get(township.id)
            lists = tuple(self._township_lists(view)) if view else ()
            index = IndexValues(self._subject.county, township, tuple(self._entries(township)), lists)
            page = self._job(f"{SITE}/t/{township.id}/index.html", "township-page", "page", index, "site")
            for job in (page, *self._papers.township(township, view)):
                yield replace(job, level="township", owner=township.id, township=township.id)

    def _township_lists(self, view: TownshipView) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        for kind in self._subject.catalog.kinds:
            held = tuple(
                (item.short, f"../../i/{item.id}/index.html") for item in view.items if item.kind == kind.id
            )
            if held:
                yield kind.short, held

    def _entries(self, township: Township) -> Iterator[tuple[str, str]]:
        """Its villages by the names that people know, those that are no more behind the others."""
        for view in self._subject.views:
            if view.township.id == township.id:
                former = "、".join(view.village.former_names)
                yield view.village.name + (f"（原{former}）" if former else ""), f"../../{view.page}"
        for village in self._subject.catalog.villages:
            if village.township == township.id and not village.active:
                successor = self._successor(village)
                link = "" if village.state == MERGED or not successor else "，现归"
                what = f"{village.state}{link}{successor.name if successor else ''}"
                yield f"{village.name}（{what}）", f"../../{page_path(village.id)}index.html"

    def _successor(self, village: Village) -> Village | None:
        """The active village at the end of the chain."""
        by_id = {one.id: one for one in self._subject.catalog.villages}
        successor = by_id.get(village.successor)
        while successor is not None and not successor.active:
            successor = by_id.get(successor.successor)
        return successor

    def villages(self) -> Iterator[Job]:
        """Papers, signs, codes and page of every active village."""
        for view in self._subject.views:
            for job in (
                *self._papers.village(view),
                *self._signs(view),
                *self._codes(view),
                self._page(view),
            ):
                yield replace(job, level="village", owner=view.village.id, township=view.township.id)

    def moved(self) -> Iterator[Job]:
        """The pages of merged and dissolved villages, so that no printed code is ever dead."""
        views = {view.village.id: view for view in self._subject.views}
        townships = {township.id: township for township in self._inhabited()}
        for village in self._subject.catalog.villages:
            if village.active:
                continue
            successor = self._successor(village)
            view = views.get(successor.id) if successor else None
            values = MovedValues(self._subject.county, village, view, townships.get(village.township))
            job = self._job(f"{SITE}/{page_path(village.id)}index.html", "moved-page", "page", values, "site")
            yield replace(job, level="village", owner=village.id, township=village.township)

    def orders(self) -> Iterator[Job]:
        """The files of every order of signs."""
        subject = self._subject
        if subject.batches:
            orders = OrderJobs(signs_today(subject.scheme, subject.county, subject.views), subject.county.id)
            for batch in standing(subject.batches):
                yield from orders.of(batch)

    def _signs(self, view: VillageView) -> Iterator[Job]:
        signs = f"{village_folder(view.township, view.village)}/{SIGN_FOLDER}"
        for sign in signs_of(self._subject.scheme, self._subject.county, view):
            folder = f"{signs}/{INTERIOR_FOLDER}" if sign.kind == INTERIOR else signs
            file = safe_file(f"{sign.number:02d}-{sign.name}.pdf")
            job = self._job(f"{folder}/{file}", "sign-pdf", sign.kind, sign.values, "faces")
            yield replace(job, slot=sign.slot)
        gate = gate_of(self._subject.scheme, self._subject.county, view)
        if gate:
            job = self._job(f"{signs}/{GATE_PICTURE}", "gate-picture", "proof", gate, "faces")
            yield replace(job, slot=PICTURE)

    def _codes(self, view: VillageView) -> Iterator[Job]:
        county, title = self._subject.county, f"{view.village.name}二维码"
        values = CodeValues(view.url, title, view.village.id, county.specimen, county.signs.ink_condition)
        path = f"{village_folder(view.township, view.village)}/{CODE_FOLDER}/{safe_name(title)}"
        yield self._job(f"{path}.pdf", "qr-pdf", "qr", values, "faces")
        for format_ in ("svg", "dxf", "png"):
            yield self._job(f"{path}.{format_}", f"qr-{format_}", "qr", values)

    def _page(self, view: VillageView) -> Job:
        values = VillageValues(self._subject.county, self._subject.catalog.kinds, view)
        job = self._job(f"{SITE}/{view.page}", "village-page", "page", values, "site")
        return replace(job, items=tuple(item.id for item in view.items))

    def _inhabited(self) -> tuple[Township, ...]:
        """The townships that have an active village, in the order of their file."""
        held = {view.township.id for view in self._subject.views}
        return tuple(town for town in self._subject.catalog.townships.values() if town.id in held)

    def _job(self, path: str, writer: str, kind: str, values: Values, *assets: str) -> Job:
        digests = [self._assets.digest(asset) for asset in assets]
        fingerprint = self._digester.of(path, writer, values, *digests, code_digest())
        return Job(
            path=path,
            writer=writer,
            kind=kind,
            format=path.rsplit(".", 1)[1],
            level="county",
            owner=self._subject.county.id,
            values=values,
            assets=assets,
            fingerprint=fingerprint,
        )
