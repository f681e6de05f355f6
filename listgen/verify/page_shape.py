"""What a page is made of: the elements that the site has, each in its place, none kept from the reader."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

# The elements of the site with the attributes that they may have besides _ANYWHERE, and those without any.
_ELEMENTS = {
    "a": "hidden href",
    "button": "data-black data-size hidden type",
    "circle": "cx cy fill r",
    "details": "data-k open",
    "div": "data-pinyin hidden role",
    "html": "lang",
    "input": "autocapitalize autocomplete enterkeyhint placeholder spellcheck type",
    "label": "for",
    "link": "href rel",
    "meta": "charset content http-equiv name",
    "p": "role",
    "path": "d fill stroke stroke-dasharray stroke-width",
    "svg": "aria-hidden preserveaspectratio viewbox",
}
_BARE = {
    *("b", "body", "br", "dd", "dl", "dt", "em", "footer", "h1", "h2", "head", "header", "li", "main", "nav"),
    *("ol", "script", "section", "small", "span", "strong", "style", "summary", "title", "ul"),
}
_ANYWHERE = {"class", "id", "aria-label", "aria-labelledby"}
_PARENTS = {
    **dict.fromkeys(("meta", "title", "link", "style"), ("head",)),
    "script": ("head", "body"),
    **dict.fromkeys(("circle", "path"), ("svg",)),
}
_HIDDEN = {"clear", "none", "call"}  # until a script needs them: a button and two ways to call
_IN_HIDDEN = {"a", "b", "p", "path", "span", "svg"}
_IN_SCRIPTED = {"button", "circle", "div", "input", "label", "path", "svg"}
_TYPES = {"button": "button", "input": "text"}
_METAS = {"description", "format-detection", "referrer", "theme-color", "viewport"}


def shape_faults(page: html.HtmlElement) -> Iterator[str]:
    """Each element or attribute that no page has, or not there."""
    seen: set[str] = set()
    for element in page.iter():
        if not isinstance(element.tag, str):
            yield "<!"
            continue
        yield from _faults(element)
        id_ = element.get("id")
        if id_ is not None and id_ in seen:
            yield f"2 × {id_}"
        seen.update(() if id_ is None else (id_,))


def _faults(element: html.HtmlElement) -> Iterator[str]:
    tag, parent = str(element.tag), element.getparent()
    above = "" if parent is None else str(parent.tag)
    if tag not in _ELEMENTS and tag not in _BARE:
        yield tag
        return
    for name in element.attrib:
        if name not in _ANYWHERE and name not in _ELEMENTS.get(tag, "").split():
            yield f"{tag} {name}"
    if above not in _PARENTS.get(tag, (above,)) or (above == "svg" and tag not in ("circle", "path")):
        yield f"{above} {tag}"
    inside = {str(other.tag) for other in element.iterdescendants()}
    if "hidden" in element.attrib and (element.get("id") not in _HIDDEN or inside - _IN_HIDDEN):
        yield f"{tag} hidden"
    if "js" in element.get("class", "").split() and inside - _IN_SCRIPTED:
        yield f"{tag} js"  # to be seen only where scripts run
    if tag == "details" and not element.get("id"):
        yield tag
    if tag == "meta" and not _is_known(element):
        yield "meta"
    if tag == "link" and (element.get("rel"), element.get("href")) != ("icon", "data:,"):
        yield "link"
    if element.get("type", _TYPES.get(tag)) != _TYPES.get(tag):
        yield f"{tag} type"


def _is_known(meta: html.HtmlElement) -> bool:
    """The character set, a name that the site gives, or the policy, which has a check of its own."""
    if "http-equiv" in meta.attrib:
        return bool(meta.get("http-equiv", "").strip().lower() == "content-security-policy")
    return "charset" in meta.attrib or meta.get("name") in _METAS
