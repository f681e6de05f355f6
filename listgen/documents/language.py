"""The language of templates: it names data, loops and chooses, and can do nothing else.

A tag is judged alone, with its place, before any template is assembled: jinja knows lines, a clerk
knows paragraphs. What is not on the list below (calls, arithmetic, macros, imports) is refused, so a
template can neither run code nor run for long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from listgen.documents.shape import PICTURE, Shape

OPENERS = {"for": "endfor", "if": "endif"}
CLOSERS = {"endfor": "for", "endif": "if"}
MIDDLES = ("elif", "else")
DEEPEST = 5

_DELIMITERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENING = re.compile(r"\{[{%#]")
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # Word and WPS curl them while one types
_FILTERS = ("length",)
_LOOP = ("index", "first", "last", "length")
_ALLOWED = (
    nodes.Output,
    nodes.For,
    nodes.If,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
)


class TagError(ValueError):
    """A tag that is no sentence of the language; `tag` is what was written."""

    def __init__(self, tag: str, reason: str) -> None:
        super().__init__(reason)
        self.tag = tag


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `word` is for, endfor, if, elif, else, endif, output or comment; `node` what it says."""

    text: str
    word: str
    node: nodes.Node | None

    @property
    def block(self) -> bool:
        """Whether it opens, parts or closes something."""
        return self.word not in ("output", "comment")


class Language(ImmutableSandboxedEnvironment):
    """Data are mappings and lists of text, so a dot means an entry and never a method."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True)
        self.globals.clear()

    def getattr(self, obj: object, attribute: str) -> object:
        """The entry `attribute` of a mapping, or what a loop knows of itself."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


LANGUAGE = Language()


def spans(text: str) -> list[tuple[int, int]]:
    """Where tags stand in `text`. Raises TagError for one that does not end."""
    found = []
    end = 0
    while opening := _OPENING.search(text, end):
        close = text.find(_DELIMITERS[opening[0]], opening.end())
        if close < 0:
            raise TagError(text[opening.start() :][:40], "does not end")
        end = close + 2
        found.append((opening.start(), end))
    return found


def read_tag(written: str) -> Tag:
    """The tag that was written. Raises TagError."""
    text = written.translate(_QUOTES)
    if text.startswith("{#"):
        return Tag(text, "comment", None)
    if text.startswith("{{"):
        return Tag(text, "output", _judged(text, written))
    inner = text[2:-2].strip("-+").strip()
    word, _, rest = inner.partition(" ")
    if word in CLOSERS or word == "else":
        if rest.strip():
            raise TagError(written, f"{word} takes nothing")
        return Tag(f"{{% {word} %}}", word, None)
    if word == "elif":
        return Tag(f"{{% {inner} %}}", word, _judged(f"{{% if {rest} %}}{{% endif %}}", written))
    if word in OPENERS:
        return Tag(f"{{% {inner} %}}", word, _judged(f"{{% {inner} %}}{{% {OPENERS[word]} %}}", written))
    raise TagError(written, f"no such word: {word}")


def _judged(source: str, written: str) -> nodes.Node:
    if "?>" in source:
        raise TagError(written, "?> is not allowed")
    try:
        node = Environment.parse(LANGUAGE, source).body[0]
    except TemplateSyntaxError as fault:
        raise TagError(written, fault.message or "syntax") from fault
    for part in (node, *node.find_all(nodes.Node)):
        if not isinstance(part, _ALLOWED):
            raise TagError(written, f"{type(part).__name__} is not allowed")
        if isinstance(part, nodes.Filter) and part.name not in _FILTERS:
            raise TagError(written, f"no such filter: {part.name}")
    if isinstance(node, nodes.For) and not _plain_loop(node):
        raise TagError(written, "a loop is: for name in list")
    return node


def _plain_loop(loop: nodes.For) -> bool:
    return isinstance(loop.target, nodes.Name) and not loop.test and not loop.recursive


class Scope:
    """The names that hold at one point of a template, followed tag by tag in reading order."""

    def __init__(self, shape: Mapping[str, Shape]) -> None:
        self._frames: list[Mapping[str, Shape]] = [shape]

    def unknown(self, tag: Tag) -> list[str]:
        """The names in `tag` that no data has; opens or closes the scope of a loop."""
        found: list[str] = []
        if tag.word in CLOSERS:
            if len(self._frames) > 1:
                self._frames.pop()
            return found
        if isinstance(tag.node, nodes.For):
            entries = self._shape(tag.node.iter, found)
            target = tag.node.target
            assert isinstance(target, nodes.Name)
            loop: Shape = dict.fromkeys(_LOOP)
            if not isinstance(entries, tuple):
                found = found or [_dotted(tag.node.iter)]
                entries = (None,)
            self._frames.append({**self._frames[-1], target.name: entries[0], "loop": loop})
        elif isinstance(tag.node, nodes.If):
            self._shape(tag.node.test, found)
            if tag.word == "if":
                self._frames.append(self._frames[-1])
        elif tag.node is not None:
            self._shape(tag.node, found)
        return found

    def pictures(self, tag: Tag) -> bool:
        """Whether the tag prints a picture."""
        return isinstance(tag.node, nodes.Output) and any(
            self._shape(part, []) == PICTURE for part in tag.node.nodes
        )

    def _shape(self, node: nodes.Node, found: list[str]) -> Shape:
        """The shape of what a node names; a name that leads nowhere goes into `found`."""
        if isinstance(node, nodes.Name):
            return self._entry(self._frames[-1], node.name, node, found)
        if isinstance(node, nodes.Getattr):
            before = len(found)
            shape = self._shape(node.node, found)
            return None if len(found) > before else self._entry(shape, node.attr, node, found)
        for child in node.iter_child_nodes():
            self._shape(child, found)
        return None

    @staticmethod
    def _entry(shape: Shape, name: str, node: nodes.Node, found: list[str]) -> Shape:
        if isinstance(shape, Mapping) and name in shape:
            return shape[name]
        found.append(_dotted(node))
        return None


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else type(node).__name__
