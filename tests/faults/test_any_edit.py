"""Whatever stands in the files of a project: findings, never an exception."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listgen.locale import LANGUAGES
from listgen.locale.show import lines, record
from listgen.preflight import check_project
from tests.faults.project import BASE, copy_base

FILES = tuple(sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*") if path.is_file()))
BITS = [
    "\x00",
    "\n",
    ",",
    '"',
    ": ",
    "- ",
    "{",
    "[",
    "&a",
    "*a",
    "!!x",
    "|",
    "#",
    "'",
    "\t",
    "\ufeff",
    "\u202e",
    "无",
    "1e5",
]
PIECES = st.one_of(
    st.binary(max_size=12),
    st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([bit.encode() for bit in BITS]),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = copy_base(tmp_path_factory.mktemp("any") / "project")
    yield folder
    shutil.rmtree(folder)


def _checked(project: Path, file: str, data: bytes) -> None:
    target = project / file
    target.write_bytes(data)
    try:
        findings = check_project(project).findings
    finally:
        shutil.copyfile(BASE / file, target)
    for language in LANGUAGES:
        text = "\n".join(lines(findings, language, everything=True))
        assert all(char.isprintable() or char == "\n" for char in text)
        assert all(record(finding, language)["message"] for finding in findings)


@settings(max_examples=150)
@given(file=st.sampled_from(FILES), data=st.binary(max_size=300))
def test_any_bytes(project: Path, file: str, data: bytes) -> None:
    _checked(project, file, data)


@settings(max_examples=250)
@given(file=st.sampled_from(FILES), at=st.floats(0, 1), length=st.integers(0, 12), piece=PIECES)
def test_any_edit(project: Path, file: str, at: float, length: int, piece: bytes) -> None:
    data = (BASE / file).read_bytes()
    start = int(at * len(data))
    _checked(project, file, data[:start] + piece + data[start + length :])


@settings(max_examples=150)
@given(file=st.sampled_from(FILES), first=st.integers(0, 80), second=st.integers(0, 80))
def test_any_lines_swapped_or_lost(project: Path, file: str, first: int, second: int) -> None:
    rows = (BASE / file).read_bytes().splitlines(keepends=True)
    first, second = first % len(rows), second % len(rows)
    rows[first], rows[second] = rows[second], rows[first] if first % 2 else b""
    _checked(project, file, b"".join(rows))
