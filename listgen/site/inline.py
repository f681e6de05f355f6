"""Styles and scripts as they go into each page: made small, allowed by their hashes, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import minify
from markupsafe import Markup

HEAD = "head.js"  # before the first paint
PAGES = {  # the styles and scripts of each kind of page
    "village": (("site.css", "village.css"), ("look.js", "speech.js", "search.js", "village.js")),
    "item": (("site.css", "other.css"), ("look.js", "speech.js", "item.js")),
    "list": (("site.css", "other.css"), ("look.js",)),
}
_EDITION = 2009  # ECMAScript 5: nothing newer may come of it
_END_OF_RAW_TEXT = re.compile(r"</(style|script)|<!--", re.IGNORECASE)


class UnsafeAssetError(ValueError):
    """A style or script is none, or would end its element on the page. Says which file."""


@dataclass(frozen=True, slots=True)
class Inline:
    """What one kind of page carries."""

    style: Markup
    head: Markup
    script: Markup

    @property
    def policy(self) -> str:
        """The Content-Security-Policy (CSP level 3) that lets these run, and nothing else."""
        return (
            f"default-src 'none'; style-src {_source(self.style)};"
            f" script-src {_source(self.head)} {_source(self.script)};"
            " img-src data:; base-uri 'none'; form-action 'none'"
        )


def inline_parts(texts: Mapping[str, str]) -> dict[str, Inline]:
    """By kind of page. Raises UnsafeAssetError; KeyError for a file that is missing."""
    head = _script(texts, [HEAD])
    return {
        page: Inline(_style(texts, styles), head, _script(texts, scripts))
        for page, (styles, scripts) in PAGES.items()
    }


def _style(texts: Mapping[str, str], names: Iterable[str]) -> Markup:
    return Markup("".join(_smaller("text/css", name, texts[name]) for name in names))


def _script(texts: Mapping[str, str], names: Iterable[str]) -> Markup:
    """One script of several, which see one another and leave nothing behind."""
    for name in names:
        _smaller("application/javascript", name, texts[name])  # so that a fault is told with its file
    whole = "\n".join(("(function(){'use strict';", *(texts[name] for name in names), "})();"))
    return Markup(_smaller("application/javascript", " ".join(names), whole))


def _smaller(kind: str, name: str, text: str) -> str:
    minify.config({"js-version": _EDITION})
    try:
        small = str(minify.string(kind, text))
    except minify.MinifyError as fault:
        raise UnsafeAssetError(f"{name}: {fault}") from fault
    if _END_OF_RAW_TEXT.search(small):
        raise UnsafeAssetError(name)
    return small


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
