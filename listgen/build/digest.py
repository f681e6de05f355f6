"""The fingerprint of values: equal exactly when everything an output is made of is equal.

Values, not files, are hashed: moving a line in a source file or adding a comment changes nothing,
renaming one village changes that village's outputs and no other. A value is hashed as a tree: what it holds
stands in it by fingerprint, so what many outputs share is hashed once, and a kept tree can say later which
leaf of it has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from listgen.findings import Location

# How a leaf or a branch stands in the text of its node. Bare texts, numbers and null stand for themselves.
REFERENCE, SEQUENCE, MAPPING, DATE, BYTES = "@", "t", "m", "d", "b"
TYPE = ""  # the field of a node that says what it is
_PLACES = "places"  # where each key of a value stood in its file is not part of what it says
_KEPT = 10_000  # values whose fingerprints are remembered; what is shared comes again soon


@dataclass(frozen=True, slots=True)
class Node:
    """One value: its JSON text and the fingerprints of the nodes that it names."""

    text: str
    children: tuple[str, ...]


class Digester:
    """Fingerprints of frozen values, and their trees as long as they are remembered."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}
        self._nodes: dict[str, Node] = {}
        self._told: set[str] = set()

    def of(self, value: object) -> str:
        """The fingerprint of a frozen value or a sequence of such, as 32 hexadecimal digits."""
        if len(self._known) > _KEPT:
            self._known, self._nodes, self._told = {}, {}, set()
        return self._digest(value)

    def text(self, digest: str) -> str:
        """The text of a node that is remembered, '' of another."""
        node = self._nodes.get(digest)
        return node.text if node else ""

    def tree(self, root: str) -> Iterator[tuple[str, str]]:
        """The fingerprint and text of every node of a tree that was not told before; the last is `root`."""
        node = self._nodes.get(root)
        if node is None or root in self._told:
            return
        self._told.add(root)
        for child in node.children:
            yield from self.tree(child)
        yield root, node.text

    def _digest(self, value: Any) -> str:
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        children: list[str] = []
        text = json.dumps(self._body(value, children), ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        self._nodes[digest] = Node(text, tuple(children))
        self._known[id(value)] = (value, digest)  # keeps the value alive, so its id stays its own
        return digest

    def _body(self, value: Any, children: list[str]) -> object:
        if isinstance(value, tuple | list):
            return [SEQUENCE, *(self._plain(one, children) for one in value)]
        if isinstance(value, Mapping):
            return [MAPPING, *([name, self._plain(value[name], children)] for name in sorted(value))]
        body: dict[str, object] = {TYPE: type(value).__name__}
        for name in _names(value.__class__):
            held = getattr(value, name)
            if not isinstance(held, Location) and not (name == _PLACES and isinstance(held, Mapping)):
                body[name] = self._plain(held, children)
        return body

    def _plain(self, value: Any, children: list[str]) -> object:
        if value is None or isinstance(value, str | bool | int | float):
            return value
        if isinstance(value, tuple | list):
            if not any(is_dataclass(one) for one in value):
                return self._body(value, children)
        elif isinstance(value, Mapping):
            return self._body(value, children)
        elif isinstance(value, date):
            return [DATE, value.isoformat()]
        elif isinstance(value, bytes):
            return [BYTES, hashlib.sha256(value).hexdigest()]
        elif not is_dataclass(value):
            raise TypeError(f"{type(value).__name__} has no digest")
        digest = self._digest(value)
        children.append(digest)
        return [REFERENCE, digest]


@cache
def _names(type_: Any) -> tuple[str, ...]:
    """The fields. Raises TypeError for what is no dataclass."""
    return tuple(field.name for field in fields(type_))
