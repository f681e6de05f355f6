"""Characters of papers that the faces of GB 2312 lack: which there are, where, and which face each gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from listgen.catalog.model import Catalog
from listgen.county import County
from listgen.documents.faces import PaperFaces, outside_gb2312
from listgen.findings import Finding, Location, warn


def check_rare(catalog: Catalog, county: County) -> Iterator[Finding]:
    """One finding that names all of them, each with the first place where it stands."""
    rare = outside_gb2312()
    places: dict[str, Location] = {}
    for place, value in _placed(catalog, county):
        for text in _texts(value):
            for character in rare.findall(text):
                places.setdefault(character, place)
    if places:
        faces = PaperFaces(county.faces)
        yield warn(
            "paper-rare-characters",
            next(iter(places.values())),
            value="".join(places),
            places="；".join(f"{one} {faces.of(one)} {place}" for one, place in places.items()),
        )


def _placed(catalog: Catalog, county: County) -> Iterator[tuple[Location, object]]:
    """All that papers say, by the place of its record."""
    yield Location("county.yaml"), (county.name, county.issuing, county.online)
    yield from ((town.location, town) for town in catalog.townships.values())
    yield from ((village.location, village) for village in catalog.villages if village.active)
    for item in catalog.items:
        for field in fields(item):
            yield item.places.get(field.name, item.location), getattr(item, field.name)


def _texts(value: object) -> Iterator[str]:
    """Every text in a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
    elif is_dataclass(value) and not isinstance(value, Location):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
