"""The manifest against the expectation: every promised output is listed as what it is, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from listgen.findings import Finding, Location, error, warn
from listgen.verify.manifest import Manifest
from listgen.verify.pdf_copy import KINDS as COPIED
from listgen.verify.pdf_copy import paper_of
from listgen.verify.promised import Document, Expected, Gate, Output, Page, Sign

EXPECTED = "data/expected.json"
PROMISED = {"list-document", "booklet", "document", "plaque", "hall-sign", "sign", "qr", "page"}


def check_promises(expected: Expected, listed: Manifest) -> Iterator[Finding]:
    """What is promised and not listed, listed and not promised, or another's, or of another kind."""
    yield from _check_parts(expected, listed)
    entries = {entry.path: entry for entry in listed.outputs}
    excused = {*listed.failed, *expected.elsewhere}
    for path, (owner, output) in expected.outputs.items():
        entry = entries.get(path)
        if entry is None and path not in excused:
            yield error("page-missing" if isinstance(output, Page) else "output-missing", Location(path))
        if entry and (entry.owner, entry.level) != (owner.id, owner.level):
            yield error("output-owner", Location(path), value=entry.owner, expected=owner.id)
        kind = _kind(output)
        if entry and kind and entry.kind != kind:
            yield error("output-kind", Location(path), value=entry.kind, expected=kind)
    for path in _of_orders(expected):
        if path and path not in entries and path not in excused:
            yield error("output-missing", Location(path))
    for path, entry in entries.items():
        copied = entry.kind in COPIED and entry.format == "pdf" and copied_paper(expected, path) is not None
        if entry.kind in PROMISED and path not in expected.outputs and not copied:
            yield error("output-unexpected", Location(path), kind=entry.kind)


def copied_paper(expected: Expected, copy: str) -> Document | None:
    """The Word paper that a PDF is a copy of."""
    promised = expected.outputs.get(paper_of(copy))
    return promised[1] if promised and isinstance(promised[1], Document) else None


def _check_parts(expected: Expected, listed: Manifest) -> Iterator[Finding]:
    """Whether the last build was of a part, and left out what somebody may look for."""
    held = [owner for owner in expected.owners if owner.part]
    names = [owner.name if owner.level == "county" else f"{owner.name}（{owner.id}）" for owner in held]
    if not expected.township and expected.of_a_part:
        names.insert(0, expected.county.text("name"))
    for name in () if listed.failed else names:
        yield warn("output-partial", Location(EXPECTED), value=name)


def _of_orders(expected: Expected) -> Iterator[str]:
    """The papers of every batch of signs; '' for one that it has not."""
    for order in expected.orders:
        yield order.proof
        if order.papers:
            yield order.papers.sheet
            yield order.papers.receipt


def _kind(output: Output) -> str:
    """What the manifest should say that it is; '' where several kinds may be."""
    if isinstance(output, Sign):
        return output.listed or output.kind
    return output.kind if isinstance(output, Document | Gate) else ""
