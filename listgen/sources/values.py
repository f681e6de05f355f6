"""What a source file holds: text, lists and mappings, each knowing where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from listgen.findings import Location


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, always text."""

    value: str
    location: Location


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    values: tuple[Value, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; `keys` says where each key stands."""

    values: Mapping[str, Value]
    keys: Mapping[str, Location]
    location: Location


Value = Text | Sequence | Table


def plain(value: Value) -> object:
    """The same as str, list and dict, for readers that need no addresses."""
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Sequence):
        return [plain(entry) for entry in value.values]
    return {key: plain(entry) for key, entry in value.values.items()}
