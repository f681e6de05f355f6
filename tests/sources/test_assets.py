"""The county's own pictures: judged by their head, nothing is unpacked."""

from __future__ import annotations

import io
import struct
import zlib
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from listgen.findings import Finding
from listgen.sources.assets import MAX_PIXELS, check_asset


def _png(width: int, height: int) -> bytes:
    """The head of a 1-bit PNG of that size, and next to no picture after it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def _picture(format_: str, size: tuple[int, int] = (8, 6)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 0, 0)).save(out, format_)
    return out.getvalue()


PNG, JPEG, GIF = _picture("PNG"), _picture("JPEG"), _picture("GIF")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


def _slugs(found: list[Finding], file: str) -> list[str]:
    assert all(finding.location.file == file for finding in found)
    return [finding.slug for finding in found]


@pytest.mark.parametrize(
    ("file", "data", "slugs"),
    [
        ("assets/a.png", PNG, []),
        ("assets/a.PNG", PNG, []),
        ("assets/a.jpg", JPEG, []),
        ("assets/a.jpeg", JPEG, []),
        ("assets/a.png", JPEG, []),
        ("assets/a.png", _png(8000, 5000), []),
        ("assets/a.png", _png(8000, 5001), ["image-too-large"]),
        ("assets/a.png", _png(20_000, 20_000), ["image-too-large"]),
        ("assets/a.JPG", _png(20_000, 20_000), ["image-too-large"]),
        ("assets/a.png", _png(2**31 - 1, 2**31 - 1), ["image-too-large"]),
        ("assets/a.png", GIF, ["not-an-image"]),
        ("assets/a.png", b"", ["not-an-image"]),
        ("assets/a.jpg", b"<html>", ["not-an-image"]),
        ("assets/a.png", PNG[:20], ["not-an-image"]),
        (
            "assets/a.png",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n",
            ["not-an-image"],
        ),
        ("assets/a.svg", SVG.encode(), []),
        ("assets/a.svg", b"<!DOCTYPE svg>" + SVG.encode(), ["xml-entities"]),
        ("assets/a.SVG", b'<!doctype svg [<!ENTITY a "b">]>' + SVG.encode(), ["xml-entities"]),
        (
            "assets/a.svg",
            b'<?xml version="1.0"?>\n<!DOCTYPE x SYSTEM "file:///etc/passwd">',
            ["xml-entities"],
        ),
        ("assets/a.svg", f"<!DOCTYPE svg>{SVG}".encode("utf-16"), ["not-a-text-file"]),
        ("assets/a.ttf", b"<!DOCTYPE", []),
    ],
)
def test_asset(file: str, data: bytes, slugs: list[str]) -> None:
    start = monotonic()
    assert _slugs(check_asset(file, data), file) == slugs
    assert monotonic() - start < 1


@pytest.mark.parametrize(("size", "value"), [((8000, 5001), "8000×5001"), ((9000, 9000), "9000×9000")])
def test_the_size_is_told(size: tuple[int, int], value: str) -> None:
    (finding,) = check_asset("assets/a.png", _png(*size))
    assert finding.facts() == {"value": value, "limit": str(MAX_PIXELS // 1_000_000)}


@pytest.mark.parametrize("data", [PNG, JPEG, SVG.encode()], ids=["png", "jpeg", "svg"])
@pytest.mark.parametrize("file", ["assets/a.png", "assets/a.svg"])
@given(place=st.integers(0), bytes_=st.binary(max_size=8), cut=st.integers(0, 8))
def test_any_spoilt_file_gives_findings(file: str, data: bytes, place: int, bytes_: bytes, cut: int) -> None:
    place %= len(data)
    check_asset(file, data[:place] + bytes_ + data[place + cut :])


@pytest.mark.parametrize("file", ["a.png", "a.svg", "a.jpeg"])
@given(data=st.binary())
def test_any_bytes(file: str, data: bytes) -> None:
    slugs = _slugs(check_asset(file, data), file)
    assert slugs == ["not-an-image"] or file == "a.svg"
