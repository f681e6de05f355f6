"""Every link that was ever printed against the project of today: whatever would break one is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from listgen.catalog.model import Catalog, Village
from listgen.catalog.roster import FORMER_NAMES
from listgen.county import Online
from listgen.findings import Finding, Location, error
from listgen.links import Link, page_path

NAME = "名称"


def check_links(links: Sequence[Link], catalog: Catalog, online: Online) -> Iterator[Finding]:
    """What would open no page, the page of another village, or one with a name that nobody knows."""
    if not catalog.villages:  # the roster cannot be read, and that was said
        return
    villages = {village.id: village for village in catalog.villages}
    yield from _check_bases(links, online)
    yield from _check_villages(links, villages)
    yield from check_names(links, villages)


def base_of(link: Link) -> str:
    """The base address under which a link was printed."""
    return link.url.removesuffix(page_path(link.id))


def successors(village: Village, villages: Mapping[str, Village]) -> tuple[Village, ...]:
    """Those it was merged into, one after the other; it ends where the chain breaks or turns."""
    chain: list[Village] = []
    follower = villages.get(village.successor)
    while follower is not None and follower is not village and follower not in chain:
        chain.append(follower)
        follower = villages.get(follower.successor)
    return tuple(chain)


def _check_bases(links: Sequence[Link], online: Online) -> Iterator[Finding]:
    """One finding for each batch under an address that is neither today's nor forwarded.

    `former` is all that former_base_urls has to hold, in one line to copy: a second move keeps the first.
    """
    known = {online.base_url, *online.former_base_urls}
    strays: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        if base_of(link) not in known:
            strays.setdefault((base_of(link), link.batch), []).append(link)
    kept = (base for base in online.former_base_urls if base != online.base_url)
    former = ", ".join(dict.fromkeys((*kept, *(base for base, _ in strays))))
    for (base, batch), found in strays.items():
        first = found[0]
        facts = {"value": first.url, "name": first.name, "batch": batch, "count": len(found)}
        yield error(
            "issued-link-broken", first.location, **facts, base=base, now=online.base_url, former=former
        )


def _check_villages(links: Sequence[Link], villages: Mapping[str, Village]) -> Iterator[Finding]:
    """Each village that was printed is in the roster, each name that was printed is known to be its own."""
    for (id_, name), found in _by_name(links).items():
        first, village = found[0], villages.get(id_)
        facts = {"value": first.url, "name": name, "batch": _batches(found), "id": id_}
        if village is None:
            yield error("issued-village-missing", first.location, **facts)
        elif name not in (village.name, *village.former_names):
            yield error("issued-name-differs", first.location, **facts, now=village.name)


def check_names(links: Sequence[Link], villages: Mapping[str, Village]) -> Iterator[Finding]:
    """No name that hangs on a sign, or that a village had, is today the name of another village there.

    A village may bear the name of one that was merged into it: the old sign leads to that very village.
    """
    bearers: dict[tuple[str, str], list[Village]] = {}
    for village in villages.values():
        bearers.setdefault((village.township, village.name), []).append(village)
    printed = _by_name(links)
    former = {
        (village.id, name): village.places[FORMER_NAMES]
        for village in villages.values()
        for name in village.former_names
    }
    for id_, name in {**printed, **former}:
        owner = villages.get(id_)
        if owner is None:
            continue
        for bearer in bearers.get((owner.township, name), ()):
            twins = owner.active and bearer.active and owner.name == name  # the roster's rules say so
            if bearer is owner or twins or _kin(owner, bearer, villages):
                continue
            place = bearer.places[NAME]
            facts = {"value": name, "village": owner.name, "id": id_}
            if found := printed.get((id_, name)):
                first: Location = found[0].location
                yield error("printed-name-taken", place, **facts, batch=_batches(found), first=first)
            else:
                yield error("former-name-taken", place, **facts, first=former[id_, name])


def _kin(one: Village, other: Village, villages: Mapping[str, Village]) -> bool:
    """Whether one was merged into the other."""
    return other in successors(one, villages) or one in successors(other, villages)


def _by_name(links: Iterable[Link]) -> dict[tuple[str, str], list[Link]]:
    """The links of each village under each name."""
    found: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        found.setdefault((link.id, link.name), []).append(link)
    return found


def _batches(links: Iterable[Link]) -> str:
    return "、".join(dict.fromkeys(link.batch for link in links))
