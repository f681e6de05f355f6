"""What the machine itself needs for the outputs of a county: deflating what they hold, writing the files."""

from __future__ import annotations

import io
import os
import re
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.bench.compare import build
from tests.bench.figures import Figure, Report, Spread
from tests.bench.measure import measured, say

PART = "limits"
CHUNK = 44  # files between two fsyncs, as many as listgen journals at once
LEVEL = 6  # zlib's own default; listgen's are 1 to 9, by the kind of file
_STREAM = re.compile(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def test_limits(report: Report, project: Path, folder: Path) -> None:
    """Both in this process, on one core, from memory."""
    out = folder / "out"
    measured(build(project, out), cores=2)
    files = [
        path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".listgen" not in path.parts
    ]
    size = sum(map(len, files))
    say("limits: deflating and writing")
    packed = [data for file in files for data in _packed(file)]
    deflated = []
    for _ in range(report.rounds):
        start = time.process_time()
        for data in packed:
            zlib.compress(data, LEVEL)
        deflated.append(time.process_time() - start)
    what = (
        f"deflate at level {LEVEL} of the {sum(map(len, packed)) / 1e6:.0f} MB that Word papers, PDFs and"
        " pictures hold"
    )
    report.add(
        Figure(PART, what, Spread.of(deflated), "s", note="listgen deflates once what many papers share")
    )
    for what, synced in (
        ("each by a temporary file and `os.replace`", 0),
        (f"and an fsync every {CHUNK}", CHUNK),
    ):
        written = [_written(files, folder / f"{synced}-{number}", synced) for number in range(report.rounds)]
        told = f"{len(files):,} files, {size / 1e6:.0f} MB, {what}"
        report.add(Figure(PART, told, Spread.of(written), "s"))


def _packed(data: bytes) -> Iterator[bytes]:
    """What the deflated parts of a file are when unpacked."""
    if data[:4] == b"PK\3\4":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.compress_type == zipfile.ZIP_DEFLATED:
                    yield archive.read(entry)
    elif data[:4] == b"%PDF":
        yield from (zlib.decompressobj().decompress(stream) for stream in _STREAM.findall(data))
    elif data[:4] == b"\x89PNG":
        start = data.index(b"IDAT")
        yield zlib.decompressobj().decompress(data[start + 4 : -16])


def _written(files: list[bytes], folder: Path, synced: int) -> float:
    """Seconds on the clock to write all, 25 a folder."""
    start = time.perf_counter()
    for number, data in enumerate(files):
        if number % 25 == 0:
            place = folder / str(number)
            place.mkdir(parents=True)
        path, temporary = place / f"{number % 25}.out", place / ".tmp"
        with temporary.open("wb") as file:
            file.write(data)
            if synced and number % synced == 0:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    return time.perf_counter() - start
