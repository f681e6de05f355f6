"""Values as YAML text that the strict loader reads back as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from listgen.sources.yaml_nodes import Plain

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FOLDED_KEY = re.compile(r"(^|\s)[a-z_]+：")  # what the strict loader refuses outside quotes
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(value: str, flow: bool = False) -> str:
    """A text: as it is where that reads back, else in quotes. `flow`: inside of brackets or braces."""
    if _reads_back(value, value, flow) and not _FOLDED_KEY.search(value):
        return value
    if "\n" not in value and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(_escaped(char) for char in value) + '"'


def flow(value: Plain) -> str:
    """A value in one line."""
    if isinstance(value, str):
        return scalar(value, True)
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    return "{" + ", ".join(f"{scalar(key, True)}: {flow(entry)}" for key, entry in value.items()) + "}"


def field(name: str, value: Plain) -> list[str]:
    """The lines of a key with its value, as the shipped files write them."""
    head = f"{scalar(name)}:"
    if isinstance(value, dict) and value:
        return [head, *("  " + line for line in mapping(value))]
    if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        return [head, *(f"- {flow(entry)}" for entry in value)]
    return [f"{head} {scalar(value) if isinstance(value, str) else flow(value)}"]


def mapping(value: Mapping[str, Plain]) -> list[str]:
    """The lines of a mapping."""
    return [line for name, entry in value.items() for line in field(name, entry)]


def _reads_back(text: str, value: str, flow: bool) -> bool:
    if not text or "\n" in text:
        return False
    try:
        events = list(yaml.parse(f"[{text}]" if flow else f"k: {text}", Loader=_LOADER))
    except yaml.YAMLError:
        return False
    scalars = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    wanted = 1 if flow else 2
    nodes = sum(isinstance(event, yaml.NodeEvent) for event in events)
    last = scalars[-1] if scalars else None
    return (
        nodes == wanted + 1
        and last is not None
        and last.value == value
        and not last.anchor
        and not last.tag
        and not last.style
    )


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return char if char.isprintable() else f"\\U{ord(char):08X}"
