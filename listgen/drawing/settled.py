"""A PDF that another program made, without the moment and the program that made it."""

from __future__ import annotations

import io
import re

_STAMPS = ("/CreationDate", "/ModDate", "/Producer", "/Creator")
_SUBSET = re.compile(r"^/?[A-Z]{6}\+")


class UnreadableError(ValueError):
    """The bytes are no PDF."""


def settle(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The PDF with the same bytes for the same pages, and the names of its faces. Raises UnreadableError."""
    import pikepdf  # loads only where a copy is made

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for stamp in _STAMPS:
                if stamp in pdf.docinfo:
                    del pdf.docinfo[stamp]
            for made_of_stamps in ("/DocChecksum", "/ID"):
                if made_of_stamps in pdf.trailer:
                    del pdf.trailer[made_of_stamps]
            if "/Metadata" in pdf.Root:
                del pdf.Root.Metadata
            names = sorted(
                {
                    _SUBSET.sub("", str(one.get("/FontName", ""))).lstrip("/")
                    for one in pdf.objects
                    if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
                }
            )
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
    except pikepdf.PdfError as fault:
        raise UnreadableError(str(fault)) from fault
    return out.getvalue(), tuple(names)
