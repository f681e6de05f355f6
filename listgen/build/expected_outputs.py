"""What each output should say, for `verify`: a record a file, kept in the journal beside it.

So the expectation tells what OUT holds, of whichever build it is. Rows of tables that many papers print are
told once, by a key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from listgen.build.copies import COPY
from listgen.build.expected_pages import page_record
from listgen.build.expected_papers import promises
from listgen.build.job import CodeValues, Job
from listgen.build.journal import Said
from listgen.build.json_lines import as_json
from listgen.documents.data import Table
from listgen.preflight import Assets
from listgen.qr.symbol import encode
from listgen.signage import code
from listgen.signage.building import DOOR
from listgen.signage.elevation import Board, elevation
from listgen.signage.facts import LogoFacts, SignFacts, facts_of, texts_of
from listgen.signage.flow import FlowValues, flow_facts
from listgen.signage.gate import Frame, GateValues, frame_of
from listgen.signage.sign import SignValues
from listgen.typeset.faces import Faces

ORDER = "order"  # what an order says is told apart
ROWS, TEXTS, WORDS = PLACES = ("rows", "texts", "words")
DOCUMENTS, SIGNS, CHARTS, CODES, PAGES, GATES = LISTS = (
    *("documents", "signs", "charts", "codes", "pages", "gates"),
)
_KEPT = 5_000  # texts that are remembered as told
_TABLES = 200  # tables; those of one village alone never come again, and each holds all its cells
Record = dict[str, object]


class Telling:
    """The texts that records name by their keys, as long as nobody has taken them."""

    def __init__(self) -> None:
        self._new: dict[tuple[str, str], str] = {}
        self._told: set[tuple[str, str]] = set()

    def tell(self, place: str, parts: Iterable[str], body: object) -> str:
        """The key under which `place` of expected.json holds the body; `parts` are what sets it apart."""
        key = key_of(parts)
        self.tell_as(place, key, body)
        return key

    def tell_as(self, place: str, key: str, body: object) -> None:
        if (place, key) not in self._told:
            self._told.add((place, key))
            self._new[place, key] = as_json(body)

    def take(self) -> list[Said]:
        """What was told since the last time; after many, all is told anew."""
        taken = [Said(place, key, body) for (place, key), body in self._new.items()]
        self._new.clear()
        if len(self._told) > _KEPT:
            self._told.clear()
        return taken


def key_of(parts: Iterable[str]) -> str:
    """Sixteen hexadecimal digits, the same for the same parts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


class Records:
    """Makes the records of outputs."""

    def __init__(self, assets: Assets, telling: Telling) -> None:
        self._faces = assets.faces
        self._documents = assets.documents
        self._telling = telling
        self._tables: dict[int, tuple[Table, Record]] = {}

    def of(self, job: Job) -> str:
        """The list of its owner that it stands in and its record: `signs:{…}`; '' where it has none."""
        told = self._told(job)
        return f"{told[0]}:{as_json(told[1])}" if told else ""

    def _told(self, job: Job) -> tuple[str, Record] | None:
        if job.kind == ORDER or job.writer == COPY:
            return None
        if job.format == "docx":
            return DOCUMENTS, self._document(job)
        match job.values:
            case FlowValues():
                return (CHARTS, _chart(job, job.values)) if job.format == "pdf" else None
            case GateValues():
                return GATES, _gate(job, job.values)
            case CodeValues():
                return CODES, _code(job, job.values)
        if isinstance(job.values, SignValues):
            return SIGNS, self._sign(job, job.values)
        return (PAGES, page_record(job)) if job.kind == "page" else None

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

    def _table(self, table: Table) -> Record:
        """Rows of items by their keys, those of records as they are: no other paper has them."""
        if not table.title:
            return {"kind": table.kind, "cells": [list(cells) for _, cells in table.rows]}
        known = self._tables.get(id(table))
        if known is None:
            keys = [
                self._telling.tell(
                    ROWS, (item, table.kind, *cells), {"id": item, "kind": table.kind, "cells": list(cells)}
                )
                for item, cells in table.rows
            ]
            known = (table, {"kind": table.kind, "title": table.title, "rows": keys})
            if len(self._tables) > _TABLES:
                self._tables.clear()
            self._tables[id(table)] = known
        return known[1]

    def _sign(self, job: Job, values: SignValues) -> Record:
        """The sign, and those of its characters that verify cannot know from a shipped face."""
        record = {"path": job.path, "slot": job.slot, "kind": job.kind, **sign_facts(facts_of(values))}
        return record | _foreign(values, self._faces)


def _chart(job: Job, values: FlowValues) -> Record:
    """A flow chart by its PDF, and the SVG that has to agree with it."""
    record = {"path": job.path, "slot": job.slot, "kind": job.kind, **sign_facts(flow_facts(values))}
    return record | {"svg": job.path.removesuffix("pdf") + "svg"}


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


def _gate(job: Job, values: GateValues) -> Record:
    """The picture of the gate: its pixels, the door's, and each sign's with where the scheme hangs it."""
    scene = elevation(values.signs)
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


def _code(job: Job, values: CodeValues) -> Record:
    return {
        "path": job.path,
        "format": job.format,
        "title": values.title,
        "url": values.url,
        "level": code.LEVEL,
        "module_mm": code.FILE_MODULE,
        "side_mm": code.FILE_MODULE * code.modules_across(encode(values.url, code.LEVEL)),
    }
