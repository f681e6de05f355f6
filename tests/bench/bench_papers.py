"""Word papers of a county beside docxtpl and python-docx, as whole processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.compare import FEW, Contender, compare
from tests.bench.figures import Report
from tests.bench.installed import Peers
from tests.bench.measure import Program
from tests.bench.work import BOOKLETS, FORMS, Work
from tests.documents.reader import said

_FILLS = "fills listgen's own template, its tags rewritten in docxtpl's words, with ready values"
_SETS = (
    "sets the same paragraphs and cells in the same styles from a ready list; no headers, footers, fields,"
    " merged cells, widths or heights"
)
PYTHON_DOCX, FEWER = "python-docx", 5  # villages: it takes most of a second a booklet
WAYS = {
    "docxtpl": ("docxtpl_papers", (), f"{_FILLS}; the template is read anew for each paper"),
    "docxtpl, kept": ("docxtpl_papers", ("kept",), f"{_FILLS}; one object a template"),
    PYTHON_DOCX: ("python_docx_papers", (), _SETS),
}


@pytest.mark.parametrize(("part", "kinds"), [(BOOKLETS, ("booklet",)), (FORMS, ("document",))])
def test_papers(
    part: str,
    kinds: tuple[str, ...],
    report: Report,
    installed: Peers,
    project: Path,
    work: Work,
    folder: Path,
) -> None:
    """All say the same words, or nothing is compared."""

    def contender(name: str) -> Contender:
        program, more, did = WAYS[name]

        def of(villages: int) -> Program:
            return Program(installed.program(program, work.folder / part, folder / name, villages, *more))

        return Contender(name, min(FEWER if name == PYTHON_DOCX else FEW, report.villages), of, did)

    compare(report, part, project, folder, kinds, work.outputs[part], tuple(map(contender, WAYS)))
    paths = [
        paper["path"] for paper in json.loads((work.folder / part / "villages" / "3.json").read_text("utf-8"))
    ]
    for name in WAYS:
        for path in paths if (folder / name).is_dir() else ():
            assert _words(folder / name / path) == _words(folder / "ours" / path), (name, path)


def _words(paper: Path) -> str:
    """All words; python-docx ends a section with an empty paragraph."""
    return "\n".join(line for line in said(paper.read_bytes()).splitlines() if line)
