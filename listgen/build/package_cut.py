"""A township's part of OUT, and the expectation cut down to it, so that it can be verified alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listgen.build.json_lines import json_lines
from listgen.build.json_pieces import put, read_pieces
from listgen.build.paper_jobs import TOWNSHIP_FOLDER

Record = dict[str, Any]
INDEX = "site/index.html"  # the county's page, to which all others lead back
_COUNTY, _TOWNSHIP, _VILLAGE = "county", "township", "village"
_OWNERS, _PACKAGE = "owners", "package"
_SHARED = ("rows", "texts", "words")  # tables of what many owners print, by keys
_LEFT_OUT = ("orders", "recorded")  # lists of batches, which are between the county and a shop
_NAMED = ("id", "level", "name", "township", "url", "page", "successor")  # of an owner that a page only names


@dataclass(frozen=True, slots=True)
class Part:
    """A township, the facts of its county, and what its outputs should say.

    `owners` are the township, its villages, the county cut down to `pages`, and by name alone the successors
    of villages that were merged. `pages` are those of the county that the others need; `elsewhere` those that
    the pages lead to and that are not in the part.
    """

    id: str
    name: str
    county: Record
    owners: tuple[Record, ...]
    villages: frozenset[str]
    pages: frozenset[str]
    elsewhere: tuple[str, ...]
    partial: tuple[str, ...]  # names of owners some of whose outputs were not built

    @property
    def promised(self) -> frozenset[str]:
        """The paths of all outputs that it should have."""
        return frozenset(path for owner in self.owners for path in _paths(owner))


def read_part(path: Path, township: str) -> Part | tuple[str, ...]:
    """The part of a township by its id, or by its name where no other has it; else what townships there are.

    `path` is data/expected.json of OUT. Raises OSError, and ValueError for what is no such file.
    """
    try:
        found = _read_part(path, township)
        if not isinstance(found, Part):
            called = [id_ for id_, name in found.items() if name == township]
            found = _read_part(path, called[0]) if len(called) == 1 else found
        if isinstance(found, Part):
            return found
        return tuple(f"{id_} {name}".rstrip() for id_, name in sorted(found.items()))
    except (KeyError, TypeError, AttributeError) as strange:
        raise ValueError(str(strange)) from strange


def _read_part(path: Path, township: str) -> Part | dict[str, str]:
    """The part of a township by its id; where there is none, the names of all by their ids."""
    county, whole = Record(), Record()
    own: list[Record] = []
    names: dict[str, str] = {}
    for piece in read_pieces(path):
        if piece.key == _COUNTY and isinstance(piece.at, str):
            county[piece.at] = piece.value
        elif piece.key == _OWNERS and piece.at is not None and "pages" in piece.value:
            owner = piece.value
            home = owner["township"] if owner["level"] == _VILLAGE else owner["id"]
            if owner["level"] == _COUNTY:
                whole = owner
                continue
            named = owner["name"] if owner["level"] == _TOWNSHIP else names.get(home) or _folder_of(owner)
            names[home] = named
            if home == township:
                own.append(owner)
    if not own:
        return names
    villages = frozenset(owner["id"] for owner in own if owner["level"] == _VILLAGE)
    strangers = {owner.get("successor", "") for owner in own} - {"", *villages}
    named = [{key: one[key] for key in _NAMED if key in one} for one in _villages(path, strangers)]
    held = {page["path"] for owner in own for page in owner["pages"]}
    items = {id_ for owner in own for ids in owner["items"].values() for id_ in ids}
    pages = frozenset(
        page["path"]
        for page in whole.get("pages", ())
        if page["path"] == INDEX or page.get("item", "") in items
    )
    owners = (_only(whole, pages, items), *own, *named)
    leads = {link["page"] for owner in owners for page in owner.get("pages", ()) for link in page["links"]}
    elsewhere = tuple(sorted(leads - held - pages))
    partial = tuple(_partial(own, whole, held | pages))
    return Part(township, names[township], county, owners, villages, pages, elsewhere, partial)


def _folder_of(village: Record) -> str:
    """What the folder of its township is called, where the township itself was not built; '' without one."""
    paths = (path.split("/") for path in _paths(village))
    return next((path[1].partition("-")[2] for path in paths if path[0] == TOWNSHIP_FOLDER), "")


def _partial(own: Iterable[Record], county: Record, held: Set[str]) -> Iterator[str]:
    """What was not built whole: owners by name, of the county its page, which is all that a township takes of
    it, and pages of villages that the township's page leads to."""
    for owner in (county, *own):
        if owner.get("part") or not owner.get("pages"):
            yield INDEX if owner is county else owner["name"]
        if owner.get("level") == _TOWNSHIP:
            pages = (link["page"] for page in owner["pages"] for link in page["links"])
            yield from (page for page in pages if page not in held)


def _villages(path: Path, ids: Set[str]) -> Iterator[Record]:
    """The villages of these ids; the file is not read again for none."""
    pieces = read_pieces(path) if ids else ()
    owners = (piece.value for piece in pieces if piece.key == _OWNERS and piece.at is not None)
    return (owner for owner in owners if owner["level"] == _VILLAGE and owner["id"] in ids)


def _only(owner: Record, pages: Set[str], items: Set[str]) -> Record:
    """An owner with these pages and items and no other output."""
    cut = dict(owner)
    for key, value in owner.items():
        if isinstance(value, list):
            cut[key] = [one for one in value if isinstance(one, dict) and one.get("path") in pages]
    held = owner.get("items", {})  # none where the county was not built
    cut["items"] = {kind: [id_ for id_ in ids if id_ in items] for kind, ids in held.items()}
    cut["says"] = {item: key for item, key in owner.get("says", {}).items() if item in items}
    return cut


def _paths(owner: Record) -> Iterator[str]:
    """The paths of what is expected of an owner, a flow chart's both."""
    outputs = (one for value in owner.values() if isinstance(value, list) for one in value)
    for output in outputs:
        yield output["path"]
        if output.get("svg"):
            yield output["svg"]


def cut_expected(path: Path, part: Part) -> bytes:
    """data/expected.json with the part's owners alone, and of the tables that owners share what these name.

    Raises as `read_part` does.
    """
    keys = frozenset(_strings(part.owners))
    document: Record = {}
    for piece in read_pieces(path):
        if piece.key == _OWNERS:
            document[_PACKAGE] = {"township": part.id, "elsewhere": list(part.elsewhere)}
            document[_OWNERS] = list(part.owners)
        elif piece.key in _LEFT_OUT:
            document[piece.key] = []
        elif piece.key != _PACKAGE and (piece.key not in _SHARED or piece.at in keys):
            put(document, piece)
        elif piece.key in _SHARED:
            document.setdefault(piece.key, {})
    return b"".join(json_lines(document))


def _strings(value: Any) -> Iterator[str]:
    """Every text within, names excepted."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        inner: Iterable[Any] = value.values() if isinstance(value, dict) else value
        for one in inner:
            yield from _strings(one)
