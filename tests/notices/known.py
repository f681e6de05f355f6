"""Invented notices with what a person would say of each sentence, and how often `lint` says the same.

A line that begins with | is a row of a table. 〔＝…〕 follows a sentence that asks something of villages:
`on` the list, `not` for villages or `none` of both, the ids that are right, and the restricted forms in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import docx

from listgen.catalog.load import read_catalog
from listgen.catalog.notice import LISTED, MAYBE, NOT_LISTED, NOT_PERMITTED, Remark, lint
from listgen.resources import shipped
from listgen.sources.notice import read_notice

HERE = Path(__file__).parent
VERDICTS = {"on": LISTED, "not": NOT_PERMITTED, "none": NOT_LISTED}
_ANSWER = re.compile(r"([^。；！？｜〕]+[。；！？]?)〔＝([^〕]*)〕")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is right for one sentence."""

    sentence: str
    verdict: str
    ids: frozenset[str]
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as lines, without the answers, and the answers."""

    name: str
    lines: tuple[str, ...]
    answers: tuple[Answer, ...]

    def word(self) -> bytes:
        """It as a Word document; rows that follow each other are a table."""
        document = docx.Document()
        rows: list[list[str]] = []
        for line in (*self.lines, ""):
            if line.startswith("|"):
                rows.append(line[1:].split("|"))
                continue
            if rows:
                table = document.add_table(len(rows), max(map(len, rows)))
                for row, cells in zip(table.rows, rows, strict=True):
                    for cell, text in zip(row.cells, cells, strict=False):
                        cell.text = text
                rows = []
            if line:
                document.add_paragraph(line)
        data = BytesIO()
        document.save(data)
        return data.getvalue()


@dataclass(frozen=True, slots=True)
class Measure:
    """How many sentences ask, by the answers; were found; were found for nothing. Of those found: how many
    verdicts are right, how many `lint` is not sure of, how many say wrongly that it is on the list; and how
    many items and forms are right, of how many there are."""

    asking: int = 0
    found: int = 0
    needless: int = 0
    right: int = 0
    unsure: int = 0
    misleading: int = 0
    items: int = 0
    with_item: int = 0
    forms: int = 0
    forms_found: int = 0
    forms_needless: int = 0


def read(path: Path) -> Notice:
    lines, answers = [], []
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        for sentence, answer in _ANSWER.findall(line.replace("|", "｜")):
            verdict, *rest = answer.split()
            ids = frozenset(word for word in rest if word.startswith("CN-"))
            answers.append(Answer(sentence.strip(), VERDICTS[verdict], ids, frozenset(rest) - ids))
        lines.append(re.sub("〔＝[^〕]*〕", "", line))
    return Notice(path.stem, tuple(lines), tuple(answers))


NOTICES = tuple(map(read, sorted(HERE.glob("*.txt"))))


_demo = cache(partial(read_catalog, shipped("catalogs") / "demo"))


def remarks(notice: Notice) -> tuple[Remark, ...]:
    """What `lint` says of it against the demo county's list."""
    loaded = _demo()
    assert loaded.catalog and loaded.county
    passages, findings = read_notice(notice.word(), f"{notice.name}.docx")
    assert findings == []
    return lint(passages, loaded.catalog, loaded.county.edition.date)


def measure(notices: Iterable[Notice]) -> Measure:
    """What comes of these notices."""
    total = Counter[str]()
    for notice in notices:
        made, used = remarks(notice), 0
        for answer in notice.answers:
            total += Counter(asking=1, with_item=bool(answer.ids), forms=len(answer.forms))
            remark = next((one for one in made if answer.sentence in one.sentence.text), None)
            if remark is not None:
                used += 1
                total += Counter(found=1) + _judged(answer, remark)
        total["needless"] += len(made) - used
    return Measure(**total)


def _judged(answer: Answer, remark: Remark) -> Counter[str]:
    item = remark.likeness.item.id if remark.likeness and remark.view else ""
    forms = {form.form for form in remark.forms}
    right = remark.verdict == answer.verdict and (not answer.ids or item in answer.ids)
    return Counter(
        right=right,
        unsure=remark.verdict == MAYBE,
        misleading=remark.verdict == LISTED and not right,
        items=item in answer.ids,
        forms_found=len(forms & answer.forms),
        forms_needless=len(forms - answer.forms),
    )
