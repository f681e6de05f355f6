"""The zip: readable by another reader, the same bytes, and no gate to a bomb."""

from __future__ import annotations

import io
import zipfile

import pytest

from listgen.documents.package import MAX_BYTES, Package, PackageError, deflated, read_parts, write_parts

PARTS = {"[Content_Types].xml": b"<a/>", "word/document.xml": "清单".encode() * 100, "word/empty.xml": b""}


def test_zipfile_reads_what_was_written() -> None:
    with zipfile.ZipFile(io.BytesIO(write_parts(PARTS))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == PARTS
        assert archive.namelist() == list(PARTS)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_constant_parts_come_first_and_fill_adds() -> None:
    package = Package({"a.xml": b"1"})
    one, two = package.fill([("b.xml", deflated(b"2", 1))]), package.fill([("b.xml", deflated(b"3", 1))])
    assert read_parts(one) == {"a.xml": b"1", "b.xml": b"2"}
    assert read_parts(two) == {"a.xml": b"1", "b.xml": b"3"}
    assert package.fill([("b.xml", deflated(b"2", 1))]) == one


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (MAX_BYTES + 1))
    return stream.getvalue()


def _lying_size() -> bytes:
    """A header that promises one byte over a body of many."""
    data = bytearray(write_parts({"a.xml": b"0" * 5000}))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (1).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"%PDF-1.4", _bomb(), _lying_size(), write_parts(PARTS)[:200]],
    ids=["empty", "cut", "pdf", "bomb", "lying size", "torn"],
)
def test_what_is_refused(data: bytes) -> None:
    with pytest.raises(PackageError):
        read_parts(data)
