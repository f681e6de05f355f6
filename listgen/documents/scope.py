"""The names that hold at one point of a template, and what is wrong with those that a tag uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from jinja2 import nodes

from listgen.documents.faults import MULTIPLIES, NOT_A_LIST, NOT_A_TEXT, UNKNOWN_VARIABLE, Fault, Place
from listgen.documents.language import CLOSERS, LOOP, Tag
from listgen.documents.shape import PICTURE, Shape

_DEEPEST = 4  # dots of a name that is offered


class _Anything(dict[str, Shape]):
    """What an unknown name leads to: it was named once, and whatever hangs on it need not be."""

    def __contains__(self, name: object) -> bool:
        return True

    def __getitem__(self, name: str) -> Shape:
        return self


_ANYTHING = _Anything()


class Scope:
    """Follows a template tag by tag in reading order."""

    def __init__(self, shape: Mapping[str, Shape]) -> None:
        self._frames: list[Mapping[str, Shape]] = [shape]
        self._loops: list[str] = []  # the name of each frame's loop, '' for an if
        self._faults: list[Fault] = []
        self._tag, self._place = "", Place("")

    def faults(self, tag: Tag, place: Place) -> list[Fault]:
        """What is wrong with the names in `tag`; opens or closes the scope of a loop."""
        self._faults, self._tag, self._place = [], tag.text, place
        if tag.word in CLOSERS:
            if len(self._frames) > 1:
                self._frames.pop()
                self._loops.pop()
        elif isinstance(tag.node, nodes.For):
            self._open_loop(tag.node)
        elif isinstance(tag.node, nodes.If):
            self._shape(tag.node.test)
            if tag.word == "if":
                self._frames.append(self._frames[-1])
                self._loops.append("")
        elif isinstance(tag.node, nodes.Output):
            for part in tag.node.nodes:
                self._print(part)
        return self._faults

    def pictures(self, tag: Tag) -> bool:
        """Whether the tag prints a picture."""
        return isinstance(tag.node, nodes.Output) and any(
            self._shape(part) == PICTURE for part in tag.node.nodes
        )

    def _open_loop(self, node: nodes.For) -> None:
        entries = self._shape(node.iter)
        target = node.target
        assert isinstance(target, nodes.Name)
        if isinstance(entries, tuple):
            (each,) = entries
        else:
            each = _ANYTHING
            if entries is not _ANYTHING:
                self._fault(NOT_A_LIST, "no list", _dotted(node.iter), tuple(self._lists()))
        around = next((name for name in reversed(self._loops) if name), "")
        root = _dotted(node.iter).partition(".")[0]
        if around and isinstance(entries, tuple) and root != around:
            self._fault(MULTIPLIES, "multiplies the loop around it", _dotted(node.iter), (), near=around)
        self._loops.append(target.name)
        loop: Shape = dict.fromkeys(LOOP)
        self._frames.append({**self._frames[-1], target.name: each, "loop": loop})

    def _print(self, node: nodes.Node) -> None:
        """What is printed has to be a text: a list would come out as brackets and braces."""
        shape = self._shape(node)
        if shape is None or shape is _ANYTHING or shape == PICTURE:
            return
        name = _dotted(node)
        known = tuple(f"{name}.{field}" for field in shape) if isinstance(shape, Mapping) else ()
        self._fault(NOT_A_TEXT, "no text", name, known)

    def _shape(self, node: nodes.Node) -> Shape:
        """The shape of what a node names."""
        if isinstance(node, nodes.Name):
            return self._entry(self._frames[-1], node.name, node, "")
        if isinstance(node, nodes.Getattr):
            shape = self._shape(node.node)
            return self._entry(shape, node.attr, node, f"{_dotted(node.node)}.")
        for child in node.iter_child_nodes():
            self._shape(child)
        return None

    def _entry(self, shape: Shape, name: str, node: nodes.Node, prefix: str) -> Shape:
        if isinstance(shape, Mapping) and name in shape:
            return shape[name]
        beside = shape if isinstance(shape, Mapping) else self._frames[-1]
        known = [f"{prefix}{field}" if beside is shape else field for field in beside]
        self._fault(UNKNOWN_VARIABLE, "no such data", _dotted(node), tuple(known))
        return _ANYTHING

    def _fault(self, slug: str, reason: str, name: str, known: tuple[str, ...], near: str = "") -> None:
        near = self._nearest(name, known) if slug == UNKNOWN_VARIABLE else near
        self._faults.append(Fault(slug, self._place, self._tag, reason, name, near, known))

    def _nearest(self, name: str, beside: tuple[str, ...]) -> str:
        """The name most like it: of those beside it, else of all that hold here."""
        last, paths = name.rpartition(".")[2], tuple(_paths(self._frames[-1]))
        elsewhere = [path for path in paths if path.rpartition(".")[2] == last]
        for names in (beside, paths):
            elsewhere += get_close_matches(name, names, 1, 0.7)
        return next(iter(elsewhere), "")

    def _lists(self) -> Iterator[str]:
        return (path for path, shape in _walk(self._frames[-1]) if isinstance(shape, tuple))


def _paths(frame: Mapping[str, Shape]) -> Iterator[str]:
    return (path for path, _ in _walk(frame))


def _walk(frame: Mapping[str, Shape], prefix: str = "") -> Iterator[tuple[str, Shape]]:
    """Every name of a frame with dots, and its shape; what is in a list needs its loop first."""
    for name, shape in frame.items():
        yield f"{prefix}{name}", shape
        if isinstance(shape, Mapping) and prefix.count(".") < _DEEPEST:
            yield from _walk(shape, f"{prefix}{name}.")


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else type(node).__name__
