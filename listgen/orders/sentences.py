"""The sentences of an order's papers: a file of templates/orders/, each with the values that it fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

SCHEMA = "1"


class SentenceError(ValueError):
    """Sentences that cannot be used; `key` is the path of what is wrong, `problem` a stable slug."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences by name."""

    texts: Mapping[str, str]

    def say(self, name: str, **values: object) -> str:
        """The sentence with its values. Raises KeyError."""
        return self.texts[name].format_map(values)


def load_sentences(data: object, values: Mapping[str, tuple[str, ...]]) -> Sentences:
    """The `texts` of a parsed file; `values` names what some of them fill in. Raises SentenceError."""
    root = mapping(data, "")
    if root.get("schema") != SCHEMA:
        raise SentenceError("schema", "not-one-of")
    held = mapping(root.get("texts"), "texts")
    for name in values:
        if name not in held:
            raise SentenceError(f"texts.{name}", "missing")
    return Sentences({name: _sentence(held[name], f"texts.{name}", values.get(name, ())) for name in held})


def _sentence(value: object, key: str, names: tuple[str, ...]) -> str:
    """The sentence, which names its values and nothing else."""
    sentence = text(value, key)
    try:
        parts = [part for part in Formatter().parse(sentence) if part[1] is not None]
    except ValueError:
        raise SentenceError(key, "not-a-sentence") from None
    if {part[1] for part in parts} != set(names) or any(part[2] or part[3] for part in parts):
        raise SentenceError(key, "not-its-values")
    return sentence


def mapping(value: object, key: str) -> Mapping[str, object]:
    """The value as a mapping. Raises SentenceError."""
    if not isinstance(value, Mapping):
        raise SentenceError(key, "not-a-mapping")
    return value


def texts(value: object, key: str) -> tuple[str, ...]:
    """The value as a list of texts, at least one. Raises SentenceError."""
    if not isinstance(value, (list, tuple)) or not value:
        raise SentenceError(key, "not-a-list")
    return tuple(text(entry, key) for entry in value)


def text(value: object, key: str) -> str:
    """The value as a text. Raises SentenceError."""
    if not isinstance(value, str) or not value.strip():
        raise SentenceError(key, "not-text")
    return value
