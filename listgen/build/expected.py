"""data/expected.json: what every output should say, for `verify`, which shares no code with the writers.

Its head says what the next build and `check` hold a project to, and comes before the owners, so that nobody
has to read a province to know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from listgen.build.expected_orders import order_records
from listgen.build.expected_outputs import LISTS, PLACES, TEXTS, WORDS, Telling, key_of, sign_facts
from listgen.build.expected_pages import footer, inline_hashes, mailbox
from listgen.build.job import MovedValues
from listgen.build.journal import Journal
from listgen.build.json_lines import Lines, as_json, json_lines
from listgen.build.json_pieces import put, read_pieces
from listgen.build.unit import COUNTY, ORDER, TOWNSHIP, VILLAGE, Unit
from listgen.catalog.model import Township
from listgen.catalog.view import ViewItem, VillageView
from listgen.county import County
from listgen.links import Link, fingerprint, page_path
from listgen.orders.batch import Batch
from listgen.orders.select import standing
from listgen.preflight import Assets, Subject

SCHEMA = 1
OWNERS = "owners"  # the first key behind the head
_KEPT = 5_000  # items that are remembered as told
_KEY = re.compile(r'"([0-9a-f]{16})"')
Record = dict[str, object]


def head(subject: Subject) -> Record:
    """What holds for all outputs, and what was printed, ordered and issued so far."""
    return {
        "schema": SCHEMA,
        "county": _county(subject),
        "ledger": _ledger(subject.links),
        "kinds": [{"id": kind.id, "title": kind.title} for kind in subject.catalog.kinds],
        "recorded": [batch.name for batch in subject.batches],
        "issued": [{"edition": number, "fingerprint": print_} for number, print_ in subject.issued],
    }


def read_head(path: Path) -> Mapping[str, object]:
    """The head again; of a file that is none of ours, what is told before its fault, or {}."""
    document: dict[str, object] = {}
    try:
        for piece in read_pieces(path):
            if piece.key != OWNERS:
                put(document, piece)
            elif "issued" in document:
                break  # the owners stand behind the head, as we write it
    except (OSError, ValueError):
        return document
    return document


def render_expected(subject: Subject, assets: Assets, journal: Journal) -> Iterator[bytes]:
    """The expectation of all that the journal has, piece by piece."""
    journal.name_anew()
    built = (batch for batch in standing(subject.batches) if any(journal.of_unit(f"{ORDER}/{batch.name}")))
    # The texts stand behind the owners, who name them.
    yield from json_lines(
        head(subject)
        | {
            OWNERS: Lines(_owners(subject, journal)),
            "inline": inline_hashes(assets.site),
            "orders": order_records(built, sign_facts, assets.faces),
        }
        | {place: Lines(named=journal.said(place)) for place in PLACES}
    )
    journal.prune()


def _owners(subject: Subject, journal: Journal) -> Iterator[str]:
    """The record of each owner with those of its outputs; the texts that they name are named."""
    known = dict.fromkeys(_keys(subject))
    named: set[str] = set()  # of late: most owners name the same ones
    for key in (*known, *(key for key in journal.units() if key not in known)):
        fingerprint, record = journal.unit(key)
        lists: dict[str, list[str]] = {name: [] for name in LISTS}
        for told in journal.records(key):
            name, _, one = told.partition(":")
            if one:
                lists[name].append(one)
        texts = (f'"{name}":[{",".join(held)}]' for name, held in lists.items())
        part = "" if fingerprint else ',"part":true'  # some of its outputs were not asked for, or failed
        owner = f"{record.removesuffix('}')}{part},{','.join(texts)}}}"
        new = {*_KEY.findall(owner)} - named
        journal.name(new)
        if len(named) > _KEPT:
            named.clear()
        named |= new
        if record:
            yield owner


def _keys(subject: Subject) -> Iterator[str]:
    """The units that have a record, in the order of the project."""
    yield f"{COUNTY}/{subject.county.id}"
    yield from (f"{TOWNSHIP}/{id_}" for id_ in subject.catalog.townships)
    for active in (True, False):
        yield from (f"{VILLAGE}/{one.id}" for one in subject.catalog.villages if one.active is active)


class Owners:
    """Makes the records of owners."""

    def __init__(self, subject: Subject, telling: Telling) -> None:
        self._subject = subject
        self._telling = telling
        self._known: dict[int, tuple[ViewItem, str]] = {}

    def of(self, unit: Unit) -> str:
        """The record of a unit's owner; '' of a batch of signs, which has one of its own."""
        match unit.of:
            case County():
                return self.county()
            case Township():
                return self.township(unit.of)
            case VillageView():
                return self.village(unit.of)
            case MovedValues():
                return self.moved(unit.of)
            case Batch():
                return ""

    def county(self) -> str:
        """The county's, with all that stands on some list."""
        county, items = self._subject.county, self._subject.every_item
        owner = self._owner(COUNTY, county.id, county.name, items)
        return as_json(owner | {"says": {item.id: self._texts(item.id, _official(item)) for item in items}})

    def township(self, township: Township) -> str:
        """A township's, with its own list."""
        views = (view for view in self._subject.townships if view.township.id == township.id)
        items = next((view.items for view in views), ())
        return as_json(self._owner(TOWNSHIP, township.id, township.name, items))

    def village(self, view: VillageView) -> str:
        """An active village's."""
        owner = self._owner(VILLAGE, view.village.id, view.village.name, view.items)
        said = {item.id: self._said(item) for item in view.items}
        page = {"township": view.township.id, "url": view.url, "page": f"site/{view.page}"}
        return as_json(owner | {"says": said} | page)

    def moved(self, values: MovedValues) -> str:
        """A former village's, whose page leads to its successor, if any."""
        village, successor = values.village, values.successor.village.id if values.successor else ""
        owner = self._owner(VILLAGE, village.id, village.name, ())
        page = f"site/{page_path(village.id)}index.html"
        return as_json(owner | {"township": village.township, "page": page, "successor": successor})

    def _owner(self, level: str, id_: str, name: str, items: tuple[ViewItem, ...]) -> Record:
        held: dict[str, list[str]] = {kind.id: [] for kind in self._subject.catalog.kinds}
        for item in items:
            held[item.kind].append(item.id)
        return {"id": id_, "level": level, "name": name, "items": held}

    def _said(self, item: ViewItem) -> str:
        """The key of what a village's page has to say of an item; many villages have the same one."""
        known = self._known.get(id(item))
        if known is None or known[0] is not item:
            if len(self._known) > _KEPT:
                self._known.clear()
            known = (item, self._texts(item.id, _worded(item), _searched(item)))
            self._known[id(item)] = known
        return known[1]

    def _texts(self, item: str, said: Iterable[str], words: tuple[str, ...] = ()) -> str:
        """The key of what a page has to say of an item, and of the words that its search goes by."""
        texts = [text for text in said if text]
        key = key_of((item, *texts, "", *words))
        self._telling.tell_as(TEXTS, key, texts)
        self._telling.tell_as(WORDS, key, list(words))
        return key


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
