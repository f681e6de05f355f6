"""A second opinion: zbar's program, where the computer has it, reads the pictures that zxing has read.

The two share no code. Many pictures go to one process, as files of a folder of their own, without a shell.
"""

from __future__ import annotations

import base64
import binascii
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from listgen.findings import Finding, Location, error

Grey = NDArray[np.uint8]

BATCH = 250  # pictures a run
TIME_LIMIT = 120  # seconds a run; one takes 0.2
_OPTIONS = ("--quiet", "--xml", "--nodbus", "-Sdisable", "-Sqrcode.enable")
_FOUND, _SOME_EMPTY = 0, 4  # exit codes: every picture had a symbol, one had none
_ZBAR = "{http://zbar.sourceforge.net/2008/barcode}"


@dataclass(frozen=True, slots=True)
class _Picture:
    path: str
    text: str
    grey: Grey


class Zbar:
    """Collects pictures and what zxing read in them; `program` None: there is no second opinion."""

    def __init__(self, program: Path | None) -> None:
        self._program = program
        self._waiting: list[_Picture] = []

    def add(self, path: str, text: str, grey: Grey) -> Iterator[Finding]:
        """Keeps the picture of the file `path`, and reads all that wait once they are many."""
        if self._program is not None:
            self._waiting.append(_Picture(path, text, grey))
            if len(self._waiting) >= BATCH:
                yield from self.read()

    def read(self) -> Iterator[Finding]:
        """Reads all that wait: an error for each file in which zbar does not see the same one text."""
        waiting, self._waiting = self._waiting, []
        if not waiting or self._program is None:
            return
        try:
            texts = _read(self._program, [picture.grey for picture in waiting])
        except (OSError, ValueError, subprocess.SubprocessError, etree.XMLSyntaxError) as problem:
            yield error("code-second-failed", Location(waiting[0].path), value=type(problem).__name__)
            return
        for picture, seen in zip(waiting, texts, strict=True):
            if seen != [picture.text]:
                found, place = "、".join(seen), Location(picture.path)
                yield error("code-decoders", place, value=found, expected=picture.text)


def _read(program: Path, pictures: list[Grey]) -> list[list[str]]:
    """The texts in each picture. Raises OSError, ValueError, SubprocessError, XMLSyntaxError."""
    with TemporaryDirectory(prefix="listgen-") as folder:
        names = [f"{number}.pgm" for number in range(len(pictures))]
        for name, grey in zip(names, pictures, strict=True):
            height, width = grey.shape
            (Path(folder) / name).write_bytes(b"P5 %d %d 255\n" % (width, height) + grey.tobytes())
        run = subprocess.run(
            [program, *_OPTIONS, *names],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIME_LIMIT,
            check=False,
        )
    if run.returncode not in (_FOUND, _SOME_EMPTY):
        raise ValueError(run.returncode)
    root = etree.fromstring(run.stdout, etree.XMLParser(resolve_entities=False, no_network=True))
    found = {str(source.get("href")): list(_texts(source)) for source in root.iter(f"{_ZBAR}source")}
    return [found.get(name, []) for name in names]


def _texts(source: etree._Element) -> Iterator[str]:
    for data in source.iter(f"{_ZBAR}data"):
        text = data.text or ""
        if data.get("format") == "base64":
            try:
                text = base64.b64decode(text).decode("utf-8", "replace")
            except binascii.Error:
                text = ""
        yield text
