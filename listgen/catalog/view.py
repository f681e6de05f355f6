"""What holds, and how it is worded, for one owner on one day, as frozen values: all that writers see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from listgen.catalog.frequency import times_a_year
from listgen.catalog.model import Honour, Room, Service, Township, Village


@dataclass(frozen=True, slots=True)
class ViewItem:
    """An item as it holds and is worded for one owner. Texts are ready to print.

    `short` is what villagers call it, or else its name. `basis` is what carries it (law or policy, one
    line each); `principles` the general citations; `competence` the articles that say who does it instead.
    `number` counts within the kind from 1. `lead_confirmed` False: papers mark the department with ＊.
    """

    id: str
    kind: str
    number: int
    name: str
    short: str
    content: str
    domain: str
    applies: str
    lead: str
    lead_confirmed: bool
    basis: tuple[str, ...]
    principles: tuple[str, ...]
    competence: tuple[str, ...]
    who: str
    how: str
    plain: str
    keywords: tuple[str, ...]
    service: Service
    frequent: bool
    local: bool
    extra: Mapping[str, str] = field(default_factory=dict)
    delegated: str = ""  # by whom and by which document it was handed down
    reach: str = ""  # on the county's list: who has it, where not all have it

    def cell(self, name: str) -> str:
        """The text of a printed column. Raises KeyError for a column no item has."""
        texts = {
            "number": str(self.number),
            "id": self.id,
            "name": self.name + self.reach,
            "content": self.content,
            "domain": self.domain,
            "applies": self.applies,
            "lead": self.lead + ("" if self.lead_confirmed else "＊"),
            "basis": "；".join(self.basis or self.principles),
            "who": self.who,
            "how": self.how + (f"（{'；'.join(self.competence)}）" if self.competence else ""),
            "materials": "、".join(self.service.materials),
            "steps": _numbered(self.service.steps),
            "time": self.service.time,
            "place": self.service.place,
            "phone": self.service.phone,
            "delegated": self.delegated,
            "times": _times(self.extra.get("frequency", "")),
            "blank": "",  # left to be written in by hand
        }
        return texts[name] if name in texts else self.extra[name]


def _times(frequency: str) -> str:
    """How often a year, as a plan counts it; a stroke where it cannot be counted."""
    times = times_a_year(frequency)
    return "—" if times is None else str(times)


def _numbered(steps: tuple[str, ...]) -> str:
    """Several steps with their numbers, one as it is."""
    return "；".join(f"{at}.{step}" for at, step in enumerate(steps, 1)) if len(steps) > 1 else "".join(steps)


@dataclass(frozen=True, slots=True)
class TownshipView:
    """One township and its own lists on one day."""

    township: Township
    items: tuple[ViewItem, ...]


@dataclass(frozen=True, slots=True)
class VillageView:
    """One village or community on one day: the whole input of its booklet, signs, codes and page.

    `url` is what its code says, `page` the path of its page below the site's root. `filings` are the
    filing numbers of its signs, by the roster's heading of their wording. `rooms` and `honours` are what the
    signs inside its hall speak of.
    """

    village: Village
    township: Township
    items: tuple[ViewItem, ...]
    url: str
    page: str
    filings: Mapping[str, str] = field(default_factory=dict)
    rooms: tuple[Room, ...] = ()
    honours: tuple[Honour, ...] = ()

    def of_kind(self, kind_id: str) -> tuple[ViewItem, ...]:
        """Its items of one kind, in printed order."""
        return tuple(item for item in self.items if item.kind == kind_id)
