"""A page's Content-Security-Policy: nothing from outside, and inline code by its hash alone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from lxml import html

_STYLES, _SCRIPTS = 1, 2


def policy_faults(page: html.HtmlElement) -> Iterator[str]:
    """Each way in which the policy is not the one that a page with these styles and scripts has to have.

    It may say nothing more, and stands in the head before all that it is about: elsewhere it counts for
    nothing (CSP level 3, 3.3).
    """
    metas = [
        meta
        for meta in page.iter("meta")
        if meta.get("http-equiv", "").strip().lower() == "content-security-policy"
    ]
    if len(metas) != 1:
        yield f"{len(metas)} × Content-Security-Policy"
        return
    if not _stands_first(metas[0]):
        yield "head"
    styles, scripts = inline_hashes(page)
    if len(styles) != _STYLES:
        yield f"{len(styles)} × style"
    if len(scripts) != _SCRIPTS:
        yield f"{len(scripts)} × script"
    directives = [" ".join(part.split()) for part in metas[0].get("content", "").split(";")]
    wanted = [
        "default-src 'none'",
        " ".join(("style-src", *styles)),
        " ".join(("script-src", *scripts)),
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if directives != wanted:
        different = [*(set(directives) - set(wanted)), *(set(wanted) - set(directives))]
        yield "；".join(sorted(different)) or "Content-Security-Policy"


def inline_hashes(page: html.HtmlElement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The page's styles and its scripts, in order, each as the source that a policy names it by."""
    styles, scripts = (tuple(_source(element) for element in page.iter(tag)) for tag in ("style", "script"))
    return styles, scripts


def _stands_first(meta: html.HtmlElement) -> bool:
    """Whether nothing but the character set stands before it in the page's head."""
    head = meta.getparent()
    before = meta.itersiblings(preceding=True)
    return (
        head is not None
        and head.tag == "head"
        and head.getparent() is meta.getroottree().getroot()
        and all(other.tag == "meta" and other.keys() == ["charset"] for other in before)
    )


def _source(element: html.HtmlElement) -> str:
    return f"'sha256-{b64encode(sha256((element.text or '').encode()).digest()).decode()}'"
