"""What holds for one village or community, or for the county as a whole, on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from listgen.catalog.model import (
    CARRYING_ROLES,
    COMMUNITY,
    COMPETENCE_ROLES,
    TOWNSHIP,
    VILLAGE,
    VILLAGE_TYPES,
    Catalog,
    Citation,
    Item,
    Overlay,
    Township,
    Village,
    Wording,
)
from listgen.catalog.roster import ADD, CONTACT, COUNTY_WIDE, SWITCH_OFF, SWITCH_ON
from listgen.catalog.view import ViewItem

TITLES = {VILLAGE: "村", COMMUNITY: "社区", TOWNSHIP: "乡镇"}
UNVERIFIED = "（条文待核）"
REFERENCE = "参照"
NOT_CONFIRMED = "not-confirmed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an item holds, the slug of the reason, and the overlay that decides where one does."""

    holds: bool
    reason: str
    overlay: Overlay | None = None


def state_on(item: Item, day: date) -> str:
    """`in-force`, `proposed`, `retired` or `not-yet`, as it was or will be on that day."""
    if item.state == "proposed" or (item.effective and day < item.effective):
        return "proposed" if item.state == "proposed" else "not-yet"
    if item.state == "retired" and not (item.retirement and day < item.retirement.on):
        return "retired"
    return "in-force"


def holds(item: Item, organisation: str, overlays: Iterable[Overlay], catalog: Catalog, day: date) -> Verdict:
    """Whether `item` counts for an organisation type under the overlays of its scopes on that day."""
    state = state_on(item, day)
    if state != "in-force":
        return Verdict(False, f"state-{state}")
    if organisation not in item.applies:
        return Verdict(False, "other-organisation-type")
    if organisation in item.needs_confirmation and organisation not in item.confirmed:
        return Verdict(False, NOT_CONFIRMED)
    mine = [overlay for overlay in overlays if overlay.item == item.id and overlay.in_force(day)]
    off = _first(mine, SWITCH_OFF)
    if off:
        return Verdict(False, "switched-off", off)
    if item.local:
        return _added([overlay for overlay in mine if overlay.action == ADD], catalog, day)
    if item.default_off:
        on = _first(mine, SWITCH_ON)
        return Verdict(on is not None, "switched-on" if on else "default-off", on)
    return Verdict(True, "in-force")


def _first(overlays: Iterable[Overlay], action: str) -> Overlay | None:
    return next((overlay for overlay in overlays if overlay.action == action), None)


def _added(additions: list[Overlay], catalog: Catalog, day: date) -> Verdict:
    """A local item holds where an addition reaches whose admission is in force."""
    for overlay in additions:
        admission = catalog.admissions.get(overlay.admission)
        if admission is not None and admission.effective <= day <= admission.until:
            return Verdict(True, "added", overlay)
    return Verdict(False, "not-admitted", additions[0]) if additions else Verdict(False, "not-added")


def scopes(village: Village) -> tuple[str, str, str]:
    """The scopes whose overlays reach a village."""
    return (COUNTY_WIDE, village.township, village.id)


class ByScope:
    """The overlays of a catalog by their scope, since a county may have some for each of its villages."""

    def __init__(self, catalog: Catalog) -> None:
        self._overlays: dict[str, list[Overlay]] = {}
        for overlay in catalog.overlays:
            self._overlays.setdefault(overlay.scope, []).append(overlay)

    def reaching(self, reached: tuple[str, ...]) -> tuple[Overlay, ...]:
        """The overlays of those scopes, the farthest first."""
        return tuple(overlay for scope in reached for overlay in self._overlays.get(scope, ()))


def contacts_of(overlays: Iterable[Overlay], day: date) -> dict[str, tuple[str, str]]:
    """By item the phone and the place that overlays, the farthest first, give it on that day."""
    found: dict[str, tuple[str, str]] = {}
    given = (overlay for overlay in overlays if overlay.action == CONTACT and overlay.in_force(day))
    for overlay in given:
        phone, place = found.get(overlay.item, ("", ""))
        found[overlay.item] = (overlay.phone or phone, overlay.place or place)
    return found


class Effective:
    """The catalog as it holds on one day.

    An item that is worded and numbered alike for many villages is one value that they share.
    """

    def __init__(self, catalog: Catalog, day: date) -> None:
        self._catalog = catalog
        self._day = day
        self._by_scope = ByScope(catalog)
        self._known: dict[tuple[str, tuple[str, ...], int], ViewItem] = {}
        self._lists: dict[tuple[object, ...], tuple[ViewItem, ...]] = {}

    def village(self, village: Village) -> tuple[ViewItem, ...]:
        """The items that hold for one village, worded for it, in printed order."""
        return self._list(scopes(village), village.organisation)

    def township(self, township: Township) -> tuple[ViewItem, ...]:
        """The items of one township's own lists, in printed order."""
        return self._list((COUNTY_WIDE, township.id), TOWNSHIP)

    def counts(self, organisation: str) -> tuple[int, ...]:
        """How many items of each kind hold county-wide for an organisation type."""
        held = Counter(item.kind for item in self._list((COUNTY_WIDE,), organisation))
        return tuple(held[kind.id] for kind in self._catalog.kinds)

    def _list(self, reached: tuple[str, ...], organisation: str) -> tuple[ViewItem, ...]:
        """A list; those whom the same overlays reach share it, and each has its own contacts."""
        overlays = self._by_scope.reaching(reached)
        deciding = tuple(overlay for overlay in overlays if overlay.action != CONTACT)
        key = (organisation, *map(id, deciding))
        if key not in self._lists:
            held = (item for item in self._catalog.items if self._holds(item, organisation, deciding))
            self._lists[key] = self._numbered((item, (organisation,)) for item in held)
        views, contacts = self._lists[key], contacts_of(overlays, self._day)
        if not contacts:
            return views
        return tuple(_reached_at(view, *contacts[view.id]) if view.id in contacts else view for view in views)

    def county(self) -> tuple[ViewItem, ...]:
        """The county's list: everything that holds county-wide, or for some village or community.

        Nothing that a village's list has is missing from it (清单之外无事项); an item that not all have
        says in its name who has it.
        """
        return self._everywhere(VILLAGE_TYPES, self._somewhere())

    def townships(self) -> tuple[ViewItem, ...]:
        """The county's list for townships, of the same kind."""
        somewhere = {
            (item.id, TOWNSHIP)
            for township in self._catalog.townships.values()
            for item in self.township(township)
        }
        return self._everywhere((TOWNSHIP,), somewhere)

    def _everywhere(
        self, organisations: tuple[str, ...], somewhere: set[tuple[str, str]]
    ) -> tuple[ViewItem, ...]:
        wide = self._by_scope.reaching((COUNTY_WIDE,))
        held, reach = [], {}
        for item in self._catalog.items:
            verdicts = {type_: holds(item, type_, wide, self._catalog, self._day) for type_ in organisations}
            types = tuple(
                type_ for type_ in organisations if verdicts[type_].holds or (item.id, type_) in somewhere
            )
            if types:
                held.append((item, types))
                reach[item.id] = _reach(types, verdicts)
        views = self._numbered(held)
        return tuple(replace(view, reach=reach[view.id]) if reach[view.id] else view for view in views)

    def _somewhere(self) -> set[tuple[str, str]]:
        """The items that some active village or community has, with its organisation type."""
        return {
            (item.id, village.organisation)
            for village in self._catalog.villages
            if village.active
            for item in self.village(village)
        }

    def _holds(self, item: Item, organisation: str, overlays: tuple[Overlay, ...]) -> bool:
        return holds(item, organisation, overlays, self._catalog, self._day).holds

    def _numbered(self, held: Iterable[tuple[Item, tuple[str, ...]]]) -> tuple[ViewItem, ...]:
        """Items grouped in the order of the kinds and counted within each."""
        by_kind: dict[str, list[tuple[Item, tuple[str, ...]]]] = {kind.id: [] for kind in self._catalog.kinds}
        for item, types in held:
            if item.kind in by_kind:  # else a finding of loading, and nothing is built
                by_kind[item.kind].append((item, types))
        return tuple(
            self._worded(item, types, number)
            for entries in by_kind.values()
            for number, (item, types) in enumerate(entries, 1)
        )

    def _worded(self, item: Item, types: tuple[str, ...], number: int) -> ViewItem:
        key = (item.id, types, number)
        if key not in self._known:
            self._known[key] = _view(item, types, number, self._catalog.division_code)
        return self._known[key]


def _view(item: Item, types: tuple[str, ...], number: int, division_code: str) -> ViewItem:
    wording = item.community if types == (COMMUNITY,) else Wording()
    destination = item.destination
    return ViewItem(
        id=item.id,
        kind=item.kind,
        number=number,
        name=wording.name or _name(item, types),
        short=wording.short or item.short or wording.name or item.name,
        content=wording.content or item.content,
        domain=item.domain,
        applies="、".join(TITLES[type_] for type_ in types),
        lead=item.lead,
        lead_confirmed=item.lead_confirmed,
        basis=carrying(item, types, division_code),
        principles=_citations(item, types, ("general",)),
        competence=_citations(item, types, COMPETENCE_ROLES),
        who=wording.who or (destination.who if destination else ""),
        how=wording.how or (destination.how if destination else ""),
        plain=wording.plain or item.plain,
        keywords=item.keywords,
        service=item.service,
        frequent=item.frequent,
        local=item.local,
        extra=item.extra,
        delegated=str(item.delegation) if item.delegation else "",
    )


def _reached_at(view: ViewItem, phone: str, place: str) -> ViewItem:
    """The item with an owner's own contact; what that leaves empty stays the county's."""
    service = view.service
    own = replace(service, phone=phone or service.phone, place=place or service.place)
    return replace(view, service=own)


def _reach(types: tuple[str, ...], verdicts: Mapping[str, Verdict]) -> str:
    """Who has an item of the county's list, where not all have it: （限村）, （限部分村和社区）.

    A type that only waits for the county's word is no limit: （社区待确认）.
    """
    if all(verdict.holds for verdict in verdicts.values()):
        return ""
    waiting = [type_ for type_, verdict in verdicts.items() if verdict.reason == NOT_CONFIRMED]
    if waiting and all(verdicts[type_].holds for type_ in types):
        return f"（{'、'.join(TITLES[type_] for type_ in waiting)}待确认）"
    names = (TITLES[type_] if verdicts[type_].holds else f"部分{TITLES[type_]}" for type_ in types)
    return f"（限{'和'.join(names)}）"


def _name(item: Item, types: tuple[str, ...]) -> str:
    """On the county's list, which serves both, a community's own name follows the village's."""
    both = COMMUNITY in types and len(types) > 1 and item.community.name
    return f"{item.name}（社区：{item.community.name}）" if both else item.name


def carrying(item: Item, types: tuple[str, ...], division_code: str) -> tuple[str, ...]:
    """What carries the item, a line each: the articles that state or forbid it, else the policies.

    So no paper says that a law forbids what only a policy does. A policy of another area carries
    nothing here: it stands as 参照, and only where there is none that reaches the county.
    """
    laws = _citations(item, types, CARRYING_ROLES)
    if laws:
        return laws
    own = tuple(str(policy) for policy in item.policy if division_code.startswith(policy.area))
    return own or tuple(f"{REFERENCE}{policy}" for policy in item.policy[:1])


def _citations(item: Item, types: tuple[str, ...], roles: tuple[str, ...]) -> tuple[str, ...]:
    """The citations of these roles that bind one of the types: a law a line, its articles in order."""
    by_law: dict[str, list[str]] = {}
    for citation in item.basis:
        if citation.role in roles and binds(citation, types):
            mark = UNVERIFIED if citation.unverified else ""
            by_law.setdefault(citation.law, []).append(citation.article + mark)
    return tuple(f"《{law}》{'、'.join(articles)}" for law, articles in by_law.items())


def binds(citation: Citation, types: tuple[str, ...]) -> bool:
    """Whether a citation binds one of the organisation types."""
    return not citation.binds or any(type_ in citation.binds for type_ in types)
