"""The jobs of Word papers: which document is made for whom, from which values, into which folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from listgen.build.hung import hung_in
from listgen.build.job import Job, ListValues, PaperValues, TownshipValues, VillageValues
from listgen.catalog.model import Kind, Township, Village
from listgen.catalog.view import TownshipView, ViewItem, VillageView
from listgen.documents import life, recorded, signs
from listgen.documents.about import About, Made
from listgen.documents.hung import Hung
from listgen.documents.signs import hung_signs
from listgen.documents.spec import DocumentSpec, chosen, fill_pattern
from listgen.filenames import owned_name, safe_file
from listgen.preflight import Assets, Subject
from listgen.preflight.cleanup import boards_by_village

COUNTY_FOLDER, TOWNSHIP_FOLDER = "县级", "乡镇"
_KINDS = {"list": "list-document", "booklet": "booklet", "township": "list-document"}
_WRITERS = {"county": "list", "township": "township-list", "village": "booklet"}
_LISTS = 200  # variants of lists that are held at once
_Values = ListValues | TownshipValues | VillageValues | PaperValues
Makers = Mapping[str, Callable[[About], Iterator[Made]]]
HUNG = "signs"  # what hangs in a village: told village by village, of no record
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
        self._made: dict[str, dict[str, list[Made]]] = {}  # by owner and data
        self._about = self._told()
        self._chosen: dict[tuple[str, int], tuple[tuple[ViewItem, ...], tuple[ViewItem, ...]]] = {}
        for data in dict.fromkeys(spec.data for spec in self._specs.values()):
            for made in MAKERS[data](self._about) if data in MAKERS else ():
                self._made.setdefault(made.owner, {}).setdefault(data, []).append(made)

    def _told(self) -> About:
        subject = self._subject
        issued = subject.county.edition.number in (number for number, _ in subject.issued)
        return About(
            county=subject.county,
            catalog=subject.catalog,
            day=subject.day,
            items=subject.items,
            compared=subject.compared,
            issued=issued,
            hung=Hung(subject.scheme.title, boards_by_village(subject)),
        )

    def of_records(self, owner: str) -> tuple[Made, ...]:
        """What the records have to tell of a village or a township."""
        return tuple(made for held in self._made.get(owner, {}).values() for made in held)

    @property
    def specs(self) -> tuple[tuple[DocumentSpec, tuple[Kind, ...]], ...]:
        """Every document that the county wants, with the kinds that it takes."""
        return tuple((spec, self._kinds[name]) for name, spec in self._specs.items())

    def county(self) -> Iterator[Job]:
        """The county's own: its lists, and what its records say."""
        for name, spec in self._for("county"):
            if spec.listed:
                kinds, items = self._kinds[name], self._of(name, self._subject.items)
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
            items = self._of(name, view.items) if view else ()
            if view and items:
                values = TownshipValues(self._subject.county, kinds, replace(view, items=items), name)
                job = self._listed(folder, name, values, names)
                yield replace(job, items=tuple(item.id for item in items))

    def village(self, view: VillageView) -> Iterator[Job]:
        """Those of a village: its booklet, its forms, what it reported."""
        folder = village_folder(view.township, view.village)
        names = self._names(view.township, view.village)
        for name, spec in self._for("village"):
            if spec.data == HUNG:
                hung = tuple(hung_in(self._subject.scheme, view))
                yield from self._papers(folder, name, hung_signs(self._about, view.village, hung), names)
                continue
            if not spec.listed:
                yield from self._recorded(folder, name, view.village.id, names)
                continue
            kinds = self._kinds[name]
            own = replace(view, items=self._of(name, view.items)) if spec.kinds else view
            if own.items:
                values = VillageValues(self._subject.county, kinds, own, name)
                job = self._listed(folder, name, values, names)
                yield replace(job, items=tuple(item.id for item in own.items))

    def _for(self, audience: str) -> Iterator[tuple[str, DocumentSpec]]:
        return ((name, spec) for name, spec in self._specs.items() if spec.audience == audience)

    def _recorded(self, folder: str, name: str, owner: str, names: Mapping[str, str]) -> Iterator[Job]:
        held = self._made.get(owner, {}).get(self._specs[name].data, ())
        yield from self._papers(folder, name, held, names)

    def _papers(
        self, folder: str, name: str, held: Iterable[Made], names: Mapping[str, str]
    ) -> Iterator[Job]:
        for made in held:
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

    def _of(self, name: str, items: tuple[ViewItem, ...]) -> tuple[ViewItem, ...]:
        """The items of the kinds that a document takes: one tuple for all who share a list."""
        known = self._chosen.get((name, id(items)))
        if known is None:
            if len(self._chosen) > _LISTS:
                self._chosen.clear()
            ids = frozenset(kind.id for kind in self._kinds[name])
            known = (items, tuple(item for item in items if item.kind in ids))
            self._chosen[name, id(items)] = known  # with the list itself, so that its id stays its own
        return known[1]
