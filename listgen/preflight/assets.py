"""What all outputs share: documents, site files, faces and the plaque scheme, shipped or the county's own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from listgen.county import County
from listgen.documents.contents import pages_known
from listgen.documents.faces import SHIPPED_FACES, PaperFaces
from listgen.documents.shapes import SHAPES
from listgen.documents.spec import DocumentSpec, load_document
from listgen.findings import Finding, Location, error, warn
from listgen.preflight.county import line_of
from listgen.preflight.faces import load_faces
from listgen.preflight.flows import load_flow_style
from listgen.project import ProjectFiles
from listgen.resources import shipped
from listgen.signage.flow_file import FlowStyle
from listgen.signage.logo import load_logos
from listgen.signage.scheme import Scheme
from listgen.signage.scheme_file import load_scheme
from listgen.sources.values import plain
from listgen.sources.yaml import load_yaml
from listgen.typeset.faces import Faces

DOCUMENTS, SITE, FACES, ORDERS = "documents", "site", "faces", "orders"


@dataclass(frozen=True, slots=True)
class Document:
    """A folder of templates/documents/: its declaration and its template.docx."""

    spec: DocumentSpec
    template: bytes = field(repr=False)
    own: bool = False  # the county's: what its tables are, it alone knows


@dataclass(frozen=True, slots=True)
class Assets:
    """Frozen for a whole run, given to each worker once."""

    documents: Mapping[str, Document]
    site: Mapping[str, bytes] = field(repr=False)
    faces: Faces = field(repr=False)
    order_texts: Mapping[str, bytes] = field(
        repr=False, default_factory=dict
    )  # of templates/orders/, by name
    flow: FlowStyle | None = None  # of flow charts
    paper_faces: PaperFaces = SHIPPED_FACES

    def digest(self, key: str) -> str:
        """The digest of `documents/<name>`, `site` or `faces`. Raises KeyError."""
        group, _, name = key.partition("/")
        if group == DOCUMENTS:
            document = self.documents[name]
            told = repr((self.paper_faces.names, document.spec, document.own)).encode()
            return hashlib.sha256(told + document.template).hexdigest()
        if group == SITE:
            return _digest_files(tuple(sorted(self.site.items())))
        if group == FACES:
            return self.faces.digest
        raise KeyError(key)


@cache
def _digest_files(files: tuple[tuple[str, bytes], ...]) -> str:
    return hashlib.sha256(b"\0".join(name.encode() + b"\0" + data for name, data in files)).hexdigest()


def load_assets(project: ProjectFiles, county: County) -> tuple[Assets, list[Finding]]:
    """The shipped assets, with the county's own added or in place of shipped ones of their name."""
    findings: list[Finding] = []
    documents: dict[str, Document] = {}
    for file, declaration, template in (*_shipped_documents(), *_own_documents(project)):
        table, found = load_yaml(declaration, file)
        findings += found
        if table is None:
            continue
        try:
            spec = load_document(_as_mapping(plain(table)))
        except ValueError as fault:
            findings.append(error("bad-document", Location(file), value=str(fault)))
            continue
        name = _name(file)
        if not re.fullmatch(r"[^/.][^/]*", name):
            findings.append(error("bad-document", Location(file), value=file))
            continue
        twin = next((other for other in documents if other != name and _one_file(documents[other], spec)), "")
        if twin:
            findings.append(error("bad-document", Location(file), value=f"{spec.file}: {twin}"))
            continue
        documents[name] = Document(spec, template, file in project.files)
        if file in project.files:
            findings += _check_own(file, template, spec)
    findings += _unwanted(project, county, documents)
    site = {path.name: path.read_bytes() for path in sorted((shipped("templates") / SITE).iterdir())}
    faces, found = load_faces(project, county.signs.fallback)
    texts = {path.stem: path.read_bytes() for path in sorted((shipped("templates") / ORDERS).glob("*.yaml"))}
    flow, faults = load_flow_style(project)
    return Assets(documents, site, faces, texts, flow, PaperFaces(county.faces)), [*findings, *found, *faults]


def _unwanted(project: ProjectFiles, county: County, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Documents that are not to be made, and that there are none of."""
    for name in county.without:
        if name not in documents:
            choices = "、".join(documents)
            yield error("unknown-document", line_of(project, "without"), value=name, choices=choices)


def _name(file: str) -> str:
    """The folder of a document.yaml below templates/documents/."""
    return file.removeprefix(f"templates/{DOCUMENTS}/").removesuffix("document.yaml").removesuffix("/")


def _one_file(document: Document, spec: DocumentSpec) -> bool:
    """Whether both would be written to one file."""
    other = document.spec
    mine, theirs = ((one.audience, one.folder.casefold(), one.file.casefold()) for one in (spec, other))
    return mine == theirs


def _shipped_documents() -> list[tuple[str, bytes, bytes]]:
    folder = shipped("templates") / DOCUMENTS
    return [
        (
            f"templates/{DOCUMENTS}/{path.parent.name}/document.yaml",
            path.read_bytes(),
            (path.parent / "template.docx").read_bytes(),
        )
        for path in sorted(folder.glob("*/document.yaml"))
    ]


def _own_documents(project: ProjectFiles) -> list[tuple[str, bytes, bytes]]:
    """The county's documents: folders of its templates/documents/ with both files."""
    found = []
    for path in project.below(f"templates/{DOCUMENTS}"):
        if path.endswith("/document.yaml"):
            template = project.files.get(path.removesuffix("document.yaml") + "template.docx", b"")
            found.append((path, project.files[path], template))
    return found


def _check_own(file: str, template: bytes, spec: DocumentSpec) -> list[Finding]:
    """A template of the county's; the shipped ones are held by tests."""
    path = file.removesuffix("document.yaml") + "template.docx"
    if not template:
        return [error("missing-file", Location(path), value=path)]
    if spec.data not in SHAPES:
        return [error("bad-document", Location(file), value=f"data: {spec.data}")]
    from listgen.documents.check import check_template, has_contents  # few counties have papers of their own

    found = check_template(template, spec.data, path)
    if not found and has_contents(template) and not pages_known(template):
        found = [warn("contents-without-pages", Location(path))]
    return found


def shipped_schemes() -> dict[str, bytes]:
    """The files of the shipped plaque schemes by name."""
    folder = shipped("templates") / "signs" / "schemes"
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}


def load_plaque_scheme(project: ProjectFiles, county: County) -> tuple[Scheme | None, list[Finding]]:
    """The scheme that county.yaml names: the county's own of that name, else the shipped one.

    None where there is none to read; of one with errors in its form, what of it is sound.
    """
    name = f"templates/signs/schemes/{county.signs.scheme}.yaml"
    known = shipped_schemes()
    data = project.files.get(name, known.get(county.signs.scheme))
    if data is None:
        facts = {"value": county.signs.scheme, "choices": "、".join(known)}
        return None, [error("unknown-scheme", line_of(project, "scheme"), **facts)]
    table, findings = load_yaml(data, name)
    if table is None:
        return None, findings
    scheme, found = load_scheme(table)
    scheme, more = load_logos(scheme, project.files)
    return scheme, [*findings, *found, *more]


def _as_mapping(value: object) -> dict[str, object]:
    return {str(key): entry for key, entry in value.items()} if isinstance(value, dict) else {}
