"""The same pages by plain jinja2 templating: the site's own templates, every item's macros in every village.

What an author would write without a thought of speed, and nothing slower: no sandbox, and search words and
readings worked out once for the county.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from listgen.catalog.model import COMMUNITY, Kind
from listgen.catalog.view import ViewItem, VillageView
from listgen.project import NONE, County
from listgen.site import COUNTY_PAGE, SiteTemplates, link, township_page
from listgen.site.keywords import pinyin_table, search_words

# In the templates a village gets its lists ready made: (file, there, what an author would write)
_STRAIGHT = (
    ("village.html", "{{ ways }}", "{{ parts.ways(doors, frequent) }}"),
    ("village.html", "{{ lists }}", "{{ parts.lists(doors, we, phone) }}"),
    ("parts.html", "macro lists(doors)", "macro lists(doors, we, phone)"),
    (
        "parts.html",
        "{{ door.blocks }}",
        "{% for item in door.items %}{{ opening(item, keys[item.id]) }}"
        "{% if not (item.service or item.who or item.how) %}{{ ask(we, phone) }}{% endif %}"
        "{{ closing(item) }}{% endfor %}",
    ),
)


@dataclass(frozen=True, slots=True)
class _Door:
    kind: Kind
    title: str
    hint: str
    anchor: str
    items: tuple[ViewItem, ...]


def plain_environment(templates: SiteTemplates, items: tuple[ViewItem, ...]) -> Environment:
    """An ordinary environment of the site's templates, in which a list is a loop over its items."""
    texts = {name: data.decode() for name, data in templates.files if name.endswith(".html")}
    for name, ready, straight in _STRAIGHT:
        assert texts[name].count(ready) == 1
        texts[name] = texts[name].replace(ready, straight)
    environment = Environment(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= templates.environment.filters
    environment.globals |= templates.environment.globals
    environment.globals["keys"] = {item.id: search_words(item) for item in items}
    for name in environment.list_templates():
        environment.get_template(name)
    return environment


def plain_pages(
    environment: Environment, county: County, kinds: tuple[Kind, ...], views: tuple[VillageView, ...]
) -> Iterator[bytes]:
    """The page of each village; all have the same items."""
    items = views[0].items
    shared: dict[str, Any] = {
        "county": county,
        "edition": county.edition.title,
        "date": _chinese(county.edition.date),
        "mailbox": "" if county.online.mailbox == NONE else county.online.mailbox,
        "pinyin": pinyin_table(items),
        "examples": [item.keywords[0] for item in sorted(items, key=lambda item: not item.frequent)][:2],
    }
    template = environment.get_template("village.html")
    lists = {kind.id: tuple(item for item in items if item.kind == kind.id) for kind in kinds}
    for view in views:
        community = view.village.organisation == COMMUNITY
        doors = [
            _Door(
                kind,
                kind.door_community if community else kind.door,
                kind.hint_community if community else kind.hint,
                f"list-{kind.id}",
                lists[kind.id],
            )
            for kind in kinds
        ]
        page = template.render(
            shared,
            community=community,
            village=view.village,
            township=view.township,
            phone=view.village.phone if view.village.phone_published else "",
            doors=doors,
            frequent=[(door, item) for door in doors for item in door.items if item.frequent],
            county_link=link(view.page, COUNTY_PAGE),
            township_link=link(view.page, township_page(view.township.id)),
        )
        yield page.encode()


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
