"""Loops that depend on their list alone: which they are, and that nobody can tell a remembered one."""

from __future__ import annotations

import io
import pickle
import zipfile
from dataclasses import replace

import pytest

from listgen.catalog.view import VillageView
from listgen.documents import booklet, data
from listgen.documents.filling import KEPT, LEAST
from listgen.documents.papers import render_booklet
from listgen.documents.remembered import remembered
from listgen.documents.stretches import cut, of_list, pieces
from listgen.documents.template import Template, compile_template
from tests.documents.reader import said
from tests.documents.samples import COUNTY, KINDS, community, item, p, shipped_bytes, view, word_file

MANY = tuple(item(f"CN-{number:04d}", "duty", number) for number in range(1, 30))


def _views() -> tuple[VillageView, ...]:
    """A list that two share, one of another, one short, and the first again as a worker gets it."""
    other = (*MANY[:-1], replace(MANY[-1], name="另一事项"))
    first = view(items=MANY)
    return first, view(name="云岭村", items=MANY), view(items=other), community(), _sent(first)


def _sent(of: VillageView) -> VillageView:
    return pickle.loads(pickle.dumps(of))  # type: ignore[no-any-return]


def _booklets(template: Template, views: tuple[VillageView, ...]) -> list[bytes]:
    return [render_booklet(template, COUNTY, KINDS, of) for of in views]


def test_a_remembered_stretch_gives_the_bytes_of_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    views = _views()
    warm = _booklets(compile_template(shipped_bytes("booklet")), (*views, *reversed(views)))
    assert warm[: len(views)] == warm[: len(views) - 1 : -1]
    assert warm[0] == warm[len(views) - 1]
    monkeypatch.setattr(data, "kind_data", data.kind_data.__wrapped__)  # type: ignore[attr-defined]
    monkeypatch.setattr(booklet, "_tables", booklet._tables.__wrapped__)  # type: ignore[attr-defined]
    cold = [_booklets(compile_template(shipped_bytes("booklet")), (of,))[0] for of in views]
    assert cold == warm[: len(views)]


def test_stretches_are_joined_to_a_zip_that_others_read() -> None:
    paper = render_booklet(compile_template(shipped_bytes("booklet")), COUNTY, KINDS, view(items=MANY))
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        assert archive.testzip() is None
        assert archive.getinfo("word/document.xml").file_size > LEAST
    assert all(one.name in said(paper) for one in MANY)


@pytest.mark.parametrize(
    ("source", "loops", "reads"),
    [
        ("{% for a in list %}{{ a.b }}{{ loop.index }}{% endfor %}", 1, None),
        ("{% for a in list %}{{ a }}{{ outside }}{% endfor %}", 0, None),
        ("{% for a in list %}{% if outside.x %}{{ a }}{% endif %}{% endfor %}", 0, None),
        ("{% for a in list %}{% for b in a %}{{ a }}{{ b }}{{ loop.last }}{% endfor %}{% endfor %}", 1, None),
        ("{% for a in list %}{% for b in other %}{{ b }}{% endfor %}{% endfor %}", 1, None),
        ("{% for a in list %}{% for b in a %}{{ b }}{% endfor %}{{ b }}{% endfor %}", 1, None),
        (
            "{% if x %}{% for a in p %}1{% endfor %}{% elif y %}{% for a in q %}2{% endfor %}{% endif %}",
            2,
            None,
        ),
        (
            "{% if x.y %}{{ x.z }}{% elif w|length > 2 and not x.y %}{% endif %}",
            0,
            (("w",), ("x", "y"), ("x", "z")),
        ),
        ("words", 0, ()),
    ],
)
def test_what_is_cut_out(source: str, loops: int, reads: tuple[tuple[str, ...], ...] | None) -> None:
    found = cut(source)
    assert (len(found.loops), found.reads) == (loops, reads)


def test_a_cut_loop_says_what_it_said_in_its_place() -> None:
    found = cut(
        "<{{ v }}{% for a in list %}{{ loop.index }}{{ a }}{% if loop.last %}.{% endif %}{% endfor %}>"
    )
    assert list(pieces(found.whole, {"v": "&", "list": ("<", 2)})) == ["<", ("&",), (0, ("<", 2)), ">"]
    assert list(pieces(found.loops[0], of_list(("<", 2)))) == [(1,), ("<",), (2,), (2,), "."]


def test_only_so_many_stretches_are_kept() -> None:
    template = compile_template(word_file(p("{% for a in list %}") + p("{{ a }}") + p("{% endfor %}")))
    lists = [(f"{number}",) for number in range(3 * KEPT)]
    assert [said(template.render({"list": one})) for one in lists] == [one[0] for one in lists]
    (part,) = template._varying
    assert [len(known) for known in part._stretches] == [KEPT]


def test_a_list_that_may_still_change_is_not_remembered() -> None:
    template = compile_template(word_file(p("{% for a in list %}") + p("{{ a }}") + p("{% endfor %}")))
    growing = ["甲"]
    assert said(template.render({"list": growing})) == "甲"
    growing.append("乙")
    assert said(template.render({"list": growing})) == "甲\n乙"


def test_equal_values_are_made_once() -> None:
    made = []

    def make(*of: object) -> int:
        made.append(of)
        return len(made)

    known = remembered(make)
    assert [known(MANY, 1), known(_sent(view(items=MANY)).items, 1), known(MANY, 2), known(MANY, 1)] == [
        1,
        1,
        2,
        1,
    ]
