"""From the catalog and the assets to units and jobs: every output of a project, with its fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from listgen.build.digest import Digester
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
from listgen.build.program import program_digest
from listgen.build.unit import COUNTY, ORDER, TOWNSHIP, VILLAGE, Recipe, Unit
from listgen.catalog.model import Township, Village
from listgen.catalog.roster import MERGED
from listgen.catalog.view import TownshipView, VillageView
from listgen.filenames import safe_file, safe_name
from listgen.links import page_path
from listgen.orders.batch import Batch
from listgen.orders.select import signs_today, standing
from listgen.preflight import Assets, Subject
from listgen.preflight.flows import charts
from listgen.signage.gate import PICTURE, gate_of
from listgen.signage.sign import INTERIOR, signs_of

SIGN_FOLDER, INTERIOR_FOLDER, CODE_FOLDER = "标牌", "室内", "二维码"
CHART_FOLDER, CHART = "流程图", "flow-chart"
GATE_PICTURE = "挂牌效果图.png"
SITE = "site"


class DuplicatePathError(RuntimeError):
    """Two jobs would write one file."""


def plan(subject: Subject, assets: Assets) -> Iterator[Job]:
    """Every job of a project, unit after unit. Raises DuplicatePathError."""
    return (job for unit in Planner(subject, assets).units() for job in unit.plan())


class Planner:
    """The units of a project, one after the other, and the jobs of each when they are asked for. Pure."""

    def __init__(self, subject: Subject, assets: Assets) -> None:
        self._subject = subject
        self._assets = assets
        self.digester = Digester()
        self._digests: dict[str, str] = {}
        self._by_id = {village.id: village for village in subject.catalog.villages}
        self._papers = PaperJobs(subject, assets, self._job)
        self._shared = self._shared_digest()

    def __len__(self) -> int:
        """How many units there are."""
        villages = len(self._subject.catalog.villages)
        return 1 + len(self._inhabited()) + villages + len(standing(self._subject.batches))

    def units(self) -> Iterator[Unit]:
        """Every unit: the county, townships, active villages, former villages, batches of signs."""
        county = self._subject.county
        yield self._unit(Unit(county, COUNTY, county.id, "", "", lambda: tuple(self.county())))
        yield from map(self._unit, (*self.townships(),))
        yield from map(self._unit, self.villages())
        yield from map(self._unit, self.moved())
        yield from self.orders()

    def _unit(self, unit: Unit) -> Unit:
        """The unit, its jobs as the owner's and with their fingerprints. Raises DuplicatePathError."""

        def plan() -> tuple[Job, ...]:
            jobs = []
            seen: set[str] = set()
            for job in unit.plan():
                if job.path.casefold() in seen:
                    raise DuplicatePathError(job.path)
                seen.add(job.path.casefold())
                owned = replace(
                    job, level=unit.level, owner=unit.owner, township=unit.township, unit=unit.key
                )
                jobs.append(replace(owned, fingerprint=self.digester.of(self.recipe(owned))))
            return tuple(jobs)

        return replace(unit, plan=plan)

    def recipe(self, job: Job) -> Recipe:
        """What the fingerprint of a job is made of."""
        assets = {asset: self._digest(asset) for asset in job.assets}
        owned = (job.level, job.owner, job.township, job.slot, job.items)
        return Recipe(job.path, job.writer, job.kind, *owned, job.values, assets, program_digest())

    def _digest(self, asset: str) -> str:
        if asset not in self._digests:
            self._digests[asset] = self._assets.digest(asset)
        return self._digests[asset]

    def _shared_digest(self) -> str:
        """Of all that every village's outputs are made of, beside what is the village's own."""
        subject, documents = self._subject, (f"documents/{name}" for name in self._assets.documents)
        shared = (subject.county, subject.catalog.kinds, self._papers.specs, subject.scheme)
        digests = tuple(map(self._digest, (*documents, "site", "faces")))
        return self.digester.of((shared, digests, program_digest()))

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

    def townships(self) -> Iterator[Unit]:
        """The township indexes of the online list, and the papers of townships."""
        views = {view.township.id: view for view in self._subject.townships}
        entries = self._entries()
        for township in self._inhabited():
            plan = partial(self._of_township, township, views.get(township.id), tuple(entries[township.id]))
            yield Unit(township, TOWNSHIP, township.id, township.id, "", plan)

    def _of_township(
        self, township: Township, view: TownshipView | None, entries: tuple[tuple[str, str], ...]
    ) -> tuple[Job, ...]:
        lists = tuple(self._township_lists(view)) if view else ()
        index = IndexValues(self._subject.county, township, entries, lists)
        page = self._job(f"{SITE}/t/{township.id}/index.html", "township-page", "page", index, "site")
        return (page, *self._papers.township(township, view))

    def _township_lists(self, view: TownshipView) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        for kind in self._subject.catalog.kinds:
            held = tuple(
                (item.short, f"../../i/{item.id}/index.html") for item in view.items if item.kind == kind.id
            )
            if held:
                yield kind.short, held

    def _entries(self) -> dict[str, list[tuple[str, str]]]:
        """By township its villages by the names that people know, the former ones behind the others."""
        entries: dict[str, list[tuple[str, str]]] = {town.id: [] for town in self._inhabited()}
        for view in self._subject.views:
            former = "、".join(view.village.former_names)
            name = view.village.name + (f"（原{former}）" if former else "")
            entries[view.township.id].append((name, f"../../{view.page}"))
        for village in self._subject.catalog.villages:
            if village.township in entries and not village.active:
                successor = self._successor(village)
                link = "" if village.state == MERGED or not successor else "，现归"
                what = f"{village.state}{link}{successor.name if successor else ''}"
                entry = (f"{village.name}（{what}）", f"../../{page_path(village.id)}index.html")
                entries[village.township].append(entry)
        return entries

    def _successor(self, village: Village) -> Village | None:
        """The active village at the end of the chain."""
        successor = self._by_id.get(village.successor)
        while successor is not None and not successor.active:
            successor = self._by_id.get(successor.successor)
        return successor

    def villages(self) -> Iterator[Unit]:
        """Papers, signs, codes and page of every active village."""
        for view in self._subject.views:
            id_, town = view.village.id, view.township.id
            recorded = self._papers.of_records(id_)
            fingerprint = self.digester.of((self._shared, view, recorded))
            yield Unit(view, VILLAGE, id_, town, fingerprint, partial(self._of_village, view))

    def _of_village(self, view: VillageView) -> tuple[Job, ...]:
        return (
            *self._papers.village(view),
            *self._signs(view),
            *self._codes(view),
            self._page(view),
        )

    def moved(self) -> Iterator[Unit]:
        """The pages of merged and dissolved villages, so that no printed code is ever dead."""
        views = {view.village.id: view for view in self._subject.views}
        townships = {township.id: township for township in self._inhabited()}
        for village in self._subject.catalog.villages:
            if village.active:
                continue
            successor = self._successor(village)
            view = views.get(successor.id) if successor else None
            values = MovedValues(self._subject.county, village, view, townships.get(village.township))
            path = f"{SITE}/{page_path(village.id)}index.html"
            page = self._job(path, "moved-page", "page", values, "site")
            yield Unit(values, VILLAGE, village.id, village.township, "", partial(tuple, (page,)))

    def orders(self) -> Iterator[Unit]:
        """The files of every order of signs; their fingerprints are those of the record alone."""
        subject, batches = self._subject, standing(self._subject.batches)
        owners = {sign.owner.village for batch in batches for sign in batch.signs}
        views = (view for view in subject.views if view.village.id in owners)
        orders = OrderJobs(signs_today(subject.scheme, subject.county, views), subject.county.id)
        for batch in batches:
            yield Unit(batch, ORDER, batch.name, "", "", partial(self._of_batch, orders, batch))

    @staticmethod
    def _of_batch(orders: OrderJobs, batch: Batch) -> tuple[Job, ...]:
        return tuple(orders.of(batch))

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
        return Job(
            path=path,
            writer=writer,
            kind=kind,
            format=path.rsplit(".", 1)[1],
            level=COUNTY,
            owner=self._subject.county.id,
            values=values,
            assets=assets,
        )
