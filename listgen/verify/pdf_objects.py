"""What no object of a sign's PDF may hold: fonts, images, transparency, actions, layers, outside files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from listgen.findings import Finding, Location, error

# Keys that a dictionary of the file may not have, or may have with these values only.
_FORBIDDEN = {
    "pdf-font": {"/FontFile", "/FontFile2", "/FontFile3", "/FontDescriptor", "/DescendantFonts"},
    "pdf-active": {
        "/JavaScript",
        "/JS",
        "/AA",
        "/OpenAction",
        "/Annots",
        "/AcroForm",
        "/EmbeddedFiles",
        "/EF",
        "/URI",
        "/Launch",
        "/XFA",
    },
    "pdf-layer": {"/OCProperties", "/OCGs"},
    "pdf-screening": {"/TR", "/HTP"},
    "pdf-external": {"/OPI", "/Ref", "/PS", "/FFilter"},
}
_ONLY = {
    "/SMask": {"/None"},
    "/BM": {"/Normal", "/Compatible"},
    "/ca": {"1"},
    "/CA": {"1"},
    "/TR2": {"/Default"},
}
_SLUG_OF_ONLY = {"/TR2": "pdf-screening"}
_NOT_EMPTY = {"/Font": "pdf-font", "/Shading": "pdf-colour", "/Pattern": "pdf-colour"}
_OF_TYPE = {
    "/Font": "pdf-font",
    "/Image": "pdf-image",
    "/PS": "pdf-external",
    "/Transparency": "pdf-transparency",
}


def check_objects(pdf: pikepdf.Pdf, place: Location) -> Iterator[Finding]:
    """The faults of all objects, whether a page uses them or not."""
    for found in pdf.objects:
        for dictionary in _dictionaries(found):
            yield from _check_dictionary(dictionary, place)


def _dictionaries(found: Any, depth: int = 0) -> Iterator[Any]:
    """The object's dictionaries, nested ones included, but not those of other objects."""
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        children: list[Any] = [value for _, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        children = list(found)
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect and depth < 50:
            yield from _dictionaries(child, depth + 1)


def _check_dictionary(dictionary: Any, place: Location) -> Iterator[Finding]:
    keys = set(dictionary.keys())
    for slug, forbidden in _FORBIDDEN.items():
        for key in sorted(keys & forbidden):
            yield error(slug, place, value=key)
    for key in sorted(keys & _ONLY.keys()):
        value = str(dictionary[key]) if not isinstance(dictionary[key], pikepdf.Dictionary) else "…"
        if value.removesuffix(".0") not in _ONLY[key]:
            yield error(_SLUG_OF_ONLY.get(key, "pdf-transparency"), place, value=f"{key} {value}")
    for key in sorted(keys & _NOT_EMPTY.keys()):
        if isinstance(dictionary[key], pikepdf.Dictionary) and dictionary[key].keys():
            yield error(_NOT_EMPTY[key], place, value=key)
    for key in ("/Type", "/Subtype", "/S"):
        value = str(dictionary[key]) if key in keys else ""
        if value in _OF_TYPE:
            yield error(_OF_TYPE[value], place, value=value)
    if isinstance(dictionary, pikepdf.Stream):
        if "/F" in keys:
            yield error("pdf-external", place, value="/F")
        if "LZWDecode" in str(dictionary.get("/Filter", "")):
            yield error("pdf-filter", place, value="LZWDecode")
