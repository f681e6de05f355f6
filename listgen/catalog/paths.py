"""What an entry says, a value a path: `name`, `community.name`, `extra.seal`, `admission.until`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from listgen.catalog.listing import Entry
from listgen.catalog.model import Item

ITEM_PATHS = tuple(one.name for one in fields(Item) if one.name not in ("id", "location", "places"))
OWN_PATHS = ("standing", "holders", "where", "admission")  # of an entry beside its item


def differing(old: Entry, new: Entry) -> Iterator[str]:
    """The paths at which two entries of one id say different things, in the order of their fields."""
    for name in (*ITEM_PATHS, *OWN_PATHS):
        one, other = _part(old, name), _part(new, name)
        if one != other:
            yield from _within(name, one, other)


def _within(name: str, old: Any, new: Any) -> Iterator[str]:
    """The parts that differ of a value that has parts on both sides; else the value as a whole."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                yield f"{name}.{key}"
    elif is_dataclass(old) and is_dataclass(new):
        for one in fields(new):
            if getattr(old, one.name) != getattr(new, one.name):
                yield f"{name}.{one.name}"
    else:
        yield name


def value_at(entry: Entry, path: str) -> Any:
    """What an entry says at a path; None where it has nothing there."""
    name, _, part = path.partition(".")
    value = _part(entry, name)
    if not part or value is None:
        return value
    return value.get(part) if isinstance(value, Mapping) else getattr(value, part)


def with_value(entry: Entry, path: str, source: Entry) -> Entry:
    """The entry with what `source` says at a path."""
    name, _, part = path.partition(".")
    value, taken = _part(entry, name), _part(source, name)
    if not part:
        value = taken
    elif isinstance(value, Mapping):
        without = {key: text for key, text in value.items() if key != part}
        value = without | ({part: taken[part]} if part in taken else {})
    else:
        value = replace(value, **{part: getattr(taken, part)})
    if name in OWN_PATHS:
        return replace(entry, **{name: value})
    return replace(entry, item=replace(entry.item, **{name: value}))


def _part(entry: Entry, name: str) -> Any:
    return getattr(entry if name in OWN_PATHS else entry.item, name)
