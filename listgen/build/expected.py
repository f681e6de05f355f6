"""data/expected.json: what every output should say, for `verify`, which shares no code with the writers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from listgen.build.expected_orders import order_records
from listgen.build.expected_pages import footer, inline_hashes, mailbox, page_record
from listgen.build.expected_papers import promises
from listgen.build.folder import EXPECTED
from listgen.build.job import (
    CodeValues,
    Job,
    ListValues,
    MovedValues,
)
from listgen.build.json_lines import json_lines
from listgen.catalog.view import ViewItem, VillageView
from listgen.documents.data import Table
from listgen.links import Link, fingerprint
from listgen.orders.select import standing
from listgen.preflight import Assets, Subject
from listgen.qr.symbol import encode
from listgen.signage import code
from listgen.signage.building import DOOR
from listgen.signage.elevation import Board, elevation
from listgen.signage.facts import LogoFacts, SignFacts, facts_of, texts_of
from listgen.signage.flow import FlowValues, flow_facts
from listgen.signage.gate import Frame, GateValues, frame_of
from listgen.signage.sign import SignValues
from listgen.typeset.faces import Faces

SCHEMA = 1
ORDER = "order"  # what an order says is told apart
Record = dict[str, object]
Key = tuple[str, str]  # level and id: a county may be called 01, as a township is


def render_expected(subject: Subject, jobs: Iterable[Job], assets: Assets) -> bytes:
    """The expectation of every owner; rows of tables that many owners print are held once."""
    jobs = tuple(jobs)
    by_owner: dict[Key, list[Job]] = {}
    for job in jobs:
        by_owner.setdefault((job.level, job.owner), []).append(job)
    writer = _Expectation(subject, by_owner, assets)
    document = {
        "schema": SCHEMA,
        "county": _county(subject),
        "ledger": _ledger(subject.links),
        "kinds": [{"id": kind.id, "title": kind.title} for kind in subject.catalog.kinds],
        "owners": writer.owners(),
        "inline": inline_hashes(assets.site),
        "recorded": [batch.name for batch in subject.batches],
        "issued": [{"edition": number, "fingerprint": print_} for number, print_ in subject.issued],
        "orders": order_records(
            standing(subject.batches), sign_facts, assets.faces, {job.path for job in jobs}
        ),
        "rows": writer.rows,
        "texts": writer.texts,
        "words": writer.words,
    }
    return json_lines(document)


def expected_job(subject: Subject) -> Job:
    """The expectation's own line in the manifest."""
    values = ListValues(subject.county, (), ())
    return Job(EXPECTED, "expected", "data", "json", "county", subject.county.id, values, (), "")


def _ledger(links: tuple[Link, ...]) -> Record:
    """Where the ledger of printed links ended, so that a lost line is missed."""
    return {"lines": len(links), "fingerprint": fingerprint(links[-1]) if links else ""}


def _county(subject: Subject) -> Record:
    county = subject.county
    return {
        "id": county.id,
        "name": county.name,
        "edition": county.edition.number,
        "edition_date": county.edition.date.isoformat(),
        "as_of": subject.day.isoformat(),
        "specimen": county.specimen,
        "unreleased": county.unreleased,
        "release": subject.release,
        "base_url": county.online.base_url,
        "hotline": county.online.hotline,
        "mailbox": mailbox(county),
        "footer": footer(county),
        "link_hosts": [],
    }


class _Expectation:
    def __init__(self, subject: Subject, jobs: Mapping[Key, list[Job]], assets: Assets) -> None:
        self._subject = subject
        self._faces = assets.faces
        self._documents = assets.documents
        self._jobs = jobs
        self.rows: dict[str, Record] = {}
        self.texts: dict[str, list[str]] = {}
        self.words: dict[str, list[str]] = {}

    def owners(self) -> list[Record]:
        subject = self._subject
        county = self._owner(subject.county.id, "county", subject.county.name, subject.every_item)
        says = {item.id: self._texts(item.id, _official(item)) for item in subject.every_item}
        owners = [county | {"says": says}]
        own = {view.township.id: view.items for view in subject.townships}
        for township in subject.catalog.townships.values():
            if ("township", township.id) in self._jobs:
                owners.append(self._owner(township.id, "township", township.name, own.get(township.id, ())))
        owners += (self._village(view) for view in subject.views)
        owners += (
            self._moved(job)
            for jobs in self._jobs.values()
            for job in jobs
            if isinstance(job.values, MovedValues)
        )
        return owners

    def _village(self, view: VillageView) -> Record:
        owner = self._owner(view.village.id, "village", view.village.name, view.items)
        says = {item.id: self._texts(item.id, _worded(item), _searched(item)) for item in view.items}
        return owner | {
            "says": says,
            "township": view.township.id,
            "url": view.url,
            "page": f"site/{view.page}",
        }

    def _moved(self, job: Job) -> Record:
        values = job.values
        assert isinstance(values, MovedValues)
        successor = values.successor.village.id if values.successor else ""
        owner = self._owner(values.village.id, "village", values.village.name, ())
        return owner | {"township": values.village.township, "page": job.path, "successor": successor}

    def _owner(self, id_: str, level: str, name: str, items: tuple[ViewItem, ...]) -> Record:
        jobs = [job for job in self._jobs.get((level, id_), []) if job.kind != ORDER]
        kinds = [kind.id for kind in self._subject.catalog.kinds]
        return {
            "id": id_,
            "level": level,
            "name": name,
            "items": {kind: [item.id for item in items if item.kind == kind] for kind in kinds},
            "documents": [self._document(job) for job in jobs if job.format == "docx"],
            "signs": [self._sign(job) for job in jobs if isinstance(job.values, SignValues)],
            "charts": _charts(jobs),
            "codes": [_code(job) for job in jobs if job.kind == "qr"],
            "pages": [page_record(job) for job in jobs if job.kind == "page"],
            "gates": [_gate(job) for job in jobs if isinstance(job.values, GateValues)],
        }

    def _document(self, job: Job) -> Record:
        """What the paper holds; of one that the county made itself, what its lists hold is not known."""
        document = self._documents[job.assets[0].partition("/")[2]]
        tables, says = promises(job.values, document.spec)
        if document.own:
            tables, says = (), ()
        return {
            "path": job.path,
            "kind": job.kind,
            "title": "",
            "tables": [self._table(table) for table in tables],
            "says": list(says),
        }

    def _sign(self, job: Job) -> Record:
        """The sign, and those of its characters that verify cannot know from a shipped face."""
        assert isinstance(job.values, SignValues)
        record = {"path": job.path, "slot": job.slot, "kind": job.kind, **sign_facts(facts_of(job.values))}
        return record | _foreign(job.values, self._faces)

    def _texts(self, item: str, said: Iterable[str], words: tuple[str, ...] = ()) -> str:
        """The key of what a page has to say of an item, and of the words that its search goes by."""
        texts = [text for text in said if text]
        key = hashlib.sha256("\0".join((item, *texts, "", *words)).encode()).hexdigest()[:16]
        self.texts[key] = texts
        self.words[key] = list(words)
        return key

    def _table(self, table: Table) -> Record:
        """Rows of items by their keys, those of records as they are: no other paper has them."""
        if not table.title:
            return {"kind": table.kind, "cells": [list(cells) for _, cells in table.rows]}
        keys = []
        for item, cells in table.rows:
            key = hashlib.sha256("\0".join((item, table.kind, *cells)).encode()).hexdigest()[:16]
            self.rows[key] = {"id": item, "kind": table.kind, "cells": list(cells)}
            keys.append(key)
        return {"kind": table.kind, "title": table.title, "rows": keys}


def _charts(jobs: Iterable[Job]) -> list[Record]:
    """Flow charts, each by its PDF, and the SVG that has to agree with it."""
    return [
        {"path": job.path, "slot": job.slot, "kind": job.kind, **sign_facts(flow_facts(job.values))}
        | {"svg": job.path.removesuffix("pdf") + "svg"}
        for job in jobs
        if isinstance(job.values, FlowValues) and job.format == "pdf"
    ]


def _worded(item: ViewItem) -> tuple[str, ...]:
    """What a village's page says of an item: what it is called, then all that sends people somewhere."""
    service = item.service
    ways = (*service.materials, *service.steps, service.time, service.place, service.phone)
    return (item.short, item.plain, item.who, item.how, *ways)


def _searched(item: ViewItem) -> tuple[str, ...]:
    """What it is found by besides its name: the words that the name does not hold, none twice."""
    words = (word for keyword in item.keywords for word in keyword.split())
    return tuple(dict.fromkeys(word for word in words if word not in item.short))


def _official(item: ViewItem) -> tuple[str, ...]:
    """What the item's own page says besides: its official name, content and basis."""
    official = (item.name, item.content, *(item.basis or item.principles), *item.competence)
    return (*_worded(item), *official)


def _foreign(values: SignValues, faces: Faces) -> Record:
    """The characters that the county drew, and those in a face that it supplies."""
    said = {(role, char) for role, text in texts_of(values) for char in "".join(text.split())}
    drawn = "".join(sorted({char for role, char in said if faces.is_drawn(role, char)}))
    licensed = "".join(sorted({char for role, char in said if faces.is_own(role, char)}))
    found = {"drawn": drawn, "licensed": licensed}
    return {name: characters for name, characters in found.items() if characters}


def sign_facts(facts: SignFacts) -> Record:
    """What a reader of the sign compares."""
    inks = ((ink.cyan, ink.magenta, ink.yellow, ink.black) for ink in facts.inks)
    record: Record = {
        "wording": facts.wording,
        "lines": list(facts.lines),
        "trim_mm": [facts.width, facts.height],
        "inks": [list(ink) for ink in inks],
        "code": None,
    }
    record |= {"logo": _logo(facts.logo)} if facts.logo else {}
    if facts.copies > 1:
        record["copies"] = facts.copies
    if facts.code is None:
        return record
    printed = {
        "url": facts.code.url,
        "level": facts.code.level,
        "module_mm": facts.code.module,
        "distance_m": facts.code.distance,
    }
    return record | {"code": printed}


def _gate(job: Job) -> Record:
    """The picture of the gate: its pixels, the door's, and each sign's with where the scheme hangs it."""
    assert isinstance(job.values, GateValues)
    scene = elevation(job.values.signs)
    frame = frame_of(scene)
    return {
        "path": job.path,
        "kind": job.kind,
        "size_px": [frame.across, frame.down],
        "per_metre": frame.per_metre,
        "door_px": frame.pixels(DOOR),
        "boards": [_board(board, frame) for board in scene.boards],
    }


def _board(board: Board, frame: Frame) -> Record:
    place = board.sign.place
    record: Record = {"slot": board.sign.slot, "name": board.sign.name, "box_px": frame.pixels(board.box)}
    if place is None:
        return record
    return record | {"side": place.side, "order": place.order, "view": place.view}


def _logo(logo: LogoFacts) -> Record:
    return {
        "file": logo.file,
        "sha256": logo.sha256,
        "outline": logo.outline,
        "ink": [logo.ink.cyan, logo.ink.magenta, logo.ink.yellow, logo.ink.black],
        "box_mm": [logo.x, logo.y, logo.x + logo.width, logo.y + logo.height],
        "scale": logo.scale,
    }


def _code(job: Job) -> Record:
    values = job.values
    assert isinstance(values, CodeValues)
    return {
        "path": job.path,
        "format": job.format,
        "title": values.title,
        "url": values.url,
        "level": code.LEVEL,
        "module_mm": code.FILE_MODULE,
        "side_mm": code.FILE_MODULE * code.modules_across(encode(values.url, code.LEVEL)),
    }
