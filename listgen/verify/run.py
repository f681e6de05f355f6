"""All outputs of one build, each read once from the disk and judged by its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from listgen.findings import Finding, Location, error
from listgen.verify import manifest as manifests
from listgen.verify.codes import check_code_file, check_codes, check_gang_codes, check_target
from listgen.verify.data import check_data
from listgen.verify.engraving import check_engraving
from listgen.verify.expected import read_expected
from listgen.verify.facts import FactError
from listgen.verify.gate import check_gate
from listgen.verify.licensed import RECORDS, Font, read_licensed
from listgen.verify.manifest import Entry, Manifest
from listgen.verify.order_papers import OrderPapers
from listgen.verify.order_sheet import check_order_sheet
from listgen.verify.pdf import check_gang, check_merged, check_pdf
from listgen.verify.pdf_copy import KINDS as COPIED
from listgen.verify.pdf_copy import check_copy
from listgen.verify.plain import read_plain
from listgen.verify.project import check_project
from listgen.verify.promised import (
    CodeFile,
    Document,
    Engraving,
    Expected,
    GangFile,
    Gate,
    MergedFile,
    Order,
    Output,
    Owner,
    Page,
    Sign,
)
from listgen.verify.promises import EXPECTED, check_promises, copied_paper
from listgen.verify.proof import check_proof
from listgen.verify.receipt import check_receipt
from listgen.verify.report import Report
from listgen.verify.shapes import Shapes
from listgen.verify.site import PageError, check_expected_page, check_page, heading, read_page
from listgen.verify.word import check_docx
from listgen.verify.zbar import Zbar

_UNFINISHED = "unfinished"  # a build began, and has not ended: what is there is of two builds
SIGNS = {"plaque", "hall-sign", "sign", "merged"}  # what is printed as PDF/X; a proof carries live text
PROOF = "校样.pdf"  # of an order, whatever its folder
SHOWN = 200  # characters of what went wrong

Progress = Callable[[int, int], None]


def verify_output(
    out: Path,
    project: Path | None = None,
    progress: Progress | None = None,
    fonts: Path | None = None,
    zbar: Path | None = None,
) -> Report:
    """Every output of OUT against the manifest and data/expected.json; writes nothing.

    With `project` also against the project's raw files; with `fonts`, the folder of the shipped faces,
    the outlines of every sign are read back as characters, with `project` those of its own faces too; with
    `zbar`, the program zbarimg, every code is read a second time. `progress` gets files read and how many.
    """
    unfinished = Report((error("output-unfinished", Location(manifests.NAME)),), {})
    if (out / manifests.PRIVATE / _UNFINISHED).exists():
        return unfinished
    try:
        manifest = read_plain(out / manifests.NAME)
        listed = manifests.read_manifest(manifest)
    except FileNotFoundError:
        return Report((error("manifest-missing", Location(manifests.NAME)),), {})
    except FactError as fault:
        return Report((error("manifest-invalid", Location(manifests.NAME), where=fault.where),), {})
    verification = _Verification(out, listed, progress or (lambda done, total: None), fonts, zbar, project)
    findings = [*verification.check()]
    if project is not None and listed.township:
        findings.append(error("package-not-whole", Location(manifests.NAME), value=listed.township))
    elif project is not None and verification.expected is not None:
        findings += check_project(
            project,
            out,
            verification.expected,
            verification.headings,
            verification.hashes | dict.fromkeys(listed.failed, ""),
        )
    if _changed_meanwhile(out, manifest):
        return unfinished
    return Report(tuple(findings), dict(verification.checked), zbar is not None, listed.township)


def _changed_meanwhile(out: Path, manifest: bytes) -> bool:
    """Whether a build came while the outputs were read."""
    try:
        now = read_plain(out / manifests.NAME)
    except OSError:
        return True
    return now != manifest or (out / manifests.PRIVATE / _UNFINISHED).exists()


def verify_file(path: Path) -> list[Finding]:
    """What can be said of one file without its build: .docx, .xlsx, .pdf or .html."""
    data, name = path.read_bytes(), path.name
    match path.suffix.lower():
        case ".docx":
            return list(check_docx(data, name, ours=False))
        case ".xlsx":
            return list(check_order_sheet(data, name))
        case ".pdf" if name == PROOF:
            return list(check_proof(data, name, None))
        case ".pdf":
            return list(check_pdf(data, name))
        case ".html":
            try:
                return list(check_page(read_page(data), name))
            except PageError as problem:
                return [error("page-unreadable", Location(name), value=str(problem))]
        case suffix:
            return [error("file-unknown", Location(name), value=suffix)]


class _Verification:
    """One pass over the outputs; pages first, since codes ask where they lead."""

    def __init__(
        self,
        out: Path,
        listed: Manifest,
        progress: Progress,
        fonts: Path | None,
        zbar: Path | None,
        project: Path | None,
    ) -> None:
        self.out = out
        self.listed = listed
        self.progress = progress
        self.fonts = fonts
        self.project = project
        self.zbar = Zbar(zbar)
        self.shapes: Shapes | None = None
        self.checked: Counter[str] = Counter()
        self.expected: Expected | None = None
        self.headings: dict[str, str] = {}  # by path of the page
        self.orders: dict[str, Order] = {}  # by path of the proof
        self.papers: dict[str, OrderPapers] = {}  # by path of the order sheet, and of the receipt
        self.hashes = {entry.path: entry.sha256 for entry in listed.outputs}
        self.sound: set[str] = set()  # signs without a fault
        self.files = {entry.path for entry in listed.outputs}

    def check(self) -> Iterator[Finding]:
        """All findings, in the order of the files."""
        yield from manifests.check_manifest(self.listed)
        if self.listed.township:
            yield from manifests.check_sums(self.out, self.listed)
        yield from self._read_expected()
        entries = sorted(self.listed.outputs, key=lambda entry: entry.format != "html")
        for done, entry in enumerate(entries, 1):
            yield from self._check_entry(entry)
            self.progress(done, len(entries))
        yield from self.zbar.read()
        if self.expected:
            yield from check_promises(self.expected, self.listed)
        yield from manifests.check_foreign(self.out, self.listed)

    def _read_expected(self) -> Iterator[Finding]:
        try:
            self.expected = read_expected(read_plain(self.out / EXPECTED))
        except FileNotFoundError:
            yield error("output-missing", Location(EXPECTED))
        except FactError as fault:
            yield error("expected-invalid", Location(EXPECTED), where=fault.where)
        else:
            if self.expected.township != self.listed.township:
                yield error("manifest-invalid", Location(manifests.NAME), where="township")
            self.orders = {order.proof: order for order in self.expected.orders}
            papers = [order.papers for order in self.expected.orders if order.papers]
            self.papers = {path: one for one in papers for path in (one.sheet, one.receipt)}
            yield from self._learn_faces(_wordings(self.expected))

    def _learn_faces(self, characters: str) -> Iterator[Finding]:
        """The shipped faces, and where the project is at hand its own."""
        if self.fonts is None:
            return
        found = None if self.project is None else list(read_licensed(self.project))
        yield from (one for one in found or () if isinstance(one, Finding))
        licensed = None if found is None else [one for one in found if isinstance(one, Font)]
        try:
            self.shapes = Shapes(sorted(self.fonts.glob("*.otf")), characters, licensed)
        except Exception as problem:  # a font of others makes fontTools stumble in any way
            yield error(
                "output-unchecked", Location(RECORDS), value=f"{type(problem).__name__}: {problem}"[:SHOWN]
            )

    def _check_entry(self, entry: Entry) -> Iterator[Finding]:
        try:
            data = self._read(entry.path)
        except (FileNotFoundError, NotADirectoryError):
            if self.expected is None or entry.path not in self.expected.elsewhere:
                yield error("output-missing", Location(entry.path))
            return
        except OSError as problem:
            yield error("output-unreadable", Location(entry.path), value=type(problem).__name__)
            return
        self.checked[entry.kind] += 1
        yield from manifests.check_bytes(entry, data)
        try:
            yield from self._check_data(entry, data)
        except Exception as problem:  # a fault of ours; the other files are judged all the same
            value = f"{type(problem).__name__}: {problem}"[:SHOWN]
            yield error("output-unchecked", Location(entry.path), value=value)

    def _says(self, mark: str) -> bool:
        """Whether the county's papers and pages carry a mark."""
        return self.expected is not None and self.expected.county.flag(mark)

    def _check_data(self, entry: Entry, data: bytes) -> Iterator[Finding]:
        promised = self.expected.outputs.get(entry.path) if self.expected else None
        owner, output = promised or (None, None)
        if entry.format == "docx":
            document = output if isinstance(output, Document) else None
            specimen, unreleased = map(self._says, ("specimen", "unreleased"))
            unreleased = unreleased and document is not None
            yield from check_docx(data, entry.path, document, specimen, unreleased)
            if entry.path in self.papers:
                yield from check_receipt(data, entry.path, self.papers[entry.path])
        elif entry.format == "pdf" and entry.kind in COPIED:
            paper = copied_paper(self.expected, entry.path) if self.expected else None
            yield from check_copy(data, entry.path, paper)
        elif entry.format == "xlsx":
            yield from check_order_sheet(data, entry.path, self.papers.get(entry.path), self.hashes)
        elif isinstance(output, MergedFile | GangFile):
            yield from self._check_several(data, output)
        elif entry.format == "pdf" and (entry.kind in SIGNS or isinstance(output, Sign)):
            sign = output if isinstance(output, Sign) else None
            faults = list(check_pdf(data, entry.path, sign, self.shapes))
            yield from faults
            if not faults:
                self.sound.add(entry.path)
            if sign and sign.code and _drawable(faults):
                yield from check_codes(data, sign.path, [sign.codes], self.zbar)
        elif isinstance(output, Gate) and owner:
            boards = (sign for sign in owner.signs if sign.path in self.sound)
            yield from check_gate(data, output, {sign.slot: self._read(sign.path) for sign in boards})
        elif entry.kind == "proof":
            yield from check_proof(data, entry.path, self.orders.get(entry.path), self.zbar)
        elif isinstance(output, Engraving) and output.sign.path in self.files:  # else the PDF is missed
            pdf = self.out / output.sign.path
            yield from check_engraving(data, output, pdf.read_bytes() if pdf.is_file() else b"")
        elif entry.format == "html":
            yield from self._check_page(entry, data, output, owner)
        elif entry.format in ("json", "jsonld"):
            yield from check_data(data, entry.path, self.expected)
        elif isinstance(output, CodeFile):
            faults = list(check_pdf(data, entry.path, output.board)) if entry.format == "pdf" else []
            yield from faults
            if _drawable(faults):
                yield from check_code_file(data, output, self.zbar)
        url = _printed_link(output)
        if url and owner and self.expected:
            yield from check_target(url, entry.path, owner, self.expected, self.headings)

    def _check_several(self, data: bytes, output: MergedFile | GangFile) -> Iterator[Finding]:
        """Several signs in one file."""
        if isinstance(output, MergedFile):
            faults = list(check_merged(data, output, self.shapes))
            yield from faults
            if _drawable(faults):
                pages = [sign.codes for sign in output.signs]
                yield from check_codes(data, output.path, pages, self.zbar)
            return
        faults = list(check_gang(data, output, self.shapes))
        yield from faults
        if _drawable(faults):
            codes = [code for board in output.boards for code in board.codes]
            yield from check_gang_codes(data, output.path, codes, self.zbar)

    def _read(self, path: str) -> bytes:
        return read_plain(self.out / path)

    def _check_page(
        self, entry: Entry, data: bytes, output: Output | None, owner: Owner | None
    ) -> Iterator[Finding]:
        try:
            page = read_page(data)
        except PageError as problem:
            yield error("page-unreadable", Location(entry.path), value=str(problem))
            return
        self.headings[entry.path] = heading(page)
        hosts = set(self.expected.link_hosts) if self.expected else set()
        beyond = self.expected.beyond if self.expected else frozenset()
        yield from check_page(page, entry.path, self.files | beyond, hosts)
        if isinstance(output, Page) and owner and self.expected:
            yield from check_expected_page(page, output, owner, self.expected)


def _drawable(faults: list[Finding]) -> bool:
    """Whether a page may be rasterised: forms within forms take hours."""
    return all(fault.slug != "pdf-operator" for fault in faults)


def _wordings(expected: Expected) -> str:
    """All that signs may say."""
    signs = (output for _, output in expected.outputs.values() if isinstance(output, Sign))
    return "".join(text for sign in signs for text in (sign.wording, *sign.lines))


def _printed_link(output: Output | None) -> str:
    if isinstance(output, Sign):
        return output.code.url if output.code else ""
    return output.url if isinstance(output, CodeFile) else ""
