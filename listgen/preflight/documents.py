"""A county's own documents against its lists: kinds that it has, fields that its items have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from listgen.catalog.model import Catalog
from listgen.documents.spec import printable
from listgen.findings import Finding, Location, error, warn
from listgen.preflight.assets import DOCUMENTS, Document


def check_documents(documents: Mapping[str, Document], catalog: Catalog) -> Iterator[Finding]:
    """What of the county's own declarations names nothing; of shipped ones it is left out of the paper."""
    kinds = [kind.id for kind in catalog.kinds]
    known = printable(catalog.fields)
    for name, document in documents.items():
        if not document.own:
            continue
        spec, place = document.spec, Location(f"templates/{DOCUMENTS}/{name}/document.yaml")
        if spec.kinds and not set(spec.kinds) & set(kinds):
            facts = {"name": name, "value": "、".join(spec.kinds), "choices": "、".join(kinds)}
            yield warn("document-kinds-missing", place, **facts)
        for column in spec.columns:
            if column.field not in known:
                yield error("document-field-unknown", place, name=name, value=column.field)
