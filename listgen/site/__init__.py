"""The online list: a page a village, the pages that lead there, and the list as data."""

from listgen.site.data import items_json, services_jsonld
from listgen.site.inline import UnsafeAssetError
from listgen.site.pages import render_county, render_item, render_moved, render_township, render_village
from listgen.site.paths import COUNTY_PAGE, item_page, link, page_file, township_page
from listgen.site.templates import SiteTemplates, compile_site

__all__ = [
    "COUNTY_PAGE",
    "SiteTemplates",
    "UnsafeAssetError",
    "compile_site",
    "item_page",
    "items_json",
    "link",
    "page_file",
    "render_county",
    "render_item",
    "render_moved",
    "render_township",
    "render_village",
    "services_jsonld",
    "township_page",
]
