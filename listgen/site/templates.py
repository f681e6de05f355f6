"""templates/site compiled once: a sandbox that escapes everything and knows no missing value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from listgen.catalog.model import Kind
from listgen.site.inline import inline_parts
from listgen.site.phones import phones


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
    parts = inline_parts({name: text for name, text in texts.items() if not name.endswith(".html")})
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
    environment.globals["inline"] = parts
    for name in environment.list_templates():
        environment.get_template(name)
    return SiteTemplates(tuple(sorted(files.items())), environment)


def _heading(kind: Kind, name: str, otherwise: str) -> str:
    """The county's own heading of a field in this list's table."""
    return next((column.title for column in kind.columns if column.field == name), otherwise)
