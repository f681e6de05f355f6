"""Which values an output is made of have changed since it was made, and from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from listgen.build.digest import BYTES, DATE, MAPPING, REFERENCE, SEQUENCE, TYPE, Digester
from listgen.build.journal import Journal
from listgen.build.request import Change

_MANY = 200  # changes of one output that are told; beyond them everything is another
_NAMING = ("id", "name", "title", "column", "field", "number", "url")  # what tells one of a list from another
Place = tuple[str, ...]


class Changes:
    """Compares the tree of values that an output was made of, which the journal keeps, with today's."""

    def __init__(self, journal: Journal, digester: Digester) -> None:
        self._journal = journal
        self._digester = digester
        self._read: dict[str, Any] = {}

    def between(self, before: str, now: str) -> tuple[Change, ...] | None:
        """The leaves that differ between two fingerprints; None where the older tree is not kept."""
        old = self._node(before)
        if old is None:
            return None
        found = []
        for change in self._compared((), old, self._node(now)):
            found.append(change)
            if len(found) == _MANY:
                break
        return tuple(found)

    def _compared(self, place: Place, old: Any, new: Any) -> Iterator[Change]:
        if old == new:
            return
        old, new = self._opened(old), self._opened(new)
        if isinstance(old, dict) and isinstance(new, dict):
            for name in dict.fromkeys((*old, *new)):
                if name != TYPE:
                    yield from self._compared((*place, name), old.get(name), new.get(name))
        elif _is(old, MAPPING) and _is(new, MAPPING):
            olds, news = dict(old[1:]), dict(new[1:])
            for name in dict.fromkeys((*olds, *news)):
                yield from self._compared((*place, name), olds.get(name), news.get(name))
        elif _is(old, SEQUENCE) and _is(new, SEQUENCE):
            yield from self._sequences(place, old[1:], new[1:])
        elif old != new:
            yield Change(place, self._text(old), self._text(new))

    def _sequences(self, place: Place, old: list[Any], new: list[Any]) -> Iterator[Change]:
        """Members by what they are called, where they have a name; else by their place."""
        olds, news = self._named(old), self._named(new)
        for name in dict.fromkeys((*olds, *news)):
            yield from self._compared((*place, name), olds.get(name), news.get(name))

    def _named(self, members: list[Any]) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for number, member in enumerate(members, 1):
            opened = self._opened(member)
            if _is(opened, SEQUENCE) and len(opened) == 3 and isinstance(opened[1], str):
                name, member = opened[1], opened[2]  # a pair: a name and what has it
            else:
                names = (opened.get(name) for name in _NAMING) if isinstance(opened, dict) else ()
                name = next((str(name) for name in names if name), f"#{number}")
            named[name if name not in named else f"{name}#{number}"] = member
        return named

    def _opened(self, value: Any) -> Any:
        """A reference as the node that it names."""
        return self._node(value[1]) if _is(value, REFERENCE) else value

    def _node(self, digest: str) -> Any:
        if digest not in self._read:
            text = self._digester.text(digest) or self._journal.node(digest)
            self._read[digest] = json.loads(text) if text else None
        return self._read[digest]

    def _text(self, value: Any) -> str | None:
        """A leaf as text; of a whole branch its name, or how much it is."""
        match value:
            case None:
                return None
            case [tag, text] if tag in (DATE, BYTES):
                return str(text)
            case [tag, *members] if tag in (SEQUENCE, MAPPING):
                leaves = all(isinstance(member, str) for member in members)
                return "、".join(members) if leaves and members else str(len(members))
            case dict():
                names = (value.get(name) for name in _NAMING)
                return next((str(name) for name in names if name), str(value[TYPE]))
        return str(value)


def _is(value: Any, tag: str) -> bool:
    return isinstance(value, list) and bool(value) and value[0] == tag
