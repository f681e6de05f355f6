"""Who has a list, or what is on one, found by its id or by its name."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
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


OWNER, VILLAGE, TOWN, ITEM = "owner", "village", "township", "item"  # what is looked for
UNKNOWN, SEVERAL, OUTSIDE = "unknown", "several", "outside"  # why it is not found


class NotFound(Exception):
    """Nothing has that name, or several have, or it lies outside of the townships that are asked for.

    `known` are the nearest, or all that have the name.
    """

    def __init__(self, what: str, value: str, known: tuple[str, ...], why: str) -> None:
        super().__init__(value)
        self.what = what
        self.value = value
        self.known = known
        self.why = why


def find_owner(catalog: Catalog, wanted: str) -> Owner:
    """The village, community or township of that id or name, also of a former name. Raises NotFound."""
    found, towns = _villages(catalog, wanted), _townships(catalog, wanted)
    if len(found) + len(towns) == 1:
        return _village(catalog, found[0]) if found else _township(towns[0])
    if found or towns:
        shown = (*map(_shown_town, towns), *(_shown(catalog, one) for one in found))
        raise NotFound(OWNER, wanted, shown, SEVERAL)
    names = [(town.name, _shown_town(town)) for town in catalog.townships.values()] + _by_name(catalog)
    raise NotFound(OWNER, wanted, _near(wanted, names), UNKNOWN)


def find_asked(
    catalog: Catalog, villages: Iterable[str], townships: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of villages and communities, active or not, and of townships, of these ids or names.

    Where townships are asked for, the villages have to lie in them. Raises NotFound.
    """
    towns = tuple(_township_id(catalog, one) for one in townships)
    return tuple(_village_id(catalog, one, towns) for one in villages), towns


def is_asked(owner: str, township: str, villages: Collection[str], townships: Collection[str]) -> bool:
    """Whether filters by ids leave a township's owner, or the township: all that are given have to."""
    if villages and owner not in villages:
        return False
    return not townships or owner in townships or township in townships


def _village_id(catalog: Catalog, wanted: str, within: Sequence[str]) -> str:
    found = _villages(catalog, wanted)
    inside = [village for village in found if village.township in within] if within else found
    if len(inside) == 1:
        return inside[0].id
    if found and not inside:
        raise NotFound(VILLAGE, wanted, tuple(_shown(catalog, one) for one in found), OUTSIDE)
    if found:
        raise NotFound(VILLAGE, wanted, tuple(_shown(catalog, one) for one in found), SEVERAL)
    raise NotFound(VILLAGE, wanted, _near(wanted, _by_name(catalog)), UNKNOWN)


def _township_id(catalog: Catalog, wanted: str) -> str:
    found = _townships(catalog, wanted)
    if len(found) == 1:
        return found[0].id
    known = tuple(map(_shown_town, found or catalog.townships.values()))
    raise NotFound(TOWN, wanted, known, SEVERAL if found else UNKNOWN)


def _villages(catalog: Catalog, wanted: str) -> list[Village]:
    """Those of the id, else of the name, else of the former name."""
    found = [village for village in catalog.villages if wanted == village.id]
    found = found or [village for village in catalog.villages if wanted == village.name]
    return found or [village for village in catalog.villages if wanted in village.former_names]


def _townships(catalog: Catalog, wanted: str) -> list[Township]:
    return [town for town in catalog.townships.values() if wanted in (town.id, town.name)]


def _by_name(catalog: Catalog) -> list[tuple[str, str]]:
    return [(village.name, _shown(catalog, village)) for village in catalog.villages]


def _near(wanted: str, names: list[tuple[str, str]]) -> tuple[str, ...]:
    """What is called like it, all that have the same name."""
    close = difflib.get_close_matches(wanted, dict(names), 3, 0.5)
    return tuple(shown for near in close for name, shown in names if name == near)


def find_item(catalog: Catalog, wanted: str) -> Item:
    """The item of that id, name or everyday name, or the only one whose name holds it. Raises NotFound."""
    names = [(item, _names(item)) for item in catalog.items]
    found = [item for item in catalog.items if item.id == wanted.upper()]
    found = found or [item for item, own in names if wanted in own]
    found = found or [item for item, own in names if any(wanted in name for name in own)]
    if len(found) == 1:
        return found[0]
    if found:
        shown = tuple(f"{item.id} {item.short or item.name}" for item in found)
        raise NotFound(ITEM, wanted, shown, SEVERAL)
    by_name = {name: f"{item.id} {item.short or item.name}" for item, own in names for name in own}
    close = (by_name[name] for name in difflib.get_close_matches(wanted, by_name, 3, 0.4))
    raise NotFound(ITEM, wanted, tuple(dict.fromkeys(close)), UNKNOWN)


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


def _shown_town(township: Township) -> str:
    return f"{township.id} {township.name}"


def _names(item: Item) -> tuple[str, ...]:
    return tuple(filter(None, (item.name, item.short, item.community.name, item.community.short)))
