"""Pages whose values attack them: they hold the elements of an ordinary page and nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from random import Random

import pytest

from listgen.catalog.model import Service, Township
from listgen.site import render_item, render_moved, render_township, render_village
from tests.campaign.conftest import Report
from tests.campaign.size import batches, chances
from tests.site.samples import COUNTY, KINDS, NOWHERE, SERVICE, item, templates, view, village

ATTACKS = [
    "<script>alert(1)</script>",
    "</script><script src=//x.example></script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:x",
    "</style><style>*{background:url(//x.example)}",
    "</title><base href=//x.example>",
    "</summary></details><iframe srcdoc='<script>1</script>'>",
    "<svg/onload=alert(1)>",
    "<math><mi xlink:href=javascript:alert(1)>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "\u003cscript\u003e",
    "<meta http-equiv=refresh content='0;url=//x.example'>",
    "<form action=//x.example><input name=a>",
    "<a href=javascript:alert(1)>x",
    "{{ 7*7 }}{% raw %}",
    "${7*7}",
    "\\u003cscript",
    "');alert(1);('",
    "<plaintext>",
    "<textarea>",
    "<template>",
    "<noscript><p title='</noscript><img src=x onerror=1>'>",
    "\u2028alert(1)\u2029",
    "\x00<script>",
    "<scr\x00ipt>",
    "ſcript",
    "tel:1;ext=2",
    "0570-5550101<b>",
    "//x.example/",
    "https://x.example/",
    "mailto:a@x.example?bcc=b",
    "/*",
    "`",
    "\\",
    "甲" * 40,
]
_URLS = {
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "ping",
    "cite",
    "content",
}
_RELATIVE = re.compile(r"(?:\.\./)*(?:[A-Za-z0-9-]+/)*(?:[a-z]+\.html)?(?:#[^\s]*)?")
_FINE = (re.compile(r"tel:[0-9]+"), re.compile(r"data:image/[\w+]+[;,][^<>\"]*"), _RELATIVE)


class Structure(HTMLParser):
    """Elements with the names of their attributes, scripts with their text, and every address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shapes: set[tuple[str, tuple[str, ...]]] = set()
        self.scripts: list[str] = []
        self.addresses: list[str] = []
        self.comments: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shapes.add((tag, tuple(sorted(name for name, _ in attrs))))
        for name, value in attrs:
            if name in _URLS and not (tag == "meta" and name == "content"):
                self.addresses.append(value or "")
            if tag == "meta" and name == "content":
                self.scripts.append(f"meta {value}" if "http-equiv" in dict(attrs) else "")
        self._inside = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts.append(f"{self._inside} {data}")

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def structure(*pages: bytes) -> Structure:
    """What pages hold together."""
    parsed = Structure()
    for page in pages:
        parsed.feed(page.decode("utf-8"))
    parsed.close()
    return parsed


def attacked(kind: int, chance: Random | None, longer: str = "") -> bytes:
    """A page of some kind, each of its values replaced by an attack; without chances, only `longer`."""

    def value(plain: str) -> str:
        if chance is None:
            return plain + longer
        parts = [chance.choice(ATTACKS) for _ in range(chance.randint(1, 3))]
        return plain[: chance.randint(0, len(plain))] + "".join(parts)

    materials, steps = tuple(map(value, SERVICE.materials)), tuple(map(value, SERVICE.steps))
    telephone = value("0570-5550101")  # a rule of its own guards it; here it is attacked all the same
    service = Service(materials, steps, value("三天"), value("一号窗口"), telephone)
    texts = {name: value(name) for name in ("name", "short", "content", "domain", "lead", "plain")}
    items = tuple(
        item(
            one, 1, **texts, service=service, frequent=True, basis=(value("《法》"),), keywords=(value("词"),)
        )
        for one in ("duty", "assist", "not-permitted")
    )
    of = village(name=value("青石村"), address=value("1号"), hours=value("8:30"), phone=telephone)
    township = Township("02", value("白云镇"), "镇", telephone, value("8号"), NOWHERE)
    if kind == 0:
        return render_village(templates(), COUNTY, KINDS, view(of, items))
    if kind == 1:
        return render_item(templates(), COUNTY, KINDS[1], items[1])
    if kind == 2:
        return render_moved(templates(), COUNTY, of, view(of, items), township)
    links = tuple((value("青石村"), f"../../{number:05d}4/") for number in range(3))
    return render_township(templates(), COUNTY, township, links, ((value("清单"), links),))


KIND_NAMES = ("village", "item", "moved", "township")


@pytest.mark.parametrize(("first", "count"), batches(100, 2000, 200))
def test_hostile_pages(report: Report, first: int, count: int) -> None:
    kinds = range(len(KIND_NAMES))
    plain = [structure(attacked(kind, None), attacked(kind, None, "长" * 60)) for kind in kinds]
    assert all(one.shapes and one.addresses and one.scripts for one in plain)
    faults: list[str] = []
    for number in range(first, first + count):
        kind = number % len(KIND_NAMES)
        found = structure(attacked(kind, chances("page", number)))
        told = [f"element {shape}" for shape in sorted(found.shapes - plain[kind].shapes)]
        told += [f"on* {shape}" for shape in found.shapes if any(name.startswith("on") for name in shape[1])]
        told += [f"script {text[:60]!r}" for text in found.scripts if text not in plain[kind].scripts]
        told += [f"comment {text[:60]!r}" for text in found.comments if text not in plain[kind].comments]
        told += [
            f"address {address!r}"
            for address in found.addresses
            if address not in plain[kind].addresses and not any(form.fullmatch(address) for form in _FINE)
        ]
        faults += [f"trial {number} ({KIND_NAMES[kind]}): {fault}" for fault in told]
    report("pages", count, faults)
