"""A JSON file as facts with addresses: a missing or mistyped fact is named by its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


class FactError(Exception):
    """The fact at `where` is missing or of another type."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


@dataclass(frozen=True, slots=True)
class Facts:
    """One JSON object and its address within the file. Raises FactError."""

    value: dict[str, Any]
    where: str

    def text(self, key: str) -> str:
        """A string that has to be there."""
        return _string(self.value.get(key), self._at(key))

    def optional(self, key: str) -> str:
        """A string, or '' where it is missing or null."""
        return self.text(key) if self.value.get(key) is not None else ""

    def integer(self, key: str) -> int:
        """A whole number that has to be there."""
        found = self.value.get(key)
        if not isinstance(found, int) or isinstance(found, bool):
            raise FactError(self._at(key))
        return found

    def optional_number(self, key: str) -> float | None:
        """A number, or None where it is missing or null."""
        found = self.value.get(key)
        return None if found is None else _number(found, self._at(key))

    def number(self, key: str) -> float:
        """A number that has to be there."""
        return _number(self.value.get(key), self._at(key))

    def flag(self, key: str) -> bool:
        """True only where the file says true."""
        return self.value.get(key) is True

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; missing counts as empty."""
        return tuple(_string(found, where) for where, found in self._elements(key))

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers; missing counts as empty."""
        return tuple(_number(found, where) for where, found in self._elements(key))

    def number_lists(self, key: str) -> tuple[tuple[float, ...], ...]:
        """A list of lists of numbers; missing counts as empty."""
        rows = (Facts({"row": found}, where) for where, found in self._elements(key))
        return tuple(row.numbers("row") for row in rows)

    def text_lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of strings; missing counts as empty."""
        rows = (Facts({"row": found}, where) for where, found in self._elements(key))
        return tuple(row.texts("row") for row in rows)

    def child(self, key: str) -> Facts:
        """An object that has to be there."""
        found = self.value.get(key)
        if not isinstance(found, dict):
            raise FactError(self._at(key))
        return Facts(found, self._at(key))

    def optional_child(self, key: str) -> Facts | None:
        """An object, or None where it is missing or null."""
        return self.child(key) if self.value.get(key) is not None else None

    def children(self, key: str) -> Iterator[Facts]:
        """A list of objects; missing counts as empty."""
        for where, found in self._elements(key):
            if not isinstance(found, dict):
                raise FactError(where)
            yield Facts(found, where)

    def named_children(self, key: str) -> Iterator[tuple[str, Facts]]:
        """The objects of an object; missing counts as empty."""
        if self.value.get(key) is not None:
            parent = self.child(key)
            for name in parent.value:
                yield name, parent.child(name)

    def _elements(self, key: str) -> Iterator[tuple[str, Any]]:
        found = self.value.get(key)
        if found is None:
            return
        if not isinstance(found, list):
            raise FactError(self._at(key))
        for index, element in enumerate(found):
            yield f"{self._at(key)}[{index}]", element

    def _at(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key


def read_facts(data: bytes) -> Facts:
    """The file's object. Raises FactError where it is no JSON object in UTF-8."""
    try:
        value = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise FactError("JSON") from problem
    if not isinstance(value, dict):
        raise FactError("JSON")
    return Facts(value, "")


def _string(found: Any, where: str) -> str:
    if not isinstance(found, str):
        raise FactError(where)
    return found


def _number(found: Any, where: str) -> float:
    if not isinstance(found, int | float) or isinstance(found, bool):
        raise FactError(where)
    return float(found)
