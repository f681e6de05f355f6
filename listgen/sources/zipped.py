"""What zipfile raises, in all its ways, on a package that was cut, mended, encrypted or made to harm."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(ValueError, LookupError, OverflowError, NotImplementedError, RuntimeError),
)
