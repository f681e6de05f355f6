"""A part's template cut at the loops that depend on their list alone.

The body of such a loop names nothing but its own entry, so the same list gives the same text whoever the
paper is for: it is filled and deflated once, and met again with every village that has the same list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from listgen.documents.language import LANGUAGE

_LIST = "entries"  # a cut loop's list, under a name of its own
_SECTION = "<w:sectPr"
Path = tuple[str, ...]
Piece = str | tuple[object] | tuple[int, object]


@dataclass(frozen=True, slots=True)
class Cut:
    """The template of a part, which yields (place, list) where the loop of that place was cut out.

    `reads`: what it is a function of, as dotted names; None for one with a loop.
    """

    whole: jinja2.Template
    loops: tuple[jinja2.Template, ...]
    reads: tuple[Path, ...] | None


class _Yielding(CodeGenerator):
    """Hands values, and the place and list of a cut loop, to whoever fills the template, as they are.

    A value is escaped later, if any of them needs it: escaping each takes a third of all the time.
    """

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write("(")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write(",)")

    def visit_ExprStmt(self, node: nodes.ExprStmt, frame: Frame) -> None:
        self.newline(node)
        self.write("yield ")
        self.visit(node.node, frame)


_ENVIRONMENT = LANGUAGE.overlay()
_ENVIRONMENT.code_generator_class = _Yielding


def cut(source: str) -> Cut:
    """The template of this source, whose tags were judged before."""
    tree = LANGUAGE.parse(source)
    tree.set_environment(_ENVIRONMENT)
    reads = None if tree.find(nodes.For) else tuple(sorted(set(paths(tree))))
    loops: list[nodes.For] = []
    tree.body = _without_loops(tree.body, loops)
    return Cut(_compiled(tree), tuple(_alone(loop) for loop in loops), reads)


def _without_loops(body: list[nodes.Node], found: list[nodes.For]) -> list[nodes.Node]:
    """The statements, with the outermost loops that depend on their list alone taken out into `found`."""
    kept: list[nodes.Node] = []
    for node in body:
        if isinstance(node, nodes.For) and _depends_on_its_list(node):
            place = nodes.Const(len(found), lineno=node.lineno)
            pair = nodes.Tuple([place, node.iter], "load", lineno=node.lineno)
            kept.append(nodes.ExprStmt(pair, lineno=node.lineno))
            found.append(node)
            continue
        if isinstance(node, nodes.For):
            node.body = _without_loops(node.body, found)
        elif isinstance(node, nodes.If):
            node.body = _without_loops(node.body, found)
            node.elif_ = [_branch(one, found) for one in node.elif_]
            node.else_ = _without_loops(node.else_, found)
        kept.append(node)
    return kept


def _branch(node: nodes.If, found: list[nodes.For]) -> nodes.If:
    node.body = _without_loops(node.body, found)
    return node


def _depends_on_its_list(loop: nodes.For) -> bool:
    if any(_SECTION in data.data for data in loop.find_all(nodes.TemplateData)):
        return False  # what ends the last section has to be seen with the end of the body
    return not any(True for node in (*loop.body, *loop.else_) for _ in _free(node, _own_names(loop)))


def _own_names(loop: nodes.For) -> frozenset[str]:
    assert isinstance(loop.target, nodes.Name)
    return frozenset((loop.target.name, "loop"))


def _free(node: nodes.Node, known: frozenset[str]) -> Iterator[str]:
    """The names in `node` that come from outside."""
    if isinstance(node, nodes.Name):
        if node.name not in known:
            yield node.name
    elif isinstance(node, nodes.For):
        yield from _free(node.iter, known)
        for inner in (*node.body, *node.else_):
            yield from _free(inner, known | _own_names(node))
    else:
        for inner in node.iter_child_nodes():
            yield from _free(inner, known)


def _alone(loop: nodes.For) -> jinja2.Template:
    """The loop as a template of its list."""
    own = nodes.For(
        loop.target, nodes.Name(_LIST, "load"), loop.body, loop.else_, None, False, lineno=loop.lineno
    )
    tree = nodes.Template([own], lineno=1)
    tree.set_environment(_ENVIRONMENT)
    return _compiled(tree)


def _compiled(tree: nodes.Template) -> jinja2.Template:
    return jinja2.Template.from_code(_ENVIRONMENT, _ENVIRONMENT.compile(tree), {})


def paths(node: nodes.Node) -> Iterator[Path]:
    """Every name with the entries that are read of it."""
    path: list[str] = []
    one = node
    while isinstance(one, nodes.Getattr):
        path.insert(0, one.attr)
        one = one.node
    if isinstance(one, nodes.Name):
        yield (one.name, *path)
    else:
        for inner in node.iter_child_nodes():
            yield from paths(inner)


def pieces(template: jinja2.Template, data: Mapping[str, object]) -> Iterator[Piece]:
    """What the template says, piece by piece: its own words as text, a value as (value,), a cut loop as
    (place, list). Raises jinja2.UndefinedError."""
    context = template.new_context(cast(dict[str, object], data))  # it is only read
    return cast(Iterator[Piece], template.root_render_func(context))


def of_list(entries: object) -> Mapping[str, object]:
    """The data of a cut loop."""
    return {_LIST: entries}
