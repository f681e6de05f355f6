"""Objects of a PDF as text, and the file around them.

Laid out as ReportLab does, to the byte: a lost file of an old order only counts as made again where it comes
out the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

Value = str | float | Sequence["Value"] | Mapping[str, "Value"]

_HEAD = b"%PDF-1.4\n%\x93\x8c\x8b\x9e ReportLab Generated PDF document (opensource)\n"
_A_LINE, _ENTRIES = 10, 6  # members of an array, entries of a dictionary
_ESCAPED = {byte: chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}" for byte in range(256)}
_ESCAPED |= {byte: f"\\{chr(byte)}" for byte in b"()\\"}


def written(value: Value) -> str:
    """A value as it stands in an object: names, references and texts as strings of PDF's own syntax."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        entries = [f"/{name} {written(value[name])}" for name in sorted(value)]
        return f"<<\n{_broken(entries, _ENTRIES)}\n>>"
    if isinstance(value, Sequence):
        return f"[ {_broken([written(one) for one in value], _A_LINE)} ]"
    return f"{value:.7g}"


def text(value: str) -> str:
    """A text string: ASCII, or else UTF-16 with its mark."""
    data = value.encode() if value.isascii() else b"\xfe\xff" + value.encode("utf-16-be")
    return f"({''.join(map(_ESCAPED.__getitem__, data))})"


def stream(content: bytes) -> bytes:
    """A stream object of content that zlib packed."""
    entries = written({"Filter": "/FlateDecode", "Length": str(len(content))})
    return b"%b\nstream\n%bendstream" % (entries.encode("ascii"), content)


def reference(number: int) -> str:
    """What stands for the object of this number."""
    return f"{number} 0 R"


def write_file(objects: Iterable[str | bytes], root: int, info: int, digest: bytes) -> bytes:
    """The file: its objects, numbered from 1, their table, and which of them are its catalog and its info."""
    file = BytesIO()
    file.write(_HEAD)
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(file.tell())
        held = body if isinstance(body, bytes) else body.encode("ascii")
        file.write(b"%d 0 obj\n%b\nendobj\n" % (number, held))
    table, size = file.tell(), len(starts) + 1
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    file.writelines(b"%010d 00000 n \n" % start for start in starts)
    trailer = (
        f"trailer\n<<\n/ID \n[<{digest.hex()}><{digest.hex()}>]\n"
        "% ReportLab generated PDF document -- digest (opensource)\n\n"
        f"/Info {reference(info)}\n/Root {reference(root)}\n/Size {size}\n>>\n"
    )
    file.write(trailer.encode("ascii") + b"startxref\n%d\n%%%%EOF\n" % table)
    return file.getvalue()


def _broken(parts: Sequence[str], most: int) -> str:
    """Parts side by side, `most` a line."""
    return " \n  ".join(" ".join(parts[at : at + most]) for at in range(0, len(parts), most))
