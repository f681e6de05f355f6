"""The jobs of Word papers: which document is made for whom, from which values, into which folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from listgen.build.hung import hung_by
from listgen.build.job import Job, ListValues, PaperValues, TownshipValues, VillageValues
from listgen.catalog.model import Kind, Township, Village
from listgen.catalog.view import TownshipView, ViewItem, VillageView
from listgen.documents import life, recorded, signs
from listgen.documents.about import About, Made
from listgen.documents.spec import DocumentSpec, chosen, fill_pattern
from listgen.filenames import owned_name, safe_file
from listgen.preflight import Assets, Subject

COUNTY_FOLDER, TOWNSHIP_FOLDER = "县级", "乡镇"
_KINDS = {"list": "list-document", "booklet": "booklet", "township": "list-document"}
_WRITERS = {"county": "list", "township": "township-list", "village": "booklet"}
_Values = ListValues | TownshipValues | VillageValues | PaperValues
Makers = Mapping[str, Callable[[About], Iterator[Made]]]
MAKERS: Makers = {
    "changes": life.changes,
    "retired": life.retired,
    "counts": life.counts,
    "assessment": life.assessment,
    "admission": recorded.admissions,
    "admission-form": recorded.admission_forms,
    "draft": recorded.draft,
    "opinions": recorded.opinions,
    "feedback": recorded.feedback,
    "signs": signs.hung_signs,
    "filing": signs.filings,
    "cleanup": signs.ledgers,
    "cleanup-sum": signs.summary,
}


def township_folder(township: Township) -> str:
    """乡镇/01-清河镇"""
    return f"{TOWNSHIP_FOLDER}/{owned_name(township.id, township.name)}"


def village_folder(township: Township, village: Village) -> str:
    """乡镇/01-清河镇/00173-青石村"""
    return f"{township_folder(township)}/{owned_name(village.id, village.name)}"


class PaperJobs:
    """The papers of a county's documents. `job` makes a job: path, writer, kind, values, assets."""

    def __init__(self, subject: Subject, assets: Assets, job: Callable[..., Job]) -> None:
        self._subject = subject
        self._job = job
        self._specs = {
            name: document.spec
            for name, document in assets.documents.items()
            if name not in subject.county.without
        }
        self._kinds = {
            name: chosen(spec, subject.catalog.kinds, subject.catalog.fields)
            for name, spec in self._specs.items()
        }
        self._made: dict[tuple[str, str], list[Made]] = {}
        about = self._about()
        for data in dict.fromkeys(spec.data for spec in self._specs.values()):
            for made in MAKERS[data](about) if data in MAKERS else ():
                self._made.setdefault((data, made.owner), []).append(made)

    def _about(self) -> About:
        subject = self._subject
        issued = subject.county.edition.number in (number for number, _ in subject.issued)
        return About(
            county=subject.county,
            catalog=subject.catalog,
            day=subject.day,
            items=subject.items,
            compared=subject.compared,
            issued=issued,
            hung=hung_by(subject),
        )

    def county(self) -> Iterator[Job]:
        """The county's own: its lists, and what its records say."""
        for name, spec in self._for("county"):
            if spec.listed:
                kinds = self._kinds[name]
                items = _of(kinds, self._subject.items)
                values = ListValues(self._subject.county, kinds, items, name)
                if items:
                    job = self._listed(COUNTY_FOLDER, name, values, self._names())
                    yield replace(job, items=tuple(item.id for item in items))
            else:
                yield from self._recorded(COUNTY_FOLDER, name, "", self._names())

    def township(self, township: Township, view: TownshipView | None) -> Iterator[Job]:
        """Those of a township: its lists where it has any of its own, what was cleaned up in it."""
        folder, names = township_folder(township), self._names(township)
        for name, spec in self._for("township"):
            if not spec.listed:
                yield from self._recorded(folder, name, township.id, names)
                continue
            kinds = self._kinds[name]
            items = _of(kinds, view.items) if view else ()
            if view and items:
                values = TownshipValues(self._subject.county, kinds, replace(view, items=items), name)
                job = self._listed(folder, name, values, names)
                yield replace(job, items=tuple(item.id for item in items))

    def village(self, view: VillageView) -> Iterator[Job]:
        """Those of a village: its booklet, its forms, what it reported."""
        folder = village_folder(view.township, view.village)
        names = self._names(view.township, view.village)
        for name, spec in self._for("village"):
            if not spec.listed:
                yield from self._recorded(folder, name, view.village.id, names)
                continue
            kinds = self._kinds[name]
            own = replace(view, items=_of(kinds, view.items)) if spec.kinds else view
            if own.items:
                values = VillageValues(self._subject.county, kinds, own, name)
                job = self._listed(folder, name, values, names)
                yield replace(job, items=tuple(item.id for item in own.items))

    def _for(self, audience: str) -> Iterator[tuple[str, DocumentSpec]]:
        return ((name, spec) for name, spec in self._specs.items() if spec.audience == audience)

    def _recorded(self, folder: str, name: str, owner: str, names: Mapping[str, str]) -> Iterator[Job]:
        for made in self._made.get((self._specs[name].data, owner), ()):
            path = self._path(folder, name, {**names, "record": made.record})
            yield self._paper(path, "paper", name, PaperValues(made, name))

    def _listed(
        self,
        folder: str,
        name: str,
        values: _Values,
        names: Mapping[str, str],
    ) -> Job:
        writer = _WRITERS[self._specs[name].audience]
        return self._paper(self._path(folder, name, names), writer, name, values)

    def _path(self, folder: str, name: str, names: Mapping[str, str]) -> str:
        spec = self._specs[name]
        below = f"{folder}/{spec.folder}" if spec.folder else folder
        return f"{below}/{safe_file(fill_pattern(spec.file, names))}"

    def _paper(self, path: str, writer: str, name: str, values: _Values) -> Job:
        """A paper of the document `name`; one that is no list is known by its slot."""
        kind = _KINDS.get(name, "document")
        slot = name if kind == "document" else ""
        return replace(self._job(path, writer, kind, values, f"documents/{name}"), slot=slot)

    def _names(self, township: Township | None = None, village: Village | None = None) -> dict[str, str]:
        county = self._subject.county
        return {
            "county": county.name,
            "year": str(county.edition.date.year),
            "edition": county.edition.number,
            "township": township.name if township else "",
            "village": village.name if village else "",
        }


def _of(kinds: tuple[Kind, ...], items: tuple[ViewItem, ...]) -> tuple[ViewItem, ...]:
    """The items of these kinds."""
    ids = frozenset(kind.id for kind in kinds)
    return tuple(item for item in items if item.kind in ids)
