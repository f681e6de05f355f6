"""Where each page lies below the site's root, and the way from one page to another.

Links are relative and name index.html, so the site works under any base address, from any static
server and from a folder on disk.
"""

from __future__ import annotations

import posixpath

COUNTY_PAGE = "index.html"


def township_page(township_id: str) -> str:
    """The page of a township: the names of its villages."""
    return f"t/{township_id}/index.html"


def item_page(item_id: str) -> str:
    """The county-wide page of an item."""
    return f"i/{item_id}/index.html"


def page_file(page: str) -> str:
    """The file of a page that is named by its folder (`001733/`) or by its file."""
    return page if page.endswith(".html") else posixpath.join(page, "index.html")


def link(source: str, target: str) -> str:
    """The relative address of page `target` as written on page `source`, both below the site's root."""
    return posixpath.relpath(page_file(target), posixpath.dirname(page_file(source)) or ".")
