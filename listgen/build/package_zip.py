"""The zip of a package: one folder, fixed times and order, and the SHA-256 of every file in it."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, BinaryIO

from listgen.build.folder import MANIFEST
from listgen.sources.zipped import BROKEN

SUMS = "SHA256SUMS"
NOTE = "说明.txt"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows
_UNIX, _FILE = 3, 0o100644 << 16  # a plain file, wherever it was made
_PACKED = frozenset({".docx", ".xlsx", ".pdf", ".png"})  # deflated within
_CHUNK = 1 << 20


class PackageZip:
    """Written front to back; a file passes in chunks. Names beyond ASCII are flagged as UTF-8 (bit 11)."""

    def __init__(self, stream: BinaryIO, root: str) -> None:
        self._zip = zipfile.ZipFile(stream, "w")
        self._root = root
        self._sums: dict[str, str] = {}

    def __enter__(self) -> PackageZip:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._zip.close()

    def add(self, path: str, data: bytes) -> dict[str, Any]:
        """Put in a file; its SHA-256 and its bytes, as a manifest has them."""
        return self.copy(path, io.BytesIO(data))

    def copy(self, path: str, source: BinaryIO) -> dict[str, Any]:
        """The same of an open file."""
        entry = zipfile.ZipInfo(f"{self._root}/{path}", _EPOCH)
        entry.create_system, entry.external_attr = _UNIX, _FILE
        packed = PurePosixPath(path).suffix in _PACKED
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED  # at zlib's own level, 6
        digest, count = sha256(), 0
        with self._zip.open(entry, "w") as target:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                count += len(chunk)
                target.write(chunk)
        self._sums[path] = digest.hexdigest()
        return {"sha256": self._sums[path], "bytes": count}

    def finish(self, manifest: dict[str, Any]) -> None:
        """Put in the manifest, and last the sums of all files, as `sha256sum -c` reads them."""
        self.add(MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
        lines = (f"{self._sums[path]}  {path}\n" for path in sorted(self._sums))
        self.add(SUMS, "".join(lines).encode())


def township_of(path: Path) -> str:
    """The id of the township whose package a file is; '' for any other file."""
    if not path.is_file():  # to open a pipe waits for somebody who writes
        return ""
    try:
        with zipfile.ZipFile(path) as found:
            names = found.namelist()
    except BROKEN:
        return ""
    root = names[0].partition("/")[0] if names else ""
    known = {f"{root}/{name}" for name in (MANIFEST, SUMS, NOTE)} <= set(names)
    return root.partition("-")[0] if known else ""
