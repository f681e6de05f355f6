"""Whatever comes back as a workbook: findings, never an exception.

CI tries a sample; `LISTGEN_EDITS=10000` asks for so many.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listgen.edit.workbook.importing import merged_into
from listgen.locale import LANGUAGES
from listgen.locale.show import lines
from listgen.project import read_project
from tests.faults.project import BASE
from tests.workbook.books import Parts, as_excel, exported, repacked

COUNT = int(os.environ.get("LISTGEN_EDITS", "15"))
PARTS = (
    "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet4.xml", "xl/worksheets/sheet15.xml", "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
)  # fmt: skip
BITS = [
    b"", b"<", b">", b'"', b"&", b"&#0;", b"&#55296;", b"\0", b"\xff", b'r="A1"', b't="n"', b't="e"',
    b"<f>1</f>", b"<v>1e999</v>", b"<v>-1</v>", b"1", b"<c/>", b"</row>", b"<row r='0'/>", b"_x0000_",
    b't="b"', b'" hidden="1',
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?x?>", b"<si/>", b's="9999"', b'r:id=""',
]  # fmt: skip
PIECES = st.one_of(st.sampled_from(BITS), st.binary(max_size=6))


def _imported(data: bytes) -> None:
    done = merged_into(read_project(BASE)[0], data, "a.xlsx")
    for language in LANGUAGES:
        text = "\n".join(lines(done.findings, language, everything=True))
        assert all(char.isprintable() or char == "\n" for char in text)


@settings(max_examples=COUNT, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PARTS), st.floats(0, 1), st.integers(0, 20), PIECES)
def test_any_edit_of_a_part(name: str, at: float, length: int, piece: bytes) -> None:
    def change(parts: Parts) -> None:
        start = int(at * len(parts[name]))
        parts[name] = parts[name][:start] + piece + parts[name][start + length :]

    _imported(repacked(as_excel(exported(BASE)), change))


@settings(max_examples=COUNT, suppress_health_check=list(HealthCheck))
@given(st.floats(0, 1), st.integers(0, 20), PIECES)
def test_any_edit_of_the_file(at: float, length: int, piece: bytes) -> None:
    data = exported(BASE)
    start = int(at * len(data))
    _imported(data[:start] + piece + data[start + length :])


@settings(max_examples=COUNT, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    _imported(b"PK\x03\x04" + data)
