"""templates/site compiled once: a sandbox that escapes everything and knows no missing value.

Styles and scripts go into each page, allowed by their hashes alone; nothing is fetched from anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from listgen.catalog.model import Kind
from listgen.site.phones import phones

STYLE, HEAD_SCRIPT = "site.css", "head.js"
SCRIPTS = {  # what runs at the end of each kind of page
    "village": ("look.js", "speech.js", "search.js", "village.js"),
    "item": ("look.js", "speech.js", "item.js"),
    "list": ("look.js",),
}
_END_OF_RAW_TEXT = re.compile(r"</(style|script)|<!--", re.IGNORECASE)


class UnsafeAssetError(ValueError):
    """A style or script holds what would end its element on the page."""


@dataclass(frozen=True)
class SiteTemplates:
    """The site's templates. Equal where the files are equal."""

    files: tuple[tuple[str, bytes], ...]
    environment: ImmutableSandboxedEnvironment = field(compare=False, repr=False)


def compile_site(files: Mapping[str, bytes]) -> SiteTemplates:
    """Compile the files of templates/site, given by name.

    Raises KeyError for a missing file, jinja2.TemplateSyntaxError, UnsafeAssetError.
    """
    texts = {name: data.decode("utf-8").replace("\r\n", "\n") for name, data in files.items()}
    style = _squeeze_style(texts[STYLE])
    head = _squeeze_script(texts[HEAD_SCRIPT])
    scripts = {page: _bundle([texts[name] for name in names]) for page, names in SCRIPTS.items()}
    for name, text in texts.items():
        if not name.endswith(".html") and _END_OF_RAW_TEXT.search(text):
            raise UnsafeAssetError(name)
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader({name: text for name, text in texts.items() if name.endswith(".html")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=False,
    )
    environment.filters["phones"] = phones
    environment.filters["heading"] = _heading
    environment.globals |= {
        "style": Markup(style),
        "head_script": Markup(head),
        "scripts": {page: Markup(script) for page, script in scripts.items()},
        "policies": {page: _policy(style, (head, script)) for page, script in scripts.items()},
    }
    for name in environment.list_templates():
        environment.get_template(name)
    return SiteTemplates(tuple(sorted(files.items())), environment)


def _policy(style: str, scripts: tuple[str, ...]) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {allowed}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _squeeze_style(text: str) -> str:
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", bare)).replace(": ", ":").strip()


def _squeeze_script(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _bundle(scripts: list[str]) -> str:
    """One script of several, which see one another and leave nothing behind."""
    return "\n".join(("(function(){'use strict';", *map(_squeeze_script, scripts), "})();"))


def _heading(kind: Kind, name: str, otherwise: str) -> str:
    """The county's own heading of a field in this list's table."""
    return next((column.title for column in kind.columns if column.field == name), otherwise)
