"""Who has a list: a village, a community or a township, found by its id or by its name."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from listgen.catalog.effective import scopes
from listgen.catalog.model import TOWNSHIP, Catalog, Item, Township, Village
from listgen.catalog.roster import COUNTY_WIDE


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose list it is: its organisation type and the scopes whose overlays reach it.

    `village` is None for a township.
    """

    id: str
    name: str
    township: Township | None
    organisation: str
    scopes: tuple[str, ...]
    village: Village | None = None


class NotFound(Exception):
    """Nothing has that name, or several have. `known` are the nearest, or all that have it."""

    def __init__(self, value: str, known: tuple[str, ...], several: bool) -> None:
        super().__init__(value)
        self.value = value
        self.known = known
        self.several = several


def find_owner(catalog: Catalog, wanted: str) -> Owner:
    """The village, community or township of that id or name, also of a former name. Raises NotFound."""
    found = [village for village in catalog.villages if wanted == village.id]
    found = found or [village for village in catalog.villages if wanted == village.name]
    found = found or [village for village in catalog.villages if wanted in village.former_names]
    towns = [town for town in catalog.townships.values() if wanted in (town.id, town.name)]
    if len(found) + len(towns) == 1:
        return _village(catalog, found[0]) if found else _township(towns[0])
    if found or towns:
        shown = (*(f"{town.id} {town.name}" for town in towns), *(_shown(catalog, one) for one in found))
        raise NotFound(wanted, shown, several=True)
    names = {town.name: f"{town.id} {town.name}" for town in catalog.townships.values()}
    names |= {village.name: _shown(catalog, village) for village in catalog.villages}
    close = difflib.get_close_matches(wanted, names, 3, 0.5)
    raise NotFound(wanted, tuple(names[name] for name in close), several=False)


def find_item(catalog: Catalog, wanted: str) -> Item:
    """The item of that id, name or everyday name, or the only one whose name holds it. Raises NotFound."""
    names = [(item, _names(item)) for item in catalog.items]
    found = [item for item in catalog.items if item.id == wanted.upper()]
    found = found or [item for item, own in names if wanted in own]
    found = found or [item for item, own in names if any(wanted in name for name in own)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(wanted, tuple(f"{item.id} {item.short or item.name}" for item in found), several=True)
    by_name = {name: f"{item.id} {item.short or item.name}" for item, own in names for name in own}
    close = (by_name[name] for name in difflib.get_close_matches(wanted, by_name, 3, 0.4))
    raise NotFound(wanted, tuple(dict.fromkeys(close)), several=False)


def _township(township: Township) -> Owner:
    return Owner(township.id, township.name, township, TOWNSHIP, (COUNTY_WIDE, township.id))


def _village(catalog: Catalog, village: Village) -> Owner:
    return Owner(
        id=village.id,
        name=village.name,
        township=catalog.townships.get(village.township),
        organisation=village.organisation,
        scopes=scopes(village),
        village=village,
    )


def _shown(catalog: Catalog, village: Village) -> str:
    township = catalog.townships.get(village.township)
    return f"{village.id} {township.name if township else ''}{village.name}"


def _names(item: Item) -> tuple[str, ...]:
    return tuple(filter(None, (item.name, item.short, item.community.name, item.community.short)))
