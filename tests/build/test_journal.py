"""What the journal keeps, and what it lets go of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from listgen.build import journal as journals
from listgen.build.digest import Digester
from listgen.build.journal import Entry, Journal, Said


@dataclass(frozen=True)
class Leaf:
    text: str


@dataclass(frozen=True)
class Branch:
    name: str
    leaf: Leaf


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "journal.sqlite")
    yield opened
    opened.close()


def kept(journal: Journal, path: str, value: object) -> str:
    """Keeps an output that is made of `value`."""
    digester = Digester()
    digest = digester.of(value)
    entry = Entry(path, "village/00001", "qr", digest, "f" * 64, 1, "{}")
    journal.begin([entry], nodes=digester.tree(digest))
    return digest


def test_values_of_which_no_output_is_made_are_let_go(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = Leaf("shared")
    first = kept(journal, "a.svg", Branch("one", shared))
    second = kept(journal, "b.svg", Branch("two", Leaf("gone")))
    third = kept(journal, "b.svg", Branch("three", shared))
    journal.name_anew()
    journal.prune()
    assert journal.node(second)  # a few are no matter
    monkeypatch.setattr(journals, "_NODES", 0)
    journal.prune()
    held = [digest for digest in (first, second, third) if journal.node(digest)]
    assert held == [first, third]
    assert journal.node(Digester().of(shared))
    assert not journal.node(Digester().of(Leaf("gone")))


def test_texts_that_no_record_names_are_let_go(journal: Journal) -> None:
    texts = [Said("rows", "a" * 16, "[1]"), Said("rows", "b" * 16, "[2]"), Said("words", "a" * 16, "[3]")]
    journal.finish("village/00001", "x", "{}", texts)
    for keys in (["a" * 16, "c" * 16], ["b" * 16], ["b" * 16]):
        journal.name_anew()
        journal.name(keys)
    assert list(journal.said("rows")) == [("b" * 16, "[2]")]
    journal.prune()
    journal.name(["a" * 16])
    assert list(journal.said("rows")) == [("b" * 16, "[2]")]
    assert list(journal.said("words")) == []


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    entry = Entry("x/a.svg", "village/00001", "qr", "d", "f" * 64, 7, "{}", "codes:{}", True, "e" * 64)
    journal = Journal(tmp_path / "journal.sqlite")
    journal.begin([entry])
    journal.finish("village/00001", "made of this", '{"id":"00001"}', ())
    journal.close()
    journal = Journal(tmp_path / "journal.sqlite")
    assert journal.begun() == (entry,)
    known = journal.known("village/00001")
    assert (known.fingerprint, known.record, known.entries) == (
        "made of this",
        '{"id":"00001"}',
        {"x/a.svg": entry},
    )
    journal.end()
    assert journal.begun() == ()
    journal.close()


def test_the_same_values_have_one_digest_and_others_another() -> None:
    values: list[object] = [
        Leaf("a"), Leaf("b"), Branch("a", Leaf("a")), ("a", "b"), ("ab",), (), {"a": "b"}, {"a": ("b",)},
        ("a", None), ("a", "None"), (1,), (1.0,), (True,), ("1",), (b"a",), ("@", "a"), (("@", "a"),),
        (Leaf("a"),), (Leaf("a"), Leaf("a")),
    ]  # fmt: skip
    digests = [Digester().of(value) for value in values]
    assert len(set(digests)) == len(values)
    assert digests == [Digester().of(value) for value in values]
