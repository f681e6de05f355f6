"""The pages of the online list: one self-contained page a village, and the pages that lead there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from markupsafe import Markup

from listgen.catalog.model import COMMUNITY, Kind, Township, Village
from listgen.catalog.view import ViewItem, VillageView
from listgen.county import NONE, County
from listgen.site.keywords import pinyin_table, search_words
from listgen.site.paths import COUNTY_PAGE, item_page, link, township_page
from listgen.site.templates import SiteTemplates

_ASK = "<ask>"  # never in a text: all texts are escaped
_COMMUNITIES_ALONE = "社区"  # ViewItem.applies of an item that holds for communities alone
_ONE_TYPE = ("村", _COMMUNITIES_ALONE)


@dataclass(frozen=True, slots=True)
class Door:
    """One list on a village's page, worded for it."""

    kind: Kind
    title: str
    hint: str
    anchor: str
    items: tuple[ViewItem, ...]
    blocks: Markup


@dataclass(frozen=True, slots=True)
class _Shared:
    """All that an item's block is made of, the same in every village. Told apart by each value."""

    templates: SiteTemplates
    item: ViewItem

    def __hash__(self) -> int:
        return hash((self.item.id, self.item.number))


@dataclass(frozen=True, slots=True)
class _Lists:
    """All that a village's lists are made of but its phone. Told apart by each value."""

    templates: SiteTemplates
    kinds: tuple[Kind, ...]
    items: tuple[ViewItem, ...]
    community: bool

    def __hash__(self) -> int:
        return hash((self.community, *(item.id for item in self.items)))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What villages with the same lists share: `pieces` only miss, in between, the way to ask."""

    ways: Markup
    pieces: tuple[str, ...]
    examples: tuple[str, ...]
    pinyin: str


def render_village(
    templates: SiteTemplates, county: County, kinds: tuple[Kind, ...], view: VillageView
) -> bytes:
    """The page that a village's code opens: everything in one file."""
    village, community = view.village, view.village.organisation == COMMUNITY
    phone = _published_phone(village)
    ask = _ask(templates, community, phone)
    lists = _prepared(_Lists(templates, kinds, view.items, community))
    return _render(
        templates,
        "village.html",
        county,
        community=community,
        village=village,
        township=view.township,
        phone=phone,
        ways=lists.ways,
        lists=Markup(str.join(ask, lists.pieces)),
        examples=lists.examples,
        pinyin=lists.pinyin,
        county_link=link(view.page, COUNTY_PAGE),
        township_link=link(view.page, township_page(view.township.id)),
    )


def render_moved(
    templates: SiteTemplates,
    county: County,
    village: Village,
    successor: VillageView | None,
    township: Township | None = None,
) -> bytes:
    """The page of a village that was merged into another or dissolved, at its old address.

    `township` is its own, where that has a page.
    """
    page = "moved/index.html"  # as deep as every village's page
    return _render(
        templates,
        "moved.html",
        county,
        community=village.organisation == COMMUNITY,
        village=village,
        successor=successor.village if successor else None,
        successor_link=link(page, successor.page) if successor else "",
        phone=_published_phone(successor.village) if successor else "",
        township=township,
        township_link=link(page, township_page(township.id)) if township else "",
        county_link=link(page, COUNTY_PAGE),
    )


def render_item(templates: SiteTemplates, county: County, kind: Kind, item: ViewItem) -> bytes:
    """The county-wide page of one item, to be sent on or printed."""
    return _render(
        templates,
        "item.html",
        county,
        community=item.applies == _COMMUNITIES_ALONE,
        both=item.applies not in _ONE_TYPE,
        kind=kind,
        item=item,
        unconfirmed=bool(item.lead and not item.lead_confirmed and not item.who),
        county_link=link(item_page(item.id), COUNTY_PAGE),
    )


def render_township(
    templates: SiteTemplates,
    county: County,
    township: Township,
    villages: tuple[tuple[str, str], ...],
    lists: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (),
) -> bytes:
    """The villages of a township, each as (name, address as written on this page), and its own lists."""
    return _render(
        templates,
        "list.html",
        county,
        community=False,
        heading=township.name,
        prompt="请点您的村、社区",
        township=township,
        links=villages,
        lists=lists,
        county_link=link(township_page(township.id), COUNTY_PAGE),
    )


def render_county(templates: SiteTemplates, county: County, townships: tuple[tuple[str, str], ...]) -> bytes:
    """The townships of the county, each as (name, address as written on this page)."""
    return _render(
        templates,
        "list.html",
        county,
        community=False,
        heading=county.name,
        prompt="请点您的乡镇、街道",
        township=None,
        links=townships,
        lists=(),
        county_link="",
    )


def _render(templates: SiteTemplates, name: str, county: County, **values: object) -> bytes:
    page = templates.environment.get_template(name).render(
        values,
        county=county,
        edition=county.edition.title,
        date=_chinese(county.edition.date),
        mailbox="" if county.online.mailbox == NONE else county.online.mailbox,
    )
    return page.encode("utf-8")


@lru_cache(maxsize=64)  # few lists differ; each is about as big as a page
def _prepared(lists: _Lists) -> _Prepared:
    held = {item.kind for item in lists.items}
    doors = tuple(_door(kind, lists) for kind in lists.kinds if kind.id in held)
    frequent = tuple((door, item) for door in doors for item in door.items if item.frequent)
    return _Prepared(
        ways=_parts(lists.templates).ways(doors, frequent),
        pieces=tuple(str(_parts(lists.templates).lists(doors)).split(_ASK)),
        examples=_examples(lists.items),
        pinyin=pinyin_table(lists.items),
    )


def _door(kind: Kind, lists: _Lists) -> Door:
    items = tuple(item for item in lists.items if item.kind == kind.id)
    shared = (_Shared(lists.templates, item) for item in items)
    return Door(
        kind=kind,
        title=kind.door_community if lists.community else kind.door,
        hint=kind.hint_community if lists.community else kind.hint,
        anchor=f"list-{kind.id}",
        items=items,
        blocks=Markup("").join(_block(one) for one in shared),
    )


@lru_cache(maxsize=8192)
def _block(shared: _Shared) -> Markup:
    """An item, with a mark where the village's phone goes."""
    item, parts = shared.item, _parts(shared.templates)
    ask = "" if item.service or item.who or item.how else Markup(_ASK)
    block: Markup = parts.opening(item, search_words(item)) + ask + parts.closing(item)
    return block


def _ask(templates: SiteTemplates, community: bool, phone: str) -> Markup:
    asked: Markup = _parts(templates).ask("社区" if community else "村里", phone)
    return asked


def _parts(templates: SiteTemplates) -> Any:
    """The macros of parts.html."""
    return templates.environment.get_template("parts.html").module


def _examples(items: tuple[ViewItem, ...]) -> tuple[str, ...]:
    """Two words that the search finds: of what is often asked, if anything is."""
    words = (item.keywords[0] for item in sorted(items, key=lambda item: not item.frequent) if item.keywords)
    return tuple(islice(words, 2))


def _published_phone(village: Village) -> str:
    return village.phone if village.phone_published else ""


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
