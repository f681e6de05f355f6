"""PDF copies of Word papers, made by LibreOffice from the papers as they stand in OUT.

Another version of LibreOffice, or other faces on the machine, give other bytes; the same give the same.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from listgen.build.executors import Made
from listgen.build.job import CopyValues, Job
from listgen.documents.package import read_parts
from listgen.drawing.settled import UnreadableError, settle
from listgen.findings import Finding, Location, warn

COPY = "pdf-copy"
_PAPERS = ("list-document", "booklet", "document")
BATCH = 40  # papers a start: starting takes seconds, a paper tenths of one
_START, _EACH = 120, 20  # seconds that may pass
_FACE = re.compile(rb'w:(?:eastAsia|ascii|hAnsi|cs)="([^"]+)"')
_SAME = str.maketrans("", "", " -_")
# What a face calls itself within a PDF, where that is not the name that Word shows.
_WITHIN = {
    "仿宋": ("FangSong", "STFangsong"),
    "楷体": ("KaiTi", "STKaiti"),
    "黑体": ("SimHei", "STHeiti"),
    "宋体": ("SimSun", "NSimSun", "STSong"),
    "小标宋": ("FZXBSJW", "FZXBS", "FZXiaoBiaoSong"),
}


def with_copies(jobs: Iterable[Job]) -> tuple[Job, ...]:
    """The jobs, and after them a copy of every Word paper."""
    held = tuple(jobs)
    return (*held, *(_copy_of(job) for job in held if job.format == "docx" and job.kind in _PAPERS))


def _copy_of(job: Job) -> Job:
    fingerprint = hashlib.sha256(f"{COPY} {job.fingerprint}".encode()).hexdigest()
    return replace(
        job,
        path=f"{job.path[:-5]}.pdf",
        writer=COPY,
        format="pdf",
        values=CopyValues(job.path),
        fingerprint=fingerprint,
    )


def paper_of(copy: Job) -> str:
    """The path of the Word paper that a copy is made of."""
    assert isinstance(copy.values, CopyValues)
    return copy.values.paper


class Copier:
    """LibreOffice, started for a batch of papers at a time with a profile of its own."""

    def __init__(self, soffice: Path, out: Path) -> None:
        self._soffice = soffice
        self._out = out
        self.strange: dict[str, set[str]] = {}  # faces of copies that no paper asks for, and what was asked

    def make(self, jobs: tuple[Job, ...]) -> Iterator[tuple[Made, ...]]:
        """The copies, a batch at a time."""
        for start in range(0, len(jobs), BATCH):
            batch = jobs[start : start + BATCH]
            with tempfile.TemporaryDirectory(prefix="listgen-") as folder:
                yield tuple(self._batch(batch, Path(folder)))

    def findings(self) -> list[Finding]:
        """Faces that LibreOffice put in the place of those that the machine lacks."""
        return [
            warn("pdf-other-face", Location(), value=face, faces="、".join(sorted(asked)))
            for face, asked in sorted(self.strange.items())
        ]

    def _batch(self, jobs: tuple[Job, ...], folder: Path) -> Iterator[Made]:
        papers = []
        for number, job in enumerate(jobs):
            paper = folder / f"{number:03d}.docx"
            try:
                shutil.copyfile(self._out / paper_of(job), paper)
            except OSError:
                continue
            papers.append(paper)
        said = self._convert(papers, folder)
        for number, job in enumerate(jobs):
            made = folder / "pdf" / f"{number:03d}.pdf"
            try:
                data, faces = settle(made.read_bytes())
            except (OSError, UnreadableError):
                yield Made(job, None, f"LibreOffice: {said or 'no PDF'}")
                continue
            self._compare(faces, folder / f"{number:03d}.docx")
            yield Made(job, data)

    def _convert(self, papers: list[Path], folder: Path) -> str:
        """Runs LibreOffice; what it said where it did not end well."""
        profile = (folder / "profile").as_uri()
        command = [str(self._soffice), f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(folder / "pdf"), *map(str, papers)]
        try:
            ended = subprocess.run(
                command,
                capture_output=True,
                timeout=_START + _EACH * len(papers),
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except (subprocess.TimeoutExpired, OSError) as fault:
            return type(fault).__name__
        words = ended.stderr.decode("utf-8", "replace").split()
        return " ".join(words)[:200] if ended.returncode else ""

    def _compare(self, faces: tuple[str, ...], paper: Path) -> None:
        parts = read_parts(paper.read_bytes())
        named = b"".join(parts.get(f"word/{name}.xml", b"") for name in ("document", "styles"))
        asked = {name.decode() for name in _FACE.findall(named)}
        known = {_plain(name) for face in asked for name in (face, *_within(face))}
        for face in faces:
            if not any(_plain(face).startswith(name) for name in known):
                self.strange.setdefault(face, set()).update(name for name in asked if not name.isascii())


def _within(face: str) -> Iterator[str]:
    return (name for part, names in _WITHIN.items() if part in face for name in names)


def _plain(name: str) -> str:
    return name.translate(_SAME).casefold()
