"""Invented notices with what a person would say of each sentence, and how often `lint` says the same.

A line that begins with | is a row of a table. 〔＝…〕 follows a sentence that asks something of villages:
`on` the list, `not` for villages or `none` of both, the ids that are right, and the restricted forms in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import docx

from listgen.catalog.load import read_catalog
from listgen.catalog.notice import LISTED, NOT_LISTED, NOT_PERMITTED, Remark, lint
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
    """How many sentences ask, by the answers; were found; were found for nothing; how many verdicts, items
    and forms of those found are right, of how many there are."""

    asking: int
    found: int
    needless: int
    verdicts: int
    items: int
    with_item: int
    forms: int
    forms_found: int
    forms_needless: int


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


def measure(notices: Iterable[Notice], verbose: bool = False) -> Measure:
    total = [0] * 9
    for notice in notices:
        made = remarks(notice)
        used = set()
        for answer in notice.answers:
            remark = next((one for one in made if answer.sentence in one.sentence.text), None)
            total[0] += 1
            total[5] += bool(answer.ids)
            total[6] += len(answer.forms)
            if remark is None:
                if verbose:
                    print("MISSED", answer)
                continue
            used.add(id(remark))
            total[1] += 1
            verdict = remark.verdict == answer.verdict
            item = remark.likeness.item.id if remark.likeness and remark.verdict != NOT_LISTED else ""
            right = item in answer.ids if answer.ids else not item
            forms = {form.form for form in remark.forms}
            total[3] += verdict
            total[4] += bool(answer.ids) and right
            total[7] += len(forms & answer.forms)
            total[8] += len(forms - answer.forms)
            if verbose and not (verdict and right and forms == answer.forms):
                print(answer, "GOT", remark.verdict, item, forms, remark.likeness and remark.likeness.score)
        for one in made:
            if id(one) not in used:
                total[2] += 1
                if verbose:
                    print("NEEDLESS", one.sentence.text, one.sentence.asks, [form.form for form in one.forms])
    return Measure(*total)
