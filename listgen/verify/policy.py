"""A page's Content-Security-Policy: nothing from outside, and inline code by its hash alone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from lxml import html

_INLINE = {"style": "style-src", "script": "script-src"}
_SCRIPTS = {"", "text/javascript", "application/javascript", "module"}
_NEVER = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:")


def policy_faults(page: html.HtmlElement) -> Iterator[str]:
    """Each directive or element that the policy lets through, or needs and does not let through."""
    metas = [
        meta.get("content", "")
        for meta in page.iter("meta")
        if meta.get("http-equiv", "").lower() == "content-security-policy"
    ]
    if len(metas) != 1:
        yield f"{len(metas)} × Content-Security-Policy"
        return
    directives = _directives(metas[0])
    if directives.get("default-src") != ["'none'"]:
        yield "default-src"
    for name, sources in directives.items():
        if any(source in _NEVER or "://" in source for source in sources):
            yield name
    for element in page.iter(*_INLINE):
        if element.tag == "script" and element.get("type", "") not in _SCRIPTS:
            continue
        directive = _INLINE[str(element.tag)]
        digest = b64encode(sha256((element.text or "").encode()).digest()).decode()
        if f"'sha256-{digest}'" not in directives.get(directive, []):
            yield directive


def _directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name.lower(): sources for name, *sources in parts}
